"""Saving while the ring goes on: the newest session, on a thread of its own, again and again until it is on the disk.

Whoever has a new session puts it in a slot and goes on; what is put later replaces what was not saved yet. Nothing
here makes its caller wait for a disk, except where a timeout is asked for.

The thread is a daemon only so that a disk that never answers cannot keep the program from ending; ``close`` and, should
that be forgotten, the end of the program wait for the last save, within bounds.
"""

from __future__ import annotations

import atexit
import contextlib
import datetime as dt
import errno
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final

import msgspec

from reciring.ring.message import Message, say
from reciring.ring.session import Session
from reciring.store import atomic_write as save
from reciring.store import backups, toml
from reciring.store.atomic_write import FileSignature, file_signature
from reciring.store.files import read_session_bytes
from reciring.store.os_errors import describe_os_error, disk_hangs_message
from reciring.store.toml import InvalidFileError, decode

RETRY_DELAYS: Final = (0.5, 1.0, 2.0, 5.0)
"""Seconds until a failed save is tried again; the last one goes on for ever. A new session is tried at once."""
HANG_SECONDS: Final = 3.0
"""Seconds after which a write that has not ended is called hanging."""
EXIT_TIMEOUT: Final = 2.0
"""Seconds that the end of the program waits for the last save."""


class SaveState(msgspec.Struct, frozen=True, kw_only=True):
    """How things stand. Saved is quiet; anything with ``describe_os_error`` or ``conflict`` is to be shown, and stays."""

    path: Path
    submitted: int = 0
    """Sessions put so far."""
    saved: int = 0
    """How many of them are safely on the disk, the newest of these included; in ``conflict``, if there is one."""
    failing_since: dt.datetime | None = None
    """Since when nothing could be saved; None while all is well."""
    error: Message | None = None
    """The reason for that, to stand after *not saved:*."""
    hanging: bool = False
    """The disk does not answer at all."""
    conflict: Path | None = None
    """Somebody else changed the file: it is as they left it, and our version is saved here."""
    backup_error: Message | None = None
    """Why no backup could be made, though the session was saved."""

    @property
    def ok(self) -> bool:
        """Whether there is nothing to tell of."""
        return not (self.conflict or self.error or self.backup_error)

    @property
    def has_unsaved(self) -> bool:
        """Whether something would be lost now."""
        return self.saved < self.submitted


class Autosave:
    """Keeps the file at ``path`` up to date with the newest session that was ``copy_text``.

    ``seen`` is what the file held when it was read or made (None if there is none yet): whatever else is found in it
    was put there by somebody else, and is not overwritten. ``on_change`` is called from the saving thread with every
    new state, and must not wait for anything; that a disk hangs cannot be told from there, so look at ``countdown_state`` now
    and then as well.
    """

    def __init__(
        self,
        path: Path,
        *,
        seen: bytes | None,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        on_change: Callable[[SaveState], object] | None = None,
        write: WriteFunction = save.write_file,
        encode: Callable[[Session], bytes] = toml.encode,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        hang_seconds: float = HANG_SECONDS,
    ) -> None:
        self._now, self._on_change, self._write, self._encode = now, on_change, write, encode
        self._retry_delays, self._hang_seconds = retry_delays, hang_seconds
        # Guards everything below, and is never held while the disk is at work.
        self._changed = threading.Condition()
        self._to = Destination(path, seen, write, now)
        self._state = SaveState(path=path)
        self._session: Session | None = None
        self._orders: list[tuple[Future[Any], Callable[[], None]]] = []
        self._failures = 0
        self._retry_at = 0.0
        self._busy: tuple[float, dt.datetime] | None = None
        self._closing = False
        self._thread: threading.Thread | None = None
        atexit.register(self.close, EXIT_TIMEOUT)

    @property
    def state(self) -> SaveState:
        """How things stand now, a hanging disk included."""
        with self._changed:
            if self._busy is None or time.monotonic() - self._busy[0] < self._hang_seconds:
                return self._state
            since = self._state.failing_since or self._busy[1]
            return msgspec.structs.replace(self._state, hanging=True, failing_since=since, error=disk_hangs_message())

    def submit(self, session: Session) -> int:
        """Have ``session`` saved as soon as may be, and give its number: ``state.saved`` gets there. Never waits."""
        with self._changed:
            self._session = session
            self._state = msgspec.structs.replace(self._state, submitted=self._state.submitted + 1)
            self._wake()
            return self._state.submitted

    def flush(self, timeout: float) -> bool:
        """Try at once, and wait up to ``timeout`` seconds until everything put so far is saved; whether it is."""
        with self._changed:
            number = self._state.submitted
            if self._state.saved < number:
                self._wake()
            return self._changed.wait_for(lambda: self._state.saved >= number, timeout)

    def close(self, timeout: float) -> bool:
        """``flush``, and end the thread. If this gives False, it goes on trying: ``redirect`` it, or leave it."""
        atexit.unregister(self.close)
        if not self.flush(timeout):
            return False
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        return True

    def redirect(self, path: Path, seen: bytes | None = None) -> None:
        """Save to another place from now on, beginning with the newest session. A disk that hangs is left to itself.

        ``seen`` is what we made that file with; None if it should not be there yet.
        """
        with self._changed:
            self._to = Destination(path, seen, self._write, self._now)
            self._state = SaveState(path=path, submitted=self._state.submitted)
            for future, _ in self._orders:
                future.cancel()
            self._orders.clear()
            self._failures, self._busy = 0, None
            self._thread = None  # The old one sees that it is not wanted as soon as its disk lets go of it.
            self._wake()

    def keep_own_version(self) -> Future[None]:
        """Settle a conflict by our version; theirs becomes a backup. The future may raise OSError or BadFile."""

        def settle(to: Destination, session: Session) -> None:
            to.keep_own_version(self._encode(session))

        return self._order(settle)

    def keep_other_version(self) -> Future[Session]:
        """Settle a conflict by their version, which the future gives; ours becomes a backup.

        What was put before is dropped. The future may raise BadFile or OSError; then the conflict goes on.
        """

        def settle(to: Destination, session: Session) -> Session:
            return to.keep_other_version(self._encode(session))

        return self._order(settle)

    def _order(self, settle: Callable[[Destination, Session], Any]) -> Future[Any]:
        future: Future[Any] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            with self._changed:
                to, session, number = self._to, self._session, self._state.submitted
            try:
                if session is None:
                    raise ValueError("nothing was put, so nothing can be in conflict")
                with self._at_work():
                    result = settle(to, session)
            except (OSError, InvalidFileError) as error:
                future.set_exception(error)
            except BaseException as error:
                future.set_exception(error)
                raise
            else:
                self._note(
                    to, saved=number, failing_since=None, error=None, conflict=to.conflict, backup_error=to.backup_error
                )
                future.set_result(result)

        with self._changed:
            self._orders.append((future, run))
            self._wake()
        return future

    # The thread.

    def _wake(self) -> None:
        """See to it that the thread runs and looks again now; the lock is held."""
        self._retry_at = 0.0
        self._closing = False
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, args=(self._to,), name="autosave", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _run(self, to: Destination) -> None:
        try:
            while work := self._next(to):
                work()
        except BaseException as error:
            # A fault of our own: it goes on to the hook for faults, and a new thread goes on saving, a while later.
            with self._changed:
                if to is self._to:
                    if self._state.has_unsaved:
                        self._fail(say("something went wrong: {reason}", reason=type(error).__name__), self._now())
                    retry_at, self._thread = self._retry_at, None
                    self._wake()
                    self._retry_at = retry_at
            raise

    def _next(self, to: Destination) -> Callable[[], None] | None:
        """Wait for something to do for ``to``; None when there is nothing more to come."""
        with self._changed:
            while to is self._to:
                if self._orders:
                    return self._orders.pop(0)[1]
                wait = self._retry_at - time.monotonic()
                if self._state.has_unsaved and wait <= 0:
                    return lambda: self._save(to)
                if self._closing:
                    self._thread = None  # Whatever is put after this needs another.
                    return None
                self._changed.wait(wait if self._state.has_unsaved else None)
            return None

    def _save(self, to: Destination) -> None:
        with self._changed:
            session, number = self._session, self._state.submitted
        begun = self._now()
        try:
            with self._at_work():
                if session is not None:
                    to.save(self._encode(session))
        except OSError as error:
            with self._changed:
                if to is not self._to:
                    return
                self._fail(describe_os_error(error, to.path), begun)
            self._note(to)
        else:
            self._failures = 0
            self._note(
                to, saved=number, failing_since=None, error=None, conflict=to.conflict, backup_error=to.backup_error
            )

    @contextlib.contextmanager
    def _at_work(self) -> Iterator[None]:
        """While the disk is at work, so that one who looks sees how long already."""
        mine = time.monotonic(), self._now()
        with self._changed:
            self._busy = mine
        try:
            yield
        finally:
            with self._changed:
                if self._busy is mine:  # Not if the place was left meanwhile, and another disk is at work.
                    self._busy = None

    def _fail(self, reason: Message, begun: dt.datetime) -> None:
        """Nothing could be saved in an attempt that began at ``begun``; the lock is held."""
        self._retry_at = time.monotonic() + self._retry_delays[min(self._failures, len(self._retry_delays) - 1)]
        self._failures += 1
        self._state = msgspec.structs.replace(
            self._state, failing_since=self._state.failing_since or begun, error=reason
        )

    def _note(self, to: Destination, **changes: object) -> None:
        """Make a change of state known, unless it comes from a place that was left."""
        with self._changed:
            if to is not self._to:
                return
            self._state = state = msgspec.structs.replace(self._state, **changes)
            self._changed.notify_all()
        if self._on_change is not None:
            self._on_change(state)


BACKUP_INTERVAL: Final = dt.timedelta(minutes=2)
"""At most one backup in this time."""

WriteFunction = Callable[[Path, bytes], FileSignature]


class Destination:
    """Saves bytes to ``path``, but never over what somebody else wrote there: then beside it, until that is settled.

    ``seen`` is what stood in the file when it was read or made; None if it should not be there yet.
    """

    def __init__(self, path: Path, seen: bytes | None, write: WriteFunction, now: Callable[[], dt.datetime]) -> None:
        self.path = path
        self.conflict: Path | None = None
        """Where our version goes while somebody else's is in ``path``."""
        self.backup_error: Message | None = None
        self._write = write
        self._now = now
        self._seen = seen
        self._signature: FileSignature | None = None
        self._tried: bytes | None = None
        self._backed_up: dt.datetime | None = None

    def save(self, data: bytes) -> None:
        """Save ``data`` and take a backup when it is time. Raises OSError."""
        present = self._look()
        if self.conflict is None and present is not None and present != self._signature and not self._is_ours(data):
            self.conflict = backups.timestamped_path(self.path, ".conflict-", self._now())
        if self.conflict is not None:
            self._write(self.conflict, data)
            return
        if self._backed_up is None and self._seen is not None:
            self._back_up(self._seen)
        if present is None or data != self._seen:
            self._put(data)
        if (
            self._backed_up is None or abs(self._now() - self._backed_up) >= BACKUP_INTERVAL
        ):  # Clocks are also set back.
            self._back_up(data)

    def keep_own_version(self, data: bytes) -> None:
        """Settle a conflict: ``data`` is the session, the other version becomes a backup. Raises OSError, BadFile.

        What cannot be read cannot be kept, and so is not written over: BadFile says why.
        """
        if self.conflict is None:
            return
        if self._look() is not None:
            backups.add_backup(self.path, read_session_bytes(self.path), self._now())
        self._put(data)
        self._settled()

    def keep_other_version(self, data: bytes) -> Session:
        """Settle a conflict: what is in ``path`` is the session, ``data`` becomes a backup. Raises OSError, BadFile."""
        present, theirs = self._look(), read_session_bytes(self.path)
        session = decode(theirs)
        if self.conflict is not None:
            backups.add_backup(self.path, data, self._now())
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

    def _look(self) -> FileSignature | None:
        """The signature of what is in ``path`` now. Raises IsADirectoryError if that is a folder."""
        try:
            status = os.lstat(self.path)
        except FileNotFoundError:
            return None
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(self.path))
        return FileSignature.from_stat(status)

    def _is_ours(self, data: bytes) -> bool:
        """Whether the file, though touched, holds what we wrote, read, or are about to write."""
        present = file_signature(self.path)
        found = _found(self.path)
        if found is not None and found in (self._seen, self._tried, data):
            self._seen, self._signature = found, present
            return True
        return False

    def _back_up(self, data: bytes) -> None:
        """A backup that fails is told, and does not keep the session from being saved."""
        try:
            backups.add_backup(self.path, data, self._now())
        except OSError as error:
            self.backup_error = describe_os_error(error, self.path.parent / backups.BACKUP_FOLDER / self.path.name)
        else:
            self.backup_error = None
        self._backed_up = self._now()


def _found(path: Path) -> bytes | None:
    """What is in a file; None if it cannot be read, and so cannot be ours."""
    try:
        return read_session_bytes(path)
    except InvalidFileError:
        return None
