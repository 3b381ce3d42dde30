"""A shortage of time: whether the remaining questions fit in the round, and the options if they do not.

The rules are in docs/reference/time-and-turns.md.
"""

from __future__ import annotations

import datetime as dt
import math

import msgspec

from reciring.ring.command_types import Command, ReadAloud, SetPlan
from reciring.ring.durations import format_duration, seconds_between
from reciring.ring.message import Message, say
from reciring.ring.names import short_name
from reciring.ring.plan import (
    MAX_LENGTH,
    current_plan,
    known_deadline,
    paused_seconds,
    phase_minutes,
    planned_start,
    total_minutes,
)
from reciring.ring.schedule import schedule
from reciring.ring.session import Phase, Session
from reciring.ring.time_per_question import SLOT_STEP

MIN_SPOKEN_SLOT = 30
"""With fewer seconds than this, a question is better read aloud than discussed."""
MIN_REFLECTION = 5
"""The shortest reflection that is proposed, in minutes."""


class TimeShortage(msgspec.Struct, frozen=True):
    """The ring ends too late even if every question gets only the shortest slot."""

    minutes: int
    """The minutes that are missing: how late the ring ends (``Schedule.minutes_late``)."""
    people: int
    """The number of people who are still to ask."""
    each: int
    """The seconds that there are for each of them, not rounded to a slot."""
    least: int | None
    """The longest shortest slot that fits, in seconds; None if that is too short to discuss a question."""
    reflect: int | None
    """The minutes of a reflection that leaves enough time for the round; None if that is too short."""
    round: int
    """The minutes of the round with that reflection."""


def find_time_shortage(session: Session, at: dt.datetime) -> TimeShortage | None:
    """The shortage of time at ``at``, in the preparation or any phase until the round; None if there is enough time."""
    plan = schedule(session, at)
    if plan is None or not plan.waiting or plan.end_of_questions <= plan.end_of_round:
        return None
    if not 1 <= plan.minutes_late < MAX_LENGTH / dt.timedelta(minutes=1):
        return None  # in time, or a ring of another day
    minutes = phase_minutes(current_plan(session), Phase.REFLECT)
    limit = max(plan.end_of_round, plan.target - dt.timedelta(minutes=minutes))
    each = seconds_between(plan.next_start, limit) / plan.waiting
    fitting_slot = int(each // SLOT_STEP) * SLOT_STEP
    reflect = min(minutes, int(seconds_between(plan.end_of_questions, plan.target) // 60))
    span = session.phases.get(Phase.ROUND)
    needed = seconds_between(span.start if span else plan.next_start, plan.end_of_questions)
    if span:
        needed -= paused_seconds(session, span.start, at)
    return TimeShortage(
        minutes=plan.minutes_late,
        people=plan.waiting,
        each=max(0, int(each)),
        least=fitting_slot if fitting_slot >= MIN_SPOKEN_SLOT else None,
        reflect=reflect if MIN_REFLECTION <= reflect < minutes else None,
        round=max(phase_minutes(current_plan(session), Phase.ROUND), math.ceil(needed / 60)),
    )


class TimeLeft(msgspec.Struct, frozen=True):
    """The time that is left before the ring begins, if it is less than was planned."""

    minutes: int
    """The whole minutes until the end time."""
    each: int
    """The seconds for each question, not rounded to a slot."""


def time_left(session: Session, at: dt.datetime) -> TimeLeft | None:
    """What fits between the start (or now) and the end time; None if there is time for the whole plan."""
    start, limit = planned_start(session, at), known_deadline(session, at)
    plan = schedule(session, at)
    if session.phase is not Phase.PREPARE or plan is None or not plan.waiting or limit is None:
        return None
    seconds = seconds_between(start, limit)
    if seconds >= 60 * total_minutes(current_plan(session)):
        return None
    each = seconds_between(plan.next_start, plan.end_of_round) / plan.waiting
    return TimeLeft(max(0, int(seconds // 60)), max(0, min(session.plan.most, int(each))))


class ShortageOption(msgspec.Struct, frozen=True):
    """One way to deal with a shortage."""

    label: Message
    """What it does, in a few words."""
    commands: tuple[Command, ...]
    """The commands that carry it out, as one change."""
    done: Message
    """The message after that."""


def shortage_options(found: TimeShortage, session: Session, at: dt.datetime) -> tuple[ShortageOption, ...]:
    """The options that the shortage leaves: shorter slots, a shorter reflection; in the round also reading aloud."""
    options: list[ShortageOption] = []
    if found.least is not None:
        span = format_duration(found.least)
        done, label = say("at least {span} per question", span=span), say("{span} each", span=span)
        options.append(ShortageOption(label, (SetPlan(at=at, what="least", value=found.least),), done))
    if found.reflect is not None:
        done = say("a reflection of {minutes} minutes", minutes=found.reflect)
        minutes = (Phase.REFLECT, found.reflect), (Phase.ROUND, found.round)
        commands = tuple(SetPlan(at=at, what=str(phase), value=value) for phase, value in minutes)
        label = say("reflect {minutes} min", minutes=found.reflect)
        options.append(ShortageOption(label, commands, done))
    if session.phase is Phase.ROUND:
        options.append(ShortageOption(say("read out"), (ReadAloud(at=at),), reading_aloud_hint(session)))
    return tuple(options)


def reading_aloud_hint(session: Session) -> Message:
    """How questions are read aloud, and how an offer from paper is typed: a dot at the start keeps the speaker."""
    to = session.queue[-1]
    by = next((who for who in session.present if who != to), to)
    return say(
        "Read aloud; offers on paper. Type them later: .{who} knows someone >{to}",
        who=short_name(by, session),
        to=short_name(to, session),
    )
