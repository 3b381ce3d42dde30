"""The words for the time of a ring: how late it is, since when it is paused, and doubts about an end time."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from msgspec.structs import replace

from reciring.ring.durations import format_duration, seconds_between
from reciring.ring.message import Message, say
from reciring.ring.plan import MAX_LENGTH, deadline, known_deadline, next_time, planned_start, timezone_of
from reciring.ring.schedule import Schedule
from reciring.ring.session import Phase, Session, last_event

RECENT = dt.timedelta(seconds=10)
"""If the last event is more recent than this, opening the session reports nothing."""
SUGGESTED_WITHIN = dt.timedelta(hours=6)
"""An end time twelve hours later is suggested only if it is this near."""


def moment(session: Session, instant: dt.datetime, at: dt.datetime) -> dt.time | dt.datetime:
    """The local time of ``instant``, for a message; with its day if that was another day."""
    local = instant.astimezone(timezone_of(session))
    return local if abs(at - instant) > MAX_LENGTH else local.time()


def pace(session: Session, plan: Schedule) -> Message:
    """How late or early the ring is, in words. For a ring of another day, or begun after its end, it says that."""
    minutes = plan.minutes_late
    if session.begun and abs(minutes) >= MAX_LENGTH / dt.timedelta(minutes=1):
        return say("began on {day}", day=session.begun.astimezone(timezone_of(session)).date())
    if session.begun and session.until and deadline(session) is None:
        return say("began after {time}", time=session.until)
    if minutes > 0:
        return say("{n} min late", n=minutes)
    return say("{n} min early", n=-minutes) if minutes < 0 else say("on time")


def pause_since(session: Session, at: dt.datetime) -> Message | None:
    """Since when the ring is paused and for how long, to follow the word for a pause; None without a pause."""
    if session.pause is None:
        return None
    since = moment(session, session.pause.since, at)
    minutes = round(seconds_between(session.pause.since, at) / 60)
    if isinstance(since, dt.datetime):
        return say("since {time}", time=since.date())
    return say("since {time} ({n} min)", time=since, n=minutes) if minutes else say("since {time}", time=since)


def describe_reopening(session: Session, at: dt.datetime) -> Message | None:
    """What to say about the time while the session was not open; None if it does not matter."""
    last = last_event(session)
    if last is None or session.phase in (Phase.PREPARE, Phase.DONE) or (at - last < RECENT and not session.pause):
        return None
    if since := pause_since(session, at):
        return say("Reopened, paused {since}. Press Space to resume.", since=since)
    span = format_duration(max(0, round((at - last).total_seconds())))
    time = moment(session, last, at)
    return say("Reopened. Last entry: {time}. The clock kept running for {span}.", time=time, span=span)


class EndTimeDoubt(NamedTuple):
    """Why an end time is probably not what was meant."""

    question: Message
    suggestion: dt.time | None
    """The time that was meant; None if that is not clear."""


def doubt_end_time(session: Session, time: dt.time | None, at: dt.datetime) -> EndTimeDoubt | None:
    """The question to ask about an end time that is typed at ``at``; None if it is plausible.

    It is asked if the time has passed, if the next such time is on the next day and far away, or if it is before the
    planned start.
    """
    start = planned_start(session, at)
    now = max(start, at)
    is_day_known = session.begun or session.start or at.astimezone(timezone_of(session)).date() == session.date
    if time is None or not is_day_known:
        return None
    end = known_deadline(replace(session, until=time), at)
    if end and end > now:
        zone = timezone_of(session)
        next_day = end.astimezone(zone).date() > now.astimezone(zone).date()
        if not (session.begun and next_day and end - now > SUGGESTED_WITHIN):
            return None
    other = time.replace(hour=(time.hour + 12) % 24)
    if next_time(session, other, now) - now <= SUGGESTED_WITHIN:
        return EndTimeDoubt(say("{time} has passed. Do you mean {other}?", time=time, other=other), other)
    if session.start and start > at:
        return EndTimeDoubt(say("{time} is before the start at {start}.", time=time, start=session.start), None)
    return EndTimeDoubt(say("{time} has passed.", time=time), None)
