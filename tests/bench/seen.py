"""What was on the screen when: the bytes of a terminal, drawn again afterwards so that drawing delays nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tests.support.emulator import Emulator
from tests.support.terminal import Terminal

Lines = list[str]
COLUMNS, ROWS = 120, 40
ALIKE = 40
"""Cells in which two screens may differ and still show the same: the digits of a clock."""


def frames(terminal: Terminal, columns: int = COLUMNS, rows: int = ROWS) -> Iterator[tuple[float, Lines]]:
    """Every whole frame that was shown, with the instant of its last byte."""
    emulator = Emulator(columns, rows)
    shown = 0
    for at, until in list(terminal.arrivals):
        emulator.feed(bytes(terminal.raw[shown:until]))
        shown = until
        if not emulator.drawing:
            yield at, emulator.lines()


def first_full_paint(terminal: Terminal) -> float:
    """When the screen first showed what it shows now, apart from the digits of its clock."""
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
    """For each instant and what was to be seen after it: seconds until it was. What never came is left out by nobody:
    it raises LookupError."""
    shown = frames(terminal)
    at, lines = next(shown)
    for since, seen in wanted:
        while at < since or not seen(lines):
            try:
                at, lines = next(shown)
            except StopIteration:
                raise LookupError("something that was awaited was never shown") from None
        yield at - since
