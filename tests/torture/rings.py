"""A small ring that is led by typed lines."""

from __future__ import annotations

import datetime as dt

from reciring.ring.command_types import Redo, ScreenCommand, Undo
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Refused
from reciring.ring.session import Session
from reciring.ring.update import update

NOON = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)
PEOPLE = ("Anne Visser", "Anneke de Groot", "Bo", "Fatima El Amrani", "Jan", "Jan-Willem Bos", "Łukasz", "Şule", "Zoë")


def begun(people: int = 8, at: dt.datetime = NOON) -> Session:
    """Return a ring in its round, whose first question started at ``at``."""
    session = Session(date=at.date(), timezone="Europe/Amsterdam", title="Torture", facilitator="Nienke Hof")
    for line in (*PEOPLE[:people], "/begin", "/go formulate", "/go round", "/next"):
        session = typed(session, line, at)
    return session


def typed(session: Session, line: str, at: dt.datetime) -> Session:
    """Return the session after a line, unchanged if the line is unclear or refused. Any other exception is a bug."""
    command = interpret(line, session, at)
    if isinstance(command, Unclear):
        if command.fallback is None:
            return session
        command = command.fallback
    if isinstance(command, ScreenCommand | Undo | Redo):  # the console handles these, not update
        return session
    after = update(session, command)
    return session if isinstance(after, Refused) else after
