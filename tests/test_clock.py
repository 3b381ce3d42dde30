"""Clocks. No test waits for real time."""

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


class FakeComputer:
    """A computer whose time of day and counter are set by the test, both in nanoseconds."""

    def __init__(self) -> None:
        self.wall = int(START.timestamp()) * SECOND
        self.counter = 987_654_321

    def clock(self) -> SystemClock:
        return SystemClock(lambda: self.wall, lambda: self.counter)

    def pass_time(self, seconds: float) -> None:
        self.wall += round(seconds * SECOND)
        self.counter += round(seconds * SECOND)


def test_a_system_clock_starts_at_the_time_of_day() -> None:
    assert FakeComputer().clock().now() == START


def test_now_is_in_utc_and_counts_microseconds() -> None:
    computer = FakeComputer()
    clock = computer.clock()
    computer.counter += 1_500
    assert clock.now() == START + dt.timedelta(microseconds=1)
    assert clock.now().tzinfo is dt.UTC


@pytest.mark.parametrize("hours", [1, -1, 24 * 365, -24 * 365])
def test_setting_the_computer_clock_does_not_change_the_clock(hours: int) -> None:
    computer = FakeComputer()
    clock = computer.clock()
    computer.pass_time(60)
    computer.wall += hours * 3600 * SECOND
    computer.pass_time(60)
    assert clock.now() - START == dt.timedelta(minutes=2)


def test_the_clock_counts_sleep() -> None:
    computer = FakeComputer()
    clock = computer.clock()
    computer.pass_time(600)
    assert clock.now() - START == dt.timedelta(minutes=10)


@given(st.lists(st.integers(-(10**13), 10**13), max_size=30))
def test_the_clock_never_goes_back(steps: list[int]) -> None:
    computer = FakeComputer()
    clock = computer.clock()
    seen = [clock.now()]
    for step in steps:
        computer.counter += step
        seen.append(clock.now())
    assert seen == sorted(seen)


def test_a_clock_of_this_computer_gives_the_present_time() -> None:
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first <= second
    assert abs(second - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a separate clock that counts suspend")
def test_linux_uses_the_clock_that_counts_suspend(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def answer(clock: int) -> int:
        asked.append(clock)
        return 0

    monkeypatch.setattr(time, "clock_gettime_ns", answer)
    SystemClock(lambda: 0).now()
    assert set(asked) == {getattr(time, "CLOCK_BOOTTIME", None)}


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="Windows has one counter")
def test_a_system_without_that_clock_uses_monotonic_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(clock: int) -> int:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(time, "clock_gettime_ns", refuse)
    monkeypatch.setattr(time, "monotonic_ns", lambda: 5 * SECOND)
    assert SystemClock(lambda: int(START.timestamp()) * SECOND).now() == START


def test_a_manual_clock_stands_still_until_it_is_moved() -> None:
    clock = ManualClock(START)
    assert clock.now() == clock.now() == START
    clock.advance(90.5)
    assert clock.now() == START + dt.timedelta(seconds=90.5)
    clock.advance(-30)
    assert clock.now() == START + dt.timedelta(seconds=60.5)
    clock.set(START.astimezone(dt.timezone(dt.timedelta(hours=1))))
    assert clock.now() == START
    assert clock.now().tzinfo is dt.UTC


def test_a_manual_clock_refuses_a_time_without_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ManualClock(dt.datetime(2026, 11, 24))


def test_a_fast_clock_starts_now_and_runs_faster() -> None:
    hand = ManualClock(START)
    clock: Clock = FastClock(hand, 12)
    assert clock.now() == START
    hand.advance(300)
    assert clock.now() == START + dt.timedelta(hours=1)


@pytest.mark.parametrize("speed", [0, -1, math.inf, -math.inf, math.nan])
def test_a_fast_clock_refuses_an_impossible_speed(speed: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        FastClock(ManualClock(START), speed)


def test_a_clock_that_follows_another_shows_the_same_time_after_the_wall_clock_was_set() -> None:
    seconds = 1_000_000_000
    counter = Counter()
    first = SystemClock(wall=lambda: 1_800_000_000 * seconds, counter=counter)
    second = SystemClock(wall=lambda: (1_800_000_000 + 90) * seconds, counter=counter)
    assert second.now() - first.now() == dt.timedelta(seconds=90)
    second.follow(first.reference)
    counter.value += 5 * seconds
    assert second.now() == first.now()


def test_a_clock_catches_up_with_a_later_time_and_goes_on_from_there() -> None:
    counter = Counter()
    clock = SystemClock(wall=lambda: 1_800_000_000_000_000_000, counter=counter)
    now = clock.now()
    assert clock.catch_up(now - dt.timedelta(seconds=1)) == dt.timedelta()
    assert clock.now() == now
    later = now + dt.timedelta(hours=1, microseconds=7)
    assert clock.catch_up(later) == later - now
    assert clock.now() == later
    counter.value += 1_000_000_000
    assert clock.now() == later + dt.timedelta(seconds=1)


class Counter:
    """A counter of nanoseconds that a test moves."""

    def __init__(self) -> None:
        self.value = 5_000_000_000

    def __call__(self) -> int:
        return self.value
