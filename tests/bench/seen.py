"""Find out what was on the screen at which time, by drawing the recorded bytes of a terminal afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tests.support.emulator import Emulator
from tests.support.terminal import Terminal

Lines = list[str]
COLUMNS, ROWS = 120, 40
ALIKE = 40
"""In how many cells two screens may differ and still show the same: the digits of a clock."""


def frames(terminal: Terminal, columns: int = COLUMNS, rows: int = ROWS) -> Iterator[tuple[float, Lines]]:
    """Yield every complete frame that was shown, with the time of its last byte."""
    emulator = Emulator(columns, rows)
    shown = 0
    for at, until in list(terminal.arrivals):
        emulator.feed(bytes(terminal.raw[shown:until]))
        shown = until
        if not emulator.drawing:
            yield at, emulator.lines()


def first_full_paint(terminal: Terminal) -> float:
    """Return when the screen first showed what it shows now, apart from the digits of the clock."""
    seen = list(frames(terminal))
    last = seen[-1][1]
    return next(at for at, lines in seen if _differences(lines, last) <= ALIKE)


def _differences(one: Lines, other: Lines) -> int:
    return sum(
        a != b
        for line, wanted in zip(one, other, strict=True)
        if line != wanted
        for a, b in zip(line.ljust(COLUMNS), wanted.ljust(COLUMNS), strict=False)
    )


def delays(terminal: Terminal, wanted: Iterable[tuple[float, Callable[[Lines], bool]]]) -> Iterator[float]:
    """Return, for each time and what should appear after it, the seconds until it appeared.

    Raises LookupError if something never appeared."""
    shown = frames(terminal)
    at, lines = next(shown)
    for since, seen in wanted:
        while at < since or not seen(lines):
            try:
                at, lines = next(shown)
            except StopIteration:
                raise LookupError("something that was awaited was never shown") from None
        yield at - since
