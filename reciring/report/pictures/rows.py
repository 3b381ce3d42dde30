"""The time line as rows: the steps and every question, planned and actual, in seconds since the beginning."""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.locale import Translator
from reciring.report.numbers import asked_in_order
from reciring.report.wording import name_of
from reciring.ring.session import Phase, Session, last_fact, seat
from reciring.ring.timing import between, minutes, over, plan_of, spent, used
from reciring.ring.titles import PHASES

Stretch = tuple[float, float]
"""From and to, in seconds since the beginning."""


class Row(msgspec.Struct, frozen=True):
    """A step or a question: what was planned, what happened, and the seconds it took, got and went over."""

    seat: int
    """The asker's seat; 0 of a step."""
    label: str
    planned: Stretch | None
    actual: tuple[Stretch, ...]
    took: float
    had: float
    over: float
    step: bool


class Timeline(msgspec.Struct, frozen=True):
    """All rows, in the order of time; ``length`` seconds from the beginning to the end of what is shown."""

    begun: dt.datetime | None
    length: float
    rows: tuple[Row, ...]


def rows_of(session: Session, t: Translator) -> Timeline:
    """The time line; without rows while the ring has not begun."""
    begun, at = session.begun, last_fact(session)
    if begun is None or at is None:
        return Timeline(None, 0.0, ())
    plan = plan_of(session)
    rows: list[Row] = []
    wish = 0.0
    for phase in (Phase.INTRODUCTION, Phase.FORMULATE, Phase.ROUND, Phase.REFLECT):
        had = 60.0 * minutes(plan, phase)
        planned = (wish, wish + had)
        wish += had
        span = session.phases.get(phase)
        actual = ((between(begun, span.start), between(begun, span.end or max(at, span.start))),) if span else ()
        took = spent(span, at) if span else 0.0
        rows.append(Row(0, t(PHASES[phase]), planned, actual, took, had, max(0.0, took - had) if span else 0.0, True))
        if phase is Phase.ROUND:
            rows += _questions(session, begun, at, t)
    ends = [end for row in rows for _, end in (*row.actual, *([row.planned] if row.planned else []))]
    return Timeline(begun, max(ends, default=0.0), tuple(rows))


def _questions(session: Session, begun: dt.datetime, at: dt.datetime, t: Translator) -> list[Row]:
    found: list[Row] = []
    for question in asked_in_order(session):
        if not question.stretches:
            continue
        had = float((question.slot or 0) + question.added)
        actual = tuple(
            (between(begun, span.start), between(begun, span.end or max(at, span.start))) for span in question.stretches
        )
        start = actual[0][0]
        label = name_of(session, question.asker, t)
        planned = (start, start + max(0.0, had))
        found.append(
            Row(seat(question.asker), label, planned, actual, used(question, at), had, over(question, at), False)
        )
    return found
