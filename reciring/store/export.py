"""Write files that leave the program: summaries, handouts, transcripts."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from reciring.ring.message import Message, say
from reciring.store.atomic_write import create_file, create_folder, write_file
from reciring.store.os_errors import describe_write_error


def write_export(path: Path, data: bytes | str, *, force: bool = False, parents: bool = False) -> Message | None:
    """Write ``data`` to ``path``, readable by the owner only; return why that was not possible, or None.

    An existing file is replaced only with ``force``. Links, folders and devices are never replaced. Missing folders
    are created only with ``parents``, for the owner only.
    """
    content = data.encode("utf-8", "replace") if isinstance(data, str) else data
    try:
        if refusal := _refusal(path, force):
            return refusal
        if parents:
            create_folder(path.parent)
        if force:
            write_file(path, content)
        else:
            create_file(path, content)
    except FileExistsError:
        return _exists(path)
    except FileNotFoundError:
        return say("The folder {folder} does not exist. Create it, or choose another.", folder=str(path.parent))
    except (OSError, ValueError) as error:
        reason = describe_write_error(error, path) if isinstance(error, OSError) else say("that name cannot be used")
        return say("{path} could not be saved: {reason}.", path=str(path), reason=reason)
    return None


def _refusal(path: Path, force: bool) -> Message | None:
    """Why ``path`` may not be written, judged by what it is now; None if it may. Raises OSError."""
    try:
        mode = os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    if stat.S_ISDIR(mode):
        return say("{path} is a folder. Add the name of a file.", path=str(path))
    if stat.S_ISLNK(mode):
        return say("{path} is a link and is not overwritten. Choose another name.", path=str(path))
    if not stat.S_ISREG(mode):
        return say("{path} is a device or pipe, not a file. Choose another name.", path=str(path))
    return None if force else _exists(path)


def _exists(path: Path) -> Message:
    return say("{path} already exists and is not overwritten. Choose another name.", path=str(path))


def write_to_free_name(path: Path, data: bytes) -> tuple[Path, Message | None]:
    """Write ``data`` to ``path``, or to that name with a number (``-2``, ``-3`` ...) if it is taken.

    Returns the path and why it could not be written, or None. A file that already has this content is used as it is.
    """
    number, free = 1, path
    while os.path.lexists(free):
        with contextlib.suppress(OSError):
            if free.is_file() and not free.is_symlink() and free.read_bytes() == data:
                return free, None
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free, write_export(free, data, parents=True)
