"""The plan of a ring: the minutes of each phase, its planned start and its deadline, and warnings about the plan.

The rules are in docs/reference/time-and-turns.md. Times of day are local to the session; datetimes are in UTC.
"""

from __future__ import annotations

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import msgspec

from reciring.ring.durations import overlap_seconds, seconds_between
from reciring.ring.message import Message, say
from reciring.ring.session import Phase, Plan, Session, Span

PHASES_BEFORE_ROUND = (Phase.INTRODUCTION, Phase.FORMULATE)
TIMED_PHASES = (*PHASES_BEFORE_ROUND, Phase.ROUND, Phase.REFLECT)
"""The phases that have minutes in the plan, in order."""
MIN_PEOPLE, MAX_PEOPLE = 6, 20
"""The number of participants for one ring to work well."""
MIN_MINUTES, MAX_MINUTES = 60, 90
"""The length of a ring that works well, in minutes."""
MAX_LENGTH = dt.timedelta(hours=12)
"""An end time of the next day that comes later than this has already passed. A longer pause lasted a night."""


def resolve_plan(plan: Plan, people: int) -> Plan:
    """Fill in the minutes of every phase that the plan leaves open, for this number of people.

    A total is turned into the minutes of the round: what the other phases leave, at least one minute.
    """
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
    """The complete plan: for the participants present during preparation, as stored after the ring has begun."""
    return resolve_plan(session.plan, len(session.present))


def phase_minutes(plan: Plan, phase: Phase) -> int:
    """The minutes of a phase in a complete plan; 0 for a phase without minutes."""
    return int(getattr(plan, phase) or 0) if phase in TIMED_PHASES else 0


def total_minutes(plan: Plan) -> int:
    """The minutes of a complete plan."""
    return sum(phase_minutes(plan, phase) for phase in TIMED_PHASES)


def with_phase_minutes(plan: Plan, phase: str, minutes: int) -> Plan:
    """The plan with other minutes for a timed phase."""
    changes: dict[str, int] = {str(phase): minutes}
    return msgspec.structs.replace(plan, **changes)


def timezone_of(session: Session) -> ZoneInfo:
    return ZoneInfo(session.timezone)


def local_time(session: Session, instant: dt.datetime) -> dt.time | Message:
    """The local time of day of ``instant``. For a time that comes twice that night it says which one."""
    local = instant.astimezone(timezone_of(session))
    if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
        return local.time()
    if local.dst():
        return say("{time} summer time", time=local.time())
    return say("{time} winter time", time=local.time())


def planned_start(session: Session, at: dt.datetime) -> dt.datetime:
    """The time when the ring began; before that its planned start, or ``at`` if that is later."""
    if session.begun or not session.start:
        return session.begun or at
    return max(at, _on_the_day(session, session.start))


def _on_the_day(session: Session, time: dt.time) -> dt.datetime:
    """The UTC time of a local time on the day of the session."""
    return dt.datetime.combine(session.date, time, timezone_of(session)).astimezone(dt.UTC)


def deadline(session: Session, at: dt.datetime | None = None) -> dt.datetime | None:
    """The time when the ring must be over; None if no end time was set, or if it passed before the ring began.

    It is the first time that the clock shows ``session.until`` after the ring began, or after ``at`` if it has not
    begun. Without either, it is on the day of the session. A ring that continues after a night counts from then.
    """
    if session.until is None:
        return None
    begun = max((pause.end for pause in _nights(session) if pause.end), default=session.begun or at)
    if begun is None:
        return _on_the_day(session, session.until)
    end = next_time(session, session.until, begun)
    zone = timezone_of(session)
    is_same_day = end.astimezone(zone).date() == begun.astimezone(zone).date()
    return end if is_same_day or end - begun <= MAX_LENGTH else None


def next_time(session: Session, time: dt.time, begun: dt.datetime) -> dt.datetime:
    """The first time after ``begun`` when the local clock shows ``time``."""
    zone = timezone_of(session)
    day = begun.astimezone(zone).date()
    end = begun
    while end <= begun:
        local = dt.datetime.combine(day, time, zone)
        end = local.astimezone(dt.UTC)
        if end <= begun:  # in the night that the clock goes back, the same time comes a second time
            end = local.replace(fold=1).astimezone(dt.UTC)
        day += dt.timedelta(days=1)
    return end


def _nights(session: Session) -> list[Span]:
    """The pauses that are over and that were so long that the ring continued on another day."""
    return [pause for pause in ended_pauses(session) if pause.end and pause.end - pause.start > MAX_LENGTH]


def target_end(session: Session, at: dt.datetime) -> dt.datetime:
    """The time that the projected end is compared with: the deadline, or else the start plus the whole plan."""
    if limit := known_deadline(session, at):
        return limit
    nights = overlap_seconds(_nights(session), planned_start(session, at), at)
    return planned_start(session, at) + dt.timedelta(minutes=total_minutes(current_plan(session)), seconds=nights)


def ended_pauses(session: Session) -> list[Span]:
    """All pauses that are over: the recorded ones, and those between the stretches of a question."""
    found = list(session.pauses)
    for question in session.questions.values():
        for before, after in itertools.pairwise(question.stretches):
            if after.start != question.started and after.start not in question.restarts:
                found.append(Span(start=before.end or after.start, end=after.start))
    return found


def paused_seconds(session: Session, start: dt.datetime, at: dt.datetime) -> float:
    """The seconds of all pauses between two times, including the running pause."""
    running = [Span(start=session.pause.since)] if session.pause else []
    return overlap_seconds([*ended_pauses(session), *running], start, at)


def known_deadline(session: Session, at: dt.datetime) -> dt.datetime | None:
    """The deadline as planned at ``at``; None if no end time was set, or if nobody knows yet when the ring starts.

    The start is known if the ring has begun, if a start was planned, or on the day of the session. A deadline that
    passed very long ago was of another day.
    """
    start = planned_start(session, at)
    if session.begun or session.start or start.astimezone(timezone_of(session)).date() == session.date:
        limit = deadline(session, start)
        return limit if limit and at - limit <= MAX_LENGTH else None
    return None


def plan_warnings(session: Session) -> tuple[Message, ...]:
    """Warnings about the plan, each with what to do about it: the number of people, the length, the end time."""
    warnings: list[Message] = []
    people, minutes = len(session.present), total_minutes(current_plan(session))
    if people > MAX_PEOPLE:
        warnings.append(
            say(
                "{people} participants; a ring works with up to {most}. Make two rings, each with its own facilitator.",
                most=MAX_PEOPLE,
                people=people,
            )
        )
    elif 0 < people < MIN_PEOPLE:
        warnings.append(
            say(
                "{people} so far; a ring works best with {fewest} or more. Invite more people, or give each question "
                "more time.",
                fewest=MIN_PEOPLE,
                people=people,
            )
        )
    if minutes > MAX_MINUTES:
        warnings.append(
            say(
                "Plan: {whole} min. People tire after {longest}. Type /plan total {longest}, or make two rings.",
                whole=minutes,
                longest=MAX_MINUTES,
            )
        )
    elif minutes < MIN_MINUTES:
        warnings.append(
            say(
                "Plan: {whole} min; {shortest} or more works better. Type /plan total {shortest}.",
                whole=minutes,
                shortest=MIN_MINUTES,
            )
        )
    if session.start and session.until and not session.begun:
        start = _on_the_day(session, session.start)
        end = deadline(session, start)
        available = int(seconds_between(start, end) // 60) if end else minutes
        if end is None:
            warnings.append(
                say(
                    "The end ({until}) is before the start ({start}). Change one with /until or /date.",
                    until=session.until,
                    start=session.start,
                )
            )
        if available < minutes:
            warnings.append(
                say(
                    "Plan: {whole} min, but only {available} until {until}. Start earlier, or type /plan total "
                    "{available}.",
                    until=session.until,
                    available=available,
                    whole=minutes,
                )
            )
    return tuple(warnings)
