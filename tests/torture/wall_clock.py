"""Run reciring on a computer whose clock is wrong: ``python wall_clock.py ARGUMENT...``.

``TORTURE_STEP`` says by how many seconds. Each SIGUSR1 sets the clock that much further.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

STEP = int(float(os.environ["TORTURE_STEP"]) * 10**9)
offset, real_ns, real = [STEP], time.time_ns, time.time


def step(*_: object) -> None:
    offset[0] += STEP


if __name__ == "__main__":
    time.time_ns = lambda: real_ns() + offset[0]
    time.time = lambda: real() + offset[0] / 10**9
    signal.signal(signal.SIGUSR1, step)
    sys.path.insert(0, str(Path(__file__).parents[2]))

    from reciring.cli import run  # Only now: a clock remembers the function that gives the time of day.

    sys.exit(run(sys.argv[1:]))
