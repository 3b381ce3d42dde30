"""Writing a file so that it is always whole: the old one until the new one is safely on the disk."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple


class FileSignature(NamedTuple):
    """What changes with every write of a file: cheap to ask, and kept by a rename."""

    modified: int
    """Nanoseconds since 1970."""
    size: int
    inode: int

    @classmethod
    def from_stat(cls, status: os.stat_result) -> FileSignature:
        return cls(status.st_mtime_ns, status.st_size, status.st_ino)


def file_signature(path: Path, follow: bool = False) -> FileSignature | None:
    """The signature of a file, or of the link in its place unless ``follow``; None if there is none. Raises OSError."""
    try:
        return FileSignature.from_stat(os.stat(path, follow_symlinks=follow))
    except FileNotFoundError:
        return None


# Windows knows no links in this sense, and translates line ends unless told not to.
_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def write_file(path: Path, data: bytes) -> FileSignature:
    """Put ``data`` in ``path``, readable by the owner alone; afterwards it survives a power cut. Raises OSError.

    Gives the signature of what was written, taken before anybody else can have touched it.

    Whoever reads sees the old file or the new one, never part of one. If ``path`` is a link, the link is replaced and
    what it points at is left alone.
    """
    with _beside(path, data) as (temporary, written):
        os.replace(temporary, path)
    sync_folder(path.parent)
    return written


def create_file(path: Path, data: bytes) -> None:
    """As ``write_transcript``, but raises FileExistsError rather than replace anything."""
    with _beside(path, data) as (temporary, _):
        _name(temporary, path)
    sync_folder(path.parent)


def _name(temporary: Path, path: Path) -> None:
    """Give a file its name, whole as it is, unless something else has that."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        pass  # On some disks no file has two names: the name is taken first, and for a moment the file is empty.
    else:
        with contextlib.suppress(OSError):
            temporary.unlink()
        return
    os.close(os.open(path, _FLAGS, 0o600))
    try:
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


@contextlib.contextmanager
def _beside(path: Path, data: bytes) -> Iterator[tuple[Path, FileSignature]]:
    """``data`` in a new file beside ``path``, safe on the disk, and its signature, which a rename leaves as it is.

    It is there to be given another name; should that fail, it goes.
    """
    temporary = path.with_name(f".{path.name}.{os.urandom(6).hex()}.tmp")
    descriptor = os.open(temporary, _FLAGS, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            written = FileSignature.from_stat(os.fstat(descriptor))
        yield temporary, written
    except BaseException:
        with contextlib.suppress(OSError):  # The first error is the one to tell.
            temporary.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """See to it that the names in ``folder`` survive a power cut, where the system lets us."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # A folder that may be written but not looked into: the file is in it.
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network and user-space file systems cannot do this for a folder: the rename itself has happened.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(descriptor)


def create_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing above it, each for the owner alone."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        create_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def temporary_files(path: Path) -> list[Path]:
    """The temporary files that a crash left behind while ``path`` was written."""
    prefix, size = f".{path.name}.", len(f".{path.name}.") + 12 + len(".tmp")
    names = os.listdir(path.parent) if path.parent.is_dir() else []
    return [path.with_name(name) for name in sorted(names) if _is_leftover(name, prefix, size)]


def _is_leftover(name: str, prefix: str, size: int) -> bool:
    return name.startswith(prefix) and name.endswith(".tmp") and len(name) == size


def remove_temporary_files(path: Path) -> None:
    """Remove the ``temporary_files``; only for whoever holds the lock. One that cannot be removed stays, and does no harm."""
    with contextlib.suppress(OSError):  # A folder that may not be looked into.
        for leftover in temporary_files(path):
            with contextlib.suppress(OSError):
                leftover.unlink()
