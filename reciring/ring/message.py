"""A sentence for a person, kept apart from its language.

The ring decides *what* is said; the edges (console, command line) know the language and translate.
"""

from __future__ import annotations

import datetime as dt

import msgspec


class Message(msgspec.Struct, frozen=True):
    """An English sentence with named gaps, ``{who}``, and what fills them.

    ``args`` holds (name, value) pairs; a value is text, a number, a date or time (written as the language
    writes it), or another Message (translated in its turn).
    """

    text: str
    args: tuple[tuple[str, str | int | dt.date | dt.time | Message], ...] = ()

    def __str__(self) -> str:
        """The English sentence: for logs, tests and developers."""
        return self.text.format(**{name: str(value) for name, value in self.args})


def say(text: str, **args: str | int | dt.date | dt.time | Message) -> Message:
    """Make a Message; ``say`` is also the word by which the catalogue's extractor finds the text."""
    return Message(text, tuple(args.items()))


def N_(text: str) -> str:
    """Mark a text for the catalogue without translating it here."""
    return text


class Refused(Exception):
    """Raised by a rule, returned by ``update``: nothing changed, and ``reason`` says why and what to do."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def refuse(text: str, **args: str | int | Message) -> Refused:
    return Refused(say(text, **args))
