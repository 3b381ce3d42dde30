"""Which of the addresses that people gave can be written to."""

from __future__ import annotations

import re
from typing import Final

from reciring.ring.session import Session
from reciring.ring.text import squeeze

_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


def deliverable_address(address: str) -> str | None:
    """``set_email`` as a mail's header takes it, a domain of any script in plain letters; None if it cannot be one."""
    local, at, domain = squeeze(address).rpartition("@")
    try:
        # What knows other scripts is big, and seldom needed.
        plain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if not at or len(local) > 64 or len(plain) > 253 or not _LOCAL.fullmatch(local):
        return None
    labels = plain.split(".")
    return f"{local}@{plain}" if len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) else None


def deliverable_addresses(session: Session) -> dict[str, str]:
    """Participants and the address to which a mail can go, in seat order."""
    found = ((who, deliverable_address(person.email)) for who, person in session.participants.items())
    return {who: address for who, address in found if address}


def participants_without_address(session: Session) -> tuple[str, ...]:
    """Participants whose address is missing, or is none; in seat order."""
    known = deliverable_addresses(session)
    return tuple(who for who in session.participants if who not in known)
