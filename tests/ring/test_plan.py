"""The plan: minutes per phase, planned start, end time and warnings."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from reciring.locale import translator
from reciring.ring.command_types import SetDate
from reciring.ring.message import Refused
from reciring.ring.plan import (
    deadline,
    local_time,
    plan_warnings,
    planned_start,
    resolve_plan,
    target_end,
    total_minutes,
)
from reciring.ring.session import Phase, Plan, Session, Span
from reciring.ring.update import update
from tests.support.ring_driver import RingDriver, instant

FOUR = ("Anne", "Bo", "Cas", "Dia")


def names(people: int) -> list[str]:
    return [f"Naam{number}" for number in range(1, people + 1)]


def minutes_of(session: Session) -> tuple[int | None, ...]:
    plan = session.plan
    return plan.introduction, plan.formulate, plan.round, plan.reflect


@pytest.mark.parametrize(
    ("people", "plan"),
    [
        (0, (10, 5, 30, 15)),
        (1, (10, 5, 30, 15)),
        (6, (10, 5, 30, 15)),
        (7, (10, 5, 35, 15)),
        (9, (10, 5, 45, 15)),
        (10, (10, 10, 50, 15)),
        (11, (10, 10, 55, 15)),
        (12, (10, 10, 60, 10)),
        (20, (10, 10, 60, 10)),
        (40, (10, 10, 60, 10)),
    ],
)
def test_number_of_people_decides_the_minutes_of_every_phase(people: int, plan: tuple[int, ...]) -> None:
    assert minutes_of(RingDriver().type(*names(people), "0:00 /begin").session) == plan


@pytest.mark.parametrize(
    ("lines", "plan"),
    [
        (["/plan introduction 5"], (5, 5, 30, 15)),
        (["/plan reflect 0"], (10, 5, 30, 0)),
        (["/plan total 75"], (10, 5, 45, 15)),
        (["/plan total 75", "/plan introduction 5"], (5, 5, 50, 15)),
        (["/plan total 75", "/plan round 40"], (10, 5, 40, 15)),
        (["/plan round 40", "/plan total 75"], (10, 5, 45, 15)),
        (["/away Naam6", "/plan total 60"], (10, 5, 30, 15)),
    ],
)
def test_plan_changes_before_the_ring_begins(lines: list[str], plan: tuple[int, ...]) -> None:
    assert minutes_of(RingDriver().type(*names(6), *lines, "0:00 /begin").session) == plan


def test_plan_stays_when_people_come_after_the_start() -> None:
    ring = RingDriver().type(*names(9), "0:00 /begin", *(f"/add Laat{number}" for number in range(5)))
    assert minutes_of(ring.session) == (10, 5, 45, 15)
    ring.type("/plan total 90")
    assert minutes_of(ring.session) == (10, 5, 60, 15)
    ring.type("/plan reflect 10")
    assert minutes_of(ring.session) == (10, 5, 60, 10)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("/plan total 20", "The other steps already take 30 minutes. Choose a larger total."),
        ("/plan most 1:00", "“Least” must be longer than 0:00 and not longer than “most”."),
        ("/plan least 6:00", "“Least” must be longer than 0:00 and not longer than “most”."),
        ("/plan least 0:00", "“Least” must be longer than 0:00 and not longer than “most”."),
        ("/plan round 1500", "Type a number of minutes from 0 to 1440."),
        ("/date 2026-11-24 13:30 Mars/Olympus", "Mars/Olympus is not a time zone. Type one such as Europe/Amsterdam."),
    ],
)
def test_impossible_plan_is_refused(line: str, reason: str) -> None:
    assert RingDriver().type(*FOUR).refusal_of(line) == reason


def test_day_far_away_is_refused() -> None:
    found = update(RingDriver().session, SetDate(at=instant("0:00"), day=dt.date(9999, 12, 31)))
    assert isinstance(found, Refused)
    assert str(found.reason) == "9999-12-31 is too far in the past or future. Type a date such as 2026-11-24."


def test_complete_plan_does_not_change_with_other_people() -> None:
    for people in range(30):
        full = resolve_plan(Plan(), people)
        assert resolve_plan(full, 3) == full
        assert total_minutes(full) >= 60


def test_planned_start_is_removed_when_the_ring_begins() -> None:
    ring = RingDriver().type(*FOUR, "/date 2026-11-24 13:30")
    planned = ring.session.start
    ring.type("0:00 /begin")
    assert (planned, ring.session.start) == (dt.time(13, 30), None)
    assert ring.refusal_of("/date 2026-11-24 14:00") == "The ring has already begun, so its start cannot change."


def test_planned_start_is_now_if_it_has_passed() -> None:
    ring = RingDriver().type("Anne")
    assert planned_start(ring.session, instant("1:00")) == instant("1:00")
    ring.type("/date 2026-11-24 14:00")
    assert planned_start(ring.session, instant("1:00")) == instant("30:00")
    assert planned_start(ring.session, instant("40:00")) == instant("40:00")  # late
    ring.type("45:00 /begin")
    assert planned_start(ring.session, instant("50:00")) == instant("45:00")


def deadline_of_ring_begun(at: str, until: str, zone: str = "Europe/Amsterdam") -> dt.datetime | None:
    """The instant meant by ``deadline`` in a ring that began at ``at`` (UTC)."""
    start = dt.datetime.fromisoformat(at)
    session = Session(date=start.date(), timezone=zone, until=dt.time.fromisoformat(until))
    return deadline(msgspec.structs.replace(session, phases={Phase.INTRODUCTION: Span(start=start)}))


@pytest.mark.parametrize(
    ("at", "until", "instant"),
    [
        ("2026-11-24T12:30Z", "14:55", "2026-11-24T13:55Z"),
        ("2026-11-24T22:30Z", "00:45", "2026-11-24T23:45Z"),  # past midnight
        ("2026-11-24T23:30Z", "00:45", "2026-11-24T23:45Z"),
        ("2026-12-31T22:50Z", "00:10", "2026-12-31T23:10Z"),
        # the clock goes forward at 02:00 (01:00 UTC) on 28 March 2027
        ("2027-03-28T00:30Z", "03:30", "2027-03-28T01:30Z"),
        ("2027-03-28T00:30Z", "02:30", "2027-03-28T01:30Z"),  # a time that never is: an hour later
        # the clock goes back at 03:00 (01:00 UTC) on 25 October 2026
        ("2026-10-25T00:10Z", "02:30", "2026-10-25T00:30Z"),
        ("2026-10-25T00:40Z", "02:30", "2026-10-25T01:30Z"),  # it comes once more
        ("2026-10-25T00:30Z", "03:30", "2026-10-25T02:30Z"),
        ("2026-10-25T01:40Z", "02:30", None),  # the next day: it had passed when the ring began
        ("2026-11-24T12:30Z", "13:30", None),
        ("2026-11-24T08:00Z", "22:30", "2026-11-24T21:30Z"),  # a long day
        ("2026-11-24T12:30Z", "01:30", "2026-11-25T00:30Z"),
    ],
)
def test_deadline_is_the_first_such_time_after_the_start(at: str, until: str, instant: str | None) -> None:
    assert deadline_of_ring_begun(at, until) == (instant and dt.datetime.fromisoformat(instant))


def test_after_a_night_the_end_time_is_of_the_new_day() -> None:
    ring = RingDriver().type(*FOUR, "0:00 /begin", "/until 14:30", "/go round", "0:00 /next", "2:00 /pause")
    assert deadline(ring.session) == instant("1:00:00")
    ring.type("71:00:00 /resume")  # 12:30 on Friday
    assert deadline(ring.session) == instant("73:00:00")
    ring.type("/until -")
    assert target_end(ring.session, ring.now) == instant("1:00:00") + (instant("71:00:00") - instant("2:00"))


@pytest.mark.parametrize(
    ("people", "lines", "about"),
    [
        (0, [], []),
        (6, [], []),
        (12, [], []),
        (20, [], []),
        (5, [], ["best with 6 or more"]),
        (1, [], ["best with 6 or more"]),
        (21, [], ["Make two rings"]),
        (12, ["/plan total 95"], ["Plan: 95 min"]),
        (12, ["/plan total 55"], ["Plan: 55 min"]),
        (25, ["/plan introduction 20"], ["Make two rings", "Plan: 100 min"]),
        (6, ["/date 2026-11-24 13:30", "/until 14:30"], []),
        (6, ["/date 2026-11-24 13:30", "/until 14:15"], ["Start earlier"]),
        (6, ["/date 2026-11-24 23:30", "/until 00:15"], ["only 45 until"]),
        (6, ["/until 14:15"], []),
    ],
)
def test_plan_warnings_do_not_stop_the_ring(people: int, lines: list[str], about: list[str]) -> None:
    ring = RingDriver().type(*names(people), *lines)
    warnings = [str(message) for message in plan_warnings(ring.session)]
    assert len(warnings) == len(about)
    for message, part in zip(warnings, about, strict=True):
        assert part in message
    ring.type("0:00 /begin")


@pytest.mark.parametrize(
    ("utc", "said"),
    [
        ("2026-10-25T00:30", "02:30 summer time"),
        ("2026-10-25T01:30", "02:30 winter time"),
        ("2026-10-24T23:59", "01:59"),
        ("2026-10-25T02:00", "03:00"),
        ("2026-03-29T00:59", "01:59"),
        ("2026-03-29T01:00", "03:00"),
    ],
)
def test_a_time_that_comes_twice_in_a_night_says_which_it_is(utc: str, said: str) -> None:
    session = Session(date=dt.date(2026, 10, 25), timezone="Europe/Amsterdam")
    shown = local_time(session, dt.datetime.fromisoformat(f"{utc}Z"))
    assert (f"{shown:%H:%M}" if isinstance(shown, dt.time) else translator("en").message(shown)) == said
