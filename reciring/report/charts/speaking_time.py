"""Speaking time, for the facilitator alone: own and helping per person, beside the fair share."""

from __future__ import annotations

import datetime as dt

from reciring.locale import Translator, translator
from reciring.report.charts.svg import (
    INCOMPLETE_COLOUR,
    MUTED_COLOUR,
    PROMISE_COLOUR,
    Drawing,
    estimate_text_width,
    format_number,
    shorten_text,
)
from reciring.report.facilitator_times import format_duration
from reciring.ring.session import Session, last_event, seat
from reciring.ring.speaking_time import speaking_times as spoken

WIDTH, NAMES_WIDTH, NUMBERS_WIDTH = 760.0, 180.0, 120.0
ROW_HEIGHT = 21.0
TOP_MARGIN = 34.0


def speaking_time_svg(session: Session, t: Translator | None = None) -> str:
    """The picture as SVG, in the session's language. Never for what participants get."""
    t = t or translator(session.language)
    at = last_event(session) or dt.datetime.combine(session.date, dt.time(), dt.UTC)
    shares = spoken(session, at)
    fair = sum(shares[who].own + shares[who].helping for who in session.present) / max(1, len(session.present))
    high = TOP_MARGIN + ROW_HEIGHT * len(shares) + 34
    said = [
        t(
            "{name}: {own} about the own question, {helping} helping.",
            name=session.name(who),
            own=format_duration(share.own),
            helping=format_duration(share.helping),
        )
        for who, share in shares.items()
    ]
    share_line = t("fair share {time}", time=format_duration(fair))
    drawing = Drawing("speaking", WIDTH, high, t("Speaking time"), " ".join([*said, share_line]))
    most = max([fair, *(share.own + share.helping for share in shares.values())])
    scale = (WIDTH - NAMES_WIDTH - NUMBERS_WIDTH) / max(1.0, most)
    bottom = TOP_MARGIN + ROW_HEIGHT * len(shares)
    for index, (who, share) in enumerate(shares.items()):
        y = TOP_MARGIN + ROW_HEIGHT * index
        name = session.name(who)
        drawing.text(20, y + 12, str(seat(who)), anchor="end", font_size=12.5, fill=MUTED_COLOUR, class_="quiet")
        label = drawing.text(27, y + 12, shorten_text(name, NAMES_WIDTH - 40, 12.5), font_size=12.5)
        drawing.add_tooltip(label, name)
        _bar(drawing, 0.0, share.own, y, scale, "own")
        _bar(drawing, share.own, share.own + share.helping, y, scale, "helping")
        both = f"{format_duration(share.own)} + {format_duration(share.helping)}"
        drawing.text(WIDTH - NUMBERS_WIDTH + 12, y + 12, both, font_size=11.5, fill=MUTED_COLOUR, class_="quiet")
    if fair > 0:
        x = NAMES_WIDTH + fair * scale
        drawing.add(
            "path",
            class_="fair",
            d=f"M{format_number(x)} {format_number(TOP_MARGIN - 8)}V{format_number(bottom)}",
            fill="none",
            stroke=INCOMPLETE_COLOUR,
            stroke_width=1.5,
            stroke_dasharray="5 3",
        )
        drawing.text(
            x, TOP_MARGIN - 14, share_line, anchor="middle", font_size=12, fill=INCOMPLETE_COLOUR, class_="doubt"
        )
    _legend(drawing, bottom + 24, t)
    return drawing.written()


def _bar(drawing: Drawing, start: float, end: float, y: float, scale: float, kind: str) -> None:
    """Own time is a full bar, helping an open one with slanted lines, so that they differ without colour."""
    if end - start < 0.5:
        return
    x, width = NAMES_WIDTH + start * scale, max(0.8, (end - start) * scale)
    if kind == "own":
        drawing.add("rect", class_="bar own", x=x, y=y + 2.5, width=width, height=12, fill=PROMISE_COLOUR)
        return
    drawing.add(
        "rect",
        class_="bar helping",
        x=x,
        y=y + 3,
        width=width,
        height=11,
        fill="none",
        stroke=PROMISE_COLOUR,
        stroke_width=1,
    )
    lines = []
    place = x + 3
    while place + 5 < x + width:
        lines.append(f"M{format_number(place)} {format_number(y + 14)}l5 -11")
        place += 6
    if lines:
        drawing.add("path", class_="hatch", d="".join(lines), fill="none", stroke=PROMISE_COLOUR, stroke_width=0.8)


def _legend(drawing: Drawing, y: float, t: Translator) -> None:
    x = NAMES_WIDTH
    for kind, word in (("own", t("in the own question")), ("helping", t("helping others"))):
        _bar(drawing, x - NAMES_WIDTH, x - NAMES_WIDTH + 24, y - 12, 1.0, kind)
        drawing.text(x + 30, y, word, font_size=12, fill=MUTED_COLOUR, class_="quiet")
        x += 30 + estimate_text_width(word, 12) + 20
