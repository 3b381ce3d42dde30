"""The time per question: planned end of the round, slots, used and added time."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from reciring.ring.schedule import countdown, schedule
from reciring.ring.session import Participant, Phase, Plan, Session
from reciring.ring.time_per_question import planned_end_of_round, seconds_per_question, used_seconds
from tests.support.ring_driver import START, RingDriver, instant, ring_in_phase, ring_in_round

FOUR = ("Anne", "Bo", "Cas", "Dia")
SIX = (*FOUR, "Eef", "Fay")


def names(people: int) -> list[str]:
    return [f"Naam{number}" for number in range(1, people + 1)]


@pytest.mark.parametrize(
    ("until", "end"),
    [
        (None, "35:00"),
        ("14:10", "25:00"),  # 40:00 less the reflection's 15 minutes
        ("14:20", "35:00"),
        ("15:30", "35:00"),
        ("13:40", "-5:00"),  # before the round even began: every question gets the least
        ("13:30", "35:00"),  # that time has been today: tomorrow's
    ],
)
def test_planned_end_of_round_leaves_time_for_the_reflection(until: str | None, end: str) -> None:
    ring = ring_in_phase(Phase.INTRODUCTION, *FOUR).type("5:00 /go round")
    if until:
        ring.type(f"/until {until}")
    wanted = instant(end) if end[0] != "-" else instant("0:00") - dt.timedelta(minutes=5)
    assert planned_end_of_round(ring.session, ring.now) == wanted
    assert planned_end_of_round(ring.session, instant("3:00:00")) == wanted  # nothing else moves it


def test_slots_are_right_over_midnight_and_a_clock_change() -> None:
    ring = RingDriver(Session(date=dt.date(2026, 10, 24), timezone="Europe/Amsterdam")).type(*names(12), "/until 02:40")
    ring.now = dt.datetime(2026, 10, 25, 0, 10, tzinfo=dt.UTC)  # 02:10 summer time
    ring.type("/begin", "/go round", "/next")
    assert ring.question("Naam1").slot == 100  # twenty minutes for twelve
    ring.now = dt.datetime(2026, 10, 25, 0, 20, tzinfo=dt.UTC)
    ring.type("/next")
    assert used_seconds(ring.question("Naam1"), ring.now) == 600
    assert ring.question("Naam2").slot == 90


@pytest.mark.parametrize(
    ("people", "setup", "line", "slot"),
    [
        (6, [], "0:00 /next", 300),  # 30 minutes for six: at most five each
        (12, [], "0:00 /next", 300),
        (15, [], "0:00 /next", 240),
        (15, [], "1:00 /next", 235),  # 236 seconds, down to whole five
        (20, [], "0:00 /next", 180),
        (40, [], "0:00 /next", 90),  # at least 1:30, even if that is too long
        (20, [], "58:00 /next", 90),
        (20, [], "1:10:00 /next", 90),  # past the planned end
        (20, ["/plan least 1:00"], "50:00 /next", 60),
        (20, ["/plan least 0:42"], "59:00 /next", 42),
        (6, ["/plan most 3:33"], "0:00 /next", 213),
        (12, ["/plan round 30"], "0:00 /next", 150),
        (12, ["/until 14:10"], "0:00 /next", 150),  # 14:10 is 40 minutes on, 10 of them for the reflection
        (12, ["/until 15:30"], "0:00 /next", 300),  # later than the round's minutes end anyhow
        (12, [], "0:00 /next 8", 300),
        (12, ["/pass 8"], "50:00 /next 8", 90),
        (6, [], "25:00 /next 3 0:45", 45),  # as the facilitator says
    ],
)
def test_slot_divides_the_time_left_by_the_queue(people: int, setup: list[str], line: str, slot: int) -> None:
    ring = ring_in_round(*(f"Naam{number}" for number in range(1, people + 1))).type(*setup, line)
    assert ring.session.current
    assert ring.session.questions[ring.session.current].slot == slot


def test_slot_is_fixed_when_the_question_starts() -> None:
    ring = ring_in_round(*(f"Naam{number}" for number in range(1, 16))).type("0:00 /next")
    projected = schedule(ring.session, instant("1:00"))
    assert projected
    assert projected.next_slot == 240  # if the current question keeps to its slot
    ring.type("4:00 /next")
    assert ring.question("Naam2").slot == 240
    ring.type("/plan round 30", "5:00 /away Naam9")
    assert ring.question("Naam2").slot == 240


def test_parked_question_gets_a_new_slot_and_keeps_its_used_and_added_time() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "/plus 0:30", "2:00 /park", "5:00 /next Anne", "6:00 /pause")
    question = ring.question("Anne")
    assert (question.slot, question.added, ring.used_time("Anne")) == (250, 30, 180)
    ring = ring_in_round("Anne", "Bo").type("0:00 /next", "2:00 /park", "28:00 /next", "29:00 /next")
    assert ring.question("Anne").slot == 90  # one minute left for one: the least
    assert ring.stretches("Anne") == [(0, 120), (29 * 60, None)]


@pytest.mark.parametrize(
    ("at", "lines", "added", "over"),
    [
        ("10:00", ["/plus"], 60, 240),
        ("10:00", ["/minus"], 0, 300),  # nothing is left to take
        ("2:00", ["/min 2:30"], -150, 0),
        ("10:00", ["/plus 0:10", "/plus 0:10"], 20, 280),
        ("2:00", ["/minus 20:00"], -180, 0),  # no debt: what is added later counts in full
        ("2:00", ["/minus 20:00", "/plus 3:00"], 0, 0),
        ("2:00", ["/minus 2:00", "/minus 2:00", "/minus 2:00"], -180, 0),
        ("10:00", ["/plus 24:00:00"], 86400, 0),
        ("10:00", ["/restart"], 600, 0),  # the whole five minutes again
        ("2:00", ["/plus 3:00", "/herstart", "/restart"], 120, 0),
    ],
)
def test_time_is_added_and_no_more_removed_than_is_left(at: str, lines: list[str], added: int, over: float) -> None:
    ring = ring_in_round(*SIX).type("0:00 /next")
    ring.now = instant(at)
    ring.type(*lines)
    assert (ring.question("Anne").added, ring.overtime("Anne")) == (added, over)


def test_a_restarted_question_has_its_whole_slot_and_undo_takes_it_back() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "4:00 /restart")
    count = countdown(ring.session, ring.now)
    assert count and (count.remaining, count.total) == (300, 540)


@pytest.mark.parametrize(("lines", "left"), [(["/minus 20:00"], 60), (["/minus 20:00", "/plus 3:00"], 180 + 60)])
def test_no_more_minutes_of_a_step_are_removed_than_are_left(lines: list[str], left: int) -> None:
    ring = ring_in_phase(Phase.INTRODUCTION, *SIX)
    ring.now = instant("3:00")
    ring.type(*lines)
    count = countdown(ring.session, ring.now)
    assert count and 0 <= count.remaining <= left


def test_time_is_added_during_a_pause() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "1:00 /pause", "2:00 /plus")
    assert ring.question("Anne").added == 60


def test_time_is_added_to_the_phase_outside_the_round() -> None:
    ring = ring_in_phase(Phase.INTRODUCTION, *SIX).type("1:00 /plus 2:00")
    assert ring.session.plan.introduction == 12


@pytest.mark.parametrize(
    ("people", "at", "seconds", "cost"),
    [
        (16, "0:00", 60, 5),  # 3375 s for 15: 225 each; a minute less is 221, 220 in whole fives
        (16, "0:00", 300, 20),
        (6, "0:00", 60, 15),
        (5, "0:00", 60, 0),  # there is enough time for five minutes each
        (16, "0:00", -60, 0),
        (16, "0:00", -120, -5),
        (2, "29:00", 60, 0),  # the other gets the least in any case
    ],
)
def test_added_minute_shortens_the_slots_of_the_others(people: int, at: str, seconds: float, cost: int) -> None:
    ring = ring_in_round(*names(people)).type(f"{at} /next")
    before = schedule(ring.session, ring.now)
    ring.type(f"/plus {int(seconds) // 60}:00" if seconds > 0 else f"/minus {int(-seconds) // 60}:00")
    after = schedule(ring.session, ring.now)
    assert before and after and before.next_slot and after.next_slot
    assert before.next_slot - after.next_slot == cost


def session_of(people: int, **fields: object) -> Session:
    session = Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam")
    participants = {f"p{seat}": Participant(name=name) for seat, name in enumerate(names(people), 1)}
    return replace(session, participants=participants, **fields)


def test_planned_slot_divides_the_planned_round() -> None:
    assert seconds_per_question(session_of(12), START) == 300
    assert seconds_per_question(session_of(20), START) == 180
    assert seconds_per_question(session_of(12), START, people=20) == 180
    assert seconds_per_question(session_of(12), START, total=60) == 150


def test_planned_slot_is_shorter_only_if_the_deadline_is_early() -> None:
    planned = session_of(12, start=dt.time(13, 30))
    assert seconds_per_question(replace(planned, until=dt.time(15, 0)), START) == 300
    assert seconds_per_question(replace(planned, until=dt.time(14, 36)), START) == 180
    assert seconds_per_question(replace(planned, until=dt.time(13, 45)), START) == 0
    another_day = replace(planned, start=None, until=dt.time(14, 36), date=dt.date(2026, 12, 1))
    assert seconds_per_question(another_day, START) == 300


def test_planned_slot_stays_within_the_bounds() -> None:
    assert seconds_per_question(session_of(3), START) == 300
    assert seconds_per_question(session_of(12, plan=Plan(most=200)), START) == 200
    assert seconds_per_question(session_of(0), START) == 300
