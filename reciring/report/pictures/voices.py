"""Speaking time, for the facilitator alone: own and helping per person, beside the fair share."""

from __future__ import annotations

import datetime as dt

from reciring.locale import Translator, translator
from reciring.report.pictures.svg import DOUBT, PROMISE, QUIET, Drawing, breadth, number, shortened
from reciring.report.times import span
from reciring.ring.balance import speaking as spoken
from reciring.ring.session import Session, last_fact, seat

WIDTH, NAMES, NUMBERS = 760.0, 180.0, 120.0
HIGH = 21.0
TOP = 34.0


def speaking(session: Session, t: Translator | None = None) -> str:
    """The picture as SVG, in the session's language. Never for what participants get."""
    t = t or translator(session.language)
    at = last_fact(session) or dt.datetime.combine(session.date, dt.time(), dt.UTC)
    shares = spoken(session, at)
    fair = sum(shares[who].own + shares[who].helping for who in session.present) / max(1, len(session.present))
    high = TOP + HIGH * len(shares) + 34
    said = [
        t(
            "{name}: {own} about the own question, {helping} helping.",
            name=session.name(who),
            own=span(share.own),
            helping=span(share.helping),
        )
        for who, share in shares.items()
    ]
    share_line = t("fair share {time}", time=span(fair))
    drawing = Drawing("speaking", WIDTH, high, t("Speaking time"), " ".join([*said, share_line]))
    most = max([fair, *(share.own + share.helping for share in shares.values())])
    scale = (WIDTH - NAMES - NUMBERS) / max(1.0, most)
    bottom = TOP + HIGH * len(shares)
    for index, (who, share) in enumerate(shares.items()):
        y = TOP + HIGH * index
        name = session.name(who)
        drawing.text(20, y + 12, str(seat(who)), anchor="end", font_size=12.5, fill=QUIET, class_="quiet")
        label = drawing.text(27, y + 12, shortened(name, NAMES - 40, 12.5), font_size=12.5)
        drawing.hover(label, name)
        _bar(drawing, 0.0, share.own, y, scale, "own")
        _bar(drawing, share.own, share.own + share.helping, y, scale, "helping")
        both = f"{span(share.own)} + {span(share.helping)}"
        drawing.text(WIDTH - NUMBERS + 12, y + 12, both, font_size=11.5, fill=QUIET, class_="quiet")
    if fair > 0:
        x = NAMES + fair * scale
        drawing.add(
            "path",
            class_="fair",
            d=f"M{number(x)} {number(TOP - 8)}V{number(bottom)}",
            fill="none",
            stroke=DOUBT,
            stroke_width=1.5,
            stroke_dasharray="5 3",
        )
        drawing.text(x, TOP - 14, share_line, anchor="middle", font_size=12, fill=DOUBT, class_="doubt")
    _legend(drawing, bottom + 24, t)
    return drawing.written()


def _bar(drawing: Drawing, start: float, end: float, y: float, scale: float, kind: str) -> None:
    """Own time is a full bar, helping an open one with slanted lines, so that they differ without colour."""
    if end - start < 0.5:
        return
    x, width = NAMES + start * scale, max(0.8, (end - start) * scale)
    if kind == "own":
        drawing.add("rect", class_="bar own", x=x, y=y + 2.5, width=width, height=12, fill=PROMISE)
        return
    drawing.add(
        "rect",
        class_="bar helping",
        x=x,
        y=y + 3,
        width=width,
        height=11,
        fill="none",
        stroke=PROMISE,
        stroke_width=1,
    )
    lines = []
    place = x + 3
    while place + 5 < x + width:
        lines.append(f"M{number(place)} {number(y + 14)}l5 -11")
        place += 6
    if lines:
        drawing.add("path", class_="hatch", d="".join(lines), fill="none", stroke=PROMISE, stroke_width=0.8)


def _legend(drawing: Drawing, y: float, t: Translator) -> None:
    x = NAMES
    for kind, word in (("own", t("in the own question")), ("helping", t("helping others"))):
        _bar(drawing, x - NAMES, x - NAMES + 24, y - 12, 1.0, kind)
        drawing.text(x + 30, y, word, font_size=12, fill=QUIET, class_="quiet")
        x += 30 + breadth(word, 12) + 20
