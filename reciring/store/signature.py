"""How to see at a glance that somebody touched a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Signature(NamedTuple):
    """What changes with every write of a file: cheap to ask, and kept by a rename."""

    modified: int
    """Nanoseconds since 1970."""
    size: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> Signature:
        return cls(status.st_mtime_ns, status.st_size, status.st_ino)


def signature(path: Path, follow: bool = False) -> Signature | None:
    """The signature of a file, or of the link in its place unless ``follow``; None if there is none. Raises OSError."""
    try:
        return Signature.of(os.stat(path, follow_symlinks=follow))
    except FileNotFoundError:
        return None
