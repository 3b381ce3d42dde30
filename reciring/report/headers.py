"""The head of a mail, written by ourselves.

Python's own writer reads what looks like an encoded word in a subject, and lets the line break hidden in it through
as a new header. Here nothing that a person typed gets into a header but as letters that can mean nothing else.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from typing import Final

from reciring.ring.text import squeeze

# Short, plain, and no part of it looks like an encoded word.
_PLAIN: Final = re.compile(r"(?!.*=\?)[ -~]{0,60}")
_BYTES: Final = 42
"""Of text in one encoded word, which may be 75 characters long."""


def head(fields: Sequence[tuple[str, str]]) -> bytes:
    """Header lines, each ended; values as ``words`` and ``mailbox`` give them."""
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode("ascii")


def words(text: str) -> str:
    """``text`` as the value of a header: as it is, or in encoded words."""
    text = squeeze(text)
    return text if _PLAIN.fullmatch(text) else _encoded(text)


def mailbox(name: str, address: str) -> str:
    """A name and an address that was found ``usable``."""
    name = squeeze(name)
    if not name:
        return address
    if _PLAIN.fullmatch(name):
        quoted = re.sub(r'(["\\])', r"\\\1", name)
        return f'"{quoted}"\r\n <{address}>'
    return f"{_encoded(name)}\r\n <{address}>"


def mailboxes(addresses: Sequence[str]) -> str:
    """Addresses alone, a line for each."""
    return ",\r\n ".join(addresses)


def _encoded(text: str) -> str:
    pieces = (base64.b64encode(piece).decode("ascii") for piece in _pieces(text))
    return "\r\n ".join(f"=?utf-8?b?{piece}?=" for piece in pieces)


def _pieces(text: str) -> Iterator[bytes]:
    """``text`` in UTF-8, cut between characters."""
    piece = b""
    for character in text:
        more = character.encode()
        if len(piece) + len(more) > _BYTES:
            yield piece
            piece = b""
        piece += more
    yield piece
