"""Property tests: the transcript of any session replays to an equal session."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.command_types import ScreenCommand
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Refused
from reciring.ring.session import Session
from reciring.ring.transcript import replay, same_content, write_transcript
from reciring.ring.update import update
from tests.support.command_strategies import CommandDraw, command_draws, delays, line_draws
from tests.support.strategies import sessions

HEAD = ("/facilitator Nienke Hof", "Anne Visser, Gemeente: wie?", "Anneke de Groot", "Jan", "Jan-Willem", "Karin: hoe?")
START = dt.datetime(2026, 11, 24, 12, 30, 7, 250_001, tzinfo=dt.UTC)
moves = st.lists(st.tuples(command_draws | line_draws, delays), max_size=60)


def session_after(moves: list[tuple[CommandDraw, float]], begun: bool) -> Session:
    """Return the session after these moves; moves that are refused change nothing."""
    session = Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam")
    at = START
    lines = (*HEAD, "/begin", "/go round", "/next") if begun else HEAD
    for line in lines:
        session = entered(session, line, at)
    for move, step in moves:
        at += dt.timedelta(seconds=step)
        if isinstance(move.what, str):
            session = entered(session, move.line_text(session), at)
        elif not isinstance(updated := update(session, move.command(session, at)), Refused):
            session = updated
    return session


def entered(session: Session, line: str, at: dt.datetime) -> Session:
    """Return the session after a line; an unclear or refused line changes nothing."""
    command = interpret(line, session, at)
    if isinstance(command, Unclear | ScreenCommand):
        return session
    updated = update(session, command)
    return session if isinstance(updated, Refused) else updated


@given(moves, st.booleans())
def test_the_transcript_of_a_led_ring_replays_to_an_equal_session(
    moves: list[tuple[CommandDraw, float]], begun: bool
) -> None:
    session = session_after(moves, begun)
    text = write_transcript(session)
    again = replay(text).session
    assert same_content(again, session)
    assert write_transcript(again) == text


@given(sessions())
def test_the_transcript_of_any_valid_session_replays_to_an_equal_session(session: Session) -> None:
    text = write_transcript(session)
    again = replay(text).session
    assert same_content(again, session)
    assert write_transcript(again) == text
