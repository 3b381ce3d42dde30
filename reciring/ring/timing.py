"""The rules of time: plan, slot, countdown and schedule, all reckoned from the session and an instant.

Nothing here is stored per tick. Spans of time are seconds as float (exact to the microsecond) unless a name
says minutes.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec

from reciring.ring.session import Phase, Plan, Question, Session, Span

TIMED_PHASES = (Phase.INTRODUCTION, Phase.FORMULATE, Phase.ROUND, Phase.REFLECT)
SLOT_STEP = 5
"""A slot is a whole number of these seconds."""
MIN_PEOPLE, MAX_PEOPLE = 6, 20
"""People for whom one circle works well."""
MIN_MINUTES, MAX_MINUTES = 60, 90
"""Minutes that a ring works well in."""
ASK_WHEN_S = 30.0
"""Seconds before the end of a question at which its offers without a day are pointed out."""


def seconds_between(start: dt.datetime, end: dt.datetime) -> float:
    """Seconds from start to end."""
    return (end - start).total_seconds()


def elapsed_seconds(span: Span, at: dt.datetime) -> float:
    """Seconds of a span until ``at``; never below zero."""
    return max(0.0, seconds_between(span.start, span.end or max(at, span.start)))


def resolve_plan(plan: Plan, people: int) -> Plan:
    """The plan with every phase's minutes settled for this many people (DESIGN section 5)."""
    introduction = plan.introduction if plan.introduction is not None else 10
    formulate = plan.formulate if plan.formulate is not None else (5 if people < 10 else 10)
    reflect = plan.reflect if plan.reflect is not None else (15 if people < 12 else 10)
    round_ = plan.round if plan.round is not None else min(60, max(30, 5 * people))
    if plan.total is not None and plan.round is None:
        round_ = max(1, plan.total - introduction - formulate - reflect)
    return msgspec.structs.replace(
        plan, introduction=introduction, formulate=formulate, round=round_, reflect=reflect, total=None
    )


def current_plan(session: Session) -> Plan:
    """The plan that holds now: for who is present while preparing, the stored one afterwards."""
    return resolve_plan(session.plan, len(session.present))


def phase_minutes(plan: Plan, phase: Phase) -> int:
    """The minutes of a timed phase of a full plan; nought for the others."""
    return int(getattr(plan, phase) or 0) if phase in TIMED_PHASES else 0


def total_minutes(plan: Plan) -> int:
    """Minutes of a full plan."""
    return sum(phase_minutes(plan, phase) for phase in TIMED_PHASES)


def timezone_of(session: Session) -> ZoneInfo:
    return ZoneInfo(session.timezone)


def deadline(session: Session, at: dt.datetime | None = None) -> dt.datetime | None:
    """The instant by which everything must be over, if one was set: the first such time after the beginning."""
    if session.until is None:
        return None
    begun, here = session.begun or at, timezone_of(session)
    if begun is None:
        return dt.datetime.combine(session.date, session.until, here).astimezone(dt.UTC)
    day = begun.astimezone(here).date()
    moment = begun
    while moment <= begun:
        wall = dt.datetime.combine(day, session.until, here)
        moment = wall.astimezone(dt.UTC)
        if moment <= begun:  # in the night that the clock goes back, the same time comes once more
            moment = wall.replace(fold=1).astimezone(dt.UTC)
        day += dt.timedelta(days=1)
    return moment


def planned_end_of_round(session: Session, at: dt.datetime) -> dt.datetime:
    """The round's beginning (or ``at``, before it) and its minutes, or earlier where ``deadline`` wants it."""
    plan = current_plan(session)
    span = session.phases.get(Phase.ROUND)
    end = (span.start if span else at) + dt.timedelta(minutes=phase_minutes(plan, Phase.ROUND))
    limit = deadline(session, at)
    if limit:
        end = min(end, limit - dt.timedelta(minutes=phase_minutes(plan, Phase.REFLECT)))
    return end


def unbounded_slot_seconds(session: Session, at: dt.datetime, people: int) -> float:
    """Seconds that each of ``people`` questions could get from ``at`` on, before rounding and bounds."""
    return seconds_between(at, planned_end_of_round(session, at)) / max(1, people)


def slot_seconds(session: Session, at: dt.datetime, people: int) -> int:
    """Seconds for a question that starts at ``at`` while ``people`` are in the queue, this one included."""
    whole = int(unbounded_slot_seconds(session, at, people) // SLOT_STEP) * SLOT_STEP
    return max(session.plan.least, min(session.plan.most, whole))


def used_seconds(question: Question, at: dt.datetime) -> float:
    """Seconds a question was open, pauses excluded."""
    return sum(elapsed_seconds(stretch, at) for stretch in question.stretches)


def overtime_seconds(question: Question, at: dt.datetime) -> float:
    """Seconds past its slot and what was added."""
    return max(0.0, used_seconds(question, at) - (question.slot or 0) - question.added)


class Countdown(msgspec.Struct, frozen=True):
    """What the big digits show: seconds left (below zero: over), of how many, and whether it stands still."""

    left: float
    of: float
    paused: bool = False


def countdown(session: Session, at: dt.datetime) -> Countdown | None:
    """The open question's countdown; in the other timed phases (and between questions) the phase's own."""
    if session.current:
        question = session.questions[session.current]
        of = float((question.slot or 0) + question.added)
        return Countdown(of - used_seconds(question, at), of, session.pause is not None)
    span = session.phases.get(session.phase)
    if span is None or session.phase not in TIMED_PHASES:
        return None
    if session.phase is Phase.ROUND:
        of = seconds_between(span.start, planned_end_of_round(session, at))
        return Countdown(of - elapsed_seconds(span, at), of, session.pause is not None)
    of = 60.0 * phase_minutes(current_plan(session), session.phase)
    return Countdown(of - _spent_here(session, span, at), of, session.pause is not None)


def _spent_here(session: Session, span: Span, at: dt.datetime) -> float:
    """Seconds of a phase until ``at``, without those of the phases to which we went back in between."""
    seconds, since = 0.0, span.start
    for start, end in sorted(
        (other.start, other.end) for phase, other in session.phases.items() if other.end and phase is not session.phase
    ):
        if end > since:
            seconds += max(0.0, seconds_between(since, start))
            since = end
    return seconds + max(0.0, seconds_between(since, at))


class Schedule(msgspec.Struct, frozen=True):
    """When it ends as things go, and how many seconds before (above zero) or after the wish that is."""

    end: dt.datetime
    ahead: float
    next_slot: int | None
    """Seconds for each question still to come, reckoned as if the open one keeps to its slot."""
    waiting: int


def schedule(session: Session, at: dt.datetime) -> Schedule | None:
    """The projected end against the wish: ``deadline``, else beginning + plan. None before and after the ring."""
    begun = session.begun
    if begun is None or session.phase in (Phase.PREPARE, Phase.DONE):
        return None
    plan = current_plan(session)
    count = countdown(session, at)
    left = max(0.0, count.left) if count else 0.0
    each: int | None = None
    waiting = len(session.queue) if session.phase is Phase.ROUND else 0
    if session.phase is Phase.ROUND:
        if session.current is None:
            left = 0.0
        if waiting:
            each = slot_seconds(session, at + dt.timedelta(seconds=left), waiting)
            left += each * waiting
    later = TIMED_PHASES[TIMED_PHASES.index(session.phase) + 1 :]
    left += 60.0 * sum(phase_minutes(plan, phase) for phase in later)
    end = at + dt.timedelta(seconds=left)
    wish = deadline(session) or begun + dt.timedelta(minutes=total_minutes(plan))
    return Schedule(end, seconds_between(end, wish), each, waiting)
