"""Write files atomically: a reader sees the old file or the new one, never a part of either."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple


class FileSignature(NamedTuple):
    """Values of a file that change with every write, but not when the file is renamed. Cheap to read."""

    modified: int
    """Nanoseconds since 1970."""
    size: int
    """Bytes."""
    inode: int

    @classmethod
    def from_stat(cls, status: os.stat_result) -> FileSignature:
        return cls(status.st_mtime_ns, status.st_size, status.st_ino)


def file_signature(path: Path, follow: bool = False) -> FileSignature | None:
    """The signature of the file ``path``, or None if it does not exist. Raises OSError.

    If ``path`` is a link, it is the signature of the link, or of its target if ``follow`` is true.
    """
    try:
        return FileSignature.from_stat(os.stat(path, follow_symlinks=follow))
    except FileNotFoundError:
        return None


# Windows has no O_NOFOLLOW, and translates line ends without O_BINARY.
_CREATE_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_RANDOM_BYTES: Final = 6


def write_file(path: Path, data: bytes) -> FileSignature:
    """Replace the content of ``path`` by ``data``; return the signature of what was written. Raises OSError.

    The file is readable by its owner only, and survives a power cut. If ``path`` is a link, the link is replaced and
    its target does not change. The signature is taken before another program can change the file.
    """
    with _temporary_file(path, data) as (temporary, signature):
        os.replace(temporary, path)
    sync_folder(path.parent)
    return signature


def create_file(path: Path, data: bytes) -> None:
    """Like ``write_file``, but raises FileExistsError if ``path`` exists."""
    with _temporary_file(path, data) as (temporary, _):
        _rename_to_new(temporary, path)
    sync_folder(path.parent)


def _rename_to_new(temporary: Path, path: Path) -> None:
    """Rename ``temporary`` to ``path``. Raises FileExistsError if ``path`` exists."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        pass  # Some disks have no hard links: create an empty file under the name, then replace it.
    else:
        with contextlib.suppress(OSError):
            temporary.unlink()
        return
    os.close(os.open(path, _CREATE_FLAGS, 0o600))
    try:
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


@contextlib.contextmanager
def _temporary_file(path: Path, data: bytes) -> Iterator[tuple[Path, FileSignature]]:
    """Write ``data`` to a temporary file beside ``path``; give that file and its signature. On any error, delete it."""
    temporary = path.with_name(f".{path.name}.{os.urandom(_RANDOM_BYTES).hex()}.tmp")
    descriptor = os.open(temporary, _CREATE_FLAGS, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            signature = FileSignature.from_stat(os.fstat(descriptor))
        yield temporary, signature
    except BaseException:
        with contextlib.suppress(OSError):  # Report the first error, not this one.
            temporary.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Make the file names in ``folder`` survive a power cut, if the system can do that. Raises OSError."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # The folder can be written but not read: nothing to do.
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network and user-space file systems cannot sync a folder. The rename itself has happened.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(descriptor)


def create_folder(folder: Path) -> None:
    """Create ``folder`` and its missing parents, each accessible by the owner only. Raises OSError."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        create_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def temporary_files(path: Path) -> list[Path]:
    """The temporary files that a crash left while ``path`` was being written. Raises OSError."""
    prefix, suffix = f".{path.name}.", ".tmp"
    length = len(prefix) + 2 * _RANDOM_BYTES + len(suffix)
    names = os.listdir(path.parent) if path.parent.is_dir() else []
    return [
        path.with_name(name)
        for name in sorted(names)
        if name.startswith(prefix) and name.endswith(suffix) and len(name) == length
    ]


def remove_temporary_files(path: Path) -> None:
    """Delete the ``temporary_files`` of ``path``. The caller must hold the lock. Errors are ignored."""
    with contextlib.suppress(OSError):
        for temporary in temporary_files(path):
            with contextlib.suppress(OSError):
                temporary.unlink()
