"""The circle as SVG: people around it in seat order, and arcs from helpers to askers."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import msgspec

from reciring.locale import Translator, translator
from reciring.report.charts.offer_counts import LEGEND, OfferCount, count_offers, people_in_circle, used_states
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
from reciring.report.offer_state import OfferState
from reciring.report.wording import name_of
from reciring.ring.session import FACILITATOR, Session, seat

# All lengths are in the units of the SVG; angles are in radians, clockwise from the top.
WIDTH = 650.0
SEAT_RADIUS = 13.5
FONT_SIZE = 15.0
LINE_HEIGHT = FONT_SIZE + 2
MAX_LABEL_WIDTH = 170.0
LABEL_GAP = 7.0
"""Between a seat and its name."""
_VERTICAL = 0.05
"""A name is above or below its seat if the sine of the seat's angle is smaller than this, else beside it."""
_PULL = 0.42
"""How far arcs bend towards the centre: 0 is straight, 1 is through the centre."""

Point = tuple[float, float]


class ArcStyle(NamedTuple):
    """The class, colour and dashes of an arc. The dashes alone tell the states apart, without colour."""

    css_class: str
    colour: str
    dashes: str = ""
    linecap: str = "butt"


ARC_STYLES: Final = {
    OfferState.PROMISE: ArcStyle("promise", PROMISE_COLOUR),
    OfferState.INCOMPLETE: ArcStyle("vague", INCOMPLETE_COLOUR, "7 4"),
    OfferState.TIP: ArcStyle("tip", TIP_COLOUR, "1.5 3.5", "round"),
}
_STATES: Final = list(ARC_STYLES)


def circle_svg(session: Session, t: Translator | None = None) -> str:
    """Draw who helped whom, in the language of ``t`` (default: that of the session)."""
    t = t or translator(session.language)
    counts = count_offers(session)
    people = people_in_circle(session, counts)
    radius = 130.0 + 2.5 * max(0, min(len(people), 24) - 6)
    names = [name_of(session, who, t) for who in people]
    labels = place_labels(names, WIDTH / 2, radius, SEAT_RADIUS, WIDTH)
    # High enough for the names above the first seat and below the last one.
    half = max(radius + SEAT_RADIUS + 42, *(max(2 - label.top, label.bottom + 2) for label in labels), 0)
    states = used_states(counts)
    height = 2 * half + (30 if states else 0)
    drawing = Drawing("ring", WIDTH, height, t("Who helped whom"), _describe(session, counts, t))
    centre = (WIDTH / 2, half)
    places = {who: _seat_place(centre, radius, index, len(people)) for index, who in enumerate(people)}
    drawing.add(
        "circle", class_="rim", cx=centre[0], cy=centre[1], r=radius, fill="none", stroke="#c9d4d6", stroke_width=1
    )
    has_unknown_helper = any(not it.helper for it in counts)
    if has_unknown_helper:
        places[""] = centre
    # Promises are drawn last, on top of the others.
    for it in sorted(counts, key=lambda it: _STATES.index(it.state), reverse=True):
        _draw_arc(drawing, places[it.helper], places[it.asker], centre, it)
    if has_unknown_helper:
        _draw_seat(drawing, centre, "?", t("helper not known yet"), dashed=True)
    for who, name in zip(people, names, strict=True):
        _draw_seat(drawing, places[who], "" if who == FACILITATOR else str(seat(who)), name)
    for label in labels:
        for index, line in enumerate(label.lines):
            y = half + label.y + LINE_HEIGHT * index
            drawing.text(label.x, y, line, anchor=label.anchor, class_="name", font_size=FONT_SIZE)
    _draw_legend(drawing, states, 2 * half + 12, t)
    return drawing.to_svg()


def _describe(session: Session, counts: tuple[OfferCount, ...], t: Translator) -> str:
    """Describe the chart in words: how often each person helped and was helped."""
    sentences = [t.plural("{n} participant in a circle.", "{n} participants in a circle.", len(session.participants))]
    for who in people_in_circle(session, counts):
        gave = sum(it.count for it in counts if it.helper == who)
        got = sum(it.count for it in counts if it.asker == who)
        sentences.append(
            t(
                "{name}: helped others {gave} times, was helped {got} times.",
                name=name_of(session, who, t),
                gave=gave,
                got=got,
            )
        )
    return " ".join(sentences)


class Label(msgspec.Struct, frozen=True):
    """A name in lines. ``x`` is its ``anchor`` (start, middle or end), ``y`` the baseline of the first line."""

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
        """Return whether the two labels cover a common place."""
        beside = self.left + self.width <= other.left or other.left + other.width <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom


def place_labels(names: list[str], middle: float, radius: float, seat_radius: float, width: float) -> list[Label]:
    """Place a label beside each of the seats of a circle, so that no label covers another.

    The centre of the circle is at (``middle``, 0), and the drawing is ``width`` wide. The labels at the top and the
    bottom are placed first, because the sides have most space: a label that would cover another moves up or down along
    its side.
    """
    count = len(names)
    angles = [2 * math.pi * index / max(1, count) for index in range(count)]
    placed: dict[int, Label] = {}
    for index in sorted(range(count), key=lambda index: -abs(math.cos(angles[index]))):
        angle = angles[index]
        label = _label(names[index], angle, count, middle, radius, seat_radius, width)
        down = 1.0 if math.cos(angle) > 0 else -1.0
        for other in sorted(placed.values(), key=lambda other: down * other.y):
            if label.overlaps(other):
                top = other.bottom if down > 0 else other.top - LINE_HEIGHT * len(label.lines)
                x = _x_beside_seat(label, middle + radius * math.sin(angle), seat_radius)
                label = msgspec.structs.replace(label, y=top + LINE_HEIGHT - 4, x=x)
        placed[index] = label
    return [placed[index] for index in range(count)]


def _label(
    name: str, angle: float, count: int, middle: float, radius: float, seat_radius: float, width: float
) -> Label:
    distance = radius + seat_radius + LABEL_GAP
    sine, sink = math.sin(angle), -math.cos(angle)
    x, y = middle + distance * sine, distance * sink
    if abs(sine) < _VERTICAL:
        # The space between the two neighbours, whose names begin at their seats.
        space = (
            min(MAX_LABEL_WIDTH, 2 * distance * math.sin(2 * math.pi / count) - 2 * LABEL_GAP)
            if count > 4
            else MAX_LABEL_WIDTH
        )
        lines = wrap_text(name, space, 3 if count > 12 else 2, FONT_SIZE)
        anchor = "middle"
    else:
        anchor = "start" if sine > 0 else "end"
        lines = wrap_text(name, min(MAX_LABEL_WIDTH, (width - x if sine > 0 else x) - 6), 2, FONT_SIZE)
    first = y + 4.5 + 4.5 * sink - LINE_HEIGHT * (len(lines) - 1) * (1 - sink) / 2
    return Label(x, first, anchor, tuple(lines))


def _x_beside_seat(label: Label, seat_x: float, seat_radius: float) -> float:
    """Return the x of a label that moved up or down, so that it does not touch its seat."""
    if label.anchor == "start":
        return max(label.x, seat_x + seat_radius + 3)
    return min(label.x, seat_x - seat_radius - 3) if label.anchor == "end" else label.x


def _seat_place(centre: Point, radius: float, index: int, people: int) -> Point:
    angle = 2 * math.pi * index / max(1, people)
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def _draw_arc(drawing: Drawing, start: Point, end: Point, centre: Point, it: OfferCount) -> None:
    """Draw a curve with an arrow head, bent towards the centre and to its own side.

    So an arc and the one in the other direction do not cover each other, nor do arcs of different states.
    """
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    side = 9.0 + 7.0 * _STATES.index(it.state)
    bend = (
        (x0 + x1) / 2 * (1 - _PULL) + centre[0] * _PULL - (y1 - y0) / length * side,
        (y0 + y1) / 2 * (1 - _PULL) + centre[1] * _PULL + (x1 - x0) / length * side,
    )
    style = ARC_STYLES[it.state]
    width = 1.3 + 1.5 * (min(it.count, 5) - 1)
    tail = _towards(start, bend, SEAT_RADIUS + 1)
    tip = _towards(end, bend, SEAT_RADIUS + 2)
    base = _towards(end, bend, SEAT_RADIUS + 2 + 5.5 + width)
    path = drawing.add(
        "path",
        class_=f"arc {style.css_class}",
        d=f"M{_pair(tail)}Q{_pair(bend)} {_pair(base)}",
        fill="none",
        stroke=style.colour,
        stroke_width=width,
    )
    if style.dashes:
        path.set("stroke-dasharray", style.dashes)
        path.set("stroke-linecap", style.linecap)
    across_x, across_y = (tip[1] - base[1]) * 0.42, -(tip[0] - base[0]) * 0.42
    corners = (base[0] + across_x, base[1] + across_y), (base[0] - across_x, base[1] - across_y)
    drawing.add(
        "path",
        class_=f"head {style.css_class}",
        d=f"M{_pair(tip)}L{_pair(corners[0])}L{_pair(corners[1])}Z",
        fill=style.colour,
    )


def _pair(point: Point) -> str:
    return f"{format_number(point[0])} {format_number(point[1])}"


def _towards(start: Point, end: Point, distance: float) -> Point:
    """Return the point at ``distance`` from ``start`` in the direction of ``end``."""
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return start[0] + (end[0] - start[0]) / length * distance, start[1] + (end[1] - start[1]) / length * distance


def _draw_seat(drawing: Drawing, place: Point, number: str, name: str, *, dashed: bool = False) -> None:
    """Draw a seat with its number; the facilitator's is a square without one, an unknown helper's is dashed."""
    x, y = place
    looks: dict[str, str | float] = {"fill": "#ffffff", "stroke": INK_COLOUR, "stroke_width": 1.3}
    if number:
        shape = drawing.add("circle", class_="seat", cx=x, cy=y, r=SEAT_RADIUS, **looks)
    else:
        shape = drawing.add("rect", class_="seat", x=x - 10, y=y - 10, width=20, height=20, rx=2, **looks)
    if dashed:
        shape.set("stroke-dasharray", "3 3")
    drawing.add_tooltip(shape, name)
    if number:
        drawing.text(x, y + 4.6, number, anchor="middle", font_size=13.5, font_weight="bold")


def _draw_legend(drawing: Drawing, states: list[OfferState], y: float, t: Translator) -> None:
    """Draw a sample of every kind of arc in the chart, and the words for it."""
    texts = [t(LEGEND[state]) for state in states]
    widths = [36 + estimate_text_width(text, 13.6) + 8 for text in texts]
    x = (WIDTH - sum(widths) + 8) / 2
    for state, text, width in zip(states, texts, widths, strict=True):
        style = ARC_STYLES[state]
        line = drawing.add(
            "path",
            class_=f"arc {style.css_class}",
            d=f"M{_pair((x, y))}h22",
            fill="none",
            stroke=style.colour,
            stroke_width=1.6,
        )
        if style.dashes:
            line.set("stroke-dasharray", style.dashes)
        drawing.add(
            "path", class_=f"head {style.css_class}", d=f"M{_pair((x + 29, y))}l-7 3.2v-6.4Z", fill=style.colour
        )
        drawing.text(x + 36, y + 4, text, font_size=12.5, fill=MUTED_COLOUR, class_="quiet")
        x += width
