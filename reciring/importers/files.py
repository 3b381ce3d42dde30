"""Read the bytes of a file with participants, and say what to do with files that are not lists."""

from __future__ import annotations

import stat
from pathlib import Path

from reciring.importers import MAX_FILE_BYTES
from reciring.importers.participants import ParticipantListError
from reciring.ring.message import Message, say

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")


def read_bytes(path: Path, file: str) -> bytes:
    """All bytes of a regular file of at most ``MAX_FILE_BYTES``; ``file`` is its name, for messages.

    Raises ParticipantListError, and nothing else, if there is no such file or it cannot be read.
    """
    try:
        # Checked before opening: opening a pipe would wait until another program writes to it.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ParticipantListError(
                say("{file} is a folder. Give the file in it that lists the participants.", file=file)
            )
        if not stat.S_ISREG(mode):
            raise ParticipantListError(wrong_format_message(file))
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name.
        raise ParticipantListError(say("{file} does not exist. Check the name and the folder.", file=file)) from None
    except PermissionError:
        problem = say("You are not allowed to read {file}. Save a copy in a folder of your own.", file=file)
        raise ParticipantListError(problem) from None
    except OSError as error:
        problem = say("{file} cannot be read. Copy it to this computer and try the copy.", file=file)
        raise ParticipantListError(problem) from error
    return data


def check_bytes(data: bytes, file: str) -> None:
    """Raise ParticipantListError for data that is empty, too large, or of a kind that holds no list."""
    if len(data) > MAX_FILE_BYTES:
        most = MAX_FILE_BYTES // 1_000_000
        problem = say(
            "{file} is larger than {most} MB. Save only the list of participants, as CSV.", file=file, most=most
        )
        raise ParticipantListError(problem)
    if not data.strip(b" \t\r\n\0"):
        raise ParticipantListError(say("{file} is empty.", file=file))
    if data.startswith(b"%PDF-"):
        problem = say("{file} is a PDF. Select its text, copy it and paste it in reciring.", file=file)
        raise ParticipantListError(problem)
    if data.startswith(b"{\\rtf"):
        raise ParticipantListError(document_message(file))
    if data.startswith(_PICTURES):
        raise ParticipantListError(say("{file} is a picture. Type the names, or paste them as text.", file=file))
    if data.startswith(_ARCHIVES):
        raise ParticipantListError(archive_message(file))


def document_message(file: str) -> Message:
    """The message for a file of a word processor."""
    return say("{file} is a text document. Open it, copy the list and paste it in reciring.", file=file)


def archive_message(file: str) -> Message:
    """The message for an archive of files."""
    return say("{file} is an archive. Unpack it and use the list in it.", file=file)


def wrong_format_message(file: str) -> Message:
    """The message for a file that is not a list; ``file`` is its name."""
    return say("reciring cannot read {file}. Save it as CSV or .xlsx, or paste the names.", file=file)


def damaged_message(file: str) -> Message:
    """The message for a spreadsheet that cannot be opened."""
    return say("{file} is damaged. Open it in a spreadsheet program and save it as CSV.", file=file)


def too_much_message(file: str) -> Message:
    """The message for a spreadsheet that is far too large."""
    return say("{file} has far more than a list of participants. Save only that list, as CSV.", file=file)


def encrypted_message(file: str) -> Message:
    """The message for a file with a password; ``file`` is its name."""
    return say("{file} has a password. Open it in a spreadsheet program and save it without one, or as CSV.", file=file)
