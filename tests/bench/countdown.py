"""Compare the big digits that were shown with what they should have shown."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from textual.renderables.digits import DIGITS, DIGITS3X3, DIGITS3X3_BOLD

from reciring.store.files import load_session
from tests.bench.seen import Lines, frames
from tests.support.terminal import Terminal

GLYPHS = {
    tuple(line.ljust(3) for line in glyphs[3 * place : 3 * place + 3]): sign
    for glyphs in (DIGITS3X3, DIGITS3X3_BOLD)
    for place, sign in enumerate(DIGITS)
    if sign.isdigit()
}
PANE = 94
"""The first column inside the pane with the time."""


def read(lines: Lines) -> int | None:
    """Return the seconds that the big digits show; None if they show no time."""
    pane = [line.ljust(120)[PANE:-1] for line in lines]
    for top in range(1, 8):
        rows = pane[top : top + 3]
        figures, colon = "", -1
        column = 0
        while column < len(rows[0]):
            sign = GLYPHS.get(tuple(row[column : column + 3].ljust(3) for row in rows))
            if sign:
                figures += sign
                column += 3
                continue
            if figures and rows[1][column] == ":":
                colon = len(figures)
            column += 1
        if colon > 0 and len(figures) == colon + 2:
            return int(figures[:colon]) * 60 + int(figures[colon:])
    return None


def changes(terminal: Terminal) -> Iterator[tuple[float, int, int]]:
    """Yield each change of the digits: its time, the old and the new seconds."""
    before: int | None = None
    for at, lines in frames(terminal):
        now = read(lines)
        if now is None:
            continue
        if before is not None and now != before:
            yield at, before, now
        before = now


def errors_at_real_speed(terminal: Terminal, path: Path) -> tuple[int, list[float]]:
    """Ticks missed, and by how many milliseconds each came late (or early): the open question's of a generated ring,
    whose beginning is in the file and which nobody paused."""
    session, _ = load_session(path)
    question = session.questions[session.current or ""]
    # The wall's time of the terminal's clock; it is set slowly if at all, which is no matter in these minutes.
    wall = time.time() - time.monotonic()
    begun = question.stretches[-1].start.timestamp() - wall
    missed = 0
    errors: list[float] = []
    for at, before, now in changes(terminal):
        missed += before - now - 1
        errors.append(1000 * abs(at - (begun + (question.slot or 0) + question.added - now)))
    return missed, errors


def jitter(terminal: Terminal, speed: float) -> tuple[int, list[float]]:
    """The same over a whole ring, ``speed`` times as fast, in real milliseconds: against a grid that is laid through
    the most punctual tick of every stretch in which nothing but the seconds moved the digits."""
    missed = 0
    errors: list[float] = []
    run: list[tuple[float, int]] = []
    for at, before, now in [*changes(terminal), (0.0, 0, 0)]:
        # The next question's digits may happen to follow those of the last: then the time between them tells.
        if run and before - now > 0 and abs((at - run[-1][0]) * speed - (before - now)) <= 3:
            missed += before - now - 1
            run.append((at, now))
            continue
        if len(run) > 5:
            # The first of a run is when the question began: the digits did not tick to it.
            grid = [when + value / speed for when, value in run[1:]]
            errors += (1000 * (late - min(grid)) for late in grid)
        run = [(at, now)]
    return missed, errors
