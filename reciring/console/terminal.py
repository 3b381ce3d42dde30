"""Pasted text comes in whole. Textual 8.2 takes an Escape within it for the start of a key: what follows is then typed
instead of pasted, line breaks as Enter included. Most terminals take Escapes out of what they paste; tmux does not.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable
from functools import partial
from typing import Final

from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

ESCAPE: Final = "\x1b"
START: Final = "\x1b[200~"
END: Final = "\x1b[201~"


class PasteFilter:
    """Takes the Escapes out of what stands between the brackets of a paste. It comes in pieces, cut anywhere."""

    def __init__(self) -> None:
        self._inside = False
        self._tail = ""
        """What may turn out to be the beginning of a bracket: outside given on already, inside held back."""

    def through(self, data: str) -> str:
        """What may go on of ``data``."""
        parts = []
        while data:
            known, self._tail = self._tail, ""
            text, bracket, rest = (known + data).partition(END if self._inside else START)
            if not bracket:
                self._tail = _beginning(text, END if self._inside else START)
            if self._inside:
                parts += [text.removesuffix(self._tail).replace(ESCAPE, ""), bracket]
            else:
                parts.append((text + bracket)[len(known) :])
            self._inside ^= bool(bracket)
            data = rest
        return "".join(parts)


def _beginning(text: str, bracket: str) -> str:
    """The end of ``text`` that may be the beginning of ``bracket``."""
    return next((bracket[:size] for size in range(len(bracket) - 1, 0, -1) if text.endswith(bracket[:size])), "")


class PasteSafeParser(XTermParser):
    """Textual's reader of the terminal, which gets to see no Escape within a paste."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasted = PasteFilter()

    def feed(self, data: str) -> Iterable[Message]:
        given = self._pasted.through(data)
        return super().feed(given) if given or not data else ()  # to be given nothing means the end


def with_paste_safe_parser(driver: type[Driver]) -> type[Driver]:
    """``driver``, which makes its reader itself, by the name that its module (on Windows: win32) has for it."""
    name = XTermParser.__name__
    for key, module in list(sys.modules.items()):
        if key.startswith("textual.drivers.") and getattr(module, name, None) is XTermParser:
            setattr(module, name, PasteSafeParser)
    return driver


_WESTERN = "reciring-western"


def _western(error: UnicodeError) -> tuple[str, int]:
    """What is no UTF-8 is taken as Windows-1252, byte by byte."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors=_WESTERN)


def accept_any_encoding() -> None:
    """Have Textual read whatever bytes a terminal sends. For the systems where it reads bytes at all."""
    from textual.drivers import linux_driver

    codecs.register_error(_WESTERN, _western)
    setattr(linux_driver, "getincrementaldecoder", _decoder)  # noqa: B010 - a name of Textual's, not one that it exports
