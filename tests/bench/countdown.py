"""Compare the big digits that were shown with what they should have shown."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import dropwhile, takewhile
from pathlib import Path

from reciring.console.widgets import big_digits
from reciring.store.files import load_session
from tests.bench.seen import Lines, frames
from tests.support.terminal import Terminal

PANE, WIDTH = 86, 33
"""The first column inside the pane with the time on a screen of 120 columns, and how many there are."""


def read(lines: Lines) -> int | None:
    """Return the seconds that the big digits show; None if they show no time."""
    pane = [line.ljust(120)[PANE : PANE + WIDTH] for line in lines[2:]]
    figures = list(takewhile(str.strip, dropwhile(lambda row: not row.strip(), pane)))
    rows = len(figures)
    if rows < 3 or set("".join(figures)) - set(" █▀▄"):
        return None
    digits = {tuple(big_digits.draw(digit, rows)): digit for digit in "0123456789"}
    for form in ("0:00", "00:00", "000:00"):
        column, text = (WIDTH - big_digits.width(form, rows)) // 2, ""
        for sign in form:
            width = big_digits.width(sign, rows)
            glyph = tuple(row[column : column + width] for row in figures)
            text += digits.get(glyph, "") if sign == "0" else sign
            column += big_digits.width(sign * 2, rows) - width
        if len(text) == len(form):
            minutes, seconds = text.split(":")
            return int(minutes) * 60 + int(seconds)
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
    """Ticks missed, and by how many milliseconds each came late (or early): the current question's of a generated ring,
    whose beginning is in the file and which nobody paused."""
    session, _ = load_session(path)
    question = session.questions[session.current or ""]
    # The wall's time of the terminal's clock; it is set slowly if at all, which does not matter in these minutes.
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
