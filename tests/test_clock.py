"""The clock: forward only, whatever happens to the computer's time; nothing here waits for real time."""

from __future__ import annotations

import datetime as dt
import math
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.clock import Clock, FastClock, ManualClock, SystemClock

SECOND = 1_000_000_000
START = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)


class Machine:
    """A computer whose time of day and counter are turned by hand, both in nanoseconds."""

    def __init__(self) -> None:
        self.wall = int(START.timestamp()) * SECOND
        self.counter = 987_654_321

    def clock(self) -> SystemClock:
        return SystemClock(lambda: self.wall, lambda: self.counter)

    def live(self, seconds: float) -> None:
        self.wall += round(seconds * SECOND)
        self.counter += round(seconds * SECOND)


def test_begins_at_the_time_of_day() -> None:
    assert Machine().clock().now() == START


def test_is_aware_utc_and_counts_microseconds() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.counter += 1_500
    assert clock.now() == START + dt.timedelta(microseconds=1)
    assert clock.now().tzinfo is dt.UTC


@pytest.mark.parametrize("hours", [1, -1, 24 * 365, -24 * 365])
def test_setting_the_time_of_day_moves_no_countdown(hours: int) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.live(60)
    machine.wall += hours * 3600 * SECOND
    machine.live(60)
    assert clock.now() - START == dt.timedelta(minutes=2)


def test_ten_minutes_of_sleep_count() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.live(600)
    assert clock.now() - START == dt.timedelta(minutes=10)


@given(st.lists(st.integers(-(10**13), 10**13), max_size=30))
def test_never_runs_backwards_even_if_the_counter_does(steps: list[int]) -> None:
    machine = Machine()
    clock = machine.clock()
    seen = [clock.now()]
    for step in steps:
        machine.counter += step
        seen.append(clock.now())
    assert seen == sorted(seen)


def test_this_computer_has_a_counter_and_it_is_about_now() -> None:
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first <= second
    assert abs(second - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps apart a clock that counts suspend")
def test_linux_is_asked_for_the_clock_that_counts_suspend(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def answer(clock: int) -> int:
        asked.append(clock)
        return 0

    monkeypatch.setattr(time, "clock_gettime_ns", answer)
    SystemClock(lambda: 0).now()
    assert set(asked) == {getattr(time, "CLOCK_BOOTTIME", None)}


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="Windows has one counter")
def test_a_system_that_refuses_that_clock_still_has_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(clock: int) -> int:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(time, "clock_gettime_ns", refuse)
    monkeypatch.setattr(time, "monotonic_ns", lambda: 5 * SECOND)
    assert SystemClock(lambda: int(START.timestamp()) * SECOND).now() == START


def test_hand_clock_stands_still_and_moves_both_ways() -> None:
    clock = ManualClock(START)
    assert clock.now() == clock.now() == START
    clock.advance(90.5)
    assert clock.now() == START + dt.timedelta(seconds=90.5)
    clock.advance(-30)
    assert clock.now() == START + dt.timedelta(seconds=60.5)
    clock.set(START.astimezone(dt.timezone(dt.timedelta(hours=1))))
    assert clock.now() == START
    assert clock.now().tzinfo is dt.UTC


def test_hand_clock_refuses_an_instant_of_nowhere() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ManualClock(dt.datetime(2026, 11, 24))


def test_fast_clock_starts_now_and_runs_ahead() -> None:
    hand = ManualClock(START)
    clock: Clock = FastClock(hand, 12)
    assert clock.now() == START
    hand.advance(300)
    assert clock.now() == START + dt.timedelta(hours=1)


@pytest.mark.parametrize("speed", [0, -1, math.inf, -math.inf, math.nan])
def test_fast_clock_refuses_a_speed_that_is_none(speed: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        FastClock(ManualClock(START), speed)
