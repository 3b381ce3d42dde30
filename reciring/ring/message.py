"""Messages to users, independent of their language.

The ring chooses the message. The console and the command line know the language and translate it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

import msgspec

from reciring.ring.text import clean


def fill_in(text: str, values: Mapping[str, str | float]) -> str:
    """Fill in the placeholders of a text. No value can bring a control character, or an escape sequence, into it.

    A value that ends a sentence itself, such as a question, gets no second full stop.
    """
    cleaned = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
    return re.sub(r"(?<=[^.][.?!])\.(?=\s|$)", "", text.format(**cleaned))


class Message(msgspec.Struct, frozen=True):
    """An English text with named placeholders, such as ``{who}``, and their values.

    ``args`` holds (name, value) pairs. A value is text, a number, a date or time (formatted for the language), or
    another Message (translated as well).
    """

    text: str
    args: tuple[tuple[str, str | int | dt.date | dt.time | Message], ...] = ()

    def __str__(self) -> str:
        """The English text: for logs, tests and developers."""
        return fill_in(self.text, {name: str(value) for name, value in self.args})


def say(text: str, **args: str | int | dt.date | dt.time | Message) -> Message:
    """Create a Message. The extractor of the catalogue finds texts by the name of this function."""
    return Message(text, tuple(args.items()))


def literal(text: str) -> Message:
    """Return text that is the same in every language as a message."""
    return Message("{text}", (("text", text),))


def N_(text: str) -> str:
    """Mark a text for the catalogue without translating it here."""
    return text


class MessageError(Exception):
    """An exception with a message for the user."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Refused(Exception):
    """A command that is not allowed: nothing changed. ``reason`` says why, and what to do.

    Rules raise it; ``update`` returns it.
    """

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def refuse(text: str, **args: str | int | Message) -> Refused:
    """Create a Refused from a text; the extractor of the catalogue knows this name too."""
    return Refused(say(text, **args))
