"""Restore a session file that cannot be opened from its newest good backup."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shlex
from pathlib import Path
from typing import NamedTuple

from reciring.ring.message import Message, say
from reciring.store.atomic_write import write_file
from reciring.store.backups import backup_time, broken_file_path, newest_readable_backup
from reciring.store.lock import acquire_lock


class RestoredBackup(NamedTuple):
    """The backup that was restored, and where the broken file is kept; None if there was no file."""

    backup: Path
    broken_file: Path | None


def restore_backup(path: Path, now: dt.datetime) -> RestoredBackup | None:
    """Replace ``path`` by its newest readable backup; None if there is none.

    What was at ``path`` is kept beside it, readable by the owner only. Raises SessionLockedError if a console has the
    session open, and OSError.
    """
    backup = newest_readable_backup(path)
    if backup is None:
        return None
    with acquire_lock(path, now=now):
        data = backup.read_bytes()
        broken_file = _keep_broken_file(path, now) if os.path.lexists(path) else None
        write_file(path, data)
    return RestoredBackup(backup, broken_file)


def _keep_broken_file(path: Path, now: dt.datetime) -> Path:
    """Give the file a second name, so that ``path`` never disappears; if links are not possible, rename it."""
    broken_file = broken_file_path(path, now)
    try:
        os.link(path, broken_file, follow_symlinks=False)
    except OSError:
        os.rename(path, broken_file)
    if not broken_file.is_symlink() and broken_file.is_file():
        with contextlib.suppress(OSError):
            broken_file.chmod(0o600)
    return broken_file


def restore_hint(path: Path) -> Message | None:
    """The message that says how to restore ``path``, which cannot be opened; None if there is no readable backup."""
    backup = newest_readable_backup(path)
    made = backup_time(backup) if backup else None
    if made is None:
        return None
    command = shlex.join(["reciring", "restore", str(path)])
    return say(
        "A backup of {time} can still be opened. To restore it: {command}", time=made.astimezone(), command=command
    )
