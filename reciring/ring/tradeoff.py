"""What the plan gives each question: for this group and this total, or for another."""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.ring.plan import planned_begin
from reciring.ring.session import Phase, Plan, Session
from reciring.ring.timing import STEP, between, full_plan, minutes, until, zone

BEFORE = (Phase.INTRODUCTION, Phase.FORMULATE)


def each(session: Session, at: dt.datetime, *, people: int | None = None, total: int | None = None) -> int:
    """Seconds that every question gets if the ring goes as planned, with so many ``people``, in ``total`` minutes."""
    people = max(1, len(session.present) if people is None else people)
    plan = session.plan
    if total is not None:
        plan = msgspec.structs.replace(plan, total=total, round=None)
    full = full_plan(plan, people)
    room = between(*_round(session, full, at)) / people
    return max(plan.least, min(plan.most, int(room // STEP) * STEP))


def _round(session: Session, plan: Plan, at: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """From when to when the round is, as planned; not past the time at which everything must be over."""
    begin = planned_begin(session, at)
    first = begin + dt.timedelta(minutes=sum(minutes(plan, phase) for phase in BEFORE))
    end = first + dt.timedelta(minutes=minutes(plan, Phase.ROUND))
    known = session.begun or session.start or begin.astimezone(zone(session)).date() == session.date
    wish = until(session, begin) if known else None
    if wish:
        end = min(end, wish - dt.timedelta(minutes=minutes(plan, Phase.REFLECT)))
    return first, end
