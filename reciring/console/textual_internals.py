"""Everything in the console that uses private parts of Textual, with the reason. Written for Textual 8.2.

- ``PasteSafeParser``: Textual takes an Escape within a paste for the start of a key. What follows is then typed
  instead of pasted, line breaks as Enter included. Most terminals remove Escapes from what they paste; tmux does not.
- ``accept_any_encoding``: Textual stops reading the keyboard at the first byte that is not UTF-8.
- ``QuietApp``: at an unexpected exception Textual prints the values of variables, and so what people said in a ring.
- ``drain_writer_thread``: Textual waits for ever for its writing thread when the terminal is gone.

``tests/console/test_textual_internals.py`` fails when Textual does one of these itself, or renames what is used here.
"""

from __future__ import annotations

import codecs
import sys
import threading
from collections.abc import Iterable
from functools import partial
from typing import Final, TypeGuard

from rich.console import RenderableType
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread
from textual.message import Message

if sys.platform != "win32":
    from textual.drivers import linux_driver

ESCAPE: Final = "\x1b"
START: Final = "\x1b[200~"
END: Final = "\x1b[201~"
_ENCODING_ERRORS: Final = "reciring-windows-1252"


class PasteFilter:
    """Removes the Escapes between the brackets of a paste. The text comes in pieces, cut anywhere."""

    def __init__(self) -> None:
        self._inside = False
        self._tail = ""
        """What may be the beginning of a bracket: outside a paste passed on already, inside it held back."""

    def through(self, data: str) -> str:
        """Return the part of ``data`` (and of what was held back) that may be passed on."""
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
    """Return the end of ``text`` that may be the beginning of ``bracket``."""
    return next((bracket[:size] for size in range(len(bracket) - 1, 0, -1) if text.endswith(bracket[:size])), "")


class PasteSafeParser(XTermParser):
    """Textual's parser of what the terminal sends, which does not see Escapes within a paste."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasted = PasteFilter()

    def feed(self, data: str) -> Iterable[Message]:
        given = self._pasted.through(data)
        return super().feed(given) if given or not data else ()  # An empty string means the end of the input.


def with_paste_safe_parser(driver: type[Driver]) -> type[Driver]:
    """Return ``driver``, after giving its module (on Windows: win32) our parser in the place of Textual's."""
    name = XTermParser.__name__
    for key, module in list(sys.modules.items()):
        if key.startswith("textual.drivers.") and getattr(module, name, None) is XTermParser:
            setattr(module, name, PasteSafeParser)
    return driver


def _decode_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are not UTF-8 as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors=_ENCODING_ERRORS)


def accept_any_encoding() -> None:
    """Make Textual accept any bytes from the terminal. On Windows it reads characters, so there is nothing to do."""
    if sys.platform != "win32":
        codecs.register_error(_ENCODING_ERRORS, _decode_windows_1252)
        setattr(linux_driver, "getincrementaldecoder", _decoder)  # noqa: B010 - Textual does not export this name.


class QuietApp(App[int]):
    """An app that ends at an unexpected exception without printing anything. ``fault`` is the exception."""

    fault: Exception | None = None

    def get_driver_class(self) -> type[Driver]:
        accept_any_encoding()
        return with_paste_safe_parser(super().get_driver_class())

    def panic(self, *renderables: RenderableType) -> None:
        """End the app, of which Textual says no more than what to print."""
        self._handle_exception(RuntimeError())

    def _handle_exception(self, error: Exception) -> None:
        self.fault = self.fault or error
        self._return_code = 1
        if self._exception is None:  # The first exception is raised in the test that drives the app.
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def is_writer_thread(thread: threading.Thread | None) -> TypeGuard[WriterThread]:
    """Return whether a thread is the one that writes to the terminal."""
    return isinstance(thread, WriterThread)


def drain_writer_thread(thread: WriterThread) -> None:
    """Discard what a writing thread that died did not write; return when Textual has ended its output."""
    while thread._queue.get() is not None:
        pass
