"""The time line, for the facilitator: every step and question, planned and actual."""

from __future__ import annotations

import datetime as dt

from reciring.locale import Translator, translator
from reciring.locale.dates import clock
from reciring.report.pictures.rows import Row, rows_of
from reciring.report.pictures.svg import DOUBT, INK, PALE, PROMISE, QUIET, Drawing, breadth, number, shortened
from reciring.report.times import span
from reciring.ring.session import Session
from reciring.ring.timing import zone

WIDTH, NAMES, NUMBERS = 760.0, 170.0, 140.0
HIGH = 21.0
TOP = 30.0


def timeline(session: Session, t: Translator | None = None) -> str:
    """The picture as SVG, in the session's language."""
    t = t or translator(session.language)
    line = rows_of(session, t)
    high = TOP + HIGH * len(line.rows) + 40
    drawing = Drawing("timeline", WIDTH, high, t("How the time went"), _describe(line.rows, t))
    if line.begun is None:
        drawing.text(WIDTH / 2, high / 2, t("The ring has not begun."), anchor="middle", fill=QUIET, class_="quiet")
        return drawing.written()
    scale = (WIDTH - NAMES - NUMBERS) / max(60.0, line.length)
    _axis(drawing, line.begun.astimezone(zone(session)), line.length, scale, high - 36)
    for index, row in enumerate(line.rows):
        _row(drawing, row, TOP + HIGH * index, scale, t)
    _legend(drawing, high - 10, t)
    return drawing.written()


def _describe(rows: tuple[Row, ...], t: Translator) -> str:
    said = [t("{what}: {took} of {had}.", what=row.label, took=span(row.took), had=span(row.had)) for row in rows]
    return " ".join(said) or t("The ring has not begun.")


def _axis(drawing: Drawing, begun: dt.datetime, length: float, scale: float, bottom: float) -> None:
    """A fine line and the time of day at every so many whole minutes; few enough to be read."""
    every = next((step for step in (300, 600, 900, 1800, 3600) if length / step <= 9), 7200)
    past = (begun.minute * 60 + begun.second + begun.microsecond / 1e6) % every
    seconds = (every - past) % every
    while seconds <= length:
        x = NAMES + seconds * scale
        drawing.add("line", class_="grid", x1=x, y1=TOP - 8, x2=x, y2=bottom, stroke=PALE, stroke_width=1)
        moment = begun + dt.timedelta(seconds=seconds)
        drawing.text(x, TOP - 14, clock(moment.time()), anchor="middle", font_size=11, fill=QUIET, class_="quiet")
        seconds += every


def _row(drawing: Drawing, row: Row, y: float, scale: float, t: Translator) -> None:
    size = 12.5 if row.step else 12.0
    indent = 0.0 if row.step else 30.0
    weight = "bold" if row.step else "normal"
    label = drawing.text(
        indent, y + 12, shortened(row.label, NAMES - indent - 10, size), font_size=size, font_weight=weight
    )
    drawing.hover(label, row.label)
    if not row.step:
        drawing.text(indent - 7, y + 12, str(row.seat), anchor="end", font_size=size, fill=QUIET, class_="quiet")
    if row.planned:
        start, end = row.planned
        drawing.add(
            "rect",
            class_="planned",
            x=NAMES + start * scale,
            y=y + 2.5,
            width=max(1.0, (end - start) * scale),
            height=12,
            fill="none",
            stroke=QUIET,
            stroke_width=1,
        )
    rest = row.had
    for start, end in row.actual:
        within = max(0.0, min(end - start, rest))
        rest -= end - start
        _bar(drawing, start, start + within, y, scale, "step" if row.step else "used")
        _bar(drawing, start + within, end, y, scale, "over")
    for (_, left), (right, _) in zip(row.actual, row.actual[1:], strict=False):
        middle = number(y + 8.5)
        drawing.add(
            "path",
            class_="wait",
            d=f"M{number(NAMES + left * scale)} {middle}H{number(NAMES + right * scale)}",
            fill="none",
            stroke=INK,
            stroke_width=1,
            stroke_dasharray="1.5 3",
        )
    took = t("{took} of {had}", took=span(row.took), had=span(row.had)) if row.actual else "–"
    more = f"  +{span(row.over)}" if row.over >= 0.5 else ""
    drawing.text(WIDTH - NUMBERS + 10, y + 12, took + more, font_size=11.5, fill=QUIET, class_="quiet")


def _bar(drawing: Drawing, start: float, end: float, y: float, scale: float, kind: str) -> None:
    """What happened: full for a question, slim for a step; past the time higher, so that it shows without colour."""
    if end - start < 0.5:
        return
    top, high, colour = {"used": (4.5, 8.0, PROMISE), "step": (6.5, 4.0, INK), "over": (1.0, 15.0, DOUBT)}[kind]
    drawing.add(
        "rect",
        class_=f"bar {kind}",
        x=NAMES + start * scale,
        y=y + top,
        width=max(0.8, (end - start) * scale),
        height=high,
        fill=colour,
    )


def _legend(drawing: Drawing, y: float, t: Translator) -> None:
    x = NAMES
    for kind, word in (("planned", t("planned")), ("used", t("used")), ("over", t("over time"))):
        if kind == "planned":
            drawing.add(
                "rect", class_=kind, x=x, y=y - 10, width=22, height=12, fill="none", stroke=QUIET, stroke_width=1
            )
        elif kind == "used":
            drawing.add("rect", class_="bar used", x=x, y=y - 8, width=22, height=8, fill=PROMISE)
        else:
            drawing.add("rect", class_="bar over", x=x, y=y - 11.5, width=22, height=15, fill=DOUBT)
        drawing.text(x + 28, y, word, font_size=12, fill=QUIET, class_="quiet")
        x += 28 + breadth(word, 12) + 20
