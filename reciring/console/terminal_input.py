"""What a terminal sends, divided into text, the Escape key and whole sequences, however it is cut into pieces.

A sequence is recognised by its form (ECMA-48), also if nobody knows what it means, so that no part of it is typed. Keys
in kitty's protocol are written in the simpler way that Textual reads.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Final

ESCAPE: Final = "\x1b"
START: Final = "\x1b[200~"
END: Final = "\x1b[201~"
ESCAPE_DELAY: Final = 0.1
"""Seconds after which an Escape is a key, and not the beginning of a sequence."""
REST_DELAY: Final = 1.0
"""Seconds in which the rest of a sequence must come. Later it is dropped."""
MAX_LENGTH: Final = 64
"""No key, mouse report or answer that means something is longer."""

_SEQUENCE: Final = re.compile(
    "\x1b(?:"
    r"\[M.{3}|\[\[[ -~]|\[(?![M\[])[ -?]*[@-~]"  # mouse reports of X10, keys of the Linux console, all others
    r"|O[0-9;]*[ -~]"  # keys in application mode
    "|[\\]PX^_][^\x07\x18\x1a\x1b\x9c]*(?:[\x07\x18\x1a\x9c]|\x1b\\\\)"  # texts: answers about colours, names, versions
    ")",
    re.DOTALL,
)
_STRING_CUT: Final = re.compile("\x1b[\\]PX^_][^\x07\x18\x1a\x1b\x9c]*(?=\x1b[^\\\\])")
"""A text that another sequence breaks off."""
_BEGINNING: Final = re.compile(
    "\x1b(?:"
    r"\[M.{0,2}|\[\[?|\[[ -?]*"
    r"|O[0-9;]*"
    "|[\\]PX^_][^\x07\x18\x1a\x1b\x9c]*\x1b?"
    ")?",
    re.DOTALL,
)
_LATE_REST: Final = re.compile(r"(?:\[[ -?]*[@-~]|O[0-9;]*[ -~])(?s:(?<=\[M).{3})?")
"""The rest of a sequence whose Escape came so long ago that it was a key."""
_C1: Final = re.compile("[\x80-\x9f]")
"""Control characters of eight bits: some begin a sequence, as an Escape and a character do."""
_C1_STARTS: Final = "[]PX^_O\\"
_KITTY: Final = re.compile(
    r"\x1b\[(?P<code>\d{0,7})(?::(?P<shifted>\d{0,7})[:\d]*)?"
    r"(?:;(?P<mods>\d{0,3})(?::(?P<event>\d*))?(?:;(?P<text>[\d:]*))?)?(?P<end>[u~A-HPQRS])"
)
_KEY_FORM: Final = re.compile(r"\x1b\[[\d:;]*[u~A-HPQRS]")
_ALT: Final = 0b10
_CONTROL_KEYS: Final = 0b111100
"""Ctrl, Super, Hyper and Meta: with one of them a key is a command."""
_RELEASED: Final = "3"
_KEYPAD: Final = {str(57399 + n): str(n) for n in range(10)} | dict(
    zip(map(str, range(57409, 57417)), [".", "/", "*", "-", "+", "\r", "=", ","], strict=True)
)
_KEYPAD_KEYS: Final = dict(
    zip(
        map(str, range(57417, 57427)),
        [f"\x1b[{end}" for end in ("D", "C", "A", "B", "5~", "6~", "H", "F", "2~", "3~")],
        strict=True,
    )
)


class TerminalInput:
    """Gives whole units: ``ESCAPE`` alone is the key, a unit that begins with it a sequence, all else text."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held = ""
        """The beginning of a sequence whose rest did not come yet."""
        self._since = 0.0
        """When something came last."""
        self._pasting = False
        self._late = False
        """Whether the last thing was an Escape that waited in vain for the rest of a sequence."""

    def feed(self, data: str) -> Iterator[str]:
        """Yield the units in what was held back and ``data``."""
        late, self._late, self._since = self._late, False, self._clock()
        if late and len(data) > 2 and (rest := _LATE_REST.match(data)):
            data = data[rest.end() :]
        data, self._held = self._held + data, ""
        while data:
            if self._pasting:
                unit, data = self._paste(data)
            else:
                unit, data = self._next(data)
            if unit:
                yield unit

    def timeout(self) -> Iterator[str]:
        """Yield what was held back, if its rest did not come in time."""
        waited = self._clock() - self._since
        if self._held and waited >= (ESCAPE_DELAY if len(self._held) <= 2 else REST_DELAY):
            held, self._held = self._held, ""
            if len(held) <= 2:
                self._late = len(held) == 1
                yield ESCAPE
                if held[1:]:
                    yield held[1:]

    def _paste(self, data: str) -> tuple[str, str]:
        text, end, rest = data.partition(END)
        if text and end:
            return text, end + rest
        self._pasting = not end
        return (end or text), rest

    def _next(self, data: str) -> tuple[str, str]:
        """The first unit, and what comes after it."""
        text, escape, rest = data.partition(ESCAPE)
        if control := _C1.search(text):
            letter = chr(ord(control[0]) - 0x40)
            rest = f"{ESCAPE}{letter}" * (letter in _C1_STARTS) + text[control.end() :] + escape + rest
            return text[: control.start()], rest
        if text:
            return text, escape + rest
        if match := _SEQUENCE.match(data):
            self._pasting = match[0] == START
            return match[0], data[match.end() :]
        if match := _STRING_CUT.match(data):
            return "", data[match.end() :]
        if (match := _BEGINNING.fullmatch(data)) and len(data) < 100_000:
            self._held = data
            return "", ""
        if len(data) > 1 and data[1] in "[]PX^_O" and not _BEGINNING.fullmatch(data):
            # A sequence with a character that cannot be in one: what came before it is dropped.
            match = _BEGINNING.match(data)
            cut = match.end() if match else 1
            return ("", data[cut:]) if cut > 2 else (ESCAPE, data[1:])
        return ESCAPE, data[1:]


def plain_key(sequence: str) -> str:
    """A key of kitty's protocol as Textual reads it: text as text, without event types; "" for a key that is released.

    Other sequences are returned as they are. What cannot be a key is "".
    """
    match = _KITTY.fullmatch(sequence)
    if match is None:
        return "" if _KEY_FORM.fullmatch(sequence) else sequence
    if match["event"] == _RELEASED:
        return ""
    code, end = match["code"], match["end"]
    modifiers = int(match["mods"] or 1) - 1
    if end == "u" and match["text"] and not modifiers & _CONTROL_KEYS:  # With Alt a Mac types letters.
        codes = [int(part[:8]) for part in match["text"].split(":") if part]
        return "".join(chr(one) for one in codes if _is_letter(one))
    if end == "u" and not modifiers & (_CONTROL_KEYS | _ALT):
        if code in _KEYPAD:
            return _KEYPAD[code]
        if code in _KEYPAD_KEYS:
            return _KEYPAD_KEYS[code]
        if code and _is_letter(int(code)):
            letter, shifted = chr(int(code)), int(match["shifted"] or 0)
            return (chr(shifted) if _is_letter(shifted) else letter.upper()) if modifiers & 1 else letter
    if end == "u" and not (code and int(code) <= 0x10FFFF and not 0xD800 <= int(code) < 0xE000):
        return ""
    if not 0 <= modifiers <= 255:
        return ""
    return f"\x1b[{code}{f';{modifiers + 1}' if modifiers or match['mods'] else ''}{end}"


def _is_letter(code: int) -> bool:
    """Whether a code is that of a character: no control, no surrogate, and no key of kitty's own."""
    return 0x20 <= code < 0x7F or 0xA0 <= code < 0xD800 or 0xF900 <= code <= 0x10FFFF
