"""The ring: people around a circle in seat order, an arc from helper to asker for every offer."""

from __future__ import annotations

import math

import msgspec

from reciring.locale import Translator, translator
from reciring.report.charts.offer_counts import Firmness, Link, count_links, people_in_circle
from reciring.report.charts.svg import (
    INCOMPLETE_COLOUR,
    INK_COLOUR,
    MUTED_COLOUR,
    PROMISE_COLOUR,
    TIP_COLOUR,
    Drawing,
    estimate_text_width,
    format_number,
    wrap_text,
)
from reciring.report.wording import name_of
from reciring.ring.session import FACILITATOR, Session, seat

FONT_SIZE = 15.0
LINE_HEIGHT = FONT_SIZE + 2
MAX_LABEL_WIDTH = 170.0
"""How wide a line of a name may be."""
LABEL_GAP = 7.0
_UPRIGHT = 0.05
"""At the top and at the bottom a name stands over or under its seat: that far from it at most."""


class Label(msgspec.Struct, frozen=True):
    """A name in lines; ``y`` is the baseline of the first."""

    x: float
    y: float
    anchor: str
    lines: tuple[str, ...]

    @property
    def left(self) -> float:
        return self.x - self.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]

    @property
    def width(self) -> float:
        return max(estimate_text_width(line, FONT_SIZE) for line in self.lines)

    @property
    def top(self) -> float:
        return self.y - LINE_HEIGHT + 4

    @property
    def bottom(self) -> float:
        return self.top + LINE_HEIGHT * len(self.lines)

    def overlaps(self, other: Label) -> bool:
        """Whether the two would be written over each other."""
        aside = self.left + self.width <= other.left or other.left + other.width <= self.left
        return not aside and self.top < other.bottom and other.top < self.bottom


def place_labels(names: list[str], middle: float, radius: float, node: float, width: float) -> list[Label]:
    """A label per name, for seats of ``node`` around a circle; one that would cover another gives way along its side.

    The circle's centre is at ``middle`` and height nought. From the top and from the bottom towards the middle of each
    side, where there is most room.
    """
    count = len(names)
    angles = [2 * math.pi * index / max(1, count) for index in range(count)]
    placed: dict[int, Label] = {}
    for index in sorted(range(count), key=lambda index: -abs(math.cos(angles[index]))):
        label = _label(names[index], angles[index], count, middle, radius, node, width)
        down = 1.0 if math.cos(angles[index]) > 0 else -1.0
        for other in sorted(placed.values(), key=lambda other: down * other.y):
            if label.overlaps(other):
                y = (
                    other.bottom + LINE_HEIGHT - 4
                    if down > 0
                    else other.top - LINE_HEIGHT * len(label.lines) + LINE_HEIGHT - 4
                )
                label = msgspec.structs.replace(label, y=y, x=_clear(label, angles[index], middle, radius, node))
        placed[index] = label
    return [placed[index] for index in range(count)]


def _label(name: str, angle: float, count: int, middle: float, radius: float, node: float, width: float) -> Label:
    reach = radius + node + LABEL_GAP
    lean, sink = math.sin(angle), -math.cos(angle)
    x, y = middle + reach * lean, reach * sink
    if abs(lean) < _UPRIGHT:
        # between the two neighbours, whose names begin where their seats are
        room = (
            min(MAX_LABEL_WIDTH, 2 * reach * math.sin(2 * math.pi / count) - 2 * LABEL_GAP)
            if count > 4
            else MAX_LABEL_WIDTH
        )
        lines = wrap_text(name, room, 3 if count > 12 else 2, FONT_SIZE)
        anchor = "middle"
    else:
        anchor = "start" if lean > 0 else "end"
        lines = wrap_text(name, min(MAX_LABEL_WIDTH, (width - x if lean > 0 else x) - 6), 2, FONT_SIZE)
    first = y + 4.5 + 4.5 * sink - LINE_HEIGHT * (len(lines) - 1) * (1 - sink) / 2
    return Label(x, first, anchor, tuple(lines))


def _clear(label: Label, angle: float, middle: float, radius: float, node: float) -> float:
    """Where a label that moved along its side does not touch its seat."""
    seat = middle + radius * math.sin(angle)
    if label.anchor == "start":
        return max(label.x, seat + node + 3)
    return min(label.x, seat - node - 3) if label.anchor == "end" else label.x


WIDTH = 650.0
SEAT_RADIUS = 13.5
ARC_STYLES = {
    Firmness.PROMISE: (PROMISE_COLOUR, ""),
    Firmness.VAGUE: (INCOMPLETE_COLOUR, "7 4"),
    Firmness.TIP: (TIP_COLOUR, "1.5 3.5"),
}
"""Colour and dashes; the dashes alone tell them apart."""
Point = tuple[float, float]


def circle_svg(session: Session, t: Translator | None = None) -> str:
    """The picture as SVG, in the session's language."""
    t = t or translator(session.language)
    found = count_links(session)
    people = people_in_circle(session, found)
    radius = 130.0 + 2.5 * max(0, min(len(people), 24) - 6)
    names = [name_of(session, who, t) for who in people]
    labels = place_labels(names, WIDTH / 2, radius, SEAT_RADIUS, WIDTH)
    # as high as the names over the first seat and under the last need
    half = max(radius + SEAT_RADIUS + 42, *(max(2 - label.top, label.bottom + 2) for label in labels), 0)
    top = 2 * half
    used = [firm for firm in Firmness if any(link.firm is firm for link in found)]
    drawing = Drawing(
        "ring", WIDTH, top + (30 if used else 0), t("Who helped whom"), describe_circle(session, found, t)
    )
    centre = (WIDTH / 2, half)
    places = {who: _place(centre, radius, index, len(people)) for index, who in enumerate(people)}
    drawing.add(
        "circle", class_="rim", cx=centre[0], cy=centre[1], r=radius, fill="none", stroke="#c9d4d6", stroke_width=1
    )
    unknown = any(not link.helper for link in found)
    if unknown:
        places[""] = centre
    for link in sorted(found, key=lambda link: list(Firmness).index(link.firm), reverse=True):
        _arc(drawing, places[link.helper], places[link.asker], centre, link)
    if unknown:
        _node(drawing, centre, "?", t("nobody known yet"), hollow=True)
    for who, name in zip(people, names, strict=True):
        _node(drawing, places[who], "" if who == FACILITATOR else str(seat(who)), name)
    for label in labels:
        for index, line in enumerate(label.lines):
            y = half + label.y + LINE_HEIGHT * index
            drawing.text(label.x, y, line, anchor=label.anchor, class_="name", font_size=FONT_SIZE)
    _legend(drawing, used, top + 12, t)
    return drawing.written()


def describe_circle(session: Session, found: tuple[Link, ...], t: Translator) -> str:
    """The picture in words: for everybody how often they helped and were helped."""
    lines = [t.plural("{n} person around a circle.", "{n} people around a circle.", len(session.participants))]
    for who in people_in_circle(session, found):
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
    side = 9.0 + 7.0 * list(Firmness).index(link.firm)
    pull = 0.42
    mid_x = (x0 + x1) / 2 * (1 - pull) + centre[0] * pull - (y1 - y0) / length * side
    mid_y = (y0 + y1) / 2 * (1 - pull) + centre[1] * pull + (x1 - x0) / length * side
    colour, dashes = ARC_STYLES[link.firm]
    width = 1.3 + 1.5 * (min(link.count, 5) - 1)
    head = 5.5 + width
    sx, sy = _towards((x0, y0), (mid_x, mid_y), SEAT_RADIUS + 1)
    tx, ty = _towards((x1, y1), (mid_x, mid_y), SEAT_RADIUS + 2)
    bx, by = _towards((x1, y1), (mid_x, mid_y), SEAT_RADIUS + 2 + head)
    arc = f"M{format_number(sx)} {format_number(sy)}Q{format_number(mid_x)} {format_number(mid_y)} {format_number(bx)} {format_number(by)}"
    kind = link.firm.name.lower()
    path = drawing.add("path", class_=f"arc {kind}", d=arc, fill="none", stroke=colour, stroke_width=width)
    if dashes:
        path.set("stroke-dasharray", dashes)
        path.set("stroke-linecap", "butt" if link.firm is Firmness.VAGUE else "round")
    across_x, across_y = (ty - by) * 0.42, -(tx - bx) * 0.42
    tip = f"M{format_number(tx)} {format_number(ty)}L{format_number(bx + across_x)} {format_number(by + across_y)}"
    drawing.add(
        "path",
        class_=f"head {kind}",
        d=f"{tip}L{format_number(bx - across_x)} {format_number(by - across_y)}Z",
        fill=colour,
    )


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return start[0] + (end[0] - start[0]) / length * distance, start[1] + (end[1] - start[1]) / length * distance


def _node(drawing: Drawing, place: Point, mark: str, name: str, *, hollow: bool = False) -> None:
    """A seat with its number; the facilitator's is a square, nobody's is dashed."""
    x, y = place
    looks: dict[str, str | float] = {"fill": "#ffffff", "stroke": INK_COLOUR, "stroke_width": 1.3}
    if mark or hollow:
        shape = drawing.add("circle", class_="seat", cx=x, cy=y, r=SEAT_RADIUS, **looks)
    else:
        shape = drawing.add("rect", class_="seat", x=x - 10, y=y - 10, width=20, height=20, rx=2, **looks)
    if hollow:
        shape.set("stroke-dasharray", "3 3")
    drawing.add_tooltip(shape, name)
    if mark:
        drawing.text(x, y + 4.6, mark, anchor="middle", font_size=13.5, font_weight="bold")


def _legend(drawing: Drawing, used: list[Firmness], y: float, t: Translator) -> None:
    """A sample of every kind of arc that is in the picture, and its word."""
    words = [t(firm.value) for firm in used]
    widths = [36 + estimate_text_width(word, 13.6) + 8 for word in words]
    x = (WIDTH - sum(widths) + 8) / 2
    for firm, word, width in zip(used, words, widths, strict=True):
        colour, dashes = ARC_STYLES[firm]
        kind = firm.name.lower()
        line = drawing.add(
            "path",
            class_=f"arc {kind}",
            d=f"M{format_number(x)} {format_number(y)}h22",
            fill="none",
            stroke=colour,
            stroke_width=1.6,
        )
        if dashes:
            line.set("stroke-dasharray", dashes)
        drawing.add(
            "path", class_=f"head {kind}", d=f"M{format_number(x + 29)} {format_number(y)}l-7 3.2v-6.4Z", fill=colour
        )
        drawing.text(x + 36, y + 4, word, font_size=12.5, fill=MUTED_COLOUR, class_="quiet")
        x += width
