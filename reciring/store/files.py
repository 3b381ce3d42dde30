"""Where sessions live, what their files are called, and how one is read or made."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from reciring.ring.message import Message, say
from reciring.ring.session import Session
from reciring.ring.text import slug
from reciring.store import atomic_write as save
from reciring.store.toml import MAX_FILE_BYTES, InvalidFileError, decode, encode

MAX_SLUG_LENGTH: Final = 60
"""Characters of the title in a file's name, at most."""
INDEX_NAME: Final = ".reciring-index"
"""A hidden file that version 0.1.0 wrote in large folders. It holds titles, so ``backups.traces`` still lists it."""


def sessions_folder(option: Path | None = None, usual: Callable[[], Path | None] = lambda: None) -> Path:
    """The folder of sessions: as asked, else RECIRING_SESSIONS, else ``./sessions`` if there, else the user's own.

    ``usual`` is asked last, for the folder that the user's settings name. None of them need exist; nothing is made.
    """
    if option is not None:
        return option.expanduser()
    if named := os.environ.get("RECIRING_SESSIONS"):
        return Path(named).expanduser()
    if (here := Path("sessions")).is_dir():
        return here
    return usual() or user_sessions_folder()


def user_sessions_folder() -> Path:
    """The folder of sessions among this user's data; it need not exist."""
    import platformdirs  # Costs some milliseconds and is seldom needed.

    return platformdirs.user_data_path("reciring", appauthor=False) / "sessions"


def session_file_stem(session: Session) -> str:
    """``2026-11-24-samen-slimmer-kennisdag``: the day and the title in plain letters, without an extension.

    Whatever the title is, this is one name and never a path; the day in front keeps it from being a reserved one.
    """
    return f"{session.date.isoformat()}-{slug(session.title, MAX_SLUG_LENGTH) or 'ring'}"


def create_session_file(folder: Path, session: Session) -> Path:
    """Make a new file for ``session``, with ``-2`` and so on behind its name if that is taken. Raises OSError."""
    save.create_folder(folder)
    data = encode(session)
    name = session_file_stem(session)
    for number in itertools.count(1):
        path = folder / (f"{name}-{number}.toml" if number > 1 else f"{name}.toml")
        try:
            save.create_file(path, data)
        except FileExistsError:
            continue
        return path
    raise AssertionError("numbers never end")


def load_session(path: Path) -> tuple[Session, bytes]:
    """The session in a file, and the bytes it was read from. Raises BadFile, with a sentence for every trouble."""
    data = read_session_bytes(path)
    return decode(data), data


def read_session_bytes(path: Path) -> bytes:
    """The bytes of a file that may be a session. Raises BadFile if it cannot be read or never was one."""
    try:
        if path.exists() and not path.is_file():
            raise InvalidFileError(not_a_file_error(path))
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise InvalidFileError(describe_read_error(path, error)) from None


def not_a_file_error(path: Path) -> Message:
    if path.is_dir():
        return say("{path} is a folder. Give the session file in it.", path=str(path))
    return say("{path} is not a file that can be read.", path=str(path))


def describe_read_error(path: Path, error: OSError) -> Message:
    """Why a file could not be read, in plain words."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return say("{path} is not there.", path=str(path))
    if isinstance(error, PermissionError):
        return say("{path} may not be read: its owner or the system keeps it closed.", path=str(path))
    return say("{path} cannot be read: {reason}.", path=str(path), reason=error.strerror or str(error))
