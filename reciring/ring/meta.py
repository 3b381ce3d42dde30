"""The plan, and what the session is called, when and where."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import msgspec

from reciring.ring import floor
from reciring.ring.commands import (
    Again,
    Date,
    Facilitator,
    Language,
    MeasureTimes,
    Place,
    PlanTime,
    Tick,
    Title,
    Until,
)
from reciring.ring.refusal import refuse
from reciring.ring.round import with_minutes
from reciring.ring.session import Phase, Session
from reciring.ring.timing import TIMED, minutes, plan_of

replace = msgspec.structs.replace
LONGEST_PLAN = 24 * 60
YEARS = range(1000, 9000)
"""The years of a session's day: past them, instants could not be reckoned."""


def plan(session: Session, command: PlanTime, at: dt.datetime) -> Session:
    what, value = command.what, command.value
    old = session.plan
    if what in ("most", "least"):
        most, least = (value, old.least) if what == "most" else (old.most, value)
        if not 0 < least <= most:
            raise refuse("A question needs some time, and the least cannot be more than the most.")
        return replace(session, plan=replace(old, most=most, least=least))
    if not 0 <= value <= LONGEST_PLAN:
        raise refuse("Minutes are a number from 0 to {most}.", most=LONGEST_PLAN)
    if what != "total":
        return replace(session, plan=with_minutes(old, what, value))
    full = plan_of(session)
    others = sum(minutes(full, phase) for phase in TIMED if phase is not Phase.ROUND)
    if value <= others:
        raise refuse("The other steps take {others} minutes: that leaves no time for the round.", others=others)
    if session.phase is Phase.PREPARE:
        return replace(session, plan=replace(old, total=value, round=None))
    return replace(session, plan=replace(full, round=value - others))


def until(session: Session, command: Until, at: dt.datetime) -> Session:
    return replace(session, until=command.time)


def title(session: Session, command: Title, at: dt.datetime) -> Session:
    return replace(session, title=command.text)


def date(session: Session, command: Date, at: dt.datetime) -> Session:
    """The day, the planned start, the time zone; the start only while it is still a plan."""
    if command.zone is not None:
        try:
            zoneinfo.ZoneInfo(command.zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise refuse("{zone} is no time zone: try Europe/Amsterdam.", zone=command.zone) from None
        session = replace(session, timezone=command.zone)
    if command.time is not None:
        if session.phase is not Phase.PREPARE:
            raise refuse("The ring has begun: its start is known.")
        session = replace(session, start=command.time)
    if command.day.year not in YEARS:
        raise refuse("{day} is too far away: type the date as 2026-11-24.", day=command.day.isoformat())
    return replace(session, date=command.day)


def place(session: Session, command: Place, at: dt.datetime) -> Session:
    return replace(session, place=command.text)


def facilitator(session: Session, command: Facilitator, at: dt.datetime) -> Session:
    return replace(session, facilitator=command.text)


def language(session: Session, command: Language, at: dt.datetime) -> Session:
    return replace(session, language=command.language)


def again(session: Session, command: Again, at: dt.datetime) -> Session:
    return replace(session, again=command.day)


def tick(session: Session, command: Tick, at: dt.datetime) -> Session:
    if command.item in session.ticked:
        return replace(session, ticked=tuple(item for item in session.ticked if item != command.item))
    return replace(session, ticked=(*session.ticked, command.item))


def measure(session: Session, command: MeasureTimes, at: dt.datetime) -> Session:
    """Measure speaking time or stop it; what was measured before stays until it is erased."""
    if not command.on:
        session = floor.give(session, None, at)
    return replace(session, times=command.on)


def erase_times(session: Session) -> Session:
    """The session without what was measured of who spoke when, and without measuring on."""
    pause = session.pause and replace(session.pause, speaker=None)
    return replace(session, turns={}, times=False, pause=pause)
