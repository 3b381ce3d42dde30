"""The time line, for the facilitator: every step and question, planned and actual."""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.locale import Translator, translator
from reciring.locale.dates import format_clock_time
from reciring.report.charts.svg import (
    INCOMPLETE_COLOUR,
    INK_COLOUR,
    MUTED_COLOUR,
    PALE_COLOUR,
    PROMISE_COLOUR,
    Drawing,
    estimate_text_width,
    format_number,
    shorten_text,
)
from reciring.report.facilitator_times import format_duration
from reciring.report.statistics import questions_in_order
from reciring.report.wording import name_of
from reciring.ring.durations import elapsed_seconds, seconds_between
from reciring.ring.plan import current_plan, phase_minutes, timezone_of
from reciring.ring.session import PHASE_TITLES, Phase, Session, last_event, seat
from reciring.ring.time_per_question import overtime_seconds, used_seconds

Interval = tuple[float, float]
"""From and to, in seconds since the beginning."""


class TimelineRow(msgspec.Struct, frozen=True):
    """A step or a question: what was planned, what happened, and the seconds it took, got and went over."""

    seat: int
    """The asker's seat; 0 of a step."""
    label: str
    planned: Interval | None
    actual: tuple[Interval, ...]
    took: float
    had: float
    over: float
    step: bool


class Timeline(msgspec.Struct, frozen=True):
    """All rows, in the order of time; ``length`` seconds from the beginning to the end of what is shown."""

    begun: dt.datetime | None
    length: float
    rows: tuple[TimelineRow, ...]


def build_timeline(session: Session, t: Translator) -> Timeline:
    """The time line; without rows while the ring has not begun."""
    begun, at = session.begun, last_event(session)
    if begun is None or at is None:
        return Timeline(None, 0.0, ())
    plan = current_plan(session)
    rows: list[TimelineRow] = []
    wish = 0.0
    for phase in (Phase.INTRODUCTION, Phase.FORMULATE, Phase.ROUND, Phase.REFLECT):
        had = 60.0 * phase_minutes(plan, phase)
        planned = (wish, wish + had)
        wish += had
        span = session.phases.get(phase)
        actual = (
            ((seconds_between(begun, span.start), seconds_between(begun, span.end or max(at, span.start))),)
            if span
            else ()
        )
        took = elapsed_seconds(span, at) if span else 0.0
        rows.append(
            TimelineRow(
                0, t(PHASE_TITLES[phase]), planned, actual, took, had, max(0.0, took - had) if span else 0.0, True
            )
        )
        if phase is Phase.ROUND:
            rows += _questions(session, begun, at, t)
    ends = [end for row in rows for _, end in (*row.actual, *([row.planned] if row.planned else []))]
    return Timeline(begun, max(ends, default=0.0), tuple(rows))


def _questions(session: Session, begun: dt.datetime, at: dt.datetime, t: Translator) -> list[TimelineRow]:
    found: list[TimelineRow] = []
    for question in questions_in_order(session):
        if not question.stretches:
            continue
        had = float((question.slot or 0) + question.added)
        actual = tuple(
            (seconds_between(begun, span.start), seconds_between(begun, span.end or max(at, span.start)))
            for span in question.stretches
        )
        start = actual[0][0]
        label = name_of(session, question.asker, t)
        planned = (start, start + max(0.0, had))
        found.append(
            TimelineRow(
                seat(question.asker),
                label,
                planned,
                actual,
                used_seconds(question, at),
                had,
                overtime_seconds(question, at),
                False,
            )
        )
    return found


WIDTH, NAMES_WIDTH, NUMBERS_WIDTH = 760.0, 170.0, 140.0
ROW_HEIGHT = 21.0
TOP_MARGIN = 30.0


def timeline_svg(session: Session, t: Translator | None = None) -> str:
    """The picture as SVG, in the session's language."""
    t = t or translator(session.language)
    line = build_timeline(session, t)
    high = TOP_MARGIN + ROW_HEIGHT * len(line.rows) + 40
    drawing = Drawing("timeline", WIDTH, high, t("How the time went"), _describe(line.rows, t))
    if line.begun is None:
        drawing.text(
            WIDTH / 2, high / 2, t("The ring has not begun."), anchor="middle", fill=MUTED_COLOUR, class_="quiet"
        )
        return drawing.written()
    scale = (WIDTH - NAMES_WIDTH - NUMBERS_WIDTH) / max(60.0, line.length)
    _axis(drawing, line.begun.astimezone(timezone_of(session)), line.length, scale, high - 36)
    for index, row in enumerate(line.rows):
        _row(drawing, row, TOP_MARGIN + ROW_HEIGHT * index, scale, t)
    _legend(drawing, high - 10, t)
    return drawing.written()


def _describe(rows: tuple[TimelineRow, ...], t: Translator) -> str:
    said = [
        t("{what}: {took} of {had}.", what=row.label, took=format_duration(row.took), had=format_duration(row.had))
        for row in rows
    ]
    return " ".join(said) or t("The ring has not begun.")


def _axis(drawing: Drawing, begun: dt.datetime, length: float, scale: float, bottom: float) -> None:
    """A fine line and the time of day at every so many whole minutes; few enough to be read."""
    every = next((step for step in (300, 600, 900, 1800, 3600) if length / step <= 9), 7200)
    past = (begun.minute * 60 + begun.second + begun.microsecond / 1e6) % every
    seconds = (every - past) % every
    while seconds <= length:
        x = NAMES_WIDTH + seconds * scale
        drawing.add("line", class_="grid", x1=x, y1=TOP_MARGIN - 8, x2=x, y2=bottom, stroke=PALE_COLOUR, stroke_width=1)
        moment = begun + dt.timedelta(seconds=seconds)
        drawing.text(
            x,
            TOP_MARGIN - 14,
            format_clock_time(moment.time()),
            anchor="middle",
            font_size=11,
            fill=MUTED_COLOUR,
            class_="quiet",
        )
        seconds += every


def _row(drawing: Drawing, row: TimelineRow, y: float, scale: float, t: Translator) -> None:
    size = 12.5 if row.step else 12.0
    indent = 0.0 if row.step else 30.0
    weight = "bold" if row.step else "normal"
    label = drawing.text(
        indent, y + 12, shorten_text(row.label, NAMES_WIDTH - indent - 10, size), font_size=size, font_weight=weight
    )
    drawing.add_tooltip(label, row.label)
    if not row.step:
        drawing.text(indent - 7, y + 12, str(row.seat), anchor="end", font_size=size, fill=MUTED_COLOUR, class_="quiet")
    if row.planned:
        start, end = row.planned
        drawing.add(
            "rect",
            class_="planned",
            x=NAMES_WIDTH + start * scale,
            y=y + 2.5,
            width=max(1.0, (end - start) * scale),
            height=12,
            fill="none",
            stroke=MUTED_COLOUR,
            stroke_width=1,
        )
    rest = row.had
    for start, end in row.actual:
        within = max(0.0, min(end - start, rest))
        rest -= end - start
        _bar(drawing, start, start + within, y, scale, "step" if row.step else "used")
        _bar(drawing, start + within, end, y, scale, "over")
    for (_, left), (right, _) in zip(row.actual, row.actual[1:], strict=False):
        middle = format_number(y + 8.5)
        drawing.add(
            "path",
            class_="wait",
            d=f"M{format_number(NAMES_WIDTH + left * scale)} {middle}H{format_number(NAMES_WIDTH + right * scale)}",
            fill="none",
            stroke=INK_COLOUR,
            stroke_width=1,
            stroke_dasharray="1.5 3",
        )
    took = t("{took} of {had}", took=format_duration(row.took), had=format_duration(row.had)) if row.actual else "–"
    more = f"  +{format_duration(row.over)}" if row.over >= 0.5 else ""
    drawing.text(WIDTH - NUMBERS_WIDTH + 10, y + 12, took + more, font_size=11.5, fill=MUTED_COLOUR, class_="quiet")


def _bar(drawing: Drawing, start: float, end: float, y: float, scale: float, kind: str) -> None:
    """What happened: full for a question, slim for a step; past the time higher, so that it shows without colour."""
    if end - start < 0.5:
        return
    top, high, colour = {
        "used": (4.5, 8.0, PROMISE_COLOUR),
        "step": (6.5, 4.0, INK_COLOUR),
        "over": (1.0, 15.0, INCOMPLETE_COLOUR),
    }[kind]
    drawing.add(
        "rect",
        class_=f"bar {kind}",
        x=NAMES_WIDTH + start * scale,
        y=y + top,
        width=max(0.8, (end - start) * scale),
        height=high,
        fill=colour,
    )


def _legend(drawing: Drawing, y: float, t: Translator) -> None:
    x = NAMES_WIDTH
    for kind, word in (("planned", t("planned")), ("used", t("used")), ("over", t("over time"))):
        if kind == "planned":
            drawing.add(
                "rect",
                class_=kind,
                x=x,
                y=y - 10,
                width=22,
                height=12,
                fill="none",
                stroke=MUTED_COLOUR,
                stroke_width=1,
            )
        elif kind == "used":
            drawing.add("rect", class_="bar used", x=x, y=y - 8, width=22, height=8, fill=PROMISE_COLOUR)
        else:
            drawing.add("rect", class_="bar over", x=x, y=y - 11.5, width=22, height=15, fill=INCOMPLETE_COLOUR)
        drawing.text(x + 28, y, word, font_size=12, fill=MUTED_COLOUR, class_="quiet")
        x += 28 + estimate_text_width(word, 12) + 20
