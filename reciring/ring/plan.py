"""Whether the plan fits, and what can be done when it does not: warnings and remedies."""

from __future__ import annotations

import datetime as dt
import math

import msgspec

from reciring.ring.commands import Command, SetPlan
from reciring.ring.durations import format_duration
from reciring.ring.message import Message, say
from reciring.ring.registry import can_pause
from reciring.ring.session import Phase, Plan, Session, last_event
from reciring.ring.timing import (
    MAX_MINUTES,
    MAX_PEOPLE,
    MIN_MINUTES,
    MIN_PEOPLE,
    SLOT_STEP,
    TIMED_PHASES,
    countdown,
    current_plan,
    deadline,
    phase_minutes,
    resolve_plan,
    seconds_between,
    timezone_of,
    total_minutes,
)

IDLE_LIMIT = 15 * 60.0
"""Seconds without a fact after which it is asked whether that was a pause."""
MIN_SPOKEN_SLOT = 30
"""Seconds below which a question is better read aloud than heard."""
MIN_REFLECTION = 5
"""Minutes below which a reflection is none."""


def planned_start(session: Session, at: dt.datetime) -> dt.datetime:
    """When the ring began; before it did, its planned start, or ``at`` if that is later."""
    if session.begun or not session.start:
        return session.begun or at
    start = dt.datetime.combine(session.date, session.start, timezone_of(session)).astimezone(dt.UTC)
    return max(at, start)


def plan_warnings(session: Session) -> tuple[Message, ...]:
    """What the format advises against in the plan, each with what to do; nothing is ever blocked for it."""
    found: list[Message] = []
    people, whole = len(session.present), total_minutes(current_plan(session))
    if people > MAX_PEOPLE:
        found.append(
            say(
                "One circle works for at most {most} people, this one has {people}: "
                "make two circles, each with a facilitator of its own.",
                most=MAX_PEOPLE,
                people=people,
            )
        )
    elif 0 < people < MIN_PEOPLE:
        found.append(
            say(
                "A ring needs at least {fewest} people to know somebody who knows somebody, this one has {people}: "
                "invite a few more, or give each question more time.",
                fewest=MIN_PEOPLE,
                people=people,
            )
        )
    if whole > MAX_MINUTES:
        found.append(
            say(
                "The plan takes {whole} minutes; after {longest} attention is gone: "
                "make two circles, or shorten it with /plan total {longest}.",
                whole=whole,
                longest=MAX_MINUTES,
            )
        )
    elif whole < MIN_MINUTES:
        found.append(
            say(
                "The plan takes {whole} minutes; under {shortest} people have no time to help: "
                "/plan total {shortest} gives the round more.",
                whole=whole,
                shortest=MIN_MINUTES,
            )
        )
    if session.start and session.until and not session.begun:
        begin = dt.datetime.combine(session.date, session.start, timezone_of(session)).astimezone(dt.UTC)
        end = deadline(session, begin)
        available = int(seconds_between(begin, end) // 60) if end else whole
        if available < whole:
            found.append(
                say(
                    "Until {until} there are {available} minutes and the plan takes {whole}: "
                    "start earlier, or type /plan total {available}.",
                    until=session.until,
                    available=available,
                    whole=whole,
                )
            )
    return tuple(found)


class TimeShortage(msgspec.Struct, frozen=True):
    """The round cannot be done in time at the least slot: by how much, and the three ways out."""

    short: float
    """Seconds that lack."""
    people: int
    """Who are still to start; the last way out is to read their questions aloud."""
    least: int | None
    """Seconds of the least slot that fits; None when it would be too short to help."""
    reflect: int | None
    """Minutes that remain for a shorter reflection; None when too few would."""
    round: int
    """Minutes of the round that go with that reflection."""


def find_time_shortage(session: Session, at: dt.datetime) -> TimeShortage | None:
    """The first sign that time will not do, from the preparation on; None while it does."""
    if session.phase in (Phase.REFLECT, Phase.DONE):
        return None
    plan, least = current_plan(session), session.plan.least
    begin = planned_start(session, at)
    here = max(begin, at)
    wish = deadline(session, begin)
    if session.begun is None and session.start is None and here.astimezone(timezone_of(session)).date() != session.date:
        wish = None  # nobody knows yet how long it is from the beginning until then
    count = countdown(session, here)
    left = max(0.0, count.left) if count else 0.0
    span = session.phases.get(Phase.ROUND)
    if session.phase is Phase.ROUND:
        first = here + dt.timedelta(seconds=left if session.current else 0.0)
    else:
        before = TIMED_PHASES[: TIMED_PHASES.index(Phase.ROUND)]
        coming = before[before.index(session.phase) + 1 :] if session.phase in before else before
        first = here + dt.timedelta(seconds=left, minutes=sum(phase_minutes(plan, phase) for phase in coming))
    people = len(session.queue) if span else sum(not session.participants[who].passed for who in session.present)
    start = span.start if span else first
    end = start + dt.timedelta(minutes=phase_minutes(plan, Phase.ROUND))
    if wish:
        end = min(end, wish - dt.timedelta(minutes=phase_minutes(plan, Phase.REFLECT)))
    room = seconds_between(first, end)
    if not people or room >= least * people:
        return None
    fits = int(room / people // SLOT_STEP) * SLOT_STEP
    needed = first + dt.timedelta(seconds=least * people)
    last = wish or begin + dt.timedelta(minutes=total_minutes(plan))
    reflect = min(phase_minutes(plan, Phase.REFLECT), int(seconds_between(needed, last) // 60))
    return TimeShortage(
        short=least * people - room,
        people=people,
        least=fits if fits >= MIN_SPOKEN_SLOT else None,
        reflect=reflect if reflect >= MIN_REFLECTION else None,
        round=max(phase_minutes(plan, Phase.ROUND), math.ceil(seconds_between(start, needed) / 60)),
    )


class ShortageOption(msgspec.Struct, frozen=True):
    """A way out of an overrun, in words, and the commands that take it (together one step)."""

    label: Message
    commands: tuple[Command, ...] = ()


def shortage_options(found: TimeShortage, at: dt.datetime) -> tuple[ShortageOption, ...]:
    """The ways out that there are: shorter slots, a shorter reflection, the rest read aloud."""
    ways: list[ShortageOption] = []
    if found.least is not None:
        label = say("at least {span} per question", span=format_duration(found.least))
        ways.append(ShortageOption(label, (SetPlan(at=at, what="least", value=found.least),)))
    if found.reflect is not None:
        label = say("a reflection of {minutes} minutes", minutes=found.reflect)
        plans = (Phase.REFLECT, found.reflect), (Phase.ROUND, found.round)
        ways.append(ShortageOption(label, tuple(SetPlan(at=at, what=str(what), value=value) for what, value in plans)))
    ways.append(ShortageOption(say("read the rest aloud; offers on paper, typed later with >name")))
    return tuple(ways)


def idle_seconds(session: Session, at: dt.datetime) -> float | None:
    """Seconds since the last fact if so long nothing was noted that it may have been a pause; None otherwise.

    ``PauseRing(since=last_fact(session))`` makes a pause of it; doing nothing counts on.
    """
    last = last_event(session)
    if last is None or can_pause(session):
        return None
    seconds = seconds_between(last, at)
    return seconds if seconds > IDLE_LIMIT else None


PHASES_BEFORE_ROUND = (Phase.INTRODUCTION, Phase.FORMULATE)


def seconds_per_question(
    session: Session, at: dt.datetime, *, people: int | None = None, total: int | None = None
) -> int:
    """Seconds that every question gets if the ring goes as planned, with so many ``people``, in ``total_minutes`` minutes."""
    people = max(1, len(session.present) if people is None else people)
    plan = session.plan
    if total is not None:
        plan = msgspec.structs.replace(plan, total=total, round=None)
    full = resolve_plan(plan, people)
    room = seconds_between(*_round(session, full, at)) / people
    return max(plan.least, min(plan.most, int(room // SLOT_STEP) * SLOT_STEP))


def _round(session: Session, plan: Plan, at: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """From when to when the round is, as planned; not past the time at which everything must be over."""
    begin = planned_start(session, at)
    first = begin + dt.timedelta(minutes=sum(phase_minutes(plan, phase) for phase in PHASES_BEFORE_ROUND))
    end = first + dt.timedelta(minutes=phase_minutes(plan, Phase.ROUND))
    known = session.begun or session.start or begin.astimezone(timezone_of(session)).date() == session.date
    wish = deadline(session, begin) if known else None
    if wish:
        end = min(end, wish - dt.timedelta(minutes=phase_minutes(plan, Phase.REFLECT)))
    return first, end
