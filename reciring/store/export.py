"""What leaves the console as a file: for the owner alone, whole, and never over something by accident."""

from __future__ import annotations

import contextlib
import os
import shlex
import stat
from pathlib import Path

from reciring.ring.message import Message, say
from reciring.store import atomic_write as save
from reciring.store.backups import BACKUP_FOLDER, related_files
from reciring.store.files import describe_read_error
from reciring.store.os_errors import describe_os_error


def write_export(path: Path, data: bytes | str, *, force: bool = False, parents: bool = False) -> Message | None:
    """Write ``data`` to ``path``; gives the sentence that says why not, or None if it is there.

    An existing file is replaced only with ``force``. A link is never followed nor replaced, and nothing but an
    ordinary file is written to. Missing folders are made only with ``parents``, for the owner alone.
    """
    content = data.encode("utf-8", "replace") if isinstance(data, str) else data
    try:
        if refusal := _refusal(path, force):
            return refusal
        if parents:
            save.create_folder(path.parent)
        if force:
            save.write_file(path, content)
        else:
            save.create_file(path, content)
    except FileExistsError:
        return _exists(path)
    except FileNotFoundError:
        return say("There is no folder {folder}: make it, or choose another.", folder=str(path.parent))
    except (OSError, ValueError) as error:
        reason = describe_os_error(error, path) if isinstance(error, OSError) else say("its name cannot be used")
        return say("{path} could not be written: {reason}.", path=str(path), reason=reason)
    return None


def _refusal(path: Path, force: bool) -> Message | None:
    """What stands in the way of writing to ``path``, if something does."""
    try:
        mode = os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    if stat.S_ISDIR(mode):
        return say("{path} is a folder: give the name of a file in it.", path=str(path))
    if stat.S_ISLNK(mode):
        return say("{path} is a link to something else, which stays as it is: give another name.", path=str(path))
    if not stat.S_ISREG(mode):
        return say("{path} is no ordinary file: give another name.", path=str(path))
    return None if force else _exists(path)


def _exists(path: Path) -> Message:
    return say("{path} exists already, and stays as it is.", path=str(path))


def permission_warning(path: Path) -> Message | None:
    """A sentence if others on this computer can read the session at ``path`` or what belongs to it; else None.

    Where a folder keeps others out, its files are closed too, whatever they say themselves.
    """
    if os.name == "nt":  # There a user's folders are their own, and a mode says nothing.
        return None
    try:
        open_ones = [
            found for found in (path, path.parent / BACKUP_FOLDER, *related_files(path)) if _open_to_others(found)
        ]
        closed = not stat.S_IMODE(path.resolve().parent.stat().st_mode) & 0o011
    except OSError as error:
        return describe_read_error(path, error)
    if not open_ones or closed:
        return None
    others = len(open_ones) - 1
    command = shlex.join(["chmod", "go=", *map(str, open_ones)])
    if others:
        return say(
            "Others on this computer can read {path} and what is kept beside it. To close it: {command}",
            path=str(path),
            command=command,
        )
    return say(
        "Others on this computer can read {path}. To close it: {command}", path=str(open_ones[0]), command=command
    )


def _open_to_others(path: Path) -> bool:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return False
    return bool(status.st_mode & (stat.S_IRGRP | stat.S_IROTH))


def write_to_free_name(path: Path, data: bytes) -> tuple[Path, Message | None]:
    """Write ``data`` to ``path``, or under a name with a number behind it if something else is there.

    Gives where it is, and the sentence that says why it is not. What is there already with this content stays.
    """
    number, free = 1, path
    while os.path.lexists(free):
        with contextlib.suppress(OSError):
            if free.is_file() and not free.is_symlink() and free.read_bytes() == data:
                return free, None
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free, write_export(free, data, parents=True)
