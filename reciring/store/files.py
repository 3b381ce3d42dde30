"""Session files: their folder, their names, and how one is created and read."""

from __future__ import annotations

import datetime as dt
import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import platformdirs

from reciring.ring.session import Session
from reciring.ring.text import slug
from reciring.store.atomic_write import create_file, create_folder
from reciring.store.os_errors import describe_read_error, not_a_file_error
from reciring.store.toml import MAX_FILE_BYTES, InvalidFileError, decode, encode

MAX_SLUG_LENGTH: Final = 60
"""Characters of the title in a file name."""


def sessions_folder(option: Path | None = None, from_settings: Callable[[], Path | None] = lambda: None) -> Path:
    """The folder of session files, which need not exist and is not created.

    It is ``option``, else RECIRING_SESSIONS in the environment, else ``./sessions`` if that exists, else the folder in
    the user's settings, else the user's own. ``from_settings`` is called only if the first three give nothing.
    """
    if option is not None:
        return option.expanduser()
    if variable := os.environ.get("RECIRING_SESSIONS"):
        return Path(variable).expanduser()
    if (here := Path("sessions")).is_dir():
        return here
    return from_settings() or user_sessions_folder()


def user_sessions_folder() -> Path:
    """The folder ``sessions`` in this user's data folder; it need not exist."""
    return platformdirs.user_data_path("reciring", appauthor=False) / "sessions"


def session_file_stem(session: Session) -> str:
    """The file name without extension, from date and title: ``2026-11-24-samen-slimmer-kennisdag``.

    Whatever the title is, this is one name and not a path. The date in front keeps it from being a name that Windows
    reserves, such as ``con``.
    """
    return f"{session.date.isoformat()}-{slug(session.title, MAX_SLUG_LENGTH) or 'ring'}"


def create_session_file(folder: Path, session: Session) -> Path:
    """Save ``session`` in a new file in ``folder``, which is created if needed; return its path. Raises OSError.

    If the name is taken, ``-2``, ``-3`` and so on is added.
    """
    create_folder(folder)
    data = encode(session)
    stem = session_file_stem(session)
    for number in itertools.count(1):
        path = folder / (f"{stem}-{number}.toml" if number > 1 else f"{stem}.toml")
        try:
            create_file(path, data)
        except FileExistsError:
            continue
        return path
    raise AssertionError("numbers never end")


def real_file(path: Path) -> Path:
    """The file that ``path`` leads to if it is a link, so that it is locked and saved under one name only."""
    try:
        return path.resolve(strict=True) if path.is_symlink() else path
    except (OSError, RuntimeError):  # A link that leads nowhere, or in a circle: reading it says so.
        return path


def changed(path: Path) -> dt.datetime | None:
    """When a file was changed last; None if that is not known."""
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (OSError, OverflowError, ValueError):
        return None


def load_session(path: Path) -> tuple[Session, bytes]:
    """The session in a file, and the bytes of the file. Raises InvalidFileError, with a message for the user."""
    data = read_session_bytes(path)
    return decode(data), data


def read_session_bytes(path: Path) -> bytes:
    """The bytes of a file that may be a session, at most ``MAX_FILE_BYTES`` + 1. Raises InvalidFileError."""
    try:
        if path.exists() and not path.is_file():
            raise InvalidFileError(not_a_file_error(path))
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise InvalidFileError(describe_read_error(error, path)) from None
