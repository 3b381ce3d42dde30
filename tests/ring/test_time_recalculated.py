"""The time of whole rings, compared with a second calculation (tests/support/recalculated_time.py).

Every instant in these rings is a whole second.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reciring.ring.command_types import PauseRing
from reciring.ring.interpret_line import Unclear
from reciring.ring.message import Refused
from reciring.ring.schedule import countdown, schedule
from reciring.ring.session import Phase
from reciring.ring.time_shortage import find_time_shortage, shortage_options
from reciring.ring.update import update
from tests.support.recalculated_time import Recalculated
from tests.support.ring_driver import START, RingDriver, instant


class Move(NamedTuple):
    """A line, or a word for what happens, after some seconds; ``who`` is the seat number that it is about."""

    seconds: int
    what: str
    who: int
    number: int


WORDS = (
    *("go", "go", "go", "next", "next", "next", "next who", "next slot", "pause", "pause", "resume", "resume"),
    *("gap", "plus", "minus", "restart", "park", "park who", "pass", "away", "back", "aloud", "floor"),
    *("until", "no end", "plan round", "plan reflect", "least", "most", "latecomer"),
)
GO = Move(0, "go", 0, 0)
moves = st.lists(
    st.builds(
        Move,
        st.sampled_from((0, 0, 1, 7, 30, 90, 200, 301, 1300)),
        st.sampled_from(WORDS),
        st.integers(1, 20),
        st.integers(0, 60),
    ),
    max_size=40,
)


def about(move: Move, ring: RingDriver) -> Move:
    """The move, about someone who is in the ring."""
    return move._replace(who=1 + move.who % len(ring.session.participants))


def line_of(move: Move, now: int) -> str:
    """What is typed for a move. An end time is between now and ninety minutes after that, to the minute."""
    minute = now // 60 + 1 + move.number
    hour, minutes = divmod(13 * 60 + 30 + minute + 1, 60)
    return {
        "next who": f"/next {move.who}",
        "next slot": f"/next {move.who} {move.number}:00",
        "park who": f"/park {move.who}",
        "plus": f"/plus {move.number}:00",
        "minus": f"/minus {move.number}:00",
        "pass": f"/pass {move.who}",
        "away": f"/away {move.who}",
        "back": f"/back {move.who}",
        "floor": f"/speaker {move.who}",
        "until": f"/until {hour % 24}:{minutes:02}",
        "no end": "/until -",
        "plan round": f"/plan round {move.number}",
        "plan reflect": f"/plan reflect {move.number % 20}",
        "least": f"/plan least 0:{30 + move.number // 2:02}",
        "most": f"/plan most 4:{move.number % 60:02}",
        "latecomer": f"/add Laat{move.number}",
    }.get(move.what, f"/{move.what}")


def follow(model: Recalculated, move: Move, ring: RingDriver) -> None:
    """Do in the second calculation what was done in the ring."""
    who, n = move.who, move.number
    match move.what:
        case "go":
            model.go()
        case "next":
            model.next(model.queue[0])
        case "next who":
            model.next(who)
        case "next slot":
            model.next(who, 60 * n)
        case "pause":
            model.paused = True
        case "resume":
            model.paused = False
        case "plus" if model.asker:
            model.added[model.asker] = model.added.get(model.asker, 0) + 60 * n
        case "plus":
            model.minutes[model.phase] += max(1, n)
        case "minus" if model.asker:
            model.added[model.asker] = model.added.get(model.asker, 0) - min(60 * n, max(0, model.left))
        case "minus":
            model.minutes[model.phase] -= min(max(1, n), max(0, model.left) // 60)
        case "restart":
            model.added[model.asker] = model.used.get(model.asker, 0)
        case "park" | "park who":
            who = model.asker if move.what == "park" else who
            if who == model.asker:
                model.asked.discard(who)
            model.drop(who)
            model.queue.append(who)
        case "pass":
            model.skipped.add(who)
            model.drop(who)
        case "away":
            if who == model.asker:
                model.asked.discard(who)
            model.leave(who)
        case "back":
            if who in model.here:
                model.skipped.discard(who)
            model.here.add(who)
            if model.phase == "round" and who not in model.skipped | model.asked | {model.asker, *model.queue}:
                model.queue.append(who)
        case "aloud":
            model.asked |= set(model.queue)
            model.queue = []
        case "until":
            model.hard_end = 60 * (model.now // 60 + 2 + n)
        case "no end":
            model.hard_end = None
        case "plan round" | "plan reflect":
            model.minutes[move.what.split()[1]] = n if move.what.endswith("round") else n % 20
        case "least":
            model.least = 30 + n // 2
        case "most":
            model.most = 240 + n % 60
        case "latecomer":
            seat = len(ring.session.participants)
            model.here.add(seat)
            if model.phase == "round":
                model.queue.append(seat)


def check(ring: RingDriver, model: Recalculated) -> None:
    session, at = ring.session, START + dt.timedelta(seconds=model.now)
    assert session.phase == model.phase
    assert session.queue == tuple(f"p{who}" for who in model.queue)
    count = countdown(session, at)
    assert count and count.remaining == model.left
    plan = schedule(session, at)
    assert plan
    assert (plan.end - START).total_seconds() == model.projected_end
    assert plan.minutes_late == model.late
    assert plan.waiting == model.waiting
    if model.waiting:
        begins = model.next_question
        assert plan.next_slot == model.slot_at(begins, model.waiting, model.end_of_round(begins))
    shortage = find_time_shortage(session, at)
    if shortage:
        assert shortage.minutes == model.late >= 1
        for option in shortage_options(shortage, session, at):
            after = session
            for command in option.commands:
                found = update(after, command)
                assert not isinstance(found, Refused)
                after = found
            assert find_time_shortage(after, at) is None, option.label
    elif model.hard_end is not None and model.waiting:
        assert model.late < 1, "late against the end time is short as long as someone waits"


def many(*moves: str) -> list[Move]:
    """Moves as ``seconds what``, about the first person."""
    return [Move(int(move.split(" ", 1)[0]), move.split(" ", 1)[1], 0, 5) for move in moves]


@given(st.integers(1, 20), st.integers(0, 3).flatmap(lambda gone: moves.map(lambda found: [GO] * gone + found)))
@example(3, many("0 go", "0 go", "0 go", "300 park", "90 next who", "300 park", "90 next who", "300 next", "1300 next"))
@example(12, many("0 go", "0 go", "0 go", "0 go", "0 aloud", "90 go", "7 floor", "30 pause", "90 resume", "90 pause"))
@example(9, many("0 until", "0 go", "0 go", "300 pause", "1300 go", "30 pause", "300 resume", "30 pause", "200 next"))
def test_the_time_of_whole_rings(people: int, moves: list[Move]) -> None:
    ring = RingDriver().type(*(f"Naam{seat}" for seat in range(1, people + 1)), "0:00 /begin")
    model = Recalculated(people)
    check(ring, model)
    for move in (about(move, ring) for move in moves):
        if move.what == "go" and ring.session.phase is Phase.REFLECT:
            continue
        model.wait(move.seconds)
        ring.now = START + dt.timedelta(seconds=model.now)
        check(ring, model)
        if move.what == "gap":
            pause = update(ring.session, PauseRing(at=ring.now, since=ring.now - dt.timedelta(seconds=move.seconds)))
            if not isinstance(pause, Refused) and pause.pause:
                ring = RingDriver(pause)
                model.took_a_break(round((START + dt.timedelta(seconds=model.now) - pause.pause.since).total_seconds()))
            ring.now = START + dt.timedelta(seconds=model.now)
            check(ring, model)
            continue
        command = ring.command(line_of(move, model.now))
        if isinstance(command, Unclear) or isinstance(update(ring.session, command), Refused):
            continue
        ring.apply(command, line_of(move, model.now))
        follow(model, move, ring)
        if ring.session.current:
            assert ring.session.questions[ring.session.current].slot == model.slot[model.asker]
        check(ring, model)


@given(st.integers(1, 20), moves, st.integers(1, 2000))
def test_the_projected_end_never_jumps_without_an_event(people: int, moves: list[Move], seconds: int) -> None:
    """From one second to the next it moves by at most that second and the five that slots are rounded to."""
    ring = RingDriver().type(*(f"Naam{seat}" for seat in range(1, people + 1)), "0:00 /begin")
    now = 0
    for move in (about(move, ring) for move in moves):
        now += move.seconds
        ring.now = START + dt.timedelta(seconds=now)
        command = ring.command(line_of(move, now))
        if not isinstance(command, Unclear) and not isinstance(update(ring.session, command), Refused):
            ring.apply(command, line_of(move, now))
    if ring.session.phase is Phase.DONE:
        return
    step = 1 if seconds < 200 else 13
    before = schedule(ring.session, ring.now)
    for second in range(step, seconds, step):
        after = schedule(ring.session, ring.now + dt.timedelta(seconds=second))
        assert before and after
        assert abs((after.end - before.end).total_seconds()) <= step + 5
        assert abs(after.minutes_late - before.minutes_late) <= 1
        before = after


@pytest.mark.parametrize(("until", "late"), [("14:30", 1), ("14:31", 0), ("14:45", -3), ("-", 0)])
def test_entering_a_phase_changes_no_figure(until: str, late: int) -> None:
    """A late start with a hard end: the introduction says what the round will say."""
    ring = RingDriver().type(*(f"Naam{seat}" for seat in range(1, 14)), "/plan total 60", f"/until {until}")
    for line in ("11:30 /begin", "15:00 /plan least 1:30", "21:30 /go", "31:30 /go", "31:30 /next"):
        ring.now = instant(line.split()[0])
        before = schedule(ring.session, ring.now)
        ring.type(line)
        after = schedule(ring.session, ring.now)
        assert before and after and after.minutes_late == late
        if "begin" not in line:
            assert before.minutes_late == late
