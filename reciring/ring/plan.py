"""Whether the plan fits, and what can be done when it does not: warnings and remedies."""

from __future__ import annotations

import datetime as dt
import math

import msgspec

from reciring.ring.allowed import can_pause
from reciring.ring.commands import Command, PlanTime
from reciring.ring.message import Message, say
from reciring.ring.session import Phase, Session, last_fact
from reciring.ring.spans import write_span
from reciring.ring.timing import (
    FEWEST,
    LONGEST,
    MOST,
    SHORTEST,
    STEP,
    TIMED,
    between,
    countdown,
    minutes,
    plan_of,
    total,
    until,
    zone,
)

GAP = 15 * 60.0
"""Seconds without a fact after which it is asked whether that was a pause."""
BRIEFEST_SLOT = 30
"""Seconds below which a question is better read aloud than heard."""
BRIEFEST_REFLECTION = 5
"""Minutes below which a reflection is none."""


def planned_begin(session: Session, at: dt.datetime) -> dt.datetime:
    """When the ring began; before it did, its planned start, or ``at`` if that is later."""
    if session.begun or not session.start:
        return session.begun or at
    start = dt.datetime.combine(session.date, session.start, zone(session)).astimezone(dt.UTC)
    return max(at, start)


def warnings(session: Session) -> tuple[Message, ...]:
    """What the format advises against in the plan, each with what to do; nothing is ever blocked for it."""
    found: list[Message] = []
    people, whole = len(session.present), total(plan_of(session))
    if people > MOST:
        found.append(
            say(
                "One circle works for at most {most} people, this one has {people}: "
                "make two circles, each with a facilitator of its own.",
                most=MOST,
                people=people,
            )
        )
    elif 0 < people < FEWEST:
        found.append(
            say(
                "A ring needs at least {fewest} people to know somebody who knows somebody, this one has {people}: "
                "invite a few more, or give each question more time.",
                fewest=FEWEST,
                people=people,
            )
        )
    if whole > LONGEST:
        found.append(
            say(
                "The plan takes {whole} minutes; after {longest} attention is gone: "
                "make two circles, or shorten it with /plan total {longest}.",
                whole=whole,
                longest=LONGEST,
            )
        )
    elif whole < SHORTEST:
        found.append(
            say(
                "The plan takes {whole} minutes; under {shortest} people have no time to help: "
                "/plan total {shortest} gives the round more.",
                whole=whole,
                shortest=SHORTEST,
            )
        )
    if session.start and session.until and not session.begun:
        begin = dt.datetime.combine(session.date, session.start, zone(session)).astimezone(dt.UTC)
        end = until(session, begin)
        available = int(between(begin, end) // 60) if end else whole
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


class Overrun(msgspec.Struct, frozen=True):
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


def overrun(session: Session, at: dt.datetime) -> Overrun | None:
    """The first sign that time will not do, from the preparation on; None while it does."""
    if session.phase in (Phase.REFLECT, Phase.DONE):
        return None
    plan, least = plan_of(session), session.plan.least
    begin = planned_begin(session, at)
    here = max(begin, at)
    wish = until(session, begin)
    if session.begun is None and session.start is None and here.astimezone(zone(session)).date() != session.date:
        wish = None  # nobody knows yet how long it is from the beginning until then
    count = countdown(session, here)
    left = max(0.0, count.left) if count else 0.0
    span = session.phases.get(Phase.ROUND)
    if session.phase is Phase.ROUND:
        first = here + dt.timedelta(seconds=left if session.current else 0.0)
    else:
        before = TIMED[: TIMED.index(Phase.ROUND)]
        coming = before[before.index(session.phase) + 1 :] if session.phase in before else before
        first = here + dt.timedelta(seconds=left, minutes=sum(minutes(plan, phase) for phase in coming))
    people = len(session.queue) if span else sum(not session.participants[who].passed for who in session.present)
    start = span.start if span else first
    end = start + dt.timedelta(minutes=minutes(plan, Phase.ROUND))
    if wish:
        end = min(end, wish - dt.timedelta(minutes=minutes(plan, Phase.REFLECT)))
    room = between(first, end)
    if not people or room >= least * people:
        return None
    fits = int(room / people // STEP) * STEP
    needed = first + dt.timedelta(seconds=least * people)
    last = wish or begin + dt.timedelta(minutes=total(plan))
    reflect = min(minutes(plan, Phase.REFLECT), int(between(needed, last) // 60))
    return Overrun(
        short=least * people - room,
        people=people,
        least=fits if fits >= BRIEFEST_SLOT else None,
        reflect=reflect if reflect >= BRIEFEST_REFLECTION else None,
        round=max(minutes(plan, Phase.ROUND), math.ceil(between(start, needed) / 60)),
    )


class Remedy(msgspec.Struct, frozen=True):
    """A way out of an overrun, in words, and the commands that take it (together one step)."""

    label: Message
    commands: tuple[Command, ...] = ()


def remedies(found: Overrun, at: dt.datetime) -> tuple[Remedy, ...]:
    """The ways out that there are: shorter slots, a shorter reflection, the rest read aloud."""
    ways: list[Remedy] = []
    if found.least is not None:
        label = say("at least {span} per question", span=write_span(found.least))
        ways.append(Remedy(label, (PlanTime(at=at, what="least", value=found.least),)))
    if found.reflect is not None:
        label = say("a reflection of {minutes} minutes", minutes=found.reflect)
        plans = (Phase.REFLECT, found.reflect), (Phase.ROUND, found.round)
        ways.append(Remedy(label, tuple(PlanTime(at=at, what=str(what), value=value) for what, value in plans)))
    ways.append(Remedy(say("read the rest aloud; offers on paper, typed later with >name")))
    return tuple(ways)


def gap(session: Session, at: dt.datetime) -> float | None:
    """Seconds since the last fact if so long nothing was noted that it may have been a pause; None otherwise.

    ``PauseRing(since=last_fact(session))`` makes a pause of it; doing nothing counts on.
    """
    last = last_fact(session)
    if last is None or can_pause(session):
        return None
    seconds = between(last, at)
    return seconds if seconds > GAP else None
