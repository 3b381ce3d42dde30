"""The answer to an Enter, a key or a click."""

from __future__ import annotations

from enum import Enum, auto

import msgspec

from reciring.ring.command_types import ScreenCommand
from reciring.ring.message import Message


class Outcome(Enum):
    """What came of it."""

    DONE = auto()
    """It was done; the line is free again."""
    ASK = auto()
    """It may not be what was meant: a second Enter does it."""
    MARKED = auto()
    """It was kept as it was typed, and marked: something in it is unclear."""
    CONFIRM = auto()
    """It is done if the same key is pressed once more."""
    REFUSED = auto()
    """It cannot be done; what was typed stays."""
    SHOW = auto()
    """Nothing happens to the session: the screen shows something."""


class Answer(msgspec.Struct, frozen=True):
    """An outcome, what to say about it, and the command of the screen to run (for SHOW)."""

    outcome: Outcome
    said: Message | None = None
    show: ScreenCommand | None = None


DONE = Answer(Outcome.DONE)


def refused(reason: Message) -> Answer:
    """Return the answer that says why something cannot be done."""
    return Answer(Outcome.REFUSED, reason)
