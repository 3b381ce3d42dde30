"""No sequence of commands or lines breaks what must always hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.commands import AddOffer, AddParticipant, Command, Redo, Undo
from reciring.ring.durations import elapsed_seconds
from reciring.ring.history import History
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Refused
from reciring.ring.plan import plan_warnings
from reciring.ring.schedule import countdown, idle_seconds, schedule
from reciring.ring.session import Phase, Session, last_event, seat
from reciring.ring.session_details import erase_speaking_times
from reciring.ring.speaking_time import TurnTotals, balance, nudges, speaking_times, turn_totals
from reciring.ring.time_per_question import used_seconds
from reciring.ring.time_shortage import find_time_shortage, shortage_options
from reciring.ring.update import update
from reciring.ring.validate import session_errors
from reciring.store.toml import decode, encode
from tests.support import command_strategies as moves
from tests.support.ring_driver import START
from tests.support.strategies import sessions

EMPTY = Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam", facilitator="Nienke")


def circle(people: int) -> Session:
    """A session with this many people."""
    session = EMPTY
    for number in range(people):
        found = update(session, AddParticipant(at=START, name=f"Persoon{number}"))
        assert isinstance(found, Session)
        session = found
    return session


def must_hold(session: Session, at: dt.datetime) -> None:
    """What is true of every session that ``update`` made."""
    assert list(session_errors(session)) == []
    last = last_event(session)
    assert last is None or last <= at
    _time_runs_forward(session)
    _queue_is_a_queue(session)
    _numbers_add_up(session, at)


def _time_runs_forward(session: Session) -> None:
    turns = list(session.turns.values())
    for turn in turns:
        assert turn.end is None or turn.start < turn.end
    for first, then in pairwise(turns):
        assert first.end is not None
        assert first.end <= then.start
        assert (first.end, first.who, first.question) != (then.start, then.who, then.question)
    for question in session.questions.values():
        for one, two in pairwise(question.stretches):
            assert one.end is not None
            assert one.end <= two.start
    stretches = sorted(
        ((span.start, span.end) for question in session.questions.values() for span in question.stretches),
        key=lambda span: (span[0], span[1] is None, span[1] or span[0]),
    )
    for former, latter in pairwise(stretches):
        assert former[1] is not None
        assert former[1] <= latter[0]
    for span in session.phases.values():
        assert span.end is None or span.start <= span.end
    for table in (session.offers, session.notes, session.reflections, session.meetings):
        instants = [entry.at for entry in table.values()]
        assert instants == sorted(instants)


def _queue_is_a_queue(session: Session) -> None:
    queue = session.queue
    assert len(set(queue)) == len(queue)
    assert session.asker not in queue
    for who in queue:
        assert not session.participants[who].away
        assert not session.participants[who].passed
    if session.current:
        assert session.phase is Phase.ROUND
        assert (session.questions[session.current].stretches[-1].end is None) == (session.pause is None)
    for key, question in session.questions.items():
        running = question.stretches and question.stretches[-1].end is None
        assert not running or key == session.current
    if session.pause:
        assert session.speaker is None
    assert all(seat(key) <= session.numbered for key in session.offers)


def _numbers_add_up(session: Session, at: dt.datetime) -> None:
    for key, question in session.questions.items():
        used = used_seconds(question, at)
        assert abs(used - sum(elapsed_seconds(span, at) for span in question.stretches)) < 1e-6
        # Every turn lies within the time its question was open, so own and helping time never exceed the time used.
        open_for = _joined((span.start, span.end or at) for span in question.stretches)
        for turn in (turn for turn in session.turns.values() if turn.question == key):
            assert any(start <= turn.start and (turn.end or at) <= end for start, end in open_for)
        if question.slot is not None and question.started:
            assert question.started <= at
    shares = speaking_times(session, at)
    for who in (found := nudges(session, at)).talks_long + found.invite:
        assert who in session.present
        assert who != session.asker or who in found.talks_long
    for value in (balance([share.helping for share in shares.values()]), balance([])):
        assert value is None or 0 <= value <= 1
    projected = schedule(session, at)
    assert projected is None or projected.end >= at
    shortage = find_time_shortage(session, at)
    assert shortage is None or shortage.missing_seconds > 0
    reckon(session, at)


def reckon(session: Session, at: dt.datetime) -> None:
    """Every number that is shown can be reckoned."""
    speaking_times(session, at)
    nudges(session, at)
    countdown(session, at)
    schedule(session, at)
    if found := find_time_shortage(session, at):
        shortage_options(found, at)
    plan_warnings(session)
    idle_seconds(session, at)


def _joined(spans: Iterable[tuple[dt.datetime, dt.datetime]]) -> list[tuple[dt.datetime, dt.datetime]]:
    """Spans in order, those without a gap between them as one."""
    found: list[tuple[dt.datetime, dt.datetime]] = []
    for start, end in spans:
        if found and found[-1][1] == start:
            start = found.pop()[0]
        found.append((start, end))
    return found


def stable(session: Session) -> bytes:
    return msgspec.json.encode(session)


def done(session: Session, command: Command) -> Session:
    """The session after a command that may be refused; the one before it is untouched."""
    before = stable(session)
    found = update(session, command)
    assert stable(session) == before
    if isinstance(found, Refused):
        assert str(found.reason)
        return session
    return found


def lead(start: Session, taken: list[tuple[float, moves.CommandDraw]], typed: bool) -> None:
    """Do move after move, with a step back now and then, and look at everything after each."""
    history, now, latest = History(start), START, START
    ended, numbers = TurnTotals(), set(start.offers)
    for seconds, move in taken:
        now += dt.timedelta(seconds=seconds)
        session = history.session
        command = interpret(move.line_text(session), session, now) if typed else move.command(session, now)
        if isinstance(command, Unclear):
            assert str(command.reason)
            if command.fallback is None:
                continue
            command = command.fallback
        if isinstance(command, Undo | Redo):
            history = (history.undo() if isinstance(command, Undo) else history.redo()) or history
            continue
        after = done(session, command)
        latest = max(latest, now)
        if after is session:
            continue
        must_hold(after, latest)
        ended = turn_totals(after, ended)
        assert speaking_times(after, latest, ended) == speaking_times(after, latest)
        if isinstance(command, AddOffer):
            fresh = set(after.offers) - set(session.offers)
            assert not fresh & numbers
            numbers |= fresh
        before, history = history, history.record(after, "a line")
        if history is not before:
            back = history.undo()
            assert back is not None
            assert back.session is before.session
            again = back.redo()
            assert again is not None
            assert again.session is after
    assert decode(encode(history.session)) == history.session
    erased = erase_speaking_times(history.session)
    assert not erased.turns
    must_hold(erased, latest)


sequences = st.tuples(moves.delays, moves.command_draws)
lines = st.tuples(moves.delays, moves.line_draws)


@given(st.integers(0, 5).map(circle), st.lists(sequences, max_size=30))
def test_any_commands(start: Session, taken: list[tuple[float, moves.CommandDraw]]) -> None:
    lead(start, taken, typed=False)


@given(st.lists(sequences, min_size=10, max_size=30))
def test_any_commands_in_the_round(taken: list[tuple[float, moves.CommandDraw]]) -> None:
    lead(in_the_round(), taken, typed=False)


@given(st.lists(lines, min_size=5, max_size=30))
def test_any_lines_in_the_round(taken: list[tuple[float, moves.CommandDraw]]) -> None:
    lead(in_the_round(), taken, typed=True)


@given(st.integers(0, 3).map(circle), st.lists(lines, max_size=30))
def test_any_lines(start: Session, taken: list[tuple[float, moves.CommandDraw]]) -> None:
    lead(start, taken, typed=True)


def in_the_round() -> Session:
    session = circle(4)
    for line in ("/begin", "/go round", "/next"):
        command = interpret(line, session, START)
        assert isinstance(command, Command)
        session = done(session, command)
    return session


@given(sessions(), st.lists(st.tuples(moves.delays, moves.command_draws | moves.line_draws), max_size=8))
def test_any_file_that_hangs_together_can_be_led(start: Session, taken: list[tuple[float, moves.CommandDraw]]) -> None:
    """A file edited by hand may hold what no command makes; commands still work on it, and the result is valid.

    Commands are done on a session without its draft: the controller keeps the draft apart.
    """
    session, now = msgspec.structs.replace(start, draft=None), START
    for seconds, move in taken:
        now += dt.timedelta(seconds=seconds)
        if isinstance(move.what, str):
            command = interpret(move.line_text(session), session, now)
        else:
            command = move.command(session, now)
        if isinstance(command, Command):
            session = done(session, command)
        assert list(session_errors(session)) == []
        reckon(session, now)
