"""A timer that fires when the shown seconds change. It is set again from the clock each time, so it does not drift."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

from textual.screen import Screen
from textual.timer import Timer

from reciring.console.view_state import ViewState
from reciring.ring.schedule import countdown

LATE = 0.001
"""Seconds to wait longer: Textual's timers can fire half a millisecond early, when the old digits still hold."""
SHORTEST = 0.002
"""The shortest timer, in seconds."""


class SecondTimer:
    """Calls ``second`` when the digits of the countdown change; without a countdown, those of the time of day."""

    def __init__(self, screen: Screen[None], view: ViewState, second: Callable[[], None]) -> None:
        self._screen, self._view, self._second = screen, view, second
        self._timer: Timer | None = None

    def start(self) -> None:
        """Wait for the first change."""
        self._wait_until(self._next_change())

    def tick(self) -> None:
        """Call ``second``, then wait for the next change."""
        self.draw(self._second)

    def draw(self, drawing: Callable[[], None]) -> None:
        """Call ``drawing``, then wait for the next change. Used when the countdown may have become another one."""
        # Calculated before drawing: if drawing takes longer than a second, the next one is late but not skipped.
        change = self._next_change()
        drawing()
        self._wait_until(change)

    def _next_change(self) -> dt.datetime:
        """When the digits of now are replaced."""
        controller = self._view.controller
        now = controller.now
        count = countdown(controller.session, now)
        if count and not count.paused:
            seconds = count.remaining - (math.ceil(count.remaining) - 1)
        else:
            seconds = 1 - now.microsecond / 1_000_000
        return now + dt.timedelta(seconds=seconds)

    def _wait_until(self, change: dt.datetime) -> None:
        if self._timer:
            self._timer.stop()
        wait = (change - self._view.controller.now).total_seconds() / self._view.speed
        self._timer = self._screen.set_timer(max(SHORTEST, wait + LATE), self.tick)
