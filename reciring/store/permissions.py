"""Check whether other users of this computer can read a session file."""

from __future__ import annotations

import os
import shlex
import stat
from pathlib import Path

from reciring.ring.message import Message, say
from reciring.store.backups import BACKUP_FOLDER, related_files
from reciring.store.os_errors import describe_read_error


def permission_warning(path: Path) -> Message | None:
    """A message if other users of this computer can read the session file ``path`` or its related files; else None.

    If the folder is closed to others, its files are too, whatever their modes. On Windows the answer is None: a user's
    folders are private there, and modes do not say who can read a file.
    """
    if os.name == "nt":
        return None
    try:
        readable = [
            file for file in (path, path.parent / BACKUP_FOLDER, *related_files(path)) if _readable_by_others(file)
        ]
        folder_closed = not stat.S_IMODE(path.resolve().parent.stat().st_mode) & 0o011
    except OSError as error:
        return describe_read_error(error, path)
    if not readable or folder_closed:
        return None
    command = shlex.join(["chmod", "go=", *map(str, readable)])
    if len(readable) > 1:
        return say(
            "Other users of this computer can read {path} and the files beside it. To prevent that: {command}",
            path=str(path),
            command=command,
        )
    return say(
        "Other users of this computer can read {path}. To prevent that: {command}",
        path=str(readable[0]),
        command=command,
    )


def _readable_by_others(path: Path) -> bool:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return False
    return bool(status.st_mode & (stat.S_IRGRP | stat.S_IROTH))
