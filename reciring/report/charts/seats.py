"""The seating plan as lines of text: who sits where in the circle."""

from __future__ import annotations

import math

from rich.cells import cell_len

from reciring.locale import Translator, translator
from reciring.report.charts.columns import pad_text
from reciring.report.wording import name_of
from reciring.ring.names import facilitator_participant
from reciring.ring.session import Session, seat
from reciring.ring.text import clean

MIN_WIDTH = 24
"""Columns; there is no plan for a narrower terminal."""
ASPECT_RATIO = 2.1
"""Height of a character cell divided by its width, roughly."""


def seats_text(session: Session, t: Translator | None = None, width: int = 60) -> list[str]:
    """Return the plan in lines of at most ``width`` columns: seat numbers around a circle, names outside it.

    The first seat is at the top, and the others follow clockwise. Participants who are away are left out. The result is
    empty if nobody is present or ``width`` is less than ``MIN_WIDTH``.
    """
    people = session.present
    if not people or width < MIN_WIDTH:
        return []
    t = t or translator(session.language)
    side = (len(people) - 1) // 2
    right, bottom, left = people[1 : 1 + side], people[1 + side : len(people) - side], people[len(people) - side :]
    radius = min(width // 5, max(4, round(ASPECT_RATIO * (side + 2) / 2)))
    middle = width // 2
    lines = [_centred(_seat_and_name(session, people[0], t), middle, width)]
    for row, (west, east) in enumerate(zip(reversed(left), right, strict=True)):
        reach = round(radius * math.sin(math.pi * (row + 1) / (side + 1)) ** 0.6)
        start, end = middle - reach, middle + reach
        before = _shorten(f"{_name(session, west, t)} {seat(west):>2}", start + 1, keep=3)
        after = _shorten(f"{seat(east):<2} {_name(session, east, t)}", width - end)
        gap = end - start - 1
        in_the_middle = row == side // 2 and facilitator_participant(session) is None
        facilitator = clean(session.facilitator) if in_the_middle else ""
        inside = f"◆ {facilitator}" if facilitator and cell_len(facilitator) + 4 < gap else ""
        lead = (gap - cell_len(inside)) // 2
        inside = " " * lead + inside + " " * (gap - lead - cell_len(inside))
        lines.append(" " * (start + 1 - cell_len(before)) + before + inside + after)
    lines += (_centred(_seat_and_name(session, who, t), middle, width) for who in bottom)
    return [line.rstrip() for line in lines]


def _name(session: Session, who: str, t: Translator) -> str:
    return clean(name_of(session, who, t))


def _seat_and_name(session: Session, who: str, t: Translator) -> str:
    return f"{seat(who)} {_name(session, who, t)}"


def _shorten(text: str, width: int, keep: int = 0) -> str:
    """Cut ``text`` to ``width`` columns; its last ``keep`` characters stay."""
    if cell_len(text) <= width:
        return text
    end = text[len(text) - keep :] if keep else ""
    return pad_text(text[: len(text) - keep], width - cell_len(end)).rstrip() + end


def _centred(text: str, middle: int, width: int) -> str:
    text = _shorten(text, width)
    start = max(0, min(middle - cell_len(text) // 2, width - cell_len(text)))
    return " " * start + text
