"""The second timer skips no second, even if timers fire early or drawing takes long."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.screen import Screen

from reciring.clock import ManualClock
from reciring.console.view_state import ViewState
from reciring.console.widgets.second_timer import SecondTimer
from reciring.live.controller import Controller
from reciring.locale import translator
from reciring.ring.schedule import countdown
from reciring.store.settings import Settings
from tests.support.console_driver import START, console_on, rehearsal_session

EARLY = 0.0005
"""Seconds by which Textual's timers fire too early."""
IN_THE_ROUND = 2000


class Timers:
    """A screen with timers only; ``waits`` has the delays of those that were set."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    @property
    def wait(self) -> float:
        return self.waits[-1]

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timers:
        self.waits.append(delay)
        return self

    def stop(self) -> None:
        pass


class Watch:
    """Draws the digits, which takes ``takes`` seconds; ``seen`` has the digits drawn so far."""

    def __init__(self) -> None:
        self.clock = ManualClock(START + dt.timedelta(seconds=IN_THE_ROUND))
        self.controller = Controller(rehearsal_session(IN_THE_ROUND, "en"), self.clock)
        self.timers, self.takes = Timers(), 0.0
        self.seen = [self.left]
        view = ViewState(self.controller, translator("en"), Settings())
        self.ticking = SecondTimer(cast("Screen[None]", self.timers), view, self.draw)

    @property
    def left(self) -> int:
        count = countdown(self.controller.session, self.controller.now)
        assert count
        return math.ceil(count.remaining)

    def draw(self) -> None:
        if self.left != self.seen[-1]:
            self.seen.append(self.left)
        self.clock.advance(self.takes)


def test_second_that_ends_while_drawing_is_followed_by_the_next_at_once() -> None:
    watch = Watch()
    count = countdown(watch.controller.session, watch.controller.now)
    assert count
    watch.clock.advance(count.remaining - math.floor(count.remaining) - EARLY)
    watch.takes = 0.01
    watch.ticking.tick()
    assert watch.timers.wait < 0.01


@given(st.lists(st.tuples(st.floats(0, 0.4), st.floats(0, 0.5)), min_size=1, max_size=60))
def test_every_second_is_drawn(delays: list[tuple[float, float]]) -> None:
    """The system may add to each delay, and drawing may take long, together less than a second."""
    watch = Watch()
    watch.ticking.start()
    for added, watch.takes in delays:
        watch.clock.advance(max(0.0, watch.timers.wait - EARLY) + added)
        watch.ticking.tick()
    assert watch.seen == list(range(watch.seen[0], watch.seen[-1] - 1, -1))


@given(st.floats(0.0001, 0.9))
def test_a_tick_on_time_shows_the_next_second(fraction: float) -> None:
    watch = Watch()
    watch.clock.advance(fraction)
    before = watch.left
    watch.ticking.start()
    watch.clock.advance(watch.timers.wait - EARLY)
    watch.ticking.tick()
    assert watch.seen[-1] == before - 1
    assert 0.9 < watch.timers.wait < 1.1


async def test_resuming_sets_the_timer_for_the_new_countdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console_on(tmp_path, rehearsal_session(IN_THE_ROUND, "en"), seconds=IN_THE_ROUND + 0.25) as driver:
        await driver.press("space")
        driver.clock.advance(0.5)
        monkeypatch.setattr(driver.screen.ticking, "_screen", timers := Timers())
        await driver.press("space")
        count = countdown(driver.session, driver.clock.now())
        assert count
        assert timers.wait == pytest.approx(count.remaining - math.ceil(count.remaining) + 1, abs=0.002)


async def test_second_that_ends_while_an_entry_is_drawn_is_not_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console_on(tmp_path, rehearsal_session(IN_THE_ROUND, "en"), seconds=IN_THE_ROUND) as driver:
        count = countdown(driver.session, driver.clock.now())
        assert count
        driver.clock.advance(count.remaining - math.ceil(count.remaining) + 1 - 0.005)
        monkeypatch.setattr(driver.screen.ticking, "_screen", timers := Timers())
        drawn = driver.screen.offers.draw

        def slowly(now: dt.datetime) -> None:
            drawn(now)
            driver.clock.advance(0.02)

        monkeypatch.setattr(driver.screen.offers, "draw", slowly)
        await driver.enter("bo")
        assert timers.waits[0] < 0.01
