"""The plan, the countdown and the schedule, reckoned from instants."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from reciring.ring.commands import SetDate
from reciring.ring.message import Refused
from reciring.ring.plan import deadline, resolve_plan, total_minutes
from reciring.ring.schedule import Countdown, countdown, schedule
from reciring.ring.session import Phase, Plan, Session, Span
from reciring.ring.time_per_question import planned_end_of_round, used_seconds
from reciring.ring.update import update
from tests.support.ring_driver import RingDriver, instant, ring_in_phase, ring_in_round

FOUR = ("Anne", "Bo", "Cas", "Dia")


def names(people: int) -> list[str]:
    return [f"Naam{number}" for number in range(1, people + 1)]


def settled(session: Session) -> tuple[int | None, ...]:
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
def test_the_plan_follows_from_the_number_of_people(people: int, plan: tuple[int, ...]) -> None:
    assert settled(RingDriver().type(*names(people), "0:00 /begin").session) == plan


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
def test_the_plan_can_be_changed_beforehand(lines: list[str], plan: tuple[int, ...]) -> None:
    assert settled(RingDriver().type(*names(6), *lines, "0:00 /begin").session) == plan


def test_once_begun_the_plan_is_stored() -> None:
    ring = RingDriver().type(*names(9), "0:00 /begin", *(f"/add Laat{number}" for number in range(5)))
    assert settled(ring.session) == (10, 5, 45, 15)
    ring.type("/plan total 90")
    assert settled(ring.session) == (10, 5, 60, 15)
    ring.type("/plan reflect 10")
    assert settled(ring.session) == (10, 5, 60, 10)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("/plan total 20", "The other steps take 30 minutes: that leaves no time for the round."),
        ("/plan most 1:00", "A question needs some time, and the least cannot be more than the most."),
        ("/plan least 6:00", "A question needs some time, and the least cannot be more than the most."),
        ("/plan least 0:00", "A question needs some time, and the least cannot be more than the most."),
        ("/plan round 1500", "Minutes are a number from 0 to 1440."),
        ("/date 2026-11-24 13:30 Mars/Olympus", "Mars/Olympus is no time zone: try Europe/Amsterdam."),
    ],
)
def test_a_plan_that_cannot_be(line: str, reason: str) -> None:
    assert RingDriver().type(*FOUR).refusal_of(line) == reason


def test_a_day_past_which_nothing_can_be_reckoned_is_refused() -> None:
    found = update(RingDriver().session, SetDate(at=instant("0:00"), day=dt.date(9999, 12, 31)))
    assert isinstance(found, Refused)
    assert str(found.reason) == "9999-12-31 is too far away: type the date as 2026-11-24."


def test_the_planned_start_is_forgotten_once_it_began() -> None:
    ring = RingDriver().type(*FOUR, "/date 2026-11-24 13:30")
    planned = ring.session.start
    ring.type("0:00 /begin")
    assert (planned, ring.session.start) == (dt.time(13, 30), None)
    assert ring.refusal_of("/date 2026-11-24 14:00") == "The ring has begun: its start is known."


# --- the planned end of the round --------------------------------------------------------------------------------


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
def test_the_planned_end_of_the_round(until: str | None, end: str) -> None:
    ring = ring_in_phase(Phase.INTRODUCTION, *FOUR).type("5:00 /go round")
    if until:
        ring.type(f"/until {until}")
    wanted = instant(end) if end[0] != "-" else instant("0:00") - dt.timedelta(minutes=5)
    assert planned_end_of_round(ring.session, ring.now) == wanted
    assert planned_end_of_round(ring.session, instant("3:00:00")) == wanted  # nothing else moves it


def begun(at: str, until: str, zone: str = "Europe/Amsterdam") -> dt.datetime | None:
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
        ("2026-10-25T01:40Z", "02:30", "2026-10-26T01:30Z"),
    ],
)
def test_until_is_the_first_such_time_after_the_beginning(at: str, until: str, instant: str) -> None:
    assert begun(at, until) == dt.datetime.fromisoformat(instant)


def test_a_round_over_midnight_and_a_changing_clock_keeps_its_slots() -> None:
    ring = RingDriver(Session(date=dt.date(2026, 10, 24), timezone="Europe/Amsterdam")).type(*names(12), "/until 02:40")
    ring.now = dt.datetime(2026, 10, 25, 0, 10, tzinfo=dt.UTC)  # 02:10 summer time
    ring.type("/begin", "/go round", "/next")
    assert ring.question("Naam1").slot == 100  # twenty minutes for twelve
    ring.now = dt.datetime(2026, 10, 25, 0, 20, tzinfo=dt.UTC)
    ring.type("/next")
    assert used_seconds(ring.question("Naam1"), ring.now) == 600
    assert ring.question("Naam2").slot == 90


# --- countdown ---------------------------------------------------------------------------------------------------


def test_the_countdown_of_a_question() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "/plus 0:30")
    assert countdown(ring.session, instant("1:00")) == Countdown(270, 330)
    assert countdown(ring.session, instant("6:00")) == Countdown(-30, 330)
    ring.type("2:00 /pause")
    assert countdown(ring.session, instant("9:00")) == Countdown(210, 330, True)


def test_the_countdown_of_a_step() -> None:
    ring = ring_in_phase(Phase.INTRODUCTION, *FOUR)
    assert countdown(ring.session, instant("4:00")) == Countdown(360, 600)
    assert countdown(ring_in_round(*FOUR).session, instant("4:00")) == Countdown(26 * 60, 30 * 60)
    assert countdown(RingDriver().session, instant("4:00")) is None


def test_a_step_entered_again_goes_on_where_it_was() -> None:
    """A key too many: a minute among the questions is not the introduction's."""
    ring = ring_in_phase(Phase.INTRODUCTION, *FOUR).type("4:00 /go", "5:00 /go introduction")
    assert countdown(ring.session, instant("6:00")) == Countdown(300, 600)


def test_a_reflection_after_a_second_round_has_its_own_minutes() -> None:
    ring = ring_in_round(*FOUR).type("10:00 /go reflect", "10:05 /go round", "30:00 /go reflect")
    assert countdown(ring.session, instant("32:00")) == Countdown(13 * 60, 15 * 60)
    assert ring.session.phases[Phase.ROUND] == Span(start=instant("0:00"), end=instant("30:00"))


# --- schedule ----------------------------------------------------------------------------------------------------


def schedule_figures(ring: RingDriver, at: str) -> tuple[float, float, int | None, int]:
    """Projected end since the beginning, ahead, the next slot, how many wait."""
    found = schedule(ring.session, instant(at))
    assert found
    return (found.end - instant("0:00")).total_seconds(), found.seconds_early, found.next_slot, found.waiting


def test_the_schedule_is_now_and_what_is_left_and_what_is_to_come() -> None:
    ring = ring_in_phase(Phase.INTRODUCTION, *FOUR)  # 10 + 5 + 30 + 15
    assert schedule_figures(ring, "4:00") == (3600, 0, None, 0)
    assert schedule_figures(ring, "12:00") == (3720, -120, None, 0)
    ring.type("5:00 /go")
    assert schedule_figures(ring, "6:00") == (3300, 300, None, 0)


def test_the_schedule_in_the_round() -> None:
    ring = ring_in_round(*FOUR)  # 30 for the round and 15 after it, planned 60 in all
    assert schedule_figures(ring, "0:00") == (4 * 300 + 900, 3600 - 2100, 300, 4)
    ring.type("0:00 /next")
    assert schedule_figures(ring, "2:00") == (300 + 3 * 300 + 900, 3600 - 2100, 300, 3)
    assert schedule_figures(ring, "9:00") == (540 + 3 * 300 + 900, 3600 - 2340, 300, 3)  # in overtime
    ring.type("9:00 /pause")
    assert schedule_figures(ring, "19:00") == (1140 + 3 * 220 + 900, 3600 - 2700, 220, 3)
    ring.type("/until 14:10")
    assert schedule_figures(ring, "19:00")[1] == 2400 - (1140 + 3 * 120 + 900)


def test_no_schedule_before_and_after() -> None:
    ring = RingDriver().type(*FOUR)
    assert schedule(ring.session, instant("1:00")) is None
    ring.type("0:00 /begin", "1:00 /end")
    assert schedule(ring.session, instant("2:00")) is None


def test_a_full_plan_is_its_own_full_plan() -> None:
    for people in range(30):
        full = resolve_plan(Plan(), people)
        assert resolve_plan(full, 3) == full
        assert total_minutes(full) >= 60
