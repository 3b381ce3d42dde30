"""What is wrong with a file that is no TOML, in words for somebody who mended a name by hand.

The reader has its own, in English and for programmers: they are known here by their beginnings.
"""

from __future__ import annotations

import re
from typing import Final

import tomli

from reciring.ring.message import Message, say
from reciring.ring.text import clean

_TWICE: Final = say("this stands in the file twice")
_REASONS: Final = {
    "Expected '=' after": say("behind a key stands no ="),
    "Expected ']": say("the bracket that closes a heading is missing"),
    "Expected newline": say("behind a value stands something more; is a quote missing, or one too many?"),
    "Expected": say("the quotes that close a text are missing"),
    "Unterminated string": say("the quotes that close a text are missing"),
    "Cannot": _TWICE,
    "Duplicate": _TWICE,
    "Escaped": say("a \\ in a text has to be \\\\"),
    "Unescaped": say("a \\ in a text has to be \\\\"),
    "Invalid hex": say("a \\ in a text has to be \\\\"),
    "Illegal character": say("the quotes that close a text are missing"),
    "Invalid initial": say("a key is missing, or it needs quotes around it"),
    "Invalid date": say("there is no such day or time"),
    "Unclosed array": say("the bracket that closes a list is missing"),
    "Unclosed inline": say("the bracket that closes a table is missing"),
    "Invalid statement": say("here should stand a key, an = and a value"),
    "Invalid value": say("the value is missing, or it needs quotes around it"),
}


def line_and_reason(error: Exception, text: str) -> tuple[int, Message]:
    """Which line it is, from 1, and what is wrong with it."""
    said = str(error)
    found = re.search(r" \(at line (\d+), column \d+\)", said)
    line = int(found[1]) if found else text.count("\n") + 1
    if not isinstance(error, tomli.TOMLDecodeError):  # a number of thousands of digits, brackets within brackets
        return line, say("there is too much of it")
    said = clean(said.partition(" (at ")[0])
    known = next((reason for start, reason in _REASONS.items() if said.startswith(start)), None)
    return line, known or say("{reason}", reason=said)
