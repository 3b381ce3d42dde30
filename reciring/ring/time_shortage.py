"""A shortage of time: whether the remaining questions fit in the round, and the options if they do not.

The rules are in docs/reference/time-and-turns.md.
"""

from __future__ import annotations

import datetime as dt
import math

import msgspec

from reciring.ring.command_types import Command, SetPlan
from reciring.ring.durations import format_duration, seconds_between
from reciring.ring.message import Message, say
from reciring.ring.plan import (
    PHASES_BEFORE_ROUND,
    current_plan,
    known_deadline,
    phase_minutes,
    planned_start,
    total_minutes,
)
from reciring.ring.schedule import countdown
from reciring.ring.session import Phase, Session
from reciring.ring.time_per_question import SLOT_STEP

MIN_SPOKEN_SLOT = 30
"""With fewer seconds than this, a question is better read aloud than discussed."""
MIN_REFLECTION = 5
"""The shortest reflection that is proposed, in minutes."""


class TimeShortage(msgspec.Struct, frozen=True):
    """The round is too short to give every question the shortest slot."""

    missing_seconds: float
    people: int
    """The number of people whose question has not started."""
    least: int | None
    """The longest shortest slot that fits, in seconds; None if that is too short to discuss a question."""
    reflect: int | None
    """The minutes of a reflection that leaves enough time for the round; None if that is too short."""
    round: int
    """The minutes of the round with that reflection."""


def find_time_shortage(session: Session, at: dt.datetime) -> TimeShortage | None:
    """The shortage of time at ``at``, in the preparation or any phase until the round; None if there is enough time."""
    if session.phase in (Phase.REFLECT, Phase.DONE):
        return None
    plan, least = current_plan(session), session.plan.least
    start = planned_start(session, at)
    limit = known_deadline(session, at)
    next_question = _next_question_at(session, at)
    span = session.phases.get(Phase.ROUND)
    people = len(session.queue) if span else sum(not session.participants[who].passed for who in session.present)
    round_start = span.start if span else next_question
    round_end = round_start + dt.timedelta(minutes=phase_minutes(plan, Phase.ROUND))
    if limit:
        round_end = min(round_end, limit - dt.timedelta(minutes=phase_minutes(plan, Phase.REFLECT)))
    available = seconds_between(next_question, round_end)
    if not people or available >= least * people:
        return None
    fitting_slot = int(available / people // SLOT_STEP) * SLOT_STEP
    needed_end = next_question + dt.timedelta(seconds=least * people)
    ring_end = limit or start + dt.timedelta(minutes=total_minutes(plan))
    reflect = min(phase_minutes(plan, Phase.REFLECT), int(seconds_between(needed_end, ring_end) // 60))
    return TimeShortage(
        missing_seconds=least * people - available,
        people=people,
        least=fitting_slot if fitting_slot >= MIN_SPOKEN_SLOT else None,
        reflect=reflect if reflect >= MIN_REFLECTION else None,
        round=max(phase_minutes(plan, Phase.ROUND), math.ceil(seconds_between(round_start, needed_end) / 60)),
    )


def _next_question_at(session: Session, at: dt.datetime) -> dt.datetime:
    """When the next question starts, if the current question or phase and those before the round keep to their time."""
    now = max(planned_start(session, at), at)
    count = countdown(session, now)
    remaining = max(0.0, count.remaining) if count else 0.0
    if session.phase is Phase.ROUND:
        return now + dt.timedelta(seconds=remaining if session.current else 0.0)
    coming: tuple[Phase, ...] = PHASES_BEFORE_ROUND
    if session.phase in coming:
        coming = coming[coming.index(session.phase) + 1 :]
    plan = current_plan(session)
    return now + dt.timedelta(seconds=remaining, minutes=sum(phase_minutes(plan, phase) for phase in coming))


class ShortageOption(msgspec.Struct, frozen=True):
    """One way to deal with a shortage: its label, and the commands that carry it out as one change."""

    label: Message
    commands: tuple[Command, ...] = ()


def shortage_options(found: TimeShortage, at: dt.datetime) -> tuple[ShortageOption, ...]:
    """The options that the shortage leaves: shorter slots, a shorter reflection, the rest read aloud."""
    options: list[ShortageOption] = []
    if found.least is not None:
        label = say("at least {span} per question", span=format_duration(found.least))
        options.append(ShortageOption(label, (SetPlan(at=at, what="least", value=found.least),)))
    if found.reflect is not None:
        label = say("a reflection of {minutes} minutes", minutes=found.reflect)
        minutes = (Phase.REFLECT, found.reflect), (Phase.ROUND, found.round)
        commands = tuple(SetPlan(at=at, what=str(phase), value=value) for phase, value in minutes)
        options.append(ShortageOption(label, commands))
    options.append(ShortageOption(say("read the rest aloud; offers on paper, typed later with >name")))
    return tuple(options)
