"""The codes of a ring that is open to phones, and the devices that joined, in a hidden file beside the session file.

The web server writes it (``web.access``). Only the hash of a device's token is in it, and only its owner can read it.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

import msgspec

from reciring.store.backups import access_path, is_served


class Role(StrEnum):
    """What a device may do."""

    PHONE = "phone"
    TYPIST = "typist"


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A participant whose name a device chose."""

    who: str
    confirmed: bool
    """Whether the device may see this person's private entries and personal page. The first device of a person may."""


Seats: TypeAlias = tuple[Seat, ...]


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A browser that joined. ``id`` is its public name, which does not reveal the token."""

    id: str
    token_hash: str
    role: Role = Role.PHONE
    seats: Seats = ()
    since: dt.datetime


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """What the file holds."""

    ring: str
    """A random name of the ring, which is in the name of its cookie."""
    code: str
    typist_code: str
    port: int = 0
    """The port of the last time, at which phones look again; 0 before the first time."""
    url: str = ""
    """The address that was shown last."""
    devices: dict[str, Device] = {}
    sent_away: tuple[str, ...] = ()
    """The participants whose phone the facilitator sent away. Whoever chooses such a name again must be agreed to."""


def read_access(path: Path) -> Access | None:
    """What the session file ``path`` has; None without it, or if a crash cut it off. Raises OSError."""
    try:
        return msgspec.json.decode(access_path(path).read_bytes(), type=Access)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def shown_access(path: Path) -> Access | None:
    """The codes and the address of the session file ``path``; None if it is not open to phones. Raises OSError."""
    access = read_access(path)
    return access if access and access.url else None


def served_access(path: Path) -> Access | None:
    """The codes and the address of the server that has the session file ``path`` open now; None without one.

    Raises OSError.
    """
    return shown_access(path) if is_served(path) else None
