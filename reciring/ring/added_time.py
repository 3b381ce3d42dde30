"""Give and take time: for the current question, or for the step the ring is in."""

from __future__ import annotations

import datetime as dt
import math

from msgspec.structs import replace

from reciring.ring.command_types import AddTime, RemoveTime, RestartTime
from reciring.ring.plan import current_plan, phase_minutes, with_phase_minutes
from reciring.ring.round import with_question
from reciring.ring.schedule import countdown
from reciring.ring.session import Session
from reciring.ring.time_per_question import seconds_left, used_seconds


def change_time(session: Session, command: AddTime | RemoveTime, at: dt.datetime) -> Session:
    """Add or remove time: seconds for the current question, or whole minutes for the phase if there is none.

    At most the time that is left is removed.
    """
    if session.current:
        question = session.questions[session.current]
        seconds = round(command.seconds)
        if isinstance(command, RemoveTime):
            seconds = -min(seconds, seconds_left(question, at))
        return with_question(session, session.current, replace(question, added=question.added + seconds))
    plan = current_plan(session)
    planned, change = phase_minutes(plan, session.phase), max(1, round(command.seconds / 60))
    if isinstance(command, AddTime):
        minutes = planned + change
    else:
        count = countdown(session, at)
        left = max(0, math.floor(count.remaining / 60)) if count else 0
        minutes = planned - min(change, left)
    return replace(session, plan=with_phase_minutes(plan, session.phase, minutes))


def restart_time(session: Session, command: RestartTime, at: dt.datetime) -> Session:
    """Give the current question its whole slot again, by adding the seconds that it has used."""
    assert session.current  # the registry allows /restart during a question only
    question = session.questions[session.current]
    return with_question(session, session.current, replace(question, added=round(used_seconds(question, at))))
