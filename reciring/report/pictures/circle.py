"""The ring: people around a circle in seat order, an arc from helper to asker for every offer."""

from __future__ import annotations

import math

from reciring.locale import Translator, translator
from reciring.report.pictures.beside import HIGH, LETTER, beside
from reciring.report.pictures.links import Firm, Link, around, links
from reciring.report.pictures.svg import DOUBT, INK, PROMISE, QUIET, TIP, Drawing, breadth, number
from reciring.report.wording import name_of
from reciring.ring.session import FACILITATOR, Session, seat

WIDTH = 650.0
NODE = 13.5
LOOKS = {
    Firm.PROMISE: (PROMISE, ""),
    Firm.VAGUE: (DOUBT, "7 4"),
    Firm.TIP: (TIP, "1.5 3.5"),
}
"""Colour and dashes; the dashes alone tell them apart."""
Point = tuple[float, float]


def ring(session: Session, t: Translator | None = None) -> str:
    """The picture as SVG, in the session's language."""
    t = t or translator(session.language)
    found = links(session)
    people = around(session, found)
    radius = 130.0 + 2.5 * max(0, min(len(people), 24) - 6)
    names = [name_of(session, who, t) for who in people]
    labels = beside(names, WIDTH / 2, radius, NODE, WIDTH)
    # as high as the names over the first seat and under the last need
    half = max(radius + NODE + 42, *(max(2 - label.top, label.bottom + 2) for label in labels), 0)
    top = 2 * half
    used = [firm for firm in Firm if any(link.firm is firm for link in found)]
    drawing = Drawing("ring", WIDTH, top + (30 if used else 0), t("Who helped whom"), describe(session, found, t))
    centre = (WIDTH / 2, half)
    places = {who: _place(centre, radius, index, len(people)) for index, who in enumerate(people)}
    drawing.add(
        "circle", class_="rim", cx=centre[0], cy=centre[1], r=radius, fill="none", stroke="#c9d4d6", stroke_width=1
    )
    unknown = any(not link.helper for link in found)
    if unknown:
        places[""] = centre
    for link in sorted(found, key=lambda link: list(Firm).index(link.firm), reverse=True):
        _arc(drawing, places[link.helper], places[link.asker], centre, link)
    if unknown:
        _node(drawing, centre, "?", t("nobody known yet"), hollow=True)
    for who, name in zip(people, names, strict=True):
        _node(drawing, places[who], "" if who == FACILITATOR else str(seat(who)), name)
    for label in labels:
        for index, line in enumerate(label.lines):
            y = half + label.y + HIGH * index
            drawing.text(label.x, y, line, anchor=label.anchor, class_="name", font_size=LETTER)
    _legend(drawing, used, top + 12, t)
    return drawing.written()


def describe(session: Session, found: tuple[Link, ...], t: Translator) -> str:
    """The picture in words: for everybody how often they helped and were helped."""
    lines = [t.plural("{n} person around a circle.", "{n} people around a circle.", len(session.participants))]
    for who in around(session, found):
        gave = sum(link.count for link in found if link.helper == who)
        got = sum(link.count for link in found if link.asker == who)
        lines.append(
            t("{name}: helped {gave} times, was helped {got} times.", name=name_of(session, who, t), gave=gave, got=got)
        )
    return " ".join(lines)


def _place(centre: Point, radius: float, index: int, people: int) -> Point:
    angle = 2 * math.pi * index / max(1, people)
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def _arc(drawing: Drawing, start: Point, end: Point, centre: Point, link: Link) -> None:
    """A curve that bows towards the middle, and to its own side, so that there and back are two."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    side = 9.0 + 7.0 * list(Firm).index(link.firm)
    pull = 0.42
    mid_x = (x0 + x1) / 2 * (1 - pull) + centre[0] * pull - (y1 - y0) / length * side
    mid_y = (y0 + y1) / 2 * (1 - pull) + centre[1] * pull + (x1 - x0) / length * side
    colour, dashes = LOOKS[link.firm]
    width = 1.3 + 1.5 * (min(link.count, 5) - 1)
    head = 5.5 + width
    sx, sy = _towards((x0, y0), (mid_x, mid_y), NODE + 1)
    tx, ty = _towards((x1, y1), (mid_x, mid_y), NODE + 2)
    bx, by = _towards((x1, y1), (mid_x, mid_y), NODE + 2 + head)
    arc = f"M{number(sx)} {number(sy)}Q{number(mid_x)} {number(mid_y)} {number(bx)} {number(by)}"
    kind = link.firm.name.lower()
    path = drawing.add("path", class_=f"arc {kind}", d=arc, fill="none", stroke=colour, stroke_width=width)
    if dashes:
        path.set("stroke-dasharray", dashes)
        path.set("stroke-linecap", "butt" if link.firm is Firm.VAGUE else "round")
    across_x, across_y = (ty - by) * 0.42, -(tx - bx) * 0.42
    tip = f"M{number(tx)} {number(ty)}L{number(bx + across_x)} {number(by + across_y)}"
    drawing.add("path", class_=f"head {kind}", d=f"{tip}L{number(bx - across_x)} {number(by - across_y)}Z", fill=colour)


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return start[0] + (end[0] - start[0]) / length * distance, start[1] + (end[1] - start[1]) / length * distance


def _node(drawing: Drawing, place: Point, mark: str, name: str, *, hollow: bool = False) -> None:
    """A seat with its number; the facilitator's is a square, nobody's is dashed."""
    x, y = place
    looks: dict[str, str | float] = {"fill": "#ffffff", "stroke": INK, "stroke_width": 1.3}
    if mark or hollow:
        shape = drawing.add("circle", class_="seat", cx=x, cy=y, r=NODE, **looks)
    else:
        shape = drawing.add("rect", class_="seat", x=x - 10, y=y - 10, width=20, height=20, rx=2, **looks)
    if hollow:
        shape.set("stroke-dasharray", "3 3")
    drawing.hover(shape, name)
    if mark:
        drawing.text(x, y + 4.6, mark, anchor="middle", font_size=13.5, font_weight="bold")


def _legend(drawing: Drawing, used: list[Firm], y: float, t: Translator) -> None:
    """A sample of every kind of arc that is in the picture, and its word."""
    words = [t(firm.value) for firm in used]
    widths = [36 + breadth(word, 13.6) + 8 for word in words]
    x = (WIDTH - sum(widths) + 8) / 2
    for firm, word, width in zip(used, words, widths, strict=True):
        colour, dashes = LOOKS[firm]
        kind = firm.name.lower()
        line = drawing.add(
            "path", class_=f"arc {kind}", d=f"M{number(x)} {number(y)}h22", fill="none", stroke=colour, stroke_width=1.6
        )
        if dashes:
            line.set("stroke-dasharray", dashes)
        drawing.add("path", class_=f"head {kind}", d=f"M{number(x + 29)} {number(y)}l-7 3.2v-6.4Z", fill=colour)
        drawing.text(x + 36, y + 4, word, font_size=12.5, fill=QUIET, class_="quiet")
        x += width
