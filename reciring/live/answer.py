"""What comes of an Enter, a key or a click."""

from __future__ import annotations

from enum import Enum, auto

import msgspec

from reciring.ring.commands import ScreenCommand
from reciring.ring.message import Message


class Outcome(Enum):
    DONE = auto()
    """It happened; the line is free again."""
    ASK = auto()
    """Something is unclear: a second Enter keeps the line all the same."""
    REFUSED = auto()
    """It cannot be, and the reason is said; what was typed stays."""
    SHOW = auto()
    """Nothing happens to the session: the screen is to show something."""


class Answer(msgspec.Struct, frozen=True):
    """``reflection_views`` is for the preview; ``open_file`` what the screen is to do."""

    outcome: Outcome
    said: Message | None = None
    show: ScreenCommand | None = None


DONE = Answer(Outcome.DONE)


def refused(reason: Message) -> Answer:
    return Answer(Outcome.REFUSED, reason)
