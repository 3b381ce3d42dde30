"""The details of a session: its plan and end time, title, day and place, checklist, and speaking time on or off."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from reciring.ring.command_types import (
    MeasureSpeaking,
    SetDate,
    SetEndTime,
    SetFacilitator,
    SetFollowUp,
    SetLanguage,
    SetPlace,
    SetPlan,
    SetTitle,
    ToggleItem,
)
from reciring.ring.message import refuse
from reciring.ring.participants import join_facilitator
from reciring.ring.plan import TIMED_PHASES, current_plan, phase_minutes, with_phase_minutes
from reciring.ring.session import Phase, Session
from reciring.ring.speaker import set_speaker
from reciring.ring.validate import YEARS, is_timezone

MAX_PLAN_MINUTES = 24 * 60
"""No phase and no ring is planned to be longer than a day."""


def set_plan(session: Session, command: SetPlan, at: dt.datetime) -> Session:
    """Set a value of the plan: minutes of a phase or in total, or the bounds of a slot in seconds.

    Raises Refused for a value that is not possible.
    """
    what, value = command.what, command.value
    old = session.plan
    if what in ("most", "least"):
        most, least = (value, old.least) if what == "most" else (old.most, value)
        if not 0 < least <= most:
            raise refuse("“Least” must be longer than 0:00 and not longer than “most”.")
        return replace(session, plan=replace(old, most=most, least=least))
    if not 0 <= value <= MAX_PLAN_MINUTES:
        raise refuse("Type a number of minutes from 0 to {most}.", most=MAX_PLAN_MINUTES)
    if what != "total":
        return replace(session, plan=with_phase_minutes(old, what, value))
    plan = current_plan(session)
    others = sum(phase_minutes(plan, phase) for phase in TIMED_PHASES if phase is not Phase.ROUND)
    if value <= others:
        raise refuse("The other steps already take {others} minutes. Choose a larger total.", others=others)
    if session.phase is Phase.PREPARE:
        return replace(session, plan=replace(old, total=value, round=None))
    return replace(session, plan=replace(plan, round=value - others))


def set_end_time(session: Session, command: SetEndTime, at: dt.datetime) -> Session:
    return replace(session, until=command.time)


def set_title(session: Session, command: SetTitle, at: dt.datetime) -> Session:
    return replace(session, title=command.text)


def set_date(session: Session, command: SetDate, at: dt.datetime) -> Session:
    """Set the day, and if given the time zone and (before the ring begins) the planned start."""
    if command.zone is not None:
        if not is_timezone(command.zone):
            raise refuse("{zone} is not a time zone. Type one such as Europe/Amsterdam.", zone=command.zone)
        session = replace(session, timezone=command.zone)
    if command.time is not None:
        if session.phase is not Phase.PREPARE:
            raise refuse("The ring has already begun, so its start cannot change.")
        session = replace(session, start=command.time)
    if command.day.year not in YEARS:
        raise refuse(
            "{day} is too far in the past or future. Type a date such as 2026-11-24.", day=command.day.isoformat()
        )
    return replace(session, date=command.day)


def set_place(session: Session, command: SetPlace, at: dt.datetime) -> Session:
    return replace(session, place=command.text)


def set_facilitator(session: Session, command: SetFacilitator, at: dt.datetime) -> Session:
    return join_facilitator(replace(session, facilitator=command.text), at)


def set_language(session: Session, command: SetLanguage, at: dt.datetime) -> Session:
    return replace(session, language=command.language)


def set_follow_up(session: Session, command: SetFollowUp, at: dt.datetime) -> Session:
    return replace(session, again=command.day)


def toggle_item(session: Session, command: ToggleItem, at: dt.datetime) -> Session:
    if command.item in session.ticked:
        return replace(session, ticked=tuple(item for item in session.ticked if item != command.item))
    return replace(session, ticked=(*session.ticked, command.item))


def measure_speaking(session: Session, command: MeasureSpeaking, at: dt.datetime) -> Session:
    """Start or stop measuring speaking time; what was measured stays until it is erased."""
    if not command.on:
        session = set_speaker(session, None, at)
    return replace(session, times=command.on)


def erase_speaking_times(session: Session) -> Session:
    """The session without any turns; speaking time is not measured from then on."""
    pause = session.pause and replace(session.pause, speaker=None)
    return replace(session, turns={}, times=False, pause=pause)
