"""Measure the time from the command to the first complete screen, beside the bare app, and with a thousand offers."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import rings
from tests.bench.figures import Row, in_turn, row
from tests.bench.seen import COLUMNS, ROWS, first_full_paint
from tests.support.terminal import Terminal

BARE = str(Path(__file__).with_name("bare.py"))
RECIRING = str(Path(sys.executable).with_name("reciring"))
CACHE = Path(__file__).parents[2] / "build" / "bench-pycache"
COMPILED = {"PYTHONDONTWRITEBYTECODE": None, "PYTHONPYCACHEPREFIX": str(CACHE)}
"""Both programs run from compiled files here, as after an installation."""
PLAIN = {"NO_COLOR": None, "LANG": "en_US.UTF-8", "LC_ALL": None, "LANGUAGE": None, **COMPILED}


def bare(offers: int = 20) -> list[str]:
    return [sys.executable, BARE, "20", str(offers)]


def started(argv: list[str]) -> Terminal:
    """Start a program in a terminal and wait for its last row, the keys."""
    terminal = Terminal.start(argv, COLUMNS, ROWS, env=PLAIN)
    terminal.wait_for(lambda lines: "F1" in lines[-1], timeout=60)
    return terminal


def paint(argv: list[str]) -> float:
    """Return the milliseconds until the screen was complete."""
    with started(argv) as terminal:
        time.sleep(0.6)  # whatever is drawn later
        return 1000 * (first_full_paint(terminal) - terminal.started)


def ours(folder: Path, offers: int) -> Callable[[], float]:
    """Open a ring of that size; a new file each time, so that its countdown runs now."""
    return lambda: paint([RECIRING, "open", str(rings.file(folder, offers))])


def rows(quick: bool) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = {"bare": lambda: paint(bare()), "20": ours(folder, 20), "1000": ours(folder, 1000)}
        in_turn(runs, 1)  # so that everything is compiled
        found = in_turn(runs, 3 if quick else 20)
    yield row("paint", "open a ring of 20 people to first full paint", "bare app", 1.35, found["20"], found["bare"])
    name = "the same with 1,000 offers and 2,000 turns"
    yield row("paint", name, "itself with 20 offers", 1.15, found["1000"], found["20"])
