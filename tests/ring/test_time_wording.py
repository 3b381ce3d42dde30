"""The words for the time: late and early, since when it is paused, doubts about an end time."""

from __future__ import annotations

import datetime as dt

import pytest

from reciring.locale import translator
from reciring.ring.message import Message
from reciring.ring.schedule import schedule
from reciring.ring.time_shortage import find_time_shortage
from reciring.ring.time_wording import doubt_end_time, moment, pace, pause_since
from tests.support.ring_driver import RingDriver, instant, ring_in_round

FOUR = ("Anne", "Bo", "Cas", "Dia")


def english(message: Message | None) -> str:
    return translator("en").message(message) if message else ""


def pace_at(ring: RingDriver, at: str) -> str:
    plan = schedule(ring.session, instant(at))
    assert plan
    return english(pace(ring.session, plan))


def test_late_and_early() -> None:
    ring = ring_in_round(*FOUR).type("/until 14:30", "0:00 /go reflect")
    assert [pace_at(ring, at) for at in ("59:00", "59:45", "60:00", "62:00")] == [
        "1 min early",
        "on time",
        "on time",
        "2 min late",
    ]


def test_ring_of_another_day_names_its_day() -> None:
    ring = RingDriver().type(*FOUR, "0:00 /begin")
    assert pace_at(ring, "11:00:00") == "640 min late"
    assert pace_at(ring, "73:00:00") == "began on Tue 24 Nov"
    assert pace_at(ring.type("/until 14:30"), "73:00:00") == "began on Tue 24 Nov"
    assert find_time_shortage(ring.session, instant("73:00:00")) is None


def test_ring_begun_after_its_end_says_so() -> None:
    ring = RingDriver().type(*FOUR, "/until 13:00", "0:00 /begin")  # it begins at 13:30
    assert pace_at(ring, "1:00") == "began after 13:00"
    ring.type("/go round", "0:00 /next")
    assert ring.question("Anne").slot == 300


def test_pause_says_since_when_and_how_long() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next")
    assert pause_since(ring.session, instant("1:00")) is None
    ring.type("1:40 /pause")
    found = [english(pause_since(ring.session, instant(at))) for at in ("1:50", "21:30", "11:00:00", "71:00:00")]
    assert found == ["since 13:31", "since 13:31 (20 min)", "since 13:31 (658 min)", "since Tue 24 Nov"]


def test_moment_has_its_day_only_if_that_is_another() -> None:
    ring = ring_in_round(*FOUR)
    assert moment(ring.session, instant("1:00"), instant("2:00:00")) == dt.time(13, 31)
    assert english(Message("{at}", (("at", moment(ring.session, instant("1:00"), instant("23:00:00"))),))) == (
        "Tue 24 Nov 13:31"
    )


@pytest.mark.parametrize(
    ("setup", "at", "typed", "question", "suggestion"),
    [
        (["0:00 /begin"], "1:00", "15:00", "", None),
        (["0:00 /begin"], "1:00", "1:20", "01:20 has passed.", None),  # in the afternoon
        (["0:00 /begin"], "6:24:00", "1:20", "", None),  # in the evening
        (["0:00 /begin"], "6:24:00", "8:50", "08:50 has passed. Do you mean 20:50?", dt.time(20, 50)),
        (["0:00 /begin"], "30:00", "13:45", "13:45 has passed.", None),
        (["0:00 /begin"], "30:00", "2:30", "02:30 has passed. Do you mean 14:30?", dt.time(14, 30)),
        ([], "0:00", "2:50", "02:50 has passed. Do you mean 14:50?", dt.time(14, 50)),
        ([], "0:00", "13:00", "13:00 has passed.", None),
        ([], "0:00", "15:00", "", None),
        (["/date 2026-11-25"], "0:00", "2:50", "", None),  # tomorrow, and nobody knows when it starts
        (["/date 2026-11-25 16:00"], "0:00", "15:00", "15:00 is before the start at 16:00.", None),
        (["/date 2026-11-25 16:00"], "0:00", "5:30", "05:30 has passed. Do you mean 17:30?", dt.time(17, 30)),
        (["/date 2026-11-25 23:30"], "0:00", "0:45", "", None),  # past midnight
    ],
)
def test_end_time_that_cannot_be_meant_is_asked_about(
    setup: list[str], at: str, typed: str, question: str, suggestion: dt.time | None
) -> None:
    ring = RingDriver().type(*FOUR, *setup)
    hour, minute = map(int, typed.split(":"))
    found = doubt_end_time(ring.session, dt.time(hour, minute), instant(at))
    assert (english(found.question) if found else "") == question
    assert (found.suggestion if found else None) == suggestion
