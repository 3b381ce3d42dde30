"""What is entered goes to the disk first and is drawn then; a disk in trouble is not waited for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from reciring.clock import ManualClock
from reciring.live.controller import MAX_SAVE_WAIT, Controller
from reciring.ring.message import Message, say
from reciring.ring.session import Session
from reciring.store.autosave import SaveState

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


class Noted:
    """A saver that saves nothing, and notes what is asked of it."""

    def __init__(self) -> None:
        self.asked: list[str | float] = []
        self.why: Message | None = None

    @property
    def state(self) -> SaveState:
        return SaveState(path=Path("ring.toml"), error=self.why)

    def submit(self, session: Session) -> int:
        self.asked.append("submit")
        return 1

    def flush(self, timeout: float) -> bool:
        self.asked.append(timeout)
        return False

    def close(self, timeout: float) -> bool:
        return True


def room() -> tuple[Controller, Noted]:
    """A participant in a ring, and what is asked of the saver from now on and shown."""
    saver = Noted()
    controller = Controller(Session(date=NOON.date()), ManualClock(NOON), saver)
    controller.listeners.append(lambda before, after: saver.asked.append("shown"))
    return controller, saver


def test_an_entered_line_is_shown_after_a_short_wait_for_the_save() -> None:
    controller, saver = room()
    controller.type("Anne Visser")
    assert saver.asked == []
    controller.enter()
    assert saver.asked == ["submit", MAX_SAVE_WAIT, "shown"]


def test_an_unsent_line_waits_for_no_save() -> None:
    controller, saver = room()
    controller.type("Anne Visser")
    controller.tick()
    assert saver.asked == ["submit"]


def test_a_failing_disk_is_not_waited_for() -> None:
    controller, saver = room()
    saver.why = say("the disk does not respond")
    controller.type("Anne Visser")
    controller.enter()
    assert saver.asked == ["submit", "shown"]
