"""Speaking time as SVG, for the facilitator only: own question and helping per person, next to the fair share."""

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
from reciring.report.wording import format_duration
from reciring.ring.session import Session, last_event, seat
from reciring.ring.speaking_time import speaking_times

# All lengths are in the units of the SVG.
WIDTH, NAMES_WIDTH, NUMBERS_WIDTH = 760.0, 180.0, 120.0
ROW_HEIGHT = 21.0
TOP_MARGIN = 34.0


def speaking_time_svg(session: Session, t: Translator | None = None) -> str:
    """Draw who spoke how long, in the language of ``t`` (default: that of the session). Not for participants."""
    t = t or translator(session.language)
    at = last_event(session) or dt.datetime.combine(session.date, dt.time(), dt.UTC)
    shares = speaking_times(session, at)
    fair_share = sum(shares[who].own + shares[who].helping for who in session.present) / max(1, len(session.present))
    fair_share_text = t("fair share {time}", time=format_duration(fair_share))
    sentences = [
        t(
            "{name}: {own} on their own question, {helping} helping others.",
            name=session.name(who),
            own=format_duration(share.own),
            helping=format_duration(share.helping),
        )
        for who, share in shares.items()
    ]
    bottom = TOP_MARGIN + ROW_HEIGHT * len(shares)
    drawing = Drawing("speaking", WIDTH, bottom + 34, t("Speaking time"), " ".join([*sentences, fair_share_text]))
    longest = max([fair_share, *(share.own + share.helping for share in shares.values())])
    scale = (WIDTH - NAMES_WIDTH - NUMBERS_WIDTH) / max(1.0, longest)
    for index, (who, share) in enumerate(shares.items()):
        y = TOP_MARGIN + ROW_HEIGHT * index
        name = session.name(who)
        drawing.text(20, y + 12, str(seat(who)), anchor="end", font_size=12.5, fill=MUTED_COLOUR, class_="quiet")
        label = drawing.text(27, y + 12, shorten_text(name, NAMES_WIDTH - 40, 12.5), font_size=12.5)
        drawing.add_tooltip(label, name)
        _draw_bar(drawing, 0.0, share.own, y, scale, "own")
        _draw_bar(drawing, share.own, share.own + share.helping, y, scale, "helping")
        numbers = f"{format_duration(share.own)} + {format_duration(share.helping)}"
        drawing.text(WIDTH - NUMBERS_WIDTH + 12, y + 12, numbers, font_size=11.5, fill=MUTED_COLOUR, class_="quiet")
    if fair_share > 0:
        x = NAMES_WIDTH + fair_share * scale
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
            x, TOP_MARGIN - 14, fair_share_text, anchor="middle", font_size=12, fill=INCOMPLETE_COLOUR, class_="doubt"
        )
    _draw_legend(drawing, bottom + 24, t)
    return drawing.to_svg()


def _draw_bar(drawing: Drawing, start: float, end: float, y: float, scale: float, kind: str) -> None:
    """Draw ``start`` to ``end`` seconds; nothing if that is less than half a second.

    The bar of one's own question is filled, that of helping is hatched, so that they differ without colour.
    """
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
    hatching = []
    line_x = x + 3
    while line_x + 5 < x + width:
        hatching.append(f"M{format_number(line_x)} {format_number(y + 14)}l5 -11")
        line_x += 6
    if hatching:
        drawing.add("path", class_="hatch", d="".join(hatching), fill="none", stroke=PROMISE_COLOUR, stroke_width=0.8)


def _draw_legend(drawing: Drawing, y: float, t: Translator) -> None:
    x = NAMES_WIDTH
    for kind, text in (("own", t("on their own question")), ("helping", t("helping others"))):
        _draw_bar(drawing, x - NAMES_WIDTH, x - NAMES_WIDTH + 24, y - 12, 1.0, kind)
        drawing.text(x + 30, y, text, font_size=12, fill=MUTED_COLOUR, class_="quiet")
        x += 30 + estimate_text_width(text, 12) + 20
