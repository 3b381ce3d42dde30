"""What fuzzing found at the console's line, each a key that would have ended a ring."""

from __future__ import annotations

import datetime as dt

from reciring.clock import ManualClock
from reciring.live.answer import Outcome
from reciring.live.controller import Controller
from reciring.ring.command_types import Undo
from tests.torture.rings import NOON, begun


def view() -> Controller:
    return Controller(begun(), ManualClock(NOON + dt.timedelta(seconds=30)))


def enter(controller: Controller, line: str) -> None:
    controller.type(line)
    assert controller.enter().outcome is Outcome.DONE


def test_enter_on_the_empty_line_keeps_the_pause() -> None:
    controller = view()
    enter(controller, "/pause")
    assert controller.enter().outcome is not Outcome.REFUSED
    assert controller.base.pause is not None


def test_undoing_the_entry_that_is_edited_ends_the_editing() -> None:
    controller = view()
    enter(controller, "bo stuurt de slides")
    assert controller.previous_entry()
    controller.type("bo stuurt de slides morgen")
    controller.do(Undo(at=controller.now))
    assert controller.editing is None
    assert not controller.base.offers
    controller.enter()
    assert controller.previous_entry() and controller.text == "bo stuurt de slides morgen"
