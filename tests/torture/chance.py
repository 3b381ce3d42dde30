"""Random rings; the same seed gives the same ring, so that a failure can be repeated."""

from __future__ import annotations

import datetime as dt
from random import Random

from reciring.ring.history import History
from reciring.ring.message import Refused
from reciring.ring.session import Session
from reciring.ring.update import update
from tests.support.command_strategies import LINES, SECONDS, TEXTS, TYPES, CommandDraw
from tests.torture.rings import NOON, begun, typed


def move(random: Random, *, typed: bool) -> CommandDraw:
    """Return anything that a facilitator may do."""
    return CommandDraw(
        random.choice(LINES if typed else TYPES),
        random.randrange(13),
        random.randrange(13),
        random.randrange(13),
        random.choice(SECONDS),
        random.choice(TEXTS),
        random.random() < 0.5,
    )


def by_chance(random: Random, moves: int) -> Session:
    """Return a session after this many ``moves``, lines and commands mixed; the clock sometimes runs back."""
    history = History(begun(random.randrange(0, 9)))
    at = NOON
    for _ in range(moves):
        at += dt.timedelta(seconds=random.choice((0, 0.25, 1, 7.5, 33, 90, 400, -45)))
        chosen = move(random, typed=random.random() < 0.5)
        if isinstance(chosen.what, str):
            after = typed(history.session, chosen.line_text(history.session), at)
        else:
            found = update(history.session, chosen.command(history.session, at))
            after = history.session if isinstance(found, Refused) else found
        history = history.record(after, "")
    return history.session
