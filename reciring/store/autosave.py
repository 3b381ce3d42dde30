"""Save the session in a background thread, again and again until the newest version is on the disk.

The caller submits a session and continues at once. A newer session replaces one that is not saved yet. Only methods
with a timeout wait for the disk.

The thread is a daemon, so that a disk that hangs cannot keep the program from ending. ``close``, or else the exit of
the program, waits a limited time for the last save. Why it works this way: docs/explanation/safe-data.md.
"""

from __future__ import annotations

import atexit
import contextlib
import datetime as dt
import errno
import math
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
from reciring.store import backups
from reciring.store.atomic_write import FileSignature, file_signature, write_file
from reciring.store.files import read_session_bytes
from reciring.store.os_errors import ProtectedFileError, describe_write_error, disk_hangs_message
from reciring.store.toml import InvalidFileError, decode, encode

RETRY_DELAYS: Final = (0.5, 1.0, 2.0, 5.0)
"""Seconds between attempts after a failed save; the last one repeats. A new session is saved at once."""
HANG_SECONDS: Final = 3.0
"""A write that takes longer than this is reported as hanging."""
EXIT_TIMEOUT: Final = 2.0
"""Seconds that the exit of the program waits for the last save."""
WATCH_SECONDS: Final = 1.0
"""Seconds between two looks at the file, to notice what other programs do with it."""
BACKUP_INTERVAL: Final = dt.timedelta(minutes=2)
"""Shortest time between two backups."""

WriteFunction = Callable[[Path, bytes], FileSignature]


class SaveState(msgspec.Struct, frozen=True, kw_only=True):
    """Whether and where the session is saved, and what is wrong if it is not."""

    path: Path
    submitted: int = 0
    """Number of sessions submitted so far."""
    saved: int = 0
    """Number of the newest session that is safely on the disk: in ``path``, or in ``conflict`` if there is one."""
    failing_since: dt.datetime | None = None
    """Start of the first failed attempt, in UTC; None if the last attempt succeeded."""
    error: Message | None = None
    """Why saving fails; a phrase that follows *not saved:*."""
    hanging: bool = False
    """Whether the disk does not answer."""
    conflict: Path | None = None
    """Where our version is saved, because another program changed or removed the file at ``path``."""
    missing: bool = False
    """Whether the file at ``path`` is gone: deleted, renamed or moved."""
    backup_error: Message | None = None
    """Why no backup could be made, although the session was saved."""

    @property
    def ok(self) -> bool:
        """Whether there is nothing to report."""
        return not (self.conflict or self.error or self.backup_error)

    @property
    def has_unsaved(self) -> bool:
        """Whether something would be lost if the program ended now."""
        return self.saved < self.submitted


class Autosave:
    """Keeps the file at ``path`` up to date with the newest submitted session.

    ``seen`` is the content of the file when it was read or created; None if it should not exist yet. Any other content
    is from another program and is not overwritten: see ``SaveState.conflict``.

    ``on_change`` is called in the saving thread with every new state; it must not wait. It cannot report a disk that
    hangs: for that, read ``state`` now and then.

    With ``watch_seconds``, the file is looked at so often, also when there is nothing to save.
    """

    def __init__(
        self,
        path: Path,
        *,
        seen: bytes | None,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        on_change: Callable[[SaveState], object] | None = None,
        write: WriteFunction = write_file,
        encode: Callable[[Session], bytes] = encode,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        hang_seconds: float = HANG_SECONDS,
        watch_seconds: float | None = None,
    ) -> None:
        self.on_change = on_change
        self._now, self._write, self._encode = now, write, encode
        self._retry_delays, self._hang_seconds, self._watch_seconds = retry_delays, hang_seconds, watch_seconds
        # Guards everything below. It is never held during a disk operation.
        self._changed = threading.Condition()
        self._destination = Destination(path, seen, write, now)
        self._state = SaveState(path=path)
        self._session: Session | None = None
        self._jobs: list[tuple[Future[Any], Callable[[], None]]] = []
        self._settling = False
        self._failures = 0
        self._retry_at = self._watch_at = 0.0
        self._busy_since: tuple[float, dt.datetime] | None = None
        self._closing = False
        self._thread: threading.Thread | None = None
        atexit.register(self.close, EXIT_TIMEOUT)
        if watch_seconds is not None:
            with self._changed:
                self._wake()

    @property
    def state(self) -> SaveState:
        """The present state, including whether the disk hangs."""
        with self._changed:
            if self._busy_since is None or time.monotonic() - self._busy_since[0] < self._hang_seconds:
                return self._state
            if not (self._state.has_unsaved or self._settling):  # Only the look at the file takes long.
                return self._state
            since = self._state.failing_since or self._busy_since[1]
            return msgspec.structs.replace(self._state, hanging=True, failing_since=since, error=disk_hangs_message())

    def submit(self, session: Session) -> int:
        """Save ``session`` as soon as possible. Never waits. Returns its number, which ``state.saved`` will reach."""
        with self._changed:
            self._session = session
            self._state = msgspec.structs.replace(self._state, submitted=self._state.submitted + 1)
            self._wake()
            return self._state.submitted

    def flush(self, timeout: float) -> bool:
        """Try at once, and wait at most ``timeout`` seconds until everything is saved; return whether it is."""
        with self._changed:
            number = self._state.submitted
            if self._state.saved < number:
                self._wake()
            return self._changed.wait_for(lambda: self._state.saved >= number, timeout)

    def close(self, timeout: float) -> bool:
        """Flush, then end the thread. If it returns False, the thread keeps trying; ``redirect`` it or ignore it."""
        atexit.unregister(self.close)
        if not self.flush(timeout):
            return False
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        return True

    def redirect(self, path: Path, seen: bytes | None = None) -> None:
        """Save to ``path`` from now on, starting with the newest session. Does not wait for a disk that hangs.

        ``seen`` is what the caller wrote in that file; None if it should not exist yet.
        """
        with self._changed:
            self._destination = Destination(path, seen, self._write, self._now)
            self._state = SaveState(path=path, submitted=self._state.submitted)
            for future, _ in self._jobs:
                future.cancel()
            self._jobs.clear()
            self._failures, self._busy_since = 0, None
            self._thread = None  # The old thread ends as soon as its disk answers.
            self._wake()

    def keep_own_version(self) -> Future[None]:
        """End a conflict by our version; theirs becomes a backup. The future may raise OSError or InvalidFileError."""

        return self._add_job(Destination.keep_own_version)

    def keep_other_version(self) -> Future[Session]:
        """End a conflict by their version, which is the result; ours becomes a backup.

        The sessions submitted before count as saved. The future may raise InvalidFileError or OSError; then the
        conflict remains.
        """

        return self._add_job(Destination.keep_other_version)

    def _add_job(self, settle: Callable[[Destination, bytes], Any]) -> Future[Any]:
        """Have the saving thread call ``settle`` with our version."""
        future: Future[Any] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            with self._changed:
                destination, session, number = self._destination, self._session, self._state.submitted
                self._settling = True
            try:
                with self._busy():
                    result = settle(destination, destination.seen if session is None else self._encode(session))
            except (OSError, InvalidFileError) as error:
                future.set_exception(error)
            except BaseException as error:
                future.set_exception(error)
                raise
            else:
                self._saved(destination, number)
                future.set_result(result)
            finally:
                self._settling = False

        with self._changed:
            self._jobs.append((future, run))
            self._wake()
        return future

    # In the saving thread, except _wake.

    def _wake(self) -> None:
        """Make sure that the thread runs, and let it try now. The caller holds the lock."""
        self._retry_at = 0.0
        self._closing = False
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, args=(self._destination,), name="autosave", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _run(self, destination: Destination) -> None:
        try:
            while work := self._next(destination):
                work()
        except BaseException as error:
            # A bug. It goes to the hook that writes a crash report; a new thread tries again after the delay.
            with self._changed:
                if destination is self._destination:
                    if self._state.has_unsaved:
                        self._failed(say("something went wrong: {reason}", reason=type(error).__name__), self._now())
                    retry_at, self._thread = self._retry_at, None
                    self._wake()
                    self._retry_at = retry_at
            raise

    def _next(self, destination: Destination) -> Callable[[], None] | None:
        """Wait for work to do for ``destination``; None if there will be no more."""
        with self._changed:
            while destination is self._destination:
                if self._jobs:
                    return self._jobs.pop(0)[1]
                wait = self._retry_at - time.monotonic()
                if self._state.has_unsaved and wait <= 0:
                    return lambda: self._save(destination)
                if self._closing:
                    self._thread = None  # The next session needs a new thread.
                    return None
                look = math.inf if self._watch_seconds is None else self._watch_at - time.monotonic()
                if look <= 0:
                    return lambda: self._watch(destination)
                pause = min(look, wait) if self._state.has_unsaved else look
                self._changed.wait(None if pause == math.inf else pause)
            return None

    def _watch(self, destination: Destination) -> None:
        """Notice what another program did to the file since the last look."""
        assert self._watch_seconds is not None
        try:
            with self._busy():
                changed = destination.changed_elsewhere()
        except OSError as error:
            reason = describe_write_error(error, destination.path)
            if self._state.error != reason:
                since = self._state.failing_since or self._now()
                self._publish(destination, failing_since=since, error=reason)
        else:
            if changed or (self._state.error and not self._state.has_unsaved):
                self._save(destination)
        self._watch_at = time.monotonic() + self._watch_seconds

    def _save(self, destination: Destination) -> None:
        with self._changed:
            session, number = self._session, self._state.submitted
        start = self._now()
        try:
            with self._busy():
                destination.save(destination.seen if session is None else self._encode(session))
        except OSError as error:
            with self._changed:
                if destination is not self._destination:
                    return
                self._failed(describe_write_error(error, destination.path), start)
            self._publish(destination)
        else:
            self._failures = 0
            self._saved(destination, number)

    @contextlib.contextmanager
    def _busy(self) -> Iterator[None]:
        """Note since when the disk is at work, for ``state``."""
        since = time.monotonic(), self._now()
        with self._changed:
            self._busy_since = since
        try:
            yield
        finally:
            with self._changed:
                if self._busy_since is since:  # Not if ``redirect`` was called and another disk is at work.
                    self._busy_since = None

    def _failed(self, reason: Message, start: dt.datetime) -> None:
        """Note that the attempt that began at ``start`` failed. The caller holds the lock."""
        self._retry_at = time.monotonic() + self._retry_delays[min(self._failures, len(self._retry_delays) - 1)]
        self._failures += 1
        since = self._state.failing_since or start
        self._state = msgspec.structs.replace(self._state, failing_since=since, error=reason)

    def _saved(self, destination: Destination, number: int) -> None:
        """Note that the session with this number is saved."""
        self._publish(
            destination,
            saved=number,
            failing_since=None,
            error=None,
            conflict=destination.conflict,
            missing=destination.missing,
            backup_error=destination.backup_error,
        )

    def _publish(self, destination: Destination, **changes: object) -> None:
        """Change the state and call ``on_change``. Does nothing if ``redirect`` changed the destination."""
        with self._changed:
            if destination is not self._destination:
                return
            self._state = state = msgspec.structs.replace(self._state, **changes)
            self._changed.notify_all()
        if self.on_change is not None:
            self.on_change(state)


class Destination:
    """The file of a session. What another program writes there is never overwritten: that is a conflict.

    A file that another program removed is a conflict too. During a conflict our version is saved in a file beside it.
    ``seen`` is the content of the file when it was read or created; None if it should not exist yet.
    """

    def __init__(self, path: Path, seen: bytes | None, write: WriteFunction, now: Callable[[], dt.datetime]) -> None:
        self.path = path
        self.conflict: Path | None = None
        """Where our version is saved during a conflict."""
        self.missing = False
        """Whether the file is gone during a conflict."""
        self.backup_error: Message | None = None
        self._write = write
        self._now = now
        self._seen = seen
        self._signature: FileSignature | None = None
        self._attempted: bytes | None = None
        self._last_backup: dt.datetime | None = None

    def save(self, data: bytes) -> None:
        """Save ``data``, and make a backup if it is time for one. Raises OSError."""
        signature = self._read_signature()
        self._compare(signature, data)
        if self.conflict is not None:
            self._write(self.conflict, data)
            return
        if self._last_backup is None and self._seen is not None:
            self._back_up(self._seen)
        if signature is None or data != self._seen:
            self._refuse_protected_file()
            self._write_own(data)
        # abs(): the clock may have been set back.
        if self._last_backup is None or abs(self._now() - self._last_backup) >= BACKUP_INTERVAL:
            self._back_up(data)

    def changed_elsewhere(self) -> bool:
        """Whether another program changed, removed or brought back the file. Raises OSError if it cannot be written."""
        before = self.conflict, self.missing
        self._compare(self._read_signature(), None)
        self._refuse_protected_file()
        return (self.conflict, self.missing) != before

    @property
    def seen(self) -> bytes:
        """What the file held when we last read or wrote it."""
        return self._seen or b""

    def _compare(self, signature: FileSignature | None, data: bytes | None) -> None:
        """Begin a conflict if another program changed or removed the file; end it if a missing file is back unchanged.

        ``signature`` is that of the file now, and ``data`` what is about to be written.
        """
        if signature is None:
            self.missing = self._seen is not None
            changed = self.missing
        elif self.missing:
            self.missing = False
            changed = not self._is_ours(data)
            if not changed:
                self._end_conflict()
        else:
            changed = signature != self._signature and self.conflict is None and not self._is_ours(data)
        if changed and self.conflict is None:
            self.conflict = backups.timestamped_path(self.path, ".conflict-", self._now())

    def _refuse_protected_file(self) -> None:
        """Raise ProtectedFileError if the file is read-only: replacing it would not ask for its permission."""
        with contextlib.suppress(FileNotFoundError):
            if self.conflict is None and not os.lstat(self.path).st_mode & stat.S_IWUSR:
                raise ProtectedFileError(errno.EACCES, os.strerror(errno.EACCES), str(self.path))

    def keep_own_version(self, data: bytes) -> None:
        """End a conflict: save ``data``, after making a backup of the other version.

        Raises OSError, or InvalidFileError if the other version cannot be read; then it is not overwritten.
        """
        if self.conflict is None:
            return
        if self._read_signature() is not None:
            backups.add_backup(self.path, read_session_bytes(self.path), self._now())
        self._write_own(data)
        self._end_conflict()

    def keep_other_version(self, data: bytes) -> Session:
        """End a conflict: return the session in the file, after making a backup of ``data``, our version.

        Raises OSError, or InvalidFileError if the other version is not a session; then the conflict remains.
        """
        signature, other = self._read_signature(), read_session_bytes(self.path)
        session = decode(other)
        if self.conflict is not None:
            backups.add_backup(self.path, data, self._now())
            self._end_conflict()
        self._seen, self._signature = other, signature
        return session

    def _end_conflict(self) -> None:
        if self.conflict is not None:
            self.conflict.unlink(missing_ok=True)
            self.conflict, self.missing = None, False

    def _write_own(self, data: bytes) -> None:
        self._attempted = data  # Set before writing: a write can fail after the file was replaced.
        self._signature = self._write(self.path, data)
        self._seen = data

    def _read_signature(self) -> FileSignature | None:
        """The signature of ``path`` now; None if it does not exist. Raises OSError if it is a folder, or has none."""
        try:
            status = os.lstat(self.path)
        except FileNotFoundError:
            os.stat(self.path.parent)
            return None
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(self.path))
        return FileSignature.from_stat(status)

    def _is_ours(self, data: bytes | None) -> bool:
        """Whether the file, although its signature changed, holds what was read, was written, or is about to be."""
        signature = file_signature(self.path)
        try:
            content = read_session_bytes(self.path)
        except InvalidFileError:
            return False
        if content in (self._seen, self._attempted, data):
            self._seen, self._signature = content, signature
            return True
        return False

    def _back_up(self, data: bytes) -> None:
        """Make a backup. If that fails, set ``backup_error``: the session is saved all the same."""
        try:
            backups.add_backup(self.path, data, self._now())
        except OSError as error:
            self.backup_error = describe_write_error(error, self.path.parent / backups.BACKUP_FOLDER / self.path.name)
        else:
            self.backup_error = None
        self._last_backup = self._now()
