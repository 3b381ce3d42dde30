"""Lock a session file, so that only one console has it open.

The lock itself is the operating system's, through ``filelock``: after a crash it is gone by itself. The hidden lock
file says who holds it. Where files cannot be locked (some network drives, a folder without write access) the session
opens all the same, with a warning.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final

import tomli
from filelock import FileLock, Timeout

from reciring.clock import boot_id
from reciring.ring.message import Message, MessageError, say
from reciring.ring.text import squeeze
from reciring.store.backups import lock_path
from reciring.store.os_errors import describe_write_error

# On Windows no other process can read the locked byte, which is the first one: the text starts after it.
_LOCKED_BYTE: Final = b"\n"
_MAX_BYTES: Final = 1000


class SessionLockedError(MessageError):
    """Another console has the session open. The host, the process and the start are None if they could not be read."""

    def __init__(self, path: Path, host: str | None, pid: int | None, since: dt.datetime | None) -> None:
        super().__init__(_locked_message(path, host, since))
        self.path, self.host, self.pid, self.since = path, host, pid, since


class SessionLock:
    """A lock on a session file, until ``release``. Can be used as a context manager."""

    def __init__(
        self, path: Path, lock: FileLock | None, warning: Message | None = None, clock: int | None = None
    ) -> None:
        self.path = path
        self.warning = warning
        """Why the file could not be locked, if it could not."""
        self.clock = clock
        """The reference of the clock of the console that had the lock before, since this start of the computer."""
        self._lock = lock

    @property
    def held(self) -> bool:
        """Whether other consoles are kept out."""
        return self._lock is not None

    def share_clock(self, reference: int) -> None:
        """Tell other processes, in the lock file, the reference of the clock of this console. To be called once."""
        self.clock = reference
        if self._lock is None:
            return
        with contextlib.suppress(OSError):
            descriptor = os.open(self._lock.lock_file, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0))
            try:
                if os.fstat(descriptor).st_nlink == 1:
                    os.lseek(descriptor, 0, os.SEEK_END)
                    os.write(descriptor, _clock_lines(reference))
            finally:
                os.close(descriptor)

    def release(self, *, keep_clock: bool = False) -> None:
        """Release the lock and delete the lock file. Can be called more than once.

        With ``keep_clock`` the file stays, so that the next console shows the time that this one did.
        """
        lock, self._lock = self._lock, None
        if lock is None:
            return
        with contextlib.suppress(OSError):
            # Windows deletes it by itself. Elsewhere, delete it before releasing: later it could be another console's.
            if os.name != "nt" and not (keep_clock and self.clock is not None):
                os.unlink(lock.lock_file)
        with contextlib.suppress(OSError):  # The folder may be gone. The lock ends with the program at the latest.
            lock.release(force=True)

    def __enter__(self) -> SessionLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def acquire_lock(path: Path, *, now: dt.datetime | None = None) -> SessionLock:
    """Lock the session file ``path``, which need not exist. Never waits.

    ``now`` is what others see as the start of the lock. Raises SessionLockedError if another console has the file.
    """
    content = _lock_file_content(now or dt.datetime.now(dt.UTC))
    clock: int | None = None

    def write_content(descriptor: int) -> None:
        nonlocal clock
        if os.fstat(descriptor).st_nlink != 1:
            return  # Another file has this name as a second one: it is locked, and keeps its content.
        if boot_id():  # Otherwise the computer may have started again since that console ended.
            with contextlib.suppress(OSError, ValueError):
                clock = _clock_of(tomli.loads(os.read(descriptor, _MAX_BYTES).decode()))
        with contextlib.suppress(OSError):  # The disk is full: the file is locked, but does not say who has it.
            if hasattr(os, "fchmod"):
                os.fchmod(descriptor, 0o600)
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, content)

    file = lock_path(path)
    # thread_local: another thread may release it. Soft locks are only files, which a crash would leave behind.
    lock = FileLock(file, mode=0o600, thread_local=False, fallback_to_soft=False, on_acquired=write_content)
    try:
        os.stat(file.parent)  # FileLock would create a missing folder, readable by everyone.
        lock.acquire(timeout=0)
    except Timeout:
        raise SessionLockedError(path, *_read_holder(file)) from None
    except OSError as error:
        reason = describe_write_error(error, file)
        return SessionLock(
            path,
            None,
            say("{file} cannot be locked, so do not open it twice ({reason})", file=path.name, reason=reason),
        )
    return SessionLock(path, lock, clock=clock)


def find_lock_holder(path: Path) -> SessionLockedError | None:
    """Who has the session file open now; None if nobody has. Locks the file for a moment."""
    if not lock_path(path).exists():
        return None
    try:
        lock = acquire_lock(path)
        if lock.clock is not None:
            lock.share_clock(lock.clock)
        lock.release(keep_clock=True)
    except SessionLockedError as locked:
        return locked
    return None


def read_clock(path: Path) -> int | None:
    """The reference of the clock of the console that leads the session ``path``, or that led it last."""
    return _clock_of(_lock_file_values(lock_path(path)))


def _clock_lines(reference: int) -> bytes:
    return f'clock = {reference}\nboot = "{boot_id()}"\n'.encode()


def _clock_of(values: Mapping[str, object]) -> int | None:
    clock, boot = values.get("clock"), values.get("boot")
    return clock if type(clock) is int and boot == boot_id() else None


def _lock_file_content(since: dt.datetime) -> bytes:
    host = squeeze(socket.gethostname()).replace("\\", "").replace('"', "")
    text = f'pid = {os.getpid()}\nhost = "{host}"\nsince = {since.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}\n'
    return _LOCKED_BYTE + text.encode()


def _read_holder(file: Path) -> tuple[str | None, int | None, dt.datetime | None]:
    """Host, process id and start from a lock file; None for what it does not say."""
    values = _lock_file_values(file)
    host, pid, since = values.get("host"), values.get("pid"), values.get("since")
    return (
        squeeze(host) or None if isinstance(host, str) else None,
        pid if type(pid) is int else None,
        since if isinstance(since, dt.datetime) and since.tzinfo else None,
    )


def _lock_file_values(file: Path) -> dict[str, object]:
    """What a lock file says; nothing if it cannot be read."""
    try:
        with file.open("rb") as stream:
            stream.seek(len(_LOCKED_BYTE))
            return tomli.loads(stream.read(_MAX_BYTES).decode())
    except (OSError, ValueError):
        return {}


def _locked_message(path: Path, host: str | None, since: dt.datetime | None) -> Message:
    if since is None:
        return say("{file} is already open in another console.", file=path.name)
    local = since.astimezone()
    if host is None or host == squeeze(socket.gethostname()):
        return say("{file} is already open in another console, since {since}.", file=path.name, since=local)
    return say("{file} is already open on {host}, since {since}.", file=path.name, host=host, since=local)
