"""The clock of a ring: countdown, projected end and idle time."""

from __future__ import annotations

import pytest

from reciring.ring.command_types import PauseRing
from reciring.ring.schedule import Countdown, countdown, idle_seconds, schedule
from reciring.ring.session import Phase, Span, last_event
from tests.support.ring_driver import RingDriver, instant, ring_in_phase, ring_in_round

FOUR = ("Anne", "Bo", "Cas", "Dia")


def test_countdown_of_a_question_includes_added_time_and_stops_in_a_pause() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "/plus 0:30")
    assert countdown(ring.session, instant("1:00")) == Countdown(270, 330)
    assert countdown(ring.session, instant("6:00")) == Countdown(-30, 330)
    ring.type("2:00 /pause")
    assert countdown(ring.session, instant("9:00")) == Countdown(210, 330, True)


def test_countdown_of_a_phase() -> None:
    ring = ring_in_phase(Phase.INTRODUCTION, *FOUR)
    assert countdown(ring.session, instant("4:00")) == Countdown(360, 600)
    assert countdown(ring_in_round(*FOUR).session, instant("4:00")) == Countdown(26 * 60, 30 * 60)
    assert countdown(RingDriver().session, instant("4:00")) is None


def test_phase_of_another_day_has_no_countdown() -> None:
    ring = ring_in_phase(Phase.INTRODUCTION, *FOUR)
    assert countdown(ring.session, instant("12:00:00"))
    assert countdown(ring.session, instant("72:00:00")) is None
    assert countdown(ring_in_round(*FOUR).session, instant("72:00:00")) is None


def test_phase_entered_again_continues_its_countdown() -> None:
    """A key too many: a minute among the questions is not the introduction's."""
    ring = ring_in_phase(Phase.INTRODUCTION, *FOUR).type("4:00 /go", "5:00 /go introduction")
    assert countdown(ring.session, instant("6:00")) == Countdown(300, 600)


def test_reflection_after_a_second_round_leaves_that_round_out() -> None:
    ring = ring_in_round(*FOUR).type("10:00 /go reflect", "10:05 /go round", "30:00 /go reflect")
    assert countdown(ring.session, instant("32:00")) == Countdown(13 * 60, 15 * 60)
    assert ring.session.phases[Phase.ROUND] == Span(start=instant("0:00"), end=instant("30:00"))


def schedule_figures(ring: RingDriver, at: str) -> tuple[float, float, int | None, int]:
    """Projected end since the beginning, ahead, the next slot, how many wait."""
    found = schedule(ring.session, instant(at))
    assert found
    return (found.end - instant("0:00")).total_seconds(), -found.minutes_late, found.next_slot, found.waiting


def test_projected_end_is_now_plus_what_remains_and_what_comes() -> None:
    ring = ring_in_phase(Phase.INTRODUCTION, *FOUR)  # 10 + 5 + 30 + 15, and four ask for at most twenty minutes
    assert schedule_figures(ring, "4:00") == (3000, 10, 300, 4)
    assert schedule_figures(ring, "12:00") == (3120, 8, 300, 4)
    ring.type("5:00 /go")
    assert schedule_figures(ring, "6:00") == (2700, 15, 300, 4)
    assert schedule_figures(ring.type("6:00 /go"), "6:00")[0] == 2460


def test_projected_end_in_the_round_counts_the_slots_of_the_queue() -> None:
    ring = ring_in_round(*FOUR)  # 30 for the round and 15 after it, planned 60 in all
    assert schedule_figures(ring, "0:00") == (4 * 300 + 900, 25, 300, 4)
    ring.type("0:00 /next")
    assert schedule_figures(ring, "2:00") == (300 + 3 * 300 + 900, 25, 300, 3)
    assert schedule_figures(ring, "9:00") == (540 + 3 * 300 + 900, 21, 300, 3)  # in overtime
    ring.type("9:00 /pause")
    assert schedule_figures(ring, "19:00") == (1140 + 3 * 300 + 900, 11, 300, 3)  # the break counts
    ring.type("/until 14:10")  # 40 minutes: six are left for three questions, and the reflection
    assert schedule_figures(ring, "19:00") == (2400, 0, 120, 3)


def test_late_is_rounded_once_and_fits_the_end_that_is_shown() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /go reflect", "/until 14:00")
    for seconds, late in ((0, -15), (15 * 60, 0), (15 * 60 + 29, 0), (15 * 60 + 30, 1), (16 * 60 + 31, 2)):
        plan = schedule(ring.session, instant(f"{15 + seconds // 60}:{seconds % 60:02}"))
        assert plan and plan.minutes_late == late
        assert plan.shown_end == instant(f"{30 + late}:00")


def test_there_is_no_schedule_after_the_ring() -> None:
    ring = RingDriver().type(*FOUR)
    ring.type("0:00 /begin", "1:00 /end")
    assert schedule(ring.session, instant("2:00")) is None


def test_idle_time_counts_after_fifteen_minutes() -> None:
    ring = ring_in_round("Anne", "Bo").type("0:00 /next", "2:00 Bo een tip")
    assert idle_seconds(ring.session, instant("17:00")) is None
    assert idle_seconds(ring.session, instant("17:01")) == 901


def test_there_is_no_idle_time_without_a_question_or_speaker() -> None:
    assert idle_seconds(RingDriver().type("Anne").session, instant("5:00:00")) is None
    assert idle_seconds(ring_in_phase(Phase.INTRODUCTION, "Anne").session, instant("5:00:00")) is None
    assert idle_seconds(ring_in_round("Anne").type("0:00 /next", "1:00 /pause").session, instant("5:00:00")) is None
    assert idle_seconds(ring_in_round("Anne").type("0:00 /next", "1:00 /end").session, instant("5:00:00")) is None


def test_idle_time_becomes_a_pause_since_the_last_event() -> None:
    ring = ring_in_round("Anne", "Bo").type("0:00 /next", "2:00 Bo een tip")
    ring.apply(PauseRing(at=instant("45:00"), since=last_event(ring.session)))
    assert (ring.stretches("Anne"), ring.speaker) == ([(0, 120)], None)
    ring.type("46:00 /resume", "47:00 /next")
    assert ring.used_time("Anne") == 180
    # Bo's turn began at that last event, so before the pause it had no length
    assert ring.turns == [("Anne", "Anne", 0, 120), ("Bo", "Anne", 2760, 2820), ("Bo", "Bo", 2820, None)]


@pytest.mark.parametrize(("since", "end"), [("0:30", 60), ("1:00", 60), ("3:00", 180), ("9:00", 240)])
def test_pause_begins_between_the_last_event_and_now(since: str, end: float) -> None:
    ring = ring_in_round("Anne", "Bo").type("0:00 /next", "1:00 Bo een tip")
    ring.apply(PauseRing(at=instant("4:00"), since=instant(since)))
    assert ring.stretches("Anne") == [(0, end)]
