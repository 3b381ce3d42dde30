"""Run the console with a problem: ``python launch.py TROUBLE FILE``. Signals switch the problem on and off.

``jump``: the computer's clock is set an hour forward by SIGUSR1, an hour back by SIGUSR2, and its zone changes.
``suspend``: the computer sleeps ten minutes at SIGUSR1. ``fault``: a line with *boem* in it cannot be drawn.
``hang``: the disk does not respond between SIGUSR1 and SIGUSR2. ``slow``: the disk of that folder does not answer
after SIGUSR1. ``late``: each answer of the disk takes up to 0.4 seconds. ``thread``: at SIGUSR1 a thread dies.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from reciring.clock import SystemClock, system_counter
from reciring.console.app import run_console
from reciring.console.widgets.offers import Offers
from reciring.store.settings import Settings

HOUR = 3600 * 10**9


def on(number: int, do: Callable[[], object]) -> None:
    """Call ``do`` at a signal, then create the file ``heard``."""

    def heard(*_: object) -> None:
        do()
        Path(sys.argv[2]).with_name("heard").touch()

    signal.signal(number, heard)


def jump() -> SystemClock:
    offset, real_ns, real = [0], time.time_ns, time.time

    def set_clock(by: int) -> None:
        offset[0] += by
        os.environ["TZ"] = "Asia/Kathmandu" if by > 0 else "America/New_York"
        time.tzset()

    time.time_ns = lambda: real_ns() + offset[0]
    time.time = lambda: real() + offset[0] / 10**9
    on(signal.SIGUSR1, lambda: set_clock(HOUR))
    on(signal.SIGUSR2, lambda: set_clock(-HOUR))
    return SystemClock()


def suspend() -> SystemClock:
    slept, real = [0], system_counter()

    def sleep() -> None:
        slept[0] += 600 * 10**9

    on(signal.SIGUSR1, sleep)
    return SystemClock(counter=lambda: real() + slept[0])


def fault() -> SystemClock:
    draw = Offers.draw

    def faulty(self: Offers, *args: object, **more: object) -> None:
        if any("boem" in offer.text for offer in self.view.session.offers.values()):
            raise RuntimeError(f"cannot draw {list(self.view.session.participants.values())}")
        draw(self, *args, **more)  # type: ignore[arg-type]

    Offers.draw = faulty  # type: ignore[method-assign]
    return SystemClock()


def hang() -> SystemClock:
    answers, real = threading.Event(), os.fsync
    answers.set()

    def fsync(descriptor: int) -> None:
        answers.wait()
        real(descriptor)

    os.fsync = fsync  # type: ignore[assignment]
    on(signal.SIGUSR1, answers.clear)
    on(signal.SIGUSR2, answers.set)
    return SystemClock()


def slow() -> SystemClock:
    """The disk of one folder stops answering for good; others work."""
    stopped, real = threading.Event(), os.fsync
    folder = os.stat(Path(sys.argv[2]).parent)

    def fsync(descriptor: int) -> None:
        there = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        if stopped.is_set() and os.path.samestat(os.stat(there if there.is_dir() else there.parent), folder):
            threading.Event().wait()
        real(descriptor)

    os.fsync = fsync  # type: ignore[assignment]
    on(signal.SIGUSR1, stopped.set)
    return SystemClock()


def late() -> SystemClock:
    random, real = Random(0), os.fsync

    def fsync(descriptor: int) -> None:
        time.sleep(random.uniform(0.02, 0.4))
        real(descriptor)

    os.fsync = fsync  # type: ignore[assignment]
    return SystemClock()


def thread() -> SystemClock:
    def die() -> None:
        raise RuntimeError("Fatima said something")

    on(signal.SIGUSR1, lambda: threading.Thread(target=die).start())
    return SystemClock()


TROUBLES = {
    "jump": jump,
    "suspend": suspend,
    "fault": fault,
    "hang": hang,
    "slow": slow,
    "late": late,
    "thread": thread,
}

if __name__ == "__main__":
    path = Path(sys.argv[2])
    clock = TROUBLES[sys.argv[1]]()
    sys.exit(run_console(path, folder=path.parent, language="en", settings=Settings(), clock=clock))
