"""The files that belong to a session file: backups, conflict versions, broken files, lock, and what a crash left.

Backups are earlier versions, in a hidden folder beside the session file: few, spread in time, for the owner only.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import stat
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from reciring.store.atomic_write import temporary_files, write_file
from reciring.store.files import load_session
from reciring.store.toml import InvalidFileError

BACKUP_FOLDER: Final = ".reciring-backups"
INDEX_NAME: Final = ".reciring-index"
"""A hidden file with the titles of all sessions, which version 0.1.0 wrote in large folders."""
MAX_BACKUPS: Final = 5
"""Backups of one session: the oldest, the newest, and those between them that are best spread in time."""
_TIME_FORMAT: Final = "%Y%m%dT%H%M%S%fZ"
_TIME_PATTERN: Final = r"\d{8}T\d{12}Z"


def timestamped_path(path: Path, infix: str, at: dt.datetime) -> Path:
    """The path ``name<infix>20261124T133000000000Z.toml`` for ``name.toml``; ``at`` is aware."""
    return path.with_name(f"{path.stem}{infix}{at.astimezone(dt.UTC):{_TIME_FORMAT}}{path.suffix}")


def backup_time(path: Path) -> dt.datetime | None:
    """The time in the name of a backup or conflict version, in UTC; None if it has none or not a real date."""
    stamp = path.stem.rpartition(".")[2].removeprefix("conflict-")
    if re.fullmatch(_TIME_PATTERN, stamp, re.ASCII):
        with contextlib.suppress(ValueError):
            return dt.datetime.fromisoformat(f"{stamp[:15]}.{stamp[15:]}")
    return None


def list_backups(path: Path) -> list[Path]:
    """The backups of the session file ``path``, oldest first. Raises OSError."""
    backup = path.parent / BACKUP_FOLDER / path.name
    return _matching_files(backup, rf"{re.escape(path.stem)}\.{_TIME_PATTERN}{re.escape(path.suffix)}")


def list_conflicts(path: Path) -> list[Path]:
    """The versions of ``path`` saved beside it because another program had changed it, oldest first. Raises OSError."""
    return _matching_files(path, rf"{re.escape(path.stem)}\.conflict-{_TIME_PATTERN}{re.escape(path.suffix)}")


def list_broken_files(path: Path) -> list[Path]:
    """The broken versions of ``path`` that ``restore`` kept, oldest first. Raises OSError."""
    return _matching_files(path, rf"{re.escape(path.name)}\.broken-{_TIME_PATTERN}", real_time=False)


def broken_file_path(path: Path, at: dt.datetime) -> Path:
    """Where the broken session file ``path`` is kept when a backup replaces it. Its name is not that of a session."""
    return path.with_name(f"{path.name}.broken-{at.astimezone(dt.UTC):{_TIME_FORMAT}}")


def _matching_files(path: Path, pattern: str, *, real_time: bool = True) -> list[Path]:
    """The files beside ``path`` whose whole name matches, sorted; with ``real_time``, only those with a real date."""
    name = re.compile(pattern)
    try:
        names = os.listdir(path.parent)
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = [path.with_name(one) for one in sorted(names) if name.fullmatch(one)]
    return [file for file in found if backup_time(file)] if real_time else found


def add_backup(path: Path, data: bytes, at: dt.datetime) -> None:
    """Save ``data`` as a backup of ``path``, unless the newest backup is equal. Raises OSError.

    Backups stay in the order of their creation, also when the clock was set back.
    """
    folder = path.parent / BACKUP_FOLDER
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(f"{folder} is not a folder")  # A link could lead anywhere.
    if os.name != "nt" and stat.S_IMODE(status.st_mode) != 0o700:
        folder.chmod(0o700)
    backups = list_backups(path)
    if backups and backups[-1].read_bytes() == data:
        return
    if backups and (newest := backup_time(backups[-1])):
        at = max(at, newest + dt.timedelta(microseconds=1))
    backup = timestamped_path(folder / path.name, ".", at)
    write_file(backup, data)
    backups.append(backup)
    while len(backups) > MAX_BACKUPS:
        backups.pop(_most_crowded(backups)).unlink()


def _most_crowded(backups: list[Path]) -> int:
    """The index of the backup whose neighbours are closest in time; never the oldest or the newest."""
    times = [time for backup in backups if (time := backup_time(backup))]
    return min(range(1, len(backups) - 1), key=lambda index: times[index + 1] - times[index - 1])


def newest_readable_backup(path: Path) -> Path | None:
    """The newest backup of ``path`` that is a valid session file; None if there is none. Raises OSError."""
    for backup in reversed(list_backups(path)):
        with contextlib.suppress(InvalidFileError):  # Try the one before.
            load_session(backup)
            return backup
    return None


def lock_path(path: Path) -> Path:
    """The hidden file that a console uses to lock the session file ``path``."""
    return path.with_name(f".{path.name}.lock")


def inbox_path(path: Path) -> Path:
    """The hidden file with the inbox of the session file ``path`` (``store.inbox``)."""
    return path.with_name(f".{path.name}.inbox")


def access_path(path: Path) -> Path:
    """The hidden file with the codes and devices of the session file ``path`` (``store.access``)."""
    return path.with_name(f".{path.name}.access")


def server_lock_path(path: Path) -> Path:
    """The hidden file that a web server uses to lock the session file ``path``."""
    return path.with_name(f".{path.name}.server")


def is_served(path: Path) -> bool:
    """Whether a web server has the session file ``path`` open. Locks it for a moment."""
    if not server_lock_path(path).exists():
        return False
    lock = FileLock(server_lock_path(path), mode=0o600, fallback_to_soft=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def remove_inbox(path: Path) -> None:
    """Delete the inbox of the session file ``path`` with its codes, unless a web server uses them. Raises OSError."""
    if not is_served(path):
        for file in (inbox_path(path), access_path(path), server_lock_path(path)):
            file.unlink(missing_ok=True)


def copy_inbox(path: Path, to: Path) -> None:
    """Copy what phones handed in to the session file ``path``, and its codes, for the session file ``to``.

    Raises OSError.
    """
    for file_of in (inbox_path, access_path):
        if file_of(path).exists():
            write_file(file_of(to), file_of(path).read_bytes())


def related_files(path: Path) -> list[Path]:
    """All files that belong to the session file ``path``, without the file itself. Raises OSError.

    The index that version 0.1.0 wrote is one of them, because it holds titles of sessions.
    """
    lock, index = lock_path(path), path.with_name(INDEX_NAME)
    hidden = [file for file in (inbox_path(path), access_path(path), server_lock_path(path)) if file.exists()]
    return [
        *list_backups(path),
        *list_conflicts(path),
        *list_broken_files(path),
        *temporary_files(path),
        *temporary_files(index),
        *([index] if index.is_file() else []),
        *hidden,
        *([lock] if lock.exists() else []),
    ]


def remove_all_but_lock(path: Path) -> None:
    """Delete the related files of a session that is open: all but its lock. Errors of deleting are ignored."""
    for file in related_files(path):
        if file != lock_path(path):
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)


def remove_related_files(path: Path) -> list[Path]:
    """Delete the related files of a session, but not the session file; return what was deleted. Raises OSError."""
    files = related_files(path)
    for file in files:
        file.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # It does not exist, or has backups of other sessions.
        (path.parent / BACKUP_FOLDER).rmdir()
    return files
