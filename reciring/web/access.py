"""Who may see and do what: the codes of a ring, and the devices that joined with them.

A device that gives the right code gets a token, a random value in a cookie. Only the token's hash is kept, in a file
beside the session that only its owner can read, so that a restart of the server logs nobody out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

import msgspec

from reciring.store.access import Access, Device, Role, Seat, Seats, read_access
from reciring.store.atomic_write import write_file
from reciring.store.backups import access_path

CODE_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32 (https://www.crockford.com/base32.html): no letter looks like another letter or a digit."""
CODE_LENGTH: Final = 6
TYPIST_CODE_LENGTH: Final = 10
TOKEN_BYTES: Final = 32
_LOOK_ALIKE: Final = str.maketrans("OILU", "011V")


def normalise_code(text: str) -> str:
    """The code that people mean by what they typed: lower case, spaces, hyphens, O for 0 and l for 1."""
    return "".join(filter(str.isalnum, text.upper())).translate(_LOOK_ALIKE)


class AccessList:
    """The codes and devices of one ring, on disk. Every change is saved before it counts. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self.path = access_path(path)
        self._lock = threading.RLock()
        """Held for each change: devices join at the same moment, each in a thread."""
        if access := read_access(path):
            self.access = access
        else:  # After damage too: everyone joins again, with new codes.
            self._save(_new_access())
        self._by_hash = {device.token_hash: device for device in self.access.devices.values()}

    def role_of_code(self, text: str) -> Role | None:
        """What a typed code admits to; None if it is wrong."""
        code = normalise_code(text)
        if hmac.compare_digest(code.encode(), self.access.code.encode()):
            return Role.PHONE
        if hmac.compare_digest(code.encode(), self.access.typist_code.encode()):
            return Role.TYPIST
        return None

    def device(self, token: str) -> Device | None:
        """The device that has this token, if it joined this ring."""
        return self._by_hash.get(_hash(token)) if token else None

    def add_device(self, role: Role, now: dt.datetime) -> tuple[Device, str]:
        """Admit a new device; return it with its token, which is kept nowhere else."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        device = Device(id=secrets.token_hex(8), token_hash=_hash(token), role=role, since=now)
        with self._lock:
            self._put(device)
        return device, token

    def choose_name(self, device: Device, who: str) -> Device:
        """Give a device the name of a participant.

        It is confirmed if no other device has that name, and the facilitator has not sent one with that name away.
        """

        def choose(seats: Seats) -> Seats:
            if any(seat.who == who for seat in seats):
                return seats
            free = not self.holders(who) and who not in self.access.sent_away
            return (*seats, Seat(who=who, confirmed=free))

        return self._change_seats(device, choose)

    def confirm(self, device: Device, who: str) -> Device:
        """Let a device see the private entries and the page of a participant whose name it chose."""
        with self._lock:
            if who in self.access.sent_away:
                self._save(msgspec.structs.replace(self.access, sent_away=_without(self.access.sent_away, who)))
            return self._change_seats(
                device,
                lambda seats: tuple(
                    msgspec.structs.replace(seat, confirmed=True) if seat.who == who else seat for seat in seats
                ),
            )

    def give_up_name(self, device: Device, who: str) -> Device:
        """Take the name of a participant from a device."""
        return self._change_seats(device, lambda seats: tuple(seat for seat in seats if seat.who != who))

    def send_away(self, who: str) -> list[Device]:
        """Take the name of a participant from the devices that wait to be agreed to; from all of them if none waits.

        A device that has no other name must give the code again. Returns the devices as they were.
        """
        with self._lock:
            holders = self.holders(who)
            gone = [it for it in holders if Seat(who=who, confirmed=False) in it.seats]
            sent_away = self.access.sent_away
            if not gone:  # No device is left that is known to be this person's.
                gone, sent_away = holders, (*_without(sent_away, who), who)
            devices = dict(self.access.devices)
            for device in gone:
                seats = tuple(seat for seat in device.seats if seat.who != who)
                devices[device.id] = msgspec.structs.replace(device, seats=seats)
                if not seats:
                    del devices[device.id]
            self._save(msgspec.structs.replace(self.access, devices=devices, sent_away=sent_away))
            self._by_hash = {device.token_hash: device for device in devices.values()}
            return gone

    def _change_seats(self, device: Device, change: Callable[[Seats], Seats]) -> Device:
        """Change the names of a device as it is now; one that was forgotten in the meantime stays forgotten."""
        with self._lock:
            newest = self.access.devices.get(device.id)
            if newest is None:
                return device
            changed = msgspec.structs.replace(newest, seats=change(newest.seats))
            if changed != newest:
                self._put(changed)
            return changed

    def drop_missing(self, participants: Collection[str]) -> None:
        """Take the names of people who are no longer in the ring from all devices: a seat can be given again."""
        for device in list(self.access.devices.values()):
            self._change_seats(device, lambda seats: tuple(seat for seat in seats if seat.who in participants))

    def holders(self, who: str) -> list[Device]:
        """The devices that have the name of a participant, in order of joining."""
        return [device for device in self.access.devices.values() if any(seat.who == who for seat in device.seats)]

    def keep_address(self, port: int, url: str) -> None:
        """Remember the port for the next start, and the address for a second server, which can only say it."""
        with self._lock:
            if (port, url) != (self.access.port, self.access.url):
                self._save(msgspec.structs.replace(self.access, port=port, url=url))

    def revoke_all(self) -> None:
        """Make new codes and forget all devices: every token is worthless from now on."""
        with self._lock:
            self._save(_new_access())
            self._by_hash = {}

    def _put(self, device: Device) -> None:
        self._save(msgspec.structs.replace(self.access, devices={**self.access.devices, device.id: device}))
        self._by_hash[device.token_hash] = device

    def _save(self, access: Access) -> None:
        write_file(self.path, msgspec.json.encode(access))
        self.access = access


def _without(people: tuple[str, ...], who: str) -> tuple[str, ...]:
    return tuple(it for it in people if it != who)


def _new_access() -> Access:
    return Access(ring=secrets.token_hex(4), code=_new_code(CODE_LENGTH), typist_code=_new_code(TYPIST_CODE_LENGTH))


def _new_code(length: int) -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(length))


def _hash(token: str) -> str:
    """A token has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
