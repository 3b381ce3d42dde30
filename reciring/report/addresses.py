"""Which e-mail addresses of participants can be used."""

from __future__ import annotations

import re
from typing import Final

from reciring.ring.session import Session
from reciring.ring.text import squeeze

_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


def deliverable_address(address: str) -> str | None:
    """Return ``address`` for use in a header, its domain in ASCII (IDNA); None if it is not an ordinary address."""
    local, at, domain = squeeze(address).rpartition("@")
    try:
        ascii_domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if not at or len(local) > 64 or len(ascii_domain) > 253 or not _LOCAL.fullmatch(local):
        return None
    labels = ascii_domain.split(".")
    return f"{local}@{ascii_domain}" if len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) else None


def deliverable_addresses(session: Session) -> dict[str, str]:
    """Return the participants with a usable address, in seat order."""
    addresses = ((who, deliverable_address(person.email)) for who, person in session.participants.items())
    return {who: address for who, address in addresses if address}


def participants_without_address(session: Session) -> tuple[str, ...]:
    """Return the participants without a usable address, in seat order."""
    reachable = deliverable_addresses(session)
    return tuple(who for who in session.participants if who not in reachable)
