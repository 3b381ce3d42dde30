"""The clock of a ring: the countdown, the projected end, and the time without any entry.

Everything is calculated from the session and a time; nothing is stored per second. The rules are in
docs/reference/time-and-turns.md. All durations are in seconds.
"""

from __future__ import annotations

import datetime as dt
import math

import msgspec

from reciring.ring.command_registry import can_pause
from reciring.ring.durations import seconds_between
from reciring.ring.plan import (
    MAX_LENGTH,
    PHASES_BEFORE_ROUND,
    TIMED_PHASES,
    current_plan,
    ended_pauses,
    paused_seconds,
    phase_minutes,
    planned_start,
    target_end,
)
from reciring.ring.round import should_queue
from reciring.ring.session import Phase, Session, Span, last_event
from reciring.ring.time_per_question import planned_end_of_round, rounded_slot, used_seconds

ASK_WHEN_SECONDS = 30.0
"""This number of seconds before the end of a question, the console lists its offers without a day."""
IDLE_LIMIT = 15 * 60.0
"""After this number of seconds without an event, the console asks whether it was a pause."""


class Countdown(msgspec.Struct, frozen=True):
    """The seconds remaining (negative: overtime) of a total, and whether the ring is paused."""

    remaining: float
    total: float
    paused: bool = False


def countdown(session: Session, at: dt.datetime) -> Countdown | None:
    """The countdown of the current question; if there is none, that of the phase.

    None in a phase without minutes, and in one of another day.
    """
    paused = session.pause is not None
    if session.current:
        question = session.questions[session.current]
        total = float((question.slot or 0) + question.added)
        return Countdown(total - used_seconds(question, at), total, paused)
    span = session.phases.get(session.phase)
    if span is None or session.phase not in TIMED_PHASES:
        return None
    if session.phase is Phase.ROUND:
        end = planned_end_of_round(session, at)
        total = seconds_between(span.start, end) - paused_seconds(session, span.start, at)
        remaining = seconds_between(at, end)
    else:
        total = 60.0 * phase_minutes(current_plan(session), session.phase)
        remaining = total - _seconds_in_phase(session, span, at)
    if remaining < -MAX_LENGTH.total_seconds() and not paused:
        return None
    return Countdown(remaining, total, paused)


def _seconds_in_phase(session: Session, span: Span, at: dt.datetime) -> float:
    """The seconds spent in the current phase until ``at``, without pauses and other phases entered in between."""
    left_out = [other for phase, other in session.phases.items() if other.end and phase is not session.phase]
    left_out += ended_pauses(session)
    if session.pause:
        left_out.append(Span(start=session.pause.since, end=max(at, session.pause.since)))
    seconds, since = 0.0, span.start
    for start, end in sorted((other.start, other.end) for other in left_out if other.end):
        if end > since:
            seconds += max(0.0, seconds_between(since, start))
            since = end
    return seconds + max(0.0, seconds_between(since, at))


class Schedule(msgspec.Struct, frozen=True):
    """When the ring ends at this pace, and the time that it is compared with.

    Everything that says *late*, *early* or *short* uses ``minutes_late``, so that no two figures differ.
    """

    end: dt.datetime
    """The projected end."""
    target: dt.datetime
    """The end time, or without one the planned end."""
    next_slot: int | None
    """The slot of the next question, if what runs now keeps to its time; None if there are no more questions."""
    waiting: int
    """The number of people who are still to ask."""
    next_start: dt.datetime
    """When the next question starts, if what runs now and the phases before the round keep to their time."""
    end_of_round: dt.datetime
    """The planned end of the round."""
    end_of_questions: dt.datetime
    """When everyone has asked, each with the slot that they would really get."""

    @property
    def minutes_late(self) -> int:
        """How many minutes the projected end is later than its target (negative: earlier), rounded once."""
        return math.floor(seconds_between(self.target, self.end) / 60 + 0.5)

    @property
    def shown_end(self) -> dt.datetime:
        """The projected end to the minute, so that it differs from the target by ``minutes_late``."""
        return self.target + dt.timedelta(minutes=self.minutes_late)


def people_to_ask(session: Session) -> int:
    """The number of people who are still to ask: the queue, and before the round everyone who would join it."""
    if session.phase is Phase.ROUND:
        return len(session.queue)
    if session.phase in (Phase.REFLECT, Phase.DONE):
        return 0
    return len(session.queue) + sum(should_queue(session, who) for who in session.present)


def schedule(session: Session, at: dt.datetime) -> Schedule | None:
    """The projected end: what runs now and all that follows, each with its time. None when the ring is done.

    Everyone who is still to ask gets the slot that they would really get. Before the ring begins, it is projected from
    its planned start, or from now if that is later.
    """
    if session.phase is Phase.DONE:
        return None
    now = planned_start(session, at) if session.phase is Phase.PREPARE else at
    plan, waiting = current_plan(session), people_to_ask(session)
    place = TIMED_PHASES.index(session.phase) if session.phase in TIMED_PHASES else -1
    count = countdown(session, at)
    seconds = max(0.0, count.remaining) if count else 0.0
    if session.phase is Phase.ROUND and session.current is None:
        seconds = 0.0
    coming = TIMED_PHASES[place + 1 :]
    before_round = sum(phase_minutes(plan, phase) for phase in coming if phase in PHASES_BEFORE_ROUND)
    start = question = now + dt.timedelta(seconds=seconds, minutes=before_round)
    end_of_round = planned_end_of_round(session, at, start)
    slots: list[int] = []
    for people in range(waiting, 0, -1):
        slots.append(rounded_slot(seconds_between(question, end_of_round) / people, session.plan))
        question += dt.timedelta(seconds=slots[-1])
    reflection = phase_minutes(plan, Phase.REFLECT) if Phase.REFLECT in coming else 0
    return Schedule(
        end=question + dt.timedelta(minutes=reflection),
        target=target_end(session, at),
        next_slot=slots[0] if slots else None,
        waiting=waiting,
        next_start=start,
        end_of_round=end_of_round,
        end_of_questions=question,
    )


def idle_seconds(session: Session, at: dt.datetime) -> float | None:
    """The seconds since the last event, if there are so many that it may have been a pause; otherwise None.

    Only the time of a question or a speaker counts. ``PauseRing(since=last_event(session))`` makes it a pause.
    """
    last = last_event(session)
    if last is None or can_pause(session):
        return None
    seconds = seconds_between(last, at)
    return seconds if seconds > IDLE_LIMIT else None
