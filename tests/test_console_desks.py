"""What fuzzing found at the console's line, each a key that would have ended a ring."""

from __future__ import annotations

import datetime as dt

from reciring.clock import HandClock
from reciring.console.answer import Outcome
from reciring.console.live import Live
from reciring.ring.commands import Undo
from tests.torture.rings import NOON, begun


def desk() -> Live:
    return Live(begun(), HandClock(NOON + dt.timedelta(seconds=30)))


def enter(live: Live, line: str) -> None:
    live.type(line)
    assert live.enter().outcome is Outcome.DONE


def test_enter_on_the_empty_line_in_a_pause() -> None:
    live = desk()
    enter(live, "/pause")
    assert live.enter().outcome is not Outcome.REFUSED
    assert live.base.pause is not None


def test_what_is_being_mended_may_be_taken_back_meanwhile() -> None:
    live = desk()
    enter(live, "bo stuurt de slides")
    assert live.older()
    live.type("bo stuurt de slides morgen")
    live.do(Undo(at=live.now))
    assert live.mending is None
    assert not live.base.offers
    live.enter()
    assert live.older() and live.text == "bo stuurt de slides morgen"
