"""A session file that cannot be opened any more: its last good copy put back, the broken file kept."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shlex
from pathlib import Path
from typing import NamedTuple

from reciring.ring.message import Message, say
from reciring.store import atomic_write as save
from reciring.store.backups import backup_time, broken_file_path, newest_readable_backup
from reciring.store.lock import acquire_lock


class RestoredBackup(NamedTuple):
    """The copy that was put back, and where what stood there went; None if nothing did."""

    backup: Path
    broken_file: Path | None


def restore_backup(path: Path, now: dt.datetime) -> RestoredBackup | None:
    """Put the newest copy that can be opened in the place of ``path``; None if there is none.

    What stands there is kept beside it, readable by the owner alone. Raises Taken if a console has the session,
    and OSError.
    """
    backup = newest_readable_backup(path)
    if backup is None:
        return None
    with acquire_lock(path, now=now):
        data = backup.read_bytes()
        kept = _kept(path, now) if os.path.lexists(path) else None
        save.write_file(path, data)
    return RestoredBackup(backup, kept)


def _kept(path: Path, now: dt.datetime) -> Path:
    """Give the file a second name, so that it is never without one; where that cannot be, another name."""
    kept = broken_file_path(path, now)
    try:
        os.link(path, kept, follow_symlinks=False)
    except OSError:
        os.rename(path, kept)
    if not kept.is_symlink() and kept.is_file():
        with contextlib.suppress(OSError):
            kept.chmod(0o600)
    return kept


def restore_hint(path: Path) -> Message | None:
    """A sentence for whoever cannot open ``path``: which copy there is, and how to get it back; None without one."""
    backup = newest_readable_backup(path)
    made = backup_time(backup) if backup else None
    if made is None:
        return None
    command = shlex.join(["reciring", "restore", str(path)])
    return say(
        "A copy of {time} can still be opened; to put it back: {command}", time=made.astimezone(), command=command
    )
