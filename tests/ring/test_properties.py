"""Invariants of a session, checked after random sequences of commands and lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.command_types import AddOffer, AddParticipant, Command, Redo, Undo
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
from tests.support import command_strategies
from tests.support.ring_driver import START
from tests.support.strategies import sessions

Draw = tuple[float, command_strategies.CommandDraw]
EMPTY = Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam", facilitator="Nienke")


def session_with_people(people: int) -> Session:
    """A session with this many people."""
    session = EMPTY
    for number in range(people):
        found = update(session, AddParticipant(at=START, name=f"Persoon{number}"))
        assert isinstance(found, Session)
        session = found
    return session


def check_invariants(session: Session, at: dt.datetime) -> None:
    """Check what is true of every session that ``update`` returns."""
    assert list(session_errors(session)) == []
    last = last_event(session)
    assert last is None or last <= at
    _check_order_of_time(session)
    _check_queue(session)
    _check_figures(session, at)


def _check_order_of_time(session: Session) -> None:
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


def _check_queue(session: Session) -> None:
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


def _check_figures(session: Session, at: dt.datetime) -> None:
    for key, question in session.questions.items():
        used = used_seconds(question, at)
        assert abs(used - sum(elapsed_seconds(span, at) for span in question.stretches)) < 1e-6
        # Every turn lies within the time its question was open, so own and helping time never exceed the time used.
        open_for = _merged((span.start, span.end or at) for span in question.stretches)
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
    assert shortage is None or (projected and 0 < shortage.minutes == projected.minutes_late)
    calculate_all(session, at)


def calculate_all(session: Session, at: dt.datetime) -> None:
    """Calculate every figure that the console shows."""
    speaking_times(session, at)
    nudges(session, at)
    countdown(session, at)
    schedule(session, at)
    if found := find_time_shortage(session, at):
        shortage_options(found, session, at)
    plan_warnings(session)
    idle_seconds(session, at)


def _merged(spans: Iterable[tuple[dt.datetime, dt.datetime]]) -> list[tuple[dt.datetime, dt.datetime]]:
    """The intervals with adjacent ones merged."""
    found: list[tuple[dt.datetime, dt.datetime]] = []
    for start, end in spans:
        if found and found[-1][1] == start:
            start = found.pop()[0]
        found.append((start, end))
    return found


def serialized(session: Session) -> bytes:
    return msgspec.json.encode(session)


def updated(session: Session, command: Command) -> Session:
    """The session after a command, unchanged if it is refused; checks that the session given does not change."""
    before = serialized(session)
    found = update(session, command)
    assert serialized(session) == before
    if isinstance(found, Refused):
        assert str(found.reason)
        return session
    return found


def lead(start: Session, draws: list[Draw], typed: bool) -> None:
    """Apply one draw after another, undo and redo included, and check everything after each."""
    history, now, latest = History(start), START, START
    ended, numbers = TurnTotals(), set(start.offers)
    for seconds, draw in draws:
        now += dt.timedelta(seconds=seconds)
        session = history.session
        command = interpret(draw.line_text(session), session, now) if typed else draw.command(session, now)
        if isinstance(command, Unclear):
            assert str(command.reason)
            if command.fallback is None:
                continue
            command = command.fallback
        if isinstance(command, Undo | Redo):
            history = (history.undo() if isinstance(command, Undo) else history.redo()) or history
            continue
        after = updated(session, command)
        latest = max(latest, now)
        if after is session:
            continue
        check_invariants(after, latest)
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
    check_invariants(erased, latest)


sequences = st.tuples(command_strategies.delays, command_strategies.command_draws)
lines = st.tuples(command_strategies.delays, command_strategies.line_draws)


@given(st.integers(0, 5).map(session_with_people), st.lists(sequences, max_size=30))
def test_commands_keep_the_invariants(start: Session, draws: list[Draw]) -> None:
    lead(start, draws, typed=False)


@given(st.lists(sequences, min_size=10, max_size=30))
def test_commands_in_the_round_keep_the_invariants(draws: list[Draw]) -> None:
    lead(session_in_round(), draws, typed=False)


@given(st.lists(lines, min_size=5, max_size=30))
def test_lines_in_the_round_keep_the_invariants(draws: list[Draw]) -> None:
    lead(session_in_round(), draws, typed=True)


@given(st.integers(0, 3).map(session_with_people), st.lists(lines, max_size=30))
def test_lines_keep_the_invariants(start: Session, draws: list[Draw]) -> None:
    lead(start, draws, typed=True)


def session_in_round() -> Session:
    session = session_with_people(4)
    for line in ("/begin", "/go round", "/next"):
        command = interpret(line, session, START)
        assert isinstance(command, Command)
        session = updated(session, command)
    return session


@given(
    sessions(),
    st.lists(
        st.tuples(command_strategies.delays, command_strategies.command_draws | command_strategies.line_draws),
        max_size=8,
    ),
)
def test_any_valid_file_can_be_led(start: Session, draws: list[Draw]) -> None:
    """A file edited by hand can hold what no command creates; commands keep it valid.

    The session has no draft, because the controller keeps that apart.
    """
    session, now = msgspec.structs.replace(start, draft=None), START
    for seconds, draw in draws:
        now += dt.timedelta(seconds=seconds)
        if isinstance(draw.what, str):
            command = interpret(draw.line_text(session), session, now)
        else:
            command = draw.command(session, now)
        if isinstance(command, Command):
            session = updated(session, command)
        assert list(session_errors(session)) == []
        calculate_all(session, now)
