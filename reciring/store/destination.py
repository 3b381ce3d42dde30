"""One file that sessions are saved to, and what we know of it. All of this touches the disk and may hang.

Only the saving thread comes here (see ``autosave``).
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

from reciring.ring.message import Message
from reciring.ring.session import Session
from reciring.store import backups
from reciring.store.files import read
from reciring.store.reasons import why
from reciring.store.signature import Signature, signature
from reciring.store.toml import BadFile, decode

SPACING: Final = dt.timedelta(minutes=2)
"""At most one backup in this time."""

Write = Callable[[Path, bytes], Signature]


class Destination:
    """Saves bytes to ``path``, but never over what somebody else wrote there: then beside it, until that is settled.

    ``seen`` is what stood in the file when it was read or made; None if it should not be there yet.
    """

    def __init__(self, path: Path, seen: bytes | None, write: Write, now: Callable[[], dt.datetime]) -> None:
        self.path = path
        self.conflict: Path | None = None
        """Where our version goes while somebody else's is in ``path``."""
        self.backup_problem: Message | None = None
        self._write = write
        self._now = now
        self._seen = seen
        self._signature: Signature | None = None
        self._tried: bytes | None = None
        self._backed_up: dt.datetime | None = None

    def save(self, data: bytes) -> None:
        """Save ``data`` and take a backup when it is time. Raises OSError."""
        present = self._look()
        if self.conflict is None and present is not None and present != self._signature and not self._is_ours(data):
            self.conflict = backups.stamped(self.path, ".conflict-", self._now())
        if self.conflict is not None:
            self._write(self.conflict, data)
            return
        if self._backed_up is None and self._seen is not None:
            self._back_up(self._seen)
        if present is None or data != self._seen:
            self._put(data)
        if self._backed_up is None or abs(self._now() - self._backed_up) >= SPACING:  # Clocks are also set back.
            self._back_up(data)

    def keep_ours(self, data: bytes) -> None:
        """Settle a conflict: ``data`` is the session, the other version becomes a backup. Raises OSError, BadFile.

        What cannot be read cannot be kept, and so is not written over: BadFile says why.
        """
        if self.conflict is None:
            return
        if self._look() is not None:
            backups.add(self.path, read(self.path), self._now())
        self._put(data)
        self._settled()

    def keep_theirs(self, data: bytes) -> Session:
        """Settle a conflict: what is in ``path`` is the session, ``data`` becomes a backup. Raises OSError, BadFile."""
        present, theirs = self._look(), read(self.path)
        session = decode(theirs)
        if self.conflict is not None:
            backups.add(self.path, data, self._now())
            self._settled()
        self._seen, self._signature = theirs, present
        return session

    def _settled(self) -> None:
        if self.conflict is not None:
            self.conflict.unlink(missing_ok=True)
            self.conflict = None

    def _put(self, data: bytes) -> None:
        # Remembered beforehand: a write may fail after the file is in its place.
        self._tried = data
        self._signature = self._write(self.path, data)
        self._seen = data

    def _look(self) -> Signature | None:
        """The signature of what is in ``path`` now. Raises IsADirectoryError if that is a folder."""
        try:
            status = os.lstat(self.path)
        except FileNotFoundError:
            return None
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(self.path))
        return Signature.of(status)

    def _is_ours(self, data: bytes) -> bool:
        """Whether the file, though touched, holds what we wrote, read, or are about to write."""
        present = signature(self.path)
        found = _found(self.path)
        if found is not None and found in (self._seen, self._tried, data):
            self._seen, self._signature = found, present
            return True
        return False

    def _back_up(self, data: bytes) -> None:
        """A backup that fails is told, and does not keep the session from being saved."""
        try:
            backups.add(self.path, data, self._now())
        except OSError as error:
            self.backup_problem = why(error, self.path.parent / backups.FOLDER / self.path.name)
        else:
            self.backup_problem = None
        self._backed_up = self._now()


def _found(path: Path) -> bytes | None:
    """What is in a file; None if it cannot be read, and so cannot be ours."""
    try:
        return read(path)
    except BadFile:
        return None
