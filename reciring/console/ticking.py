"""The seconds: a tick when the digits change, reckoned anew each time, so that nothing drifts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from textual.timer import Timer

from reciring.console.bell import Bell
from reciring.ring.timing import countdown

if TYPE_CHECKING:
    from reciring.console.ring_screen import RingScreen

SHORTEST = 0.01


class Ticking:
    """Calls the screen at every whole second of the countdown."""

    def __init__(self, screen: RingScreen) -> None:
        self.screen = screen
        self.bell = Bell(screen.desk.settings.bell)
        self._timer: Timer | None = None

    def start(self) -> None:
        self._plan()

    def _plan(self) -> None:
        self._timer = self.screen.set_timer(self.wait(), self.tick)

    def wait(self) -> float:
        """Seconds until the digits change, or the clock does if none count down."""
        live = self.screen.live
        now = live.now
        count = countdown(live.session, now)
        if count and not count.paused:
            seconds = count.left - (math.ceil(count.left) - 1)
        else:
            seconds = 1 - now.microsecond / 1_000_000
        return max(SHORTEST, seconds / self.screen.desk.speed)

    def tick(self) -> None:
        """The second is there."""
        live = self.screen.live
        if self.bell.rings(live.session, live.now):
            self.screen.app.bell()
        self.screen.second()
        self._plan()
