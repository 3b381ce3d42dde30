"""Whether the plan fits, what a minute costs, and whether a silence was a pause."""

from __future__ import annotations

import datetime as dt

import pytest

from reciring.ring.commands import PauseRing
from reciring.ring.plan import plan_warnings, planned_start
from reciring.ring.schedule import idle_seconds, schedule
from reciring.ring.session import Phase, last_event
from reciring.ring.time_shortage import find_time_shortage, shortage_options
from tests.support.ring_driver import RingDriver, instant, ring_in_phase, ring_in_round


def names(people: int) -> list[str]:
    return [f"Naam{number}" for number in range(1, people + 1)]


# --- warnings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "lines", "about"),
    [
        (0, [], []),
        (6, [], []),
        (12, [], []),
        (20, [], []),
        (5, [], ["at least 6 people"]),
        (1, [], ["at least 6 people"]),
        (21, [], ["two circles"]),
        (12, ["/plan total 95"], ["takes 95 minutes"]),
        (12, ["/plan total 55"], ["takes 55 minutes"]),
        (25, ["/plan introduction 20"], ["two circles", "takes 100 minutes"]),
        (6, ["/date 2026-11-24 13:30", "/until 14:30"], []),
        (6, ["/date 2026-11-24 13:30", "/until 14:15"], ["start earlier"]),
        (6, ["/date 2026-11-24 23:30", "/until 00:15"], ["there are 45 minutes"]),
        (6, ["/until 14:15"], []),
    ],
)
def test_warnings_say_what_to_do_and_block_nothing(people: int, lines: list[str], about: list[str]) -> None:
    ring = RingDriver().type(*names(people), *lines)
    said = [str(message) for message in plan_warnings(ring.session)]
    assert len(said) == len(about)
    for message, part in zip(said, about, strict=True):
        assert part in message
    ring.type("0:00 /begin")


# --- the round that will not fit ---------------------------------------------------------------------------------


def test_a_round_that_fits_is_no_overrun() -> None:
    for people in range(41):
        ring = RingDriver().type(*names(people))
        assert find_time_shortage(ring.session, instant("0:00")) is None
    assert find_time_shortage(RingDriver().type(*names(41)).session, instant("0:00")) is not None


def test_the_first_sign_while_preparing() -> None:
    ring = RingDriver().type(*names(20), "/date 2026-11-24 13:30", "/until 14:25")
    found = find_time_shortage(ring.session, instant("0:00") - dt.timedelta(days=1))
    assert found  # 55 minutes less 10, 10 and 10 are 25, and 20 people need 30
    assert (found.missing_seconds, found.people, found.least, found.reflect) == (300, 20, 75, 5)
    assert find_time_shortage(ring.type("/until 14:30").session, instant("0:00")) is None


def test_without_a_start_nobody_knows_beforehand_how_long_it_is_until_the_end() -> None:
    ring = RingDriver().type(*names(20), "/until 14:25")
    assert find_time_shortage(ring.session, instant("0:00") - dt.timedelta(days=1)) is None
    assert find_time_shortage(ring.session, instant("0:00")) is not None


def test_the_sign_comes_while_the_introduction_runs_over() -> None:
    ring = RingDriver().type(*names(20), "0:00 /begin", "/until 14:30")  # 60 minutes: 10, 10, 30 and 10
    assert find_time_shortage(ring.session, instant("10:00")) is None
    found = find_time_shortage(ring.session, instant("11:00"))
    assert found
    assert (found.missing_seconds, found.least, found.reflect) == (60, 85, 9)


def test_in_the_round_the_open_question_is_reckoned_to_keep_its_time() -> None:
    ring = ring_in_round(*names(12)).type("/until 14:10", "0:00 /next")  # half an hour for twelve
    assert find_time_shortage(ring.session, instant("10:00")) is None  # twenty minutes for eleven
    assert find_time_shortage(ring.session, instant("13:30")) is None
    found = find_time_shortage(ring.session, instant("14:00"))
    assert found
    assert (found.missing_seconds, found.people, found.least, found.reflect) == (30, 11, 85, 9)


def test_what_was_passed_and_who_left_need_no_time() -> None:
    ring = RingDriver().type(*names(42))
    assert find_time_shortage(ring.session, instant("0:00"))
    assert find_time_shortage(ring.type("/pass Naam1", "/away Naam2").session, instant("0:00")) is None


@pytest.mark.parametrize("choice", [0, 1])
def test_what_is_chosen_makes_it_fit(choice: int) -> None:
    for until in ("/until 14:10", "/until -"):
        ring = ring_in_round(*names(12)).type(until, "/plan round 30", "14:00 /next", "/plan reflect 15")
        if found := find_time_shortage(ring.session, ring.now):
            for command in shortage_options(found, ring.now)[choice].commands:
                ring.apply(command)
            assert find_time_shortage(ring.session, ring.now) is None
            assert ring.session.plan.reflect == (15 if choice == 0 else found.reflect)


def test_the_way_out_that_is_always_there_is_to_read_the_rest_aloud() -> None:
    ring = ring_in_round(*names(12)).type("/until 14:00", "/plan reflect 5", "29:00 /next")
    found = find_time_shortage(ring.session, ring.now)
    assert found
    assert (found.least, found.reflect) == (None, None)
    (only,) = shortage_options(found, ring.now)
    assert str(only.label) == "read the rest aloud; offers on paper, typed later with >name"
    assert only.commands == ()


def test_after_the_round_there_is_nothing_to_save() -> None:
    ring = ring_in_round(*names(12)).type("59:00 /go reflect")
    assert find_time_shortage(ring.session, instant("59:00")) is None


# --- what a minute costs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "at", "seconds", "cost"),
    [
        (16, "0:00", 60, 5),  # 3375 s for 15: 225 each; a minute less is 221, 220 in whole fives
        (16, "0:00", 300, 20),
        (6, "0:00", 60, 15),
        (5, "0:00", 60, 0),  # there is time enough for everybody's five minutes
        (16, "0:00", -60, 0),
        (16, "0:00", -120, -5),
        (2, "29:00", 60, 0),  # the other gets the least in any case
    ],
)
def test_what_a_minute_costs_the_others(people: int, at: str, seconds: float, cost: int) -> None:
    ring = ring_in_round(*names(people)).type(f"{at} /next")
    before = schedule(ring.session, ring.now)
    ring.type(f"/plus {int(seconds) // 60}:00" if seconds > 0 else f"/minus {int(-seconds) // 60}:00")
    after = schedule(ring.session, ring.now)
    assert before and after and before.next_slot and after.next_slot
    assert before.next_slot - after.next_slot == cost


# --- a silence that may have been a pause ------------------------------------------------------------------------


def test_a_gap_of_more_than_a_quarter_of_an_hour_is_asked_about() -> None:
    ring = ring_in_round("Anne", "Bo").type("0:00 /next", "2:00 Bo een tip")
    assert idle_seconds(ring.session, instant("17:00")) is None
    assert idle_seconds(ring.session, instant("17:01")) == 901


def test_no_gap_where_nothing_was_counting() -> None:
    assert idle_seconds(RingDriver().type("Anne").session, instant("5:00:00")) is None
    assert idle_seconds(ring_in_phase(Phase.INTRODUCTION, "Anne").session, instant("5:00:00")) is None
    assert idle_seconds(ring_in_round("Anne").type("0:00 /next", "1:00 /pause").session, instant("5:00:00")) is None
    assert idle_seconds(ring_in_round("Anne").type("0:00 /next", "1:00 /end").session, instant("5:00:00")) is None


def test_a_pause_since_the_last_fact() -> None:
    ring = ring_in_round("Anne", "Bo").type("0:00 /next", "2:00 Bo een tip")
    ring.apply(PauseRing(at=instant("45:00"), since=last_event(ring.session)))
    assert (ring.stretches("Anne"), ring.speaker) == ([(0, 120)], None)
    ring.type("46:00 /resume", "47:00 /next")
    assert ring.used_time("Anne") == 180
    # Bo's turn began with that last fact: what they said before the pause had no length
    assert ring.turns == [("Anne", "Anne", 0, 120), ("Bo", "Anne", 2760, 2820), ("Bo", "Bo", 2820, None)]


@pytest.mark.parametrize(("since", "end"), [("0:30", 60), ("1:00", 60), ("3:00", 180), ("9:00", 240)])
def test_a_pause_lies_between_the_last_fact_and_now(since: str, end: float) -> None:
    ring = ring_in_round("Anne", "Bo").type("0:00 /next", "1:00 Bo een tip")
    ring.apply(PauseRing(at=instant("4:00"), since=instant(since)))
    assert ring.stretches("Anne") == [(0, end)]


def test_the_planned_beginning() -> None:
    ring = RingDriver().type("Anne")
    assert planned_start(ring.session, instant("1:00")) == instant("1:00")
    ring.type("/date 2026-11-24 14:00")
    assert planned_start(ring.session, instant("1:00")) == instant("30:00")
    assert planned_start(ring.session, instant("40:00")) == instant("40:00")  # late
    ring.type("45:00 /begin")
    assert planned_start(ring.session, instant("50:00")) == instant("45:00")
