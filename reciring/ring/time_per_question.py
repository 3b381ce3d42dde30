"""The time per question: the seconds that a question gets (its slot), has used, and has gone over.

The rules are in docs/reference/time-and-turns.md. All durations are in seconds.
"""

from __future__ import annotations

import datetime as dt
import math

import msgspec

from reciring.ring.durations import elapsed_seconds, seconds_between
from reciring.ring.plan import (
    PHASES_BEFORE_ROUND,
    current_plan,
    known_deadline,
    paused_seconds,
    phase_minutes,
    planned_start,
    resolve_plan,
)
from reciring.ring.session import Phase, Plan, Question, Session

SLOT_STEP = 5
"""A slot is a multiple of this number of seconds."""


def slot_seconds(session: Session, at: dt.datetime, people: int) -> int:
    """The slot of a question that starts at ``at`` while ``people`` wait to ask, its own asker included.

    The time until the planned end of the round is divided equally, then rounded down and kept within the bounds of
    the plan.
    """
    return rounded_slot(seconds_between(at, planned_end_of_round(session, at)) / max(1, people), session.plan)


def planned_end_of_round(session: Session, at: dt.datetime, start: dt.datetime | None = None) -> dt.datetime:
    """The start of the round plus its minutes and its pauses until ``at``; earlier if the deadline requires it.

    ``start`` is when the round will start if it has not, by default ``at``.
    """
    span = session.phases.get(Phase.ROUND)
    begin = span.start if span else start or at
    pauses = dt.timedelta(seconds=paused_seconds(session, begin, at))
    return _end_of_round(current_plan(session), begin + pauses, known_deadline(session, at))


def seconds_per_question(
    session: Session, at: dt.datetime, *, people: int | None = None, total: int | None = None
) -> int:
    """The time of every question if the ring goes as planned: what there is, also if the shortest slot is longer.

    ``people`` is the number of questions, by default everyone present. ``total`` is the length of the ring in minutes,
    by default that of the plan.
    """
    people = max(1, len(session.present) if people is None else people)
    plan = session.plan
    if total is not None:
        plan = msgspec.structs.replace(plan, total=total, round=None)
    full = resolve_plan(plan, people)
    minutes_before = sum(phase_minutes(full, phase) for phase in PHASES_BEFORE_ROUND)
    start = planned_start(session, at) + dt.timedelta(minutes=minutes_before)
    end = _end_of_round(full, start, known_deadline(session, at))
    return max(0, min(plan.most, int(seconds_between(start, end) / people // SLOT_STEP) * SLOT_STEP))


def _end_of_round(plan: Plan, start: dt.datetime, limit: dt.datetime | None) -> dt.datetime:
    """The end of a round that starts at ``start``, so that the reflection still fits before ``limit``."""
    end = start + dt.timedelta(minutes=phase_minutes(plan, Phase.ROUND))
    return min(end, limit - dt.timedelta(minutes=phase_minutes(plan, Phase.REFLECT))) if limit else end


def rounded_slot(seconds: float, plan: Plan) -> int:
    """Seconds rounded down to a whole step, at least ``plan.least`` and at most ``plan.most``."""
    return max(plan.least, min(plan.most, int(seconds // SLOT_STEP) * SLOT_STEP))


def used_seconds(question: Question, at: dt.datetime) -> float:
    """The seconds during which a question was discussed until ``at``, pauses excluded."""
    return sum(elapsed_seconds(stretch, at) for stretch in question.stretches)


def seconds_left(question: Question, at: dt.datetime) -> int:
    """The whole seconds that are left of a question's slot and its added time; 0 if none."""
    return max(0, math.floor((question.slot or 0) + question.added - used_seconds(question, at)))


def overtime_seconds(question: Question, at: dt.datetime) -> float:
    """The seconds that a question has used beyond its slot and its added time; 0 if none."""
    return max(0.0, used_seconds(question, at) - (question.slot or 0) - question.added)
