"""The circle before the ring: who sits where, clockwise, as lines of text of a width."""

from __future__ import annotations

import math

from reciring.locale import Translator, translator
from reciring.report.charts.text import display_width, pad_text
from reciring.report.wording import name_of
from reciring.ring.session import FACILITATOR, Session, seat
from reciring.ring.text import clean

MIN_WIDTH = 24
ASPECT_RATIO = 2.1
"""A cell is about so many times as high as it is wide."""


def seats_text(session: Session, t: Translator | None = None, width: int = 60) -> list[str]:
    """Seat numbers around a circle and the names outside it: the first at the top, and on as the clock goes.

    Who is away has no seat in it. For nobody, or in less than ``MIN_WIDTH`` columns, there is no picture.
    """
    people = session.present
    if not people or width < MIN_WIDTH:
        return []
    t = t or translator(session.language)
    side = (len(people) - 1) // 2
    right, below, left = people[1 : 1 + side], people[1 + side : len(people) - side], people[len(people) - side :]
    radius = min(width // 5, max(4, round(ASPECT_RATIO * (side + 2) / 2)))
    middle = width // 2
    lines = [_centred(_seated(session, people[0], t), middle, width)]
    for row, (west, east) in enumerate(zip(reversed(left), right, strict=True)):
        reach = round(radius * math.sin(math.pi * (row + 1) / (side + 1)) ** 0.6)
        start, end = middle - reach, middle + reach
        before = _short(f"{_name(session, west, t)} {seat(west):>2}", start + 1, last=3)
        after = _short(f"{seat(east):<2} {_name(session, east, t)}", width - end)
        hub = _name(session, FACILITATOR, t) if row == side // 2 and session.facilitator else ""
        hub = f"◆ {hub}" if hub and display_width(hub) + 4 < end - start - 1 else ""
        gap = end - start - 1
        lead = (gap - display_width(hub)) // 2
        inside = " " * lead + hub + " " * (gap - lead - display_width(hub))
        lines.append(" " * (start + 1 - display_width(before)) + before + inside + after)
    return [line.rstrip() for line in [*lines, *(_centred(_seated(session, who, t), middle, width) for who in below)]]


def _name(session: Session, who: str, t: Translator) -> str:
    return clean(name_of(session, who, t))


def _seated(session: Session, who: str, t: Translator) -> str:
    return f"{seat(who)} {_name(session, who, t)}"


def _short(text: str, room: int, last: int = 0) -> str:
    """``text`` in at most ``room`` columns; its ``last`` letters stay when it is cut."""
    if display_width(text) <= room:
        return text
    end = text[len(text) - last :] if last else ""
    return pad_text(text[: len(text) - last], room - display_width(end)).rstrip() + end


def _centred(text: str, middle: int, width: int) -> str:
    text = _short(text, width)
    start = max(0, min(middle - display_width(text) // 2, width - display_width(text)))
    return " " * start + text
