"""A shortage of time: when it is found, and what the options change."""

from __future__ import annotations

import datetime as dt

import pytest

from reciring.ring.command_types import ReadAloud
from reciring.ring.schedule import schedule
from reciring.ring.session import Phase
from reciring.ring.time_shortage import TimeLeft, find_time_shortage, shortage_options, time_left
from tests.support.ring_driver import RingDriver, instant, ring_in_round


def names(people: int) -> list[str]:
    return [f"Naam{number}" for number in range(1, people + 1)]


def test_forty_people_fit_and_forty_one_do_not() -> None:
    for people in range(41):
        ring = RingDriver().type(*names(people))
        assert find_time_shortage(ring.session, instant("0:00")) is None
    assert find_time_shortage(RingDriver().type(*names(41)).session, instant("0:00")) is not None


def test_shortage_is_found_during_preparation() -> None:
    ring = RingDriver().type(*names(20), "/date 2026-11-24 13:30", "/until 14:25")
    found = find_time_shortage(ring.session, instant("0:00") - dt.timedelta(days=1))
    assert found  # 55 minutes less 10, 10 and 10 are 25, and 20 people need 30
    assert (found.minutes, found.people, found.each, found.least, found.reflect) == (5, 20, 75, 75, 5)
    assert find_time_shortage(ring.type("/until 14:30").session, instant("0:00")) is None


def test_deadline_without_a_planned_start_counts_on_the_day_itself() -> None:
    ring = RingDriver().type(*names(20), "/until 14:25")
    assert find_time_shortage(ring.session, instant("0:00") - dt.timedelta(days=1)) is None
    assert find_time_shortage(ring.session, instant("0:00")) is not None


def test_shortage_is_found_when_the_introduction_takes_too_long() -> None:
    ring = RingDriver().type(*names(20), "0:00 /begin", "/until 14:30")  # 60 minutes: 10, 10, 30 and 10
    assert find_time_shortage(ring.session, instant("10:00")) is None
    found = find_time_shortage(ring.session, instant("11:00"))
    assert found
    assert (found.minutes, found.least, found.reflect) == (1, 85, 9)


def test_current_question_is_expected_to_keep_its_slot() -> None:
    ring = ring_in_round(*names(12)).type("/until 14:10", "0:00 /next")  # half an hour for twelve
    assert find_time_shortage(ring.session, instant("10:00")) is None  # twenty minutes for eleven
    assert find_time_shortage(ring.session, instant("13:30")) is None
    found = find_time_shortage(ring.session, instant("14:00"))
    assert found
    assert (found.minutes, found.people, found.least, found.reflect) == (1, 11, 85, 9)


def test_skipped_and_absent_people_need_no_time() -> None:
    ring = RingDriver().type(*names(42))
    assert find_time_shortage(ring.session, instant("0:00"))
    assert find_time_shortage(ring.type("/pass Naam1", "/away Naam2").session, instant("0:00")) is None


@pytest.mark.parametrize("choice", [0, 1])
def test_each_option_ends_the_shortage(choice: int) -> None:
    for until in ("/until 14:10", "/until -"):
        ring = ring_in_round(*names(12)).type(until, "/plan round 30", "14:00 /next", "/plan reflect 15")
        if found := find_time_shortage(ring.session, ring.now):
            for command in shortage_options(found, ring.session, ring.now)[choice].commands:
                ring.apply(command)
            assert find_time_shortage(ring.session, ring.now) is None
            assert ring.session.plan.reflect == (15 if choice == 0 else found.reflect)


def test_reading_aloud_is_always_an_option() -> None:
    ring = ring_in_round(*names(12)).type("/until 14:00", "/plan reflect 5", "29:00 /next")
    found = find_time_shortage(ring.session, ring.now)
    assert found
    assert (found.least, found.reflect) == (None, None)
    (only,) = shortage_options(found, ring.session, ring.now)
    assert str(only.label) == "read out"
    assert only.commands == (ReadAloud(at=ring.now),)
    assert str(only.done).endswith("Type them later: .Naam1 knows someone >Naam12")
    ring.apply(*only.commands)
    assert find_time_shortage(ring.session, ring.now) is None
    ring.type("31:00 /go")
    assert ring.session.phase is Phase.REFLECT


def test_no_shortage_while_the_end_time_has_room() -> None:
    """A break of twenty minutes and slow questions: the round is over its minutes, the ring far from its end."""
    ring = ring_in_round(*names(12)).type("/until 15:30", "0:00 /next", "50:00 /next", "58:00 /next")
    plan = schedule(ring.session, ring.now)
    assert plan and (plan.next_slot, plan.minutes_late) == (90, -37)
    assert find_time_shortage(ring.session, ring.now) is None


def test_late_start_shows_what_fits_until_the_end_time() -> None:
    ring = RingDriver().type(*names(20), "/plan total 60", "/date 2026-11-24 13:30", "/until 14:30")
    found = find_time_shortage(ring.session, instant("12:00"))
    assert found
    assert (found.minutes, found.each, found.least, found.reflect) == (12, 54, 50, None)
    assert time_left(ring.session, instant("12:00")) == TimeLeft(48, 54)
    assert time_left(ring.session, instant("0:00")) is None
    for who in range(13, 21):
        ring.type(f"/away Naam{who}")
    assert find_time_shortage(ring.session, instant("12:00")) is None
    assert time_left(ring.session, instant("12:00")) == TimeLeft(48, 90)
    assert time_left(ring.type("/until -").session, instant("12:00")) is None


def test_a_reflection_that_is_already_short_is_not_an_option() -> None:
    ring = ring_in_round(*names(12)).type("/until 14:10", "/plan reflect 5", "0:00 /next", "25:00 /next")
    found = find_time_shortage(ring.session, ring.now)
    assert found and found.reflect is None


def test_there_is_no_shortage_after_the_round() -> None:
    ring = ring_in_round(*names(12)).type("59:00 /go reflect")
    assert find_time_shortage(ring.session, instant("59:00")) is None
