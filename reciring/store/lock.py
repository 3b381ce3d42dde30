"""One console per session file: a lock that ends with whoever holds it, however they end.

The lock itself is the system's (``filelock``), so a crash leaves nothing to clear away; the hidden file only says who
holds it. Where there can be no lock (some network drives, a folder that cannot be written) that is said, and no reason
not to lead a ring.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import socket
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

import tomli

from reciring.ring.message import Message, say
from reciring.ring.text import squeeze
from reciring.store.backups import lock_path
from reciring.store.os_errors import describe_os_error

if TYPE_CHECKING:
    from filelock import FileLock

# Windows keeps others from reading the byte that is locked, the first: what is told stands behind it.
_UNREAD: Final = b"\n"
_LONGEST: Final = 1000


class SessionLockedError(Exception):
    """Another console has the session. Who that is, as far as it could be read."""

    def __init__(self, path: Path, host: str | None, pid: int | None, since: dt.datetime | None) -> None:
        self.path, self.host, self.pid, self.since = path, host, pid, since
        self.message = _taken(path, host, since)
        super().__init__(str(self.message))


class SessionLock:
    """A session that is claimed, until ``release``; also as a context manager."""

    def __init__(self, path: Path, held: FileLock | None, warning: Message | None = None) -> None:
        self.path = path
        self.warning = warning
        """Why others are not kept out, if they are not."""
        self._held = held

    @property
    def held(self) -> bool:
        """Whether another console is kept out."""
        return self._held is not None

    def release(self) -> None:
        """Let others have the session, and take the hidden file away. Releasing again does nothing."""
        held, self._held = self._held, None
        if held is None:
            return
        with contextlib.suppress(OSError):
            if os.name != "nt":  # There it goes by itself; here while we hold it, or somebody else's might go.
                os.unlink(held.lock_file)
        with contextlib.suppress(OSError):  # The folder may be gone; the system lets go with the program at the latest.
            held.release(force=True)

    def __enter__(self) -> SessionLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def acquire_lock(path: Path, *, now: dt.datetime | None = None) -> SessionLock:
    """Claim the session file at ``path``, which need not exist. Never waits. Raises Taken if another console has it.

    ``now`` is what others will read as the instant since when.
    """
    # Takes longer to load than the rest of the store, and a list or a summary needs no lock.
    from filelock import FileLock, Timeout

    content = _content(now or dt.datetime.now(dt.UTC))

    def tell(descriptor: int) -> None:
        with contextlib.suppress(OSError):  # A full disk: it is locked all the same, and only less can be told.
            if hasattr(os, "fchmod"):
                os.fchmod(descriptor, 0o600)
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, content)

    hidden = lock_path(path)
    # Released by whichever thread ends the program; a marker that a crash leaves behind would be no lock.
    lock = FileLock(hidden, mode=0o600, thread_local=False, fallback_to_soft=False, on_acquired=tell)
    try:
        os.stat(hidden.parent)  # It would make a folder that is missing, for everybody to read.
        lock.acquire(timeout=0)
    except Timeout:
        raise SessionLockedError(path, *_holder(hidden)) from None
    except OSError as error:
        reason = describe_os_error(error, hidden)
        return SessionLock(
            path, None, say("another console would not be kept out of {file}: {reason}", file=path.name, reason=reason)
        )
    return SessionLock(path, lock)


def find_lock_holder(path: Path) -> SessionLockedError | None:
    """Who has the session now, without claiming it for longer than it takes to see; None if nobody has."""
    if not lock_path(path).exists():
        return None
    try:
        acquire_lock(path).release()
    except SessionLockedError as taken:
        return taken
    return None


def _content(since: dt.datetime) -> bytes:
    host = squeeze(socket.gethostname()).replace("\\", "").replace('"', "")
    text = f'pid = {os.getpid()}\nhost = "{host}"\nsince = {since.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}\n'
    return _UNREAD + text.encode()


def _holder(hidden: Path) -> tuple[str | None, int | None, dt.datetime | None]:
    """Host, process and instant as the hidden file tells them, whatever stands in it."""
    try:
        with hidden.open("rb") as file:
            file.seek(len(_UNREAD))
            told = tomli.loads(file.read(_LONGEST).decode())
    except (OSError, ValueError):
        return None, None, None
    host, pid, since = told.get("host"), told.get("pid"), told.get("since")
    return (
        squeeze(host) or None if isinstance(host, str) else None,
        pid if type(pid) is int else None,
        since if isinstance(since, dt.datetime) and since.tzinfo else None,
    )


def _taken(path: Path, host: str | None, since: dt.datetime | None) -> Message:
    if since is None:
        return say("{file} is open in another console.", file=path.name)
    local = since.astimezone()
    if host is None or host == squeeze(socket.gethostname()):
        return say("{file} is open in another console, since {since}.", file=path.name, since=local)
    return say("{file} is open on {host}, since {since}.", file=path.name, host=host, since=local)
