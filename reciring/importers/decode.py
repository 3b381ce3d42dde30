"""Read the bytes of a file with participants, at most a limited number, and decode them as text."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from reciring.importers.participants import ParticipantListError
from reciring.ring.message import Message, say

MAX_FILE_BYTES = 5_000_000
"""The largest file that is read."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_NO_MARK = (b"", "utf-8", "UTF-8")
_OTHER_FORMATS = ("%pdf-", "{\\rtf", "<!doctype", "<html", "<?xml", "begin:vcard")
"""How the text of files that are not lists begins, in small letters."""
_ALLOWED_CONTROLS = set(map(ord, "\t\n\v\f\r\x1a"))


def read_bytes(path: Path, file: str) -> bytes:
    """All bytes of a regular file of at most ``MAX_FILE_BYTES``; ``file`` is its name, for messages.

    Raises ParticipantListError, and nothing else, if there is no such file or it cannot be read.
    """
    try:
        # Checked before opening: opening a pipe would wait until another program writes to it.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ParticipantListError(say("{file} is a folder: name the file with the participants in it.", file=file))
        if not stat.S_ISREG(mode):
            raise ParticipantListError(wrong_format_message(file))
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name.
        raise ParticipantListError(say("There is no file {file}: check its name and its folder.", file=file)) from None
    except PermissionError:
        problem = say("You are not allowed to read {file}: save a copy in a folder of your own.", file=file)
        raise ParticipantListError(problem) from None
    except OSError as error:
        problem = say("{file} cannot be read: copy it to this computer and try that copy.", file=file)
        raise ParticipantListError(problem) from error
    if len(data) > MAX_FILE_BYTES:
        most = MAX_FILE_BYTES // 1_000_000
        problem = say(
            "{file} is larger than {most} MB: save only the list of participants, as CSV.", file=file, most=most
        )
        raise ParticipantListError(problem)
    if not data.strip():
        raise ParticipantListError(say("{file} is empty.", file=file))
    return data


def decode_text(data: bytes, file: str) -> tuple[str, str]:
    """The text of a file, and the name of its encoding.

    Without a byte order mark it is UTF-8 if most of the characters that are not ASCII are valid UTF-8; else it is
    Windows-1252. Raises ParticipantListError for data that is not text, and for text of another format.
    """
    mark, codec, encoding = next((mark for mark in _BYTE_ORDER_MARKS if data.startswith(mark[0])), _NO_MARK)
    text = data[len(mark) :].decode(codec, "replace")
    if not mark:
        invalid = text.count("\ufffd")
        if invalid and sum(not character.isascii() for character in text) < 2 * invalid:
            text, encoding = data.decode("cp1252", "replace"), "Windows-1252"
    controls = sum(ord(character) < 0x20 and ord(character) not in _ALLOWED_CONTROLS for character in text)
    if "\0" in text or controls * 20 > len(text) or text[:100].lstrip().lower().startswith(_OTHER_FORMATS):
        raise ParticipantListError(wrong_format_message(file))
    return text, encoding


def wrong_format_message(file: str) -> Message:
    """The message for a file that is not a list; ``file`` is its name."""
    return say("{file} is not a list that can be read here: save it as CSV or .xlsx, or paste the names.", file=file)


def encrypted_message(file: str) -> Message:
    """The message for a file with a password; ``file`` is its name."""
    return say("{file} has a password: open it in a spreadsheet and save it without one, or as CSV.", file=file)
