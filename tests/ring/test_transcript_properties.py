"""Whatever a facilitator did: the transcript of it replays to an equal session."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from reciring.ring.commands import ScreenCommand
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Refused
from reciring.ring.session import Session
from reciring.ring.transcript import replay, same_content, write_transcript
from reciring.ring.update import update
from tests.support.command_strategies import Move, commands, steps, typed
from tests.support.strategies import sessions

HEAD = ("/facilitator Nienke Hof", "Anne Visser, Gemeente: wie?", "Anneke de Groot", "Jan", "Jan-Willem", "Karin: hoe?")
START = dt.datetime(2026, 11, 24, 12, 30, 7, 250_001, tzinfo=dt.UTC)
moves = st.lists(st.tuples(commands | typed, steps), max_size=60)


def led(moves: list[tuple[Move, float]], begun: bool) -> Session:
    """The session after these moves, those left out that cannot be done."""
    session = Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam")
    at = START
    lines = (*HEAD, "/begin", "/go round", "/next") if begun else HEAD
    for line in lines:
        session = done(session, line, at)
    for move, step in moves:
        at += dt.timedelta(seconds=step)
        if isinstance(move.what, str):
            session = done(session, move.typed(session), at)
        elif not isinstance(found := update(session, move.command(session, at)), Refused):
            session = found
    return session


def done(session: Session, line: str, at: dt.datetime) -> Session:
    command = interpret(line, session, at)
    if isinstance(command, Unclear | ScreenCommand):
        return session
    found = update(session, command)
    return session if isinstance(found, Refused) else found


@settings(max_examples=200)
@given(moves, st.booleans())
def test_a_ring_is_given_back_by_its_transcript(moves: list[tuple[Move, float]], begun: bool) -> None:
    session = led(moves, begun)
    text = write_transcript(session)
    again = replay(text).session
    assert same_content(again, session)
    assert write_transcript(again) == text


@given(sessions())
def test_whatever_a_file_may_hold_is_given_back(session: Session) -> None:
    text = write_transcript(session)
    again = replay(text).session
    assert same_content(again, session)
    assert write_transcript(again) == text
