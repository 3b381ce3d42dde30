"""Explain to a facilitator why a file could not be read or saved."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from reciring.ring.message import Message, say

# Not every system has every error number.
_NETWORK: Final = {
    getattr(errno, name, -1)
    for name in (
        "ESTALE",
        "EHOSTDOWN",
        "EHOSTUNREACH",
        "ENETDOWN",
        "ENETUNREACH",
        "ENETRESET",
        "ETIMEDOUT",
        "ENOTCONN",
        "ECONNRESET",
        "ECONNABORTED",
        "ECONNREFUSED",
        "EREMOTEIO",
        "ENODEV",
        "ENXIO",
    )
}
_FORBIDDEN: Final = {errno.EACCES, errno.EPERM}
_GONE: Final = {errno.ENOENT, errno.ENOTDIR}
_REPLACED: Final = {errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY}


class ProtectedFileError(PermissionError):
    """A session file is read-only: its owner does not want it to be changed."""


def describe_write_error(error: OSError, path: Path) -> Message:
    """Why ``path`` could not be written and what to do: a phrase without capital or full stop, to put in a sentence."""
    folder, name = str(path.parent), path.name
    if error.errno == errno.ENOSPC:
        return say("the disk is full; free up some space")
    if error.errno == getattr(errno, "EDQUOT", -1):
        return say("your disk quota is full; free up some space")
    if error.errno == errno.EFBIG:
        return say("the file is too large for this disk")
    if error.errno == errno.EROFS:
        return say("the disk is read-only")
    if isinstance(error, ProtectedFileError):
        return say("{name} is read-only; make it writable, or save in another folder with /saveto", name=name)
    if error.errno in _FORBIDDEN:
        return say("you are not allowed to write in {folder}, or to this file", folder=folder)
    if error.errno in _GONE:
        return say("the folder {folder} no longer exists", folder=folder)
    if error.errno in _REPLACED and path.is_dir():
        return say("{name} is now a folder; move it", name=name)
    if error.errno in _REPLACED:
        return say("{folder} is not a folder", folder=str(error.filename or folder))
    if error.errno == errno.EIO:
        return say("the disk reports an error; it may be broken or unplugged")
    if error.errno in _NETWORK:
        return say("the network drive or the device does not respond")
    if error.errno == errno.ENAMETOOLONG:
        return say("the name {name} is too long for this disk", name=name)
    return say("the system reports: {reason}", reason=error.strerror or str(error))


def disk_hangs_message() -> Message:
    """The reason for a write that does not end, in the form of ``describe_write_error``."""
    return say("the disk does not respond")


def describe_read_error(error: OSError, path: Path) -> Message:
    """Why ``path`` could not be read: a whole sentence."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return say("{path} does not exist.", path=str(path))
    if isinstance(error, PermissionError):
        return say("You do not have permission to read {path}. Ask its owner.", path=str(path))
    return say("{path} cannot be read: {reason}.", path=str(path), reason=error.strerror or str(error))


def not_a_file_error(path: Path) -> Message:
    """The message for a folder or a device where a session file was expected."""
    if path.is_dir():
        return say("{path} is a folder. Give the session file in it.", path=str(path))
    return say("{path} is not a file. Give a session file.", path=str(path))
