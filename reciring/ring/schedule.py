"""The clock of a ring: the countdown, the projected end, and the time without any entry.

Everything is calculated from the session and an instant; nothing is stored per second. The rules are in
docs/reference/time-and-turns.md. All durations are in seconds.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.ring.command_registry import can_pause
from reciring.ring.durations import elapsed_seconds, seconds_between
from reciring.ring.plan import TIMED_PHASES, current_plan, deadline, phase_minutes, total_minutes
from reciring.ring.session import Phase, Session, Span, last_event
from reciring.ring.time_per_question import planned_end_of_round, slot_seconds, used_seconds

ASK_WHEN_SECONDS = 30.0
"""So many seconds before the end of a question, the console names its offers that have no day yet."""
IDLE_LIMIT = 15 * 60.0
"""After this number of seconds without an event, the console asks whether it was a pause."""


class Countdown(msgspec.Struct, frozen=True):
    """The seconds remaining (negative: overtime) of a total, and whether the ring is paused."""

    remaining: float
    total: float
    paused: bool = False


def countdown(session: Session, at: dt.datetime) -> Countdown | None:
    """The countdown of the current question; if there is none, that of the phase. None in a phase without minutes."""
    paused = session.pause is not None
    if session.current:
        question = session.questions[session.current]
        total = float((question.slot or 0) + question.added)
        return Countdown(total - used_seconds(question, at), total, paused)
    span = session.phases.get(session.phase)
    if span is None or session.phase not in TIMED_PHASES:
        return None
    if session.phase is Phase.ROUND:
        total = seconds_between(span.start, planned_end_of_round(session, at))
        return Countdown(total - elapsed_seconds(span, at), total, paused)
    total = 60.0 * phase_minutes(current_plan(session), session.phase)
    return Countdown(total - _seconds_in_phase(session, span, at), total, paused)


def _seconds_in_phase(session: Session, span: Span, at: dt.datetime) -> float:
    """The seconds spent in the current phase until ``at``, without those of other phases entered in between."""
    seconds, since = 0.0, span.start
    for start, end in sorted(
        (other.start, other.end) for phase, other in session.phases.items() if other.end and phase is not session.phase
    ):
        if end > since:
            seconds += max(0.0, seconds_between(since, start))
            since = end
    return seconds + max(0.0, seconds_between(since, at))


class Schedule(msgspec.Struct, frozen=True):
    """The projected end of the ring, and how early that is (negative: late)."""

    end: dt.datetime
    seconds_early: float
    next_slot: int | None
    """The slot of each question still to come, if the current one keeps to its slot; None if there are none."""
    waiting: int
    """The number of people in the queue."""


def schedule(session: Session, at: dt.datetime) -> Schedule | None:
    """The projected end, compared with the deadline or else with the plan; None before and after the ring."""
    begun = session.begun
    if begun is None or session.phase in (Phase.PREPARE, Phase.DONE):
        return None
    plan = current_plan(session)
    count = countdown(session, at)
    seconds = max(0.0, count.remaining) if count else 0.0
    slot: int | None = None
    waiting = len(session.queue) if session.phase is Phase.ROUND else 0
    if session.phase is Phase.ROUND:
        if session.current is None:
            seconds = 0.0
        if waiting:
            slot = slot_seconds(session, at + dt.timedelta(seconds=seconds), waiting)
            seconds += slot * waiting
    later = TIMED_PHASES[TIMED_PHASES.index(session.phase) + 1 :]
    seconds += 60.0 * sum(phase_minutes(plan, phase) for phase in later)
    end = at + dt.timedelta(seconds=seconds)
    planned_end = deadline(session) or begun + dt.timedelta(minutes=total_minutes(plan))
    return Schedule(end, seconds_between(end, planned_end), slot, waiting)


def idle_seconds(session: Session, at: dt.datetime) -> float | None:
    """The seconds since the last event, if there are so many that it may have been a pause; otherwise None.

    Only the time of a question or a speaker counts. ``PauseRing(since=last_event(session))`` makes it a pause.
    """
    last = last_event(session)
    if last is None or can_pause(session):
        return None
    seconds = seconds_between(last, at)
    return seconds if seconds > IDLE_LIMIT else None
