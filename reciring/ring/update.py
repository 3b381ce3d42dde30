"""``update(session, command)``: the only place where a session changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from reciring.ring import began, commands, floor, log, meta, people, round, steps
from reciring.ring.commands import Command, Give, Jot, Line, Meet
from reciring.ring.message import say
from reciring.ring.refusal import Refused
from reciring.ring.session import FACILITATOR, Session, last_fact
from reciring.ring.table import why_not

Rule = Callable[[Session, Any, dt.datetime], Session]
RULES: dict[type[Command], Rule] = {
    commands.Begin: steps.begin,
    commands.Go: steps.go,
    commands.End: steps.end,
    commands.Next: round.next_question,
    commands.PauseRing: round.pause,
    commands.ResumeRing: round.resume,
    commands.Plus: round.add_time,
    commands.Minus: round.add_time,
    commands.Began: began.began,
    commands.Park: round.park,
    commands.Pass: round.pass_by,
    commands.Floor: round.take_floor,
    commands.Add: people.add,
    commands.Rename: people.rename,
    commands.Address: people.address,
    commands.Away: people.away,
    commands.Back: people.back,
    commands.Ask: log.ask,
    commands.Give: log.give,
    commands.Jot: log.jot,
    commands.Reflect: log.reflect,
    commands.Speak: log.speak,
    commands.Meet: log.meet,
    commands.Mend: log.mend,
    commands.Delete: log.delete,
    commands.Star: log.star,
    commands.PlanTime: meta.plan,
    commands.Until: meta.until,
    commands.Title: meta.title,
    commands.Date: meta.date,
    commands.Place: meta.place,
    commands.Facilitator: meta.facilitator,
    commands.Language: meta.language,
    commands.Share: people.share,
    commands.Again: meta.again,
    commands.Tick: meta.tick,
    commands.MeasureTimes: meta.measure,
}


def update(session: Session, command: Command) -> Session | Refused:
    """The session after a command, or Refused with the reason; the session given is never changed.

    An instant before the last fact counts as the last fact's. What belongs to the screen or to the history changes
    nothing here.
    """
    if reason := why_not(session, command):
        return Refused(reason)
    if not _known(session, command):
        return Refused(say("Somebody who is meant there is not in the circle any more."))
    last = last_fact(session)
    at = max(command.at, last) if last else command.at
    try:
        if isinstance(command, Line) and command.floor is not None and not session.pause:
            session = _pass(session, command.floor, at)
        rule = RULES.get(type(command))
        return rule(session, command, at) if rule else session
    except Refused as refused:
        return refused


def _known(session: Session, command: Command) -> bool:
    """Whether everybody whom a command names is in the circle; a line may be older than an /undo."""
    for field in command.__struct_fields__:
        value = getattr(command, field)
        if field == "line":
            return _known(session, value)
        if field == "question" and isinstance(command, Give | Jot):
            value = value and f"p{value[1:]}"
        elif field not in ("who", "floor", "helpers", "between"):
            continue
        for who in (value,) if isinstance(value, str) else value or ():
            helps = who == FACILITATOR and isinstance(command, Give | Jot | Meet)
            if who and who not in session.participants and not helps:
                return False
    return True


def _pass(session: Session, who: str, at: dt.datetime) -> Session:
    """The floor passes by a line that names someone; who is away, or leads the ring, does not get it."""
    if who in session.participants and session.participants[who].away:
        return session
    return floor.give(session, who if who in session.participants else None, at)
