"""The seconds: a tick when the digits change, reckoned anew each time, so that nothing drifts."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

from textual.screen import Screen
from textual.timer import Timer

from reciring.console.view_state import ViewState
from reciring.ring.schedule import countdown

EARLY = 0.001
"""Textual's timers come up to half a millisecond early, when the digits are still the old ones."""
SHORTEST = 0.002


class SecondTimer:
    """Calls ``second`` whenever the digits of the countdown change, or the clock's if none count down."""

    def __init__(self, screen: Screen[None], view: ViewState, second: Callable[[], None]) -> None:
        self._screen, self._desk, self._second = screen, view, second
        self._timer: Timer | None = None

    def start(self) -> None:
        """Wait for the first change."""
        self._wait_for(self._change())

    def tick(self) -> None:
        """The second is there."""
        self.draw(self._second)

    def draw(self, drawing: Callable[[], None]) -> None:
        """Draw what counts down, and wait for its next change: a second, or another count."""
        # Reckoned before anything is drawn: should the next second come meanwhile it is late, and not left out.
        change = self._change()
        drawing()
        self._wait_for(change)

    def _change(self) -> dt.datetime:
        """When the digits that are due now give way to the next."""
        controller = self._desk.controller
        now = controller.now
        count = countdown(controller.session, now)
        if count and not count.paused:
            seconds = count.remaining - (math.ceil(count.remaining) - 1)
        else:
            seconds = 1 - now.microsecond / 1_000_000
        return now + dt.timedelta(seconds=seconds)

    def _wait_for(self, change: dt.datetime) -> None:
        if self._timer:
            self._timer.stop()
        wait = (change - self._desk.controller.now).total_seconds() / self._desk.speed
        self._timer = self._screen.set_timer(max(SHORTEST, wait + EARLY), self.tick)
