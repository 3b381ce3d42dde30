"""The timeline, for the facilitator: planned and actual time of every step and question. As data and as SVG."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

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
from reciring.report.statistics import questions_in_order
from reciring.report.wording import format_duration, name_of
from reciring.ring.durations import elapsed_seconds, seconds_between
from reciring.ring.plan import current_plan, phase_minutes, timezone_of
from reciring.ring.session import PHASE_TITLES, Phase, Session, Span, last_event, seat
from reciring.ring.time_per_question import overtime_seconds, used_seconds

Interval = tuple[float, float]
"""From and to, in seconds since the ring began."""


class TimelineRow(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the ring or a question. ``available``, ``used`` and ``overrun`` are in seconds."""

    seat: int = 0
    """The asker's seat; 0 for a step."""
    label: str
    planned: Interval
    actual: tuple[Interval, ...]
    available: float
    used: float
    overrun: float

    @property
    def is_step(self) -> bool:
        return not self.seat


class Timeline(msgspec.Struct, frozen=True):
    """The rows in the order of time. ``length`` is in seconds, from the beginning to the last end of a row."""

    begun: dt.datetime | None
    length: float
    rows: tuple[TimelineRow, ...]


def build_timeline(session: Session, t: Translator) -> Timeline:
    """Return the timeline up to the last event; without rows if the ring has not begun."""
    begun, at = session.begun, last_event(session)
    if begun is None or at is None:
        return Timeline(None, 0.0, ())
    plan = current_plan(session)
    rows: list[TimelineRow] = []
    planned_start = 0.0
    for phase in (Phase.INTRODUCTION, Phase.FORMULATE, Phase.ROUND, Phase.REFLECT):
        available = 60.0 * phase_minutes(plan, phase)
        planned_end = planned_start + available
        span = session.phases.get(phase)
        used = elapsed_seconds(span, at) if span else 0.0
        rows.append(
            TimelineRow(
                label=t(PHASE_TITLES[phase]),
                planned=(planned_start, planned_end),
                actual=_intervals([span] if span else [], begun, at),
                available=available,
                used=used,
                overrun=max(0.0, used - available),
            )
        )
        if phase is Phase.ROUND:
            rows += _question_rows(session, begun, at, t)
        planned_start = planned_end
    ends = (end for row in rows for _, end in (*row.actual, row.planned))
    return Timeline(begun, max(ends, default=0.0), tuple(rows))


def _question_rows(session: Session, begun: dt.datetime, at: dt.datetime, t: Translator) -> list[TimelineRow]:
    rows = []
    for question in questions_in_order(session):
        if not question.stretches:
            continue
        available = float((question.slot or 0) + question.added)
        actual = _intervals(question.stretches, begun, at)
        start = actual[0][0]
        rows.append(
            TimelineRow(
                seat=seat(question.asker),
                label=name_of(session, question.asker, t),
                planned=(start, start + max(0.0, available)),
                actual=actual,
                available=available,
                used=used_seconds(question, at),
                overrun=overtime_seconds(question, at),
            )
        )
    return rows


def _intervals(spans: Sequence[Span], begun: dt.datetime, at: dt.datetime) -> tuple[Interval, ...]:
    """Return spans as intervals; one that still runs ends at ``at``."""
    return tuple(
        (seconds_between(begun, span.start), seconds_between(begun, span.end or max(at, span.start))) for span in spans
    )


# All lengths are in the units of the SVG.
WIDTH, NAMES_WIDTH, NUMBERS_WIDTH = 760.0, 170.0, 140.0
ROW_HEIGHT = 21.0
TOP_MARGIN = 30.0
BAR_STYLES = {
    "used": (4.5, 8.0, PROMISE_COLOUR),
    "step": (6.5, 4.0, INK_COLOUR),
    "over": (1.0, 15.0, INCOMPLETE_COLOUR),
}
"""Offset from the top of the row, height and colour. Heights differ, so that bars differ without colour too."""


def timeline_svg(session: Session, t: Translator | None = None) -> str:
    """Draw the timeline, in the language of ``t`` (default: that of the session)."""
    t = t or translator(session.language)
    timeline = build_timeline(session, t)
    height = TOP_MARGIN + ROW_HEIGHT * len(timeline.rows) + 40
    drawing = Drawing("timeline", WIDTH, height, t("How the time went"), _describe(timeline.rows, t))
    if timeline.begun is None:
        drawing.text(
            WIDTH / 2, height / 2, t("The ring has not begun."), anchor="middle", fill=MUTED_COLOUR, class_="quiet"
        )
        return drawing.to_svg()
    scale = (WIDTH - NAMES_WIDTH - NUMBERS_WIDTH) / max(60.0, timeline.length)
    _draw_axis(drawing, timeline.begun.astimezone(timezone_of(session)), timeline.length, scale, height - 36)
    for index, row in enumerate(timeline.rows):
        _draw_row(drawing, row, TOP_MARGIN + ROW_HEIGHT * index, scale, t)
    _draw_legend(drawing, height - 10, t)
    return drawing.to_svg()


def _describe(rows: tuple[TimelineRow, ...], t: Translator) -> str:
    sentences = (
        t(
            "{what}: {took} of {had}.",
            what=row.label,
            took=format_duration(row.used),
            had=format_duration(row.available),
        )
        for row in rows
    )
    return " ".join(sentences) or t("The ring has not begun.")


def _draw_axis(drawing: Drawing, begun: dt.datetime, length: float, scale: float, bottom: float) -> None:
    """Draw a line with the time of day at every 5, 10, 15, 30, 60 or 120 minutes, so that there are at most ten."""
    interval = next((seconds for seconds in (300, 600, 900, 1800, 3600) if length / seconds <= 9), 7200)
    past = (begun.minute * 60 + begun.second + begun.microsecond / 1e6) % interval
    seconds = (interval - past) % interval
    while seconds <= length:
        x = NAMES_WIDTH + seconds * scale
        drawing.add("line", class_="grid", x1=x, y1=TOP_MARGIN - 8, x2=x, y2=bottom, stroke=PALE_COLOUR, stroke_width=1)
        time = (begun + dt.timedelta(seconds=seconds)).time()
        drawing.text(
            x,
            TOP_MARGIN - 14,
            format_clock_time(time),
            anchor="middle",
            font_size=11,
            fill=MUTED_COLOUR,
            class_="quiet",
        )
        seconds += interval


def _draw_row(drawing: Drawing, row: TimelineRow, y: float, scale: float, t: Translator) -> None:
    """Draw the label, the planned and actual time, and the numbers of one row."""
    size = 12.5 if row.is_step else 12.0
    indent = 0.0 if row.is_step else 30.0
    weight = "bold" if row.is_step else "normal"
    label = drawing.text(
        indent, y + 12, shorten_text(row.label, NAMES_WIDTH - indent - 10, size), font_size=size, font_weight=weight
    )
    drawing.add_tooltip(label, row.label)
    if not row.is_step:
        drawing.text(indent - 7, y + 12, str(row.seat), anchor="end", font_size=size, fill=MUTED_COLOUR, class_="quiet")
    start, end = row.planned
    _draw_planned(drawing, NAMES_WIDTH + start * scale, y + 2.5, max(1.0, (end - start) * scale))
    rest = row.available
    for start, end in row.actual:
        within = max(0.0, min(end - start, rest))
        rest -= end - start
        _draw_bar(drawing, start, start + within, y, scale, "step" if row.is_step else "used")
        _draw_bar(drawing, start + within, end, y, scale, "over")
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
    numbers = "–"
    if row.actual:
        numbers = t("{took} of {had}", took=format_duration(row.used), had=format_duration(row.available))
    if row.overrun >= 0.5:
        numbers += f"  +{format_duration(row.overrun)}"
    drawing.text(WIDTH - NUMBERS_WIDTH + 10, y + 12, numbers, font_size=11.5, fill=MUTED_COLOUR, class_="quiet")


def _draw_planned(drawing: Drawing, x: float, y: float, width: float) -> None:
    drawing.add(
        "rect", class_="planned", x=x, y=y, width=width, height=12, fill="none", stroke=MUTED_COLOUR, stroke_width=1
    )


def _draw_bar(drawing: Drawing, start: float, end: float, y: float, scale: float, kind: str) -> None:
    """Draw actual time, from ``start`` to ``end`` seconds; nothing if that is less than half a second."""
    if end - start < 0.5:
        return
    offset, height, colour = BAR_STYLES[kind]
    drawing.add(
        "rect",
        class_=f"bar {kind}",
        x=NAMES_WIDTH + start * scale,
        y=y + offset,
        width=max(0.8, (end - start) * scale),
        height=height,
        fill=colour,
    )


def _draw_legend(drawing: Drawing, y: float, t: Translator) -> None:
    x = NAMES_WIDTH
    for kind, text in (("planned", t("planned")), ("used", t("used")), ("over", t("overtime"))):
        if kind == "planned":
            _draw_planned(drawing, x, y - 10, 22)
        elif kind == "used":
            drawing.add("rect", class_="bar used", x=x, y=y - 8, width=22, height=8, fill=PROMISE_COLOUR)
        else:
            drawing.add("rect", class_="bar over", x=x, y=y - 11.5, width=22, height=15, fill=INCOMPLETE_COLOUR)
        drawing.text(x + 28, y, text, font_size=12, fill=MUTED_COLOUR, class_="quiet")
        x += 28 + estimate_text_width(text, 12) + 20
