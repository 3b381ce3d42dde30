"""Earlier versions of a session, in a hidden folder beside it: few, spread in time, for the owner alone."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import stat
from pathlib import Path
from typing import Final

from reciring.store import atomic_write as save
from reciring.store.files import INDEX_NAME, load_session
from reciring.store.toml import InvalidFileError

BACKUP_FOLDER: Final = ".reciring-backups"
MAX_BACKUPS: Final = 5
"""Versions kept of one session: the oldest, the newest, and what lies best spread between."""
_STAMP: Final = "%Y%m%dT%H%M%S%fZ"
_CONFLICT: Final = r"\.conflict-\d{8}T\d{12}Z"


def timestamped_path(path: Path, between: str, at: dt.datetime) -> Path:
    """``name.toml`` as ``name<between>20261124T133000000000Z.toml``."""
    return path.with_name(f"{path.stem}{between}{at.astimezone(dt.UTC):{_STAMP}}{path.suffix}")


def list_backups(path: Path) -> list[Path]:
    """The backups of a session file, oldest first."""
    return _siblings(path.parent / BACKUP_FOLDER / path.name, r"\.\d{8}T\d{12}Z")


def list_conflicts(path: Path) -> list[Path]:
    """The versions of a session that were saved beside it because somebody else had changed it, oldest first."""
    return _siblings(path, _CONFLICT)


def broken_file_path(path: Path, at: dt.datetime) -> Path:
    """Where a broken session file is kept when a backup takes its place; its name is not that of a session."""
    return path.with_name(f"{path.name}.broken-{at.astimezone(dt.UTC):{_STAMP}}")


def list_broken_files(path: Path) -> list[Path]:
    """What was kept of a session file that was broken, oldest first."""
    name = re.compile(re.escape(path.name) + r"\.broken-\d{8}T\d{12}Z")
    try:
        return [path.with_name(found) for found in sorted(os.listdir(path.parent)) if name.fullmatch(found)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _siblings(path: Path, between: str) -> list[Path]:
    name = re.compile(re.escape(path.stem) + between + re.escape(path.suffix))
    try:
        names = os.listdir(path.parent)
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = (path.with_name(one) for one in sorted(names) if name.fullmatch(one))
    return [one for one in found if backup_time(one)]


def add_backup(path: Path, data: bytes, at: dt.datetime) -> None:
    """Keep ``data`` as a backup of ``path``, unless the newest one holds the same. Raises OSError."""
    folder = path.parent / BACKUP_FOLDER
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(f"{folder} is not a folder")  # A link could lead anywhere.
    if os.name != "nt" and stat.S_IMODE(status.st_mode) != 0o700:
        folder.chmod(0o700)
    kept = list_backups(path)
    if kept and kept[-1].read_bytes() == data:
        return
    if kept and (newest := backup_time(kept[-1])):
        # Also when the clock was set back: versions lie in the order in which they were made.
        at = max(at, newest + dt.timedelta(microseconds=1))
    new = timestamped_path(folder / path.name, ".", at)
    save.write_file(new, data)
    kept.append(new)
    while len(kept) > MAX_BACKUPS:
        kept.pop(_most_crowded(kept)).unlink()


def _most_crowded(kept: list[Path]) -> int:
    """The version whose neighbours are closest to each other; never the oldest or the newest."""
    times = [time for backup in kept if (time := backup_time(backup))]
    return min(range(1, len(kept) - 1), key=lambda index: times[index + 1] - times[index - 1])


def backup_time(path: Path) -> dt.datetime | None:
    """The instant in the name of a backup or conflict; None if there is no such day or time, and so it is not by us."""
    stamp = path.stem.rpartition(".")[2].removeprefix("conflict-")
    if re.fullmatch(r"\d{8}T\d{12}Z", stamp, re.ASCII):
        with contextlib.suppress(ValueError):
            # ``strptime`` would take along a calendar and patterns for all its letters, a third of a megabyte.
            return dt.datetime.fromisoformat(f"{stamp[:15]}.{stamp[15:]}")
    return None


def newest_readable_backup(path: Path) -> Path | None:
    """The newest backup that can be opened."""
    for backup in reversed(list_backups(path)):
        with contextlib.suppress(InvalidFileError):  # Then the one before.
            load_session(backup)
            return backup
    return None


def related_files(path: Path) -> list[Path]:
    """Everything of a session beside its file: backups, other versions, what a crash left, the lock's file.

    Version 0.1.0 also wrote an index with the titles of all sessions in a large folder.
    """
    lock, index = lock_path(path), path.with_name(INDEX_NAME)
    copies = (
        *list_backups(path),
        *list_conflicts(path),
        *list_broken_files(path),
        *save.temporary_files(path),
        *save.temporary_files(index),
    )
    return [*copies, *([index] if index.is_file() else []), *([lock] if lock.exists() else [])]


def remove_all_but_lock(path: Path) -> None:
    """Remove all ``related_files`` of a session but its lock: it is open. What cannot be removed stays."""
    lock = lock_path(path)
    for trace in related_files(path):
        if trace != lock:
            with contextlib.suppress(OSError):
                trace.unlink(missing_ok=True)


def lock_path(path: Path) -> Path:
    """The hidden file by which a console claims a session."""
    return path.with_name(f".{path.name}.lock")


def remove_related_files(path: Path) -> list[Path]:
    """Remove all ``related_files`` of a session; gives what was removed. Raises OSError. The session's file itself stays."""
    removed = related_files(path)
    for trace in removed:
        trace.unlink(missing_ok=True)
    folder = path.parent / BACKUP_FOLDER
    with contextlib.suppress(OSError):  # Backups of other sessions may be in it, or it was never there.
        folder.rmdir()
    return removed
