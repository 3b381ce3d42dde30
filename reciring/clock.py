"""What time it is: an instant in UTC that only moves forward, at the pace of a watch on the wall.

A countdown must not jump because somebody sets the computer's clock, and must not stand still because the lid
was closed. So the time of day is asked once, and from then on a counter that nobody can set says how much
time went by. Which counter goes on during sleep differs per system; see ``_counter``.
"""

from __future__ import annotations

import datetime as dt
import math
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Protocol

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Clock(Protocol):
    """Whatever knows the present instant."""

    def now(self) -> dt.datetime:
        """The present: aware, in UTC, to the microsecond."""
        ...


class SystemClock:
    """The computer's time when this clock was made, plus all that went by since, sleep included.

    ``wall`` gives nanoseconds since 1970 and is asked once; ``counter`` gives nanoseconds since whenever and is
    asked for every ``now``. Should it ever falter, time stands still rather than going back.
    """

    def __init__(self, wall: Callable[[], int] = time.time_ns, counter: Callable[[], int] | None = None) -> None:
        self._counter = counter or _counter()
        self._zero = wall() - self._counter()
        self._newest = 0

    def now(self) -> dt.datetime:
        self._newest = max(self._newest, self._zero + self._counter())
        return _EPOCH + dt.timedelta(microseconds=self._newest // 1000)


class ManualClock:
    """Time that stands still until a test moves it, in either direction."""

    def __init__(self, start: dt.datetime) -> None:
        self.set(start)

    def now(self) -> dt.datetime:
        return self._now

    def advance(self, seconds: float) -> None:
        """Move on; below zero moves back."""
        self._now += dt.timedelta(seconds=seconds)

    def set(self, instant: dt.datetime) -> None:
        """Go to an instant. Raises ValueError for one without a time zone."""
        if instant.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        self._now = instant.astimezone(dt.UTC)


class FastClock:
    """Another clock, ``speed`` times as fast from the moment this one is made: an hour's ring in a few minutes.

    Raises ValueError unless ``speed`` is above zero and finite.
    """

    def __init__(self, clock: Clock, speed: float) -> None:
        if not (math.isfinite(speed) and speed > 0):
            raise ValueError("a speed is a number above zero")
        self._clock, self.speed, self._start = clock, speed, clock.now()

    def now(self) -> dt.datetime:
        return self._start + (self._clock.now() - self._start) * self.speed


def _counter() -> Callable[[], int]:
    """This system's count of nanoseconds that goes on during sleep and that nobody can set."""
    if sys.platform == "win32":
        import ctypes

        # Counts sleep and hibernation, by its documentation, in steps of some 15 ms: fine enough for a
        # countdown. Python's own monotonic clock changed its source in 3.13 and promises nothing about sleep.
        milliseconds = ctypes.windll.kernel32.GetTickCount64
        milliseconds.restype = ctypes.c_uint64
        return lambda: int(milliseconds()) * 1_000_000
    elif sys.platform == "darwin" or sys.platform == "linux":
        if sys.platform == "darwin":
            # Not CLOCK_MONOTONIC, which the system adjusts, nor time.monotonic(), which stops during sleep.
            clock = time.CLOCK_MONOTONIC_RAW
        else:
            # CLOCK_MONOTONIC and its RAW sibling stop during suspend here.
            clock = time.CLOCK_BOOTTIME
        try:
            time.clock_gettime_ns(clock)
        except OSError:  # a sandbox or an old kernel without it: a count that may miss sleep is the next best
            return time.monotonic_ns
        return partial(time.clock_gettime_ns, clock)
    else:
        return time.monotonic_ns
