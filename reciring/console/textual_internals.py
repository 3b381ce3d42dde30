"""Everything in the console that uses private parts of Textual, with the reason. Written for Textual 8.2.

- ``PasteSafeParser``: Textual types a sequence that it does not know, or that comes in pieces, and ends at some keys of
  kitty's protocol. Textual takes an Escape within a paste for the start of a key. What follows is then typed
  instead of pasted, line breaks as Enter included. Most terminals remove Escapes from what they paste; tmux does not.
- ``accept_any_encoding``: Textual stops reading the keyboard at the first byte that is not UTF-8.
- ``QuietApp``: at an unexpected exception Textual prints the values of variables, and so what people said in a ring.
- ``QuietApp`` also draws without any colour if NO_COLOR is set: Textual paints greys, also if it is empty.
- ``drain_writer_thread``: Textual waits for ever for its writing thread when the terminal is gone.

``tests/console/test_textual_internals.py`` fails when Textual does one of these itself, or renames what is used here.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
import threading
from collections.abc import Iterable
from functools import partial
from typing import Any, Final, TypeGuard

from rich.console import RenderableType
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import SPECIAL_SEQUENCES, XTermParser
from textual.app import App
from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread
from textual.filter import ANSIToTruecolor, Monochrome, NoColor
from textual.message import Message

from reciring.console.ascii_drawing import AsciiDrawing
from reciring.console.steady_widths import SteadyWidths
from reciring.console.terminal_input import END, ESCAPE, MAX_LENGTH, START, TerminalInput, plain_key

if sys.platform != "win32":
    from textual.drivers import linux_driver

_ANSWER: Final = re.compile(r"\x1b\[(?:<\d{1,4};-?\d{1,6};-?\d{1,6}[Mm]|\d{1,5};\d{1,5}R|\?\d{1,5};[0-4]\$y)")
"""Mouse reports, the place of the cursor, and the modes of a terminal."""
_FUNCTION_KEY: Final = re.compile(r"\x1b\[(\d*)(?:;\d+)?([~A-HPQRS])")
_SIZE: Final = re.compile(r"\x1b\[48;(\d{1,5});(\d{1,5});(\d{1,6});(\d{1,6})t")
MAX_SIDE: Final = 20_000
"""No window has more columns, rows or pixels on a side."""
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
    """Textual's parser of input, which gets whole sequences that it knows, and no Escape in a paste."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasted = PasteFilter()
        self._input = TerminalInput()

    def feed(self, data: str) -> Iterable[Message]:
        if not data:  # The end of the input.
            yield from super().feed(data)
            return
        yield from self._pass_on(self._input.feed(self._pasted.through(data)))

    def tick(self) -> Iterable[Message]:
        yield from self._pass_on(self._input.timeout())

    def _pass_on(self, units: Iterable[str]) -> Iterable[Message]:
        for unit in units:
            if unit == ESCAPE:
                yield events.Key("escape", ESCAPE)
            elif unit.startswith(ESCAPE):
                if known := self._known(unit):
                    yield from super().feed(known)
            else:
                yield from super().feed(unit.replace("\N{NO-BREAK SPACE}", " "))

    def _known(self, sequence: str) -> str:
        """A sequence as Textual can read it; "" if it cannot, which would type it or end the program."""
        sequence = plain_key(sequence)
        if sequence in SPECIAL_SEQUENCES or not sequence.startswith(ESCAPE):
            return sequence
        if len(sequence) > MAX_LENGTH:
            return ""
        if _ANSWER.fullmatch(sequence):
            return sequence
        if size := _SIZE.fullmatch(sequence):
            return sequence if all(0 < int(side) <= MAX_SIDE for side in size.groups()) else ""
        if (key := _FUNCTION_KEY.fullmatch(sequence)) and sequence not in ANSI_SEQUENCES_KEYS:
            return sequence if f"{key[1] or 1}{key[2]}" in FUNCTIONAL_KEYS else ""
        try:
            known = bool(list(self._sequence_to_key_events(sequence)))
        except (ValueError, OverflowError):
            return ""
        return sequence if known else ""


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

    def __init__(self) -> None:
        super().__init__()
        self.no_color = bool(os.environ.get("NO_COLOR"))
        self._filters = [one for one in self._filters if not isinstance(one, Monochrome | NoColor)]
        self._filters.append(SteadyWidths())
        if self.no_color:
            self._filters.append(NoColor())
        if not (sys.__stdout__ and (sys.__stdout__.encoding or "").lower().startswith("utf")):
            self.draw_with_ascii()

    def draw_with_ascii(self) -> None:
        """Draw lines, blocks and arrows with ASCII from now on."""
        self._filters.append(AsciiDrawing())

    @property
    def draws_with_ascii(self) -> bool:
        return any(isinstance(one, AsciiDrawing) for one in self._filters)

    def get_driver_class(self) -> type[Driver]:
        accept_any_encoding()
        return with_paste_safe_parser(super().get_driver_class())

    def panic(self, *renderables: RenderableType) -> None:
        """End the app and say only what to print."""
        self._handle_exception(RuntimeError())

    def _handle_exception(self, error: Exception) -> None:
        self.fault = self.fault or error
        self._return_code = 1
        if self._exception is None:  # The first exception is raised in the test that drives the app.
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def keep_terminal_colours(app: App[Any], keep: bool) -> None:
    """Send the terminal's own colours as such, or as the colours that Textual takes them for."""
    for one in app._filters:
        if isinstance(one, ANSIToTruecolor):
            one.enabled = not keep


def is_writer_thread(thread: threading.Thread | None) -> TypeGuard[WriterThread]:
    """Return whether a thread is the one that writes to the terminal."""
    return isinstance(thread, WriterThread)


def drain_writer_thread(thread: WriterThread) -> None:
    """Discard what a writing thread that died did not write; return when Textual has ended its output."""
    while thread._queue.get() is not None:
        pass
