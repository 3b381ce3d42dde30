"""What a list said of the files in a large folder, kept beside them, so that only what changed is read anew.

It is never the truth: a row is believed only while its file is still exactly the one that was read, and whatever is
amiss with the index, the files are read. A folder of a hundred sessions or less has none. Titles stand in it: so it is
for the owner alone, and after the next list nothing is in it that is not in a file.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from reciring import __version__
from reciring.store import save
from reciring.store.files import INDEX
from reciring.store.progress import Progress

MANY: Final = 100
"""As many sessions are read in less time than a person notices."""
_SETTLED: Final = 3_000_000_000
"""Nanoseconds. A file changed so recently may be changed again within one tick of its clock, of two seconds at most."""
_LARGEST: Final = 50_000_000
"""Bytes. A hundred thousand sessions stay under it."""
now = time.time_ns


class Stamp(NamedTuple):
    """By what a file is known to be the one that was read."""

    modified: int
    changed: int
    """Nobody can set this one back."""
    size: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        return cls(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was, and what was in it."""

    stamp: Stamp
    progress: Progress


class Index:
    """The rows of a folder: those that were kept the last time, and those that hold now."""

    def __init__(self, folder: Path, sessions: int, found: Sequence[str]) -> None:
        """For a folder of so many ``sessions``; ``found`` are the names in it of an index, and of what a crash left."""
        self._folder = folder
        self._found = found
        self._many = sessions > MANY
        self._old = _read(folder / INDEX) if self._many and INDEX in found else {}
        self._new: dict[str, Row] = {}
        self._begun = now()

    def recall(self, name: str, status: os.stat_result) -> Progress | None:
        """What was in a file, if it is still the same one."""
        row = self._old.get(name)
        if row is None or row.stamp != Stamp.of(status):
            return None
        self._new[name] = row
        return row.progress

    def learn(self, name: str, status: os.stat_result, progress: Progress) -> None:
        """Keep what was read in a file, of which ``status`` was asked before it was read."""
        stamp = Stamp.of(status)
        settled = max(stamp.modified, stamp.changed) < self._begun - _SETTLED
        # Where the system gives a file no number of its own, another one could pass for it.
        if self._many and settled and stamp.inode and _is_text(name):
            self._new[name] = Row(stamp, progress)

    def keep(self) -> None:
        """Put the rows that hold in the place of those that were. Where that cannot be done, there are none."""
        if not self._new:
            if self._found:
                drop(self._folder)
        elif self._new != self._old or [*self._found] != [INDEX]:
            try:
                save.clean_leftovers(self._folder / INDEX)
                save.write(self._folder / INDEX, _sealed(msgspec.json.encode(self._new)))
            except OSError:
                drop(self._folder)
            else:
                # Somebody may have been forgotten meanwhile: what is done after this, removes the index itself.
                if not all(_still(self._folder / name, row.stamp) for name, row in self._new.items()):
                    drop(self._folder)


def drop(folder: Path) -> None:
    """No index any more, nor what a crash left of one; what cannot be removed stays, and is not believed."""
    with contextlib.suppress(OSError):
        save.clean_leftovers(folder / INDEX)
        (folder / INDEX).unlink()


def _read(path: Path) -> dict[str, Row]:
    """The rows in an index of ours; none if it is anything else."""
    try:
        with open(path, "rb", opener=_plain) as file:
            data = file.read(_LARGEST) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
        _, _, body = data.partition(b"\n")
        return _ROWS.decode(body) if data == _sealed(body) else {}
    except (OSError, ValueError, RecursionError):
        return {}


def _plain(path: str, flags: int) -> int:
    """Never through a link, and never waiting for what is no file."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _sealed(body: bytes) -> bytes:
    """``body`` as a file: by which program, and a sum by which any change shows."""
    return b"reciring %s %08x\n%s" % (__version__.encode(), zlib.crc32(body), body)


def _still(path: Path, stamp: Stamp) -> bool:
    try:
        return Stamp.of(os.stat(path)) == stamp
    except OSError:
        return False


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


_ROWS: Final = msgspec.json.Decoder(dict[str, Row])
