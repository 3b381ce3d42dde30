"""Clocks: the present time in UTC. A system clock never jumps, and counts the time that the computer sleeps.

The countdown must not jump when someone sets the computer's clock, and must not stop while the lid is closed. So the
time of day is read once; after that a counter that nobody can set says how much time has passed. Which counter includes
sleep differs per system: see ``system_counter``.
"""

from __future__ import annotations

import datetime as dt
import math
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Clock(Protocol):
    """An object that knows the present time."""

    def now(self) -> dt.datetime:
        """The present time: aware, in UTC, in microseconds."""
        ...


class SystemClock:
    """The computer's time when this clock was made, plus the time that has passed since, including sleep.

    ``wall`` gives nanoseconds since 1970 and is called once. ``counter`` gives nanoseconds since any moment and is
    called for every ``now``. If it goes back, the clock stands still.
    """

    def __init__(self, wall: Callable[[], int] = time.time_ns, counter: Callable[[], int] | None = None) -> None:
        self._counter = counter or system_counter()
        self._start = wall() - self._counter()
        self._newest = 0

    def now(self) -> dt.datetime:
        self._newest = max(self._newest, self._start + self._counter())
        return _EPOCH + dt.timedelta(microseconds=self._newest // 1000)

    @property
    def reference(self) -> int:
        """What this clock shows when the counter is at zero, in nanoseconds since 1970.

        Clocks of other processes show the same time if they have the same reference, until the computer starts again.
        """
        return self._start

    def follow(self, reference: int) -> None:
        """Show the same time as the clock with this reference from now on."""
        self._start, self._newest = reference, 0

    def catch_up(self, time: dt.datetime) -> dt.timedelta:
        """Go on from ``time`` if it is later than now; return how much later it was."""
        ahead = max(dt.timedelta(), time - self.now())
        if ahead:
            self.follow(self._start + ahead // dt.timedelta(microseconds=1) * 1000)
        return ahead


class ManualClock:
    """A clock that stands still until a test moves it, forward or back."""

    def __init__(self, start: dt.datetime) -> None:
        self.set(start)

    def now(self) -> dt.datetime:
        return self._now

    def advance(self, seconds: float) -> None:
        """Move the clock forward; back if ``seconds`` is negative."""
        self._now += dt.timedelta(seconds=seconds)

    def set(self, time: dt.datetime) -> None:
        """Set the clock. Raises ValueError if ``time`` has no time zone."""
        if time.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        self._now = time.astimezone(dt.UTC)


class FastClock:
    """A clock that runs ``speed`` times as fast as ``clock`` from now on: a ring of an hour takes a few minutes.

    Raises ValueError unless ``speed`` is positive and finite.
    """

    def __init__(self, clock: Clock, speed: float) -> None:
        if not (math.isfinite(speed) and speed > 0):
            raise ValueError("a speed is a number above zero")
        self._clock, self.speed, self._start = clock, speed, clock.now()

    def now(self) -> dt.datetime:
        return self._start + (self._clock.now() - self._start) * self.speed


def boot_id() -> str:
    """What tells this start of the computer from others; "" on a system that does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def system_counter() -> Callable[[], int]:
    """This system's counter of nanoseconds that goes on during sleep and that nobody can set."""
    if sys.platform == "win32":
        import ctypes

        # GetTickCount64 includes sleep and hibernation by its documentation. Its steps are about 15 ms, which is fine
        # for a countdown. time.monotonic() has another source since Python 3.13, and promises nothing about sleep.
        milliseconds = ctypes.windll.kernel32.GetTickCount64
        milliseconds.restype = ctypes.c_uint64
        return lambda: int(milliseconds()) * 1_000_000
    elif sys.platform == "darwin" or sys.platform == "linux":
        if sys.platform == "darwin":
            # The system adjusts CLOCK_MONOTONIC, and time.monotonic() stops during sleep.
            clock = time.CLOCK_MONOTONIC_RAW
        else:
            # CLOCK_MONOTONIC and CLOCK_MONOTONIC_RAW stop during suspend on Linux.
            clock = time.CLOCK_BOOTTIME
        try:
            time.clock_gettime_ns(clock)
        except OSError:  # A sandbox or an old kernel does not have it: use a counter that may stop during sleep.
            return time.monotonic_ns
        return partial(time.clock_gettime_ns, clock)
    else:
        return time.monotonic_ns
