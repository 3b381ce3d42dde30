"""The bytes of a file with participants, and the text in them: read with a bound, in whatever encoding."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from reciring.importers.participants import ParticipantListError
from reciring.ring.message import Message, say

MAX_FILE_BYTES = 5_000_000
"""The largest file that is read."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_UNMARKED = (b"", "utf-8", "UTF-8")
_NO_LISTS = ("%pdf-", "{\\rtf", "<!doctype", "<html", "<?xml", "begin:vcard")
_HARMLESS = set(map(ord, "\t\n\v\f\r\x1a"))


def read_bytes(path: Path, file: str) -> bytes:
    """All of an ordinary file of at most MOST_BYTES; ``file`` is its name, for the message.

    Raises ImportProblem, and nothing else, if there is no such file or it cannot be read.
    """
    try:
        # Looked at before it is opened: opening a pipe would wait for somebody to write into it.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ParticipantListError(say("{file} is a folder: name the file with the participants in it.", file=file))
        if not stat.S_ISREG(mode):
            raise ParticipantListError(wrong_format_message(file))
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        # A name with a NUL in it is a ValueError.
        raise ParticipantListError(say("There is no file {file}: check its name and its folder.", file=file)) from None
    except PermissionError:
        problem = say("You are not allowed to read {file}: save a copy in a folder of your own.", file=file)
        raise ParticipantListError(problem) from None
    except OSError as trouble:
        problem = say("{file} cannot be read: copy it to this computer and try that copy.", file=file)
        raise ParticipantListError(problem) from trouble
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
    """The text of a file and the name of its encoding.

    Without a mark at the beginning it is UTF-8 if most of what is not ASCII fits that, and else what a western
    Windows writes. Raises ImportProblem for what is no text, or text of another kind.
    """
    mark, codec, encoding = next((mark for mark in _MARKS if data.startswith(mark[0])), _UNMARKED)
    text = data[len(mark) :].decode(codec, "replace")
    if not mark:
        broken = text.count("\ufffd")
        if broken and sum(not character.isascii() for character in text) < 2 * broken:
            text, encoding = data.decode("cp1252", "replace"), "Windows-1252"
    controls = sum(ord(character) < 0x20 and ord(character) not in _HARMLESS for character in text)
    if "\0" in text or controls * 20 > len(text) or text[:100].lstrip().lower().startswith(_NO_LISTS):
        raise ParticipantListError(wrong_format_message(file))
    return text, encoding


def wrong_format_message(file: str) -> Message:
    return say("{file} is not a list that can be read here: save it as CSV or .xlsx, or paste the names.", file=file)


def encrypted_message(file: str) -> Message:
    return say("{file} has a password: open it in a spreadsheet and save it without one, or as CSV.", file=file)
