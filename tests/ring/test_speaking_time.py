"""Speaking time: balance and nudges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.speaking_time import (
    CountedTime,
    Nudges,
    ask_still_speaking,
    balance,
    describe_counted,
    nudges,
    speaking_times,
    turn_totals,
)
from tests.support.ring_driver import RingDriver, instant, ring_in_round

FIVE = ("Anne", "Bo", "Cas", "Dia", "Eva")


@pytest.mark.parametrize(
    ("seconds", "value"),
    [
        ([], None),
        ([60], None),
        ([0, 0], None),
        ([60, 60], 1),
        ([60, 0], 0),
        ([0, 0, 0, 60], 0),
        ([30, 90], 0.5),
        ([10, 20, 30, 40], 0.6667),
        ([60] * 20, 1),
    ],
)
def test_balance_of_speaking_times(seconds: list[float], value: float | None) -> None:
    found = balance(seconds)
    assert found == (value if value is None else pytest.approx(value, abs=1e-4))


@given(st.lists(st.floats(0, 10_000), max_size=20))
def test_balance_is_between_0_and_1_in_any_order(seconds: list[float]) -> None:
    found = balance(seconds)
    assert found is None or 0 <= found <= 1
    assert balance(reversed(seconds)) == found


def talk(*lines: str) -> RingDriver:
    return ring_in_round(*FIVE).type("0:00 /next", *lines)


def nudge(ring: RingDriver, at: str) -> tuple[list[str], list[str]]:
    found = nudges(ring.session, instant(at))
    return ([ring.session.name(who) for who in found.talks_long], [ring.session.name(who) for who in found.invite])


def test_no_nudges_before_three_minutes_of_helping() -> None:
    ring = talk("0:30 Bo")
    assert nudges(ring.session, instant("3:29")) == Nudges()
    assert nudge(ring, "3:30") == (["Bo"], ["Cas", "Dia", "Eva"])


def test_time_of_the_asker_counts_beyond_the_slot() -> None:
    ring = talk()  # a slot of five minutes
    assert nudges(ring.session, instant("7:59")) == Nudges()
    found = nudges(ring.session, instant("8:00"))
    assert found.talks_long == (ring.who("Anne"),)
    assert found.counted == {ring.who("Anne"): CountedTime(0, 180)}
    ring.type("8:00 /plus 2:00")
    assert nudges(ring.session, instant("9:59")) == Nudges()
    ring.type("10:00 Bo", "11:00 Anne")
    assert nudges(ring.session, instant("12:00")).counted == {ring.who("Anne"): CountedTime(0, 240)}


def test_words_say_what_was_counted() -> None:
    assert str(describe_counted(CountedTime(237.9, 0.4))) == "helped 3:57"
    assert str(describe_counted(CountedTime(0, 130))) == "2:10 over"
    assert str(describe_counted(CountedTime(60, 130))) == "helped 1:00, 2:10 over"


def test_helper_who_speaks_for_long_is_asked_about() -> None:
    ring = talk("1:00 Bo")
    assert ask_still_speaking(ring.session, instant("2:29")) is None
    assert str(ask_still_speaking(ring.session, instant("2:30"))) == "Is Bo still speaking?"
    ring.type("2:40 Bo kent iemand")
    assert ask_still_speaking(ring.session, instant("3:00")) is None
    ring.type("3:00 /pause")
    assert ask_still_speaking(ring.session, instant("9:00")) is None
    ring.type("9:00 /resume", "9:10 Anne")
    assert ask_still_speaking(ring.session, instant("14:00")) is None, "the asker has the floor anyway"
    ring.type("15:00 /go reflect", "15:10 Cas")
    assert str(ask_still_speaking(ring.session, instant("17:00"))) == "Is Cas still speaking?"


@pytest.mark.parametrize(
    ("lines", "at", "talking_long"),
    [
        # 200 of 200 seconds, and twice the average is 80
        (["0:00 Bo"], "3:20", ["Bo"]),
        # two of five who each take half: 100 of 200 against 80
        (["0:00 Bo", "1:40 Cas"], "3:20", ["Bo", "Cas"]),
        # exactly twice the average is not more than it
        (["0:00 Bo", "1:20 Cas", "2:20 Dia"], "3:20", []),
    ],
)
def test_who_talks_long(lines: list[str], at: str, talking_long: list[str]) -> None:
    assert nudge(talk(*lines), at)[0] == talking_long


def test_those_who_helped_least_and_were_silent_longest_are_invited_first() -> None:
    ring = talk("0:10 Bo", "1:00 Cas", "1:40 Dia", "2:20 Bo", "3:30 Anne", "4:00 /next Eva")
    # helping: Bo 120, Cas 40, Dia 40, Anne and Eva nothing; Eva asks now
    assert nudge(ring, "4:10") == (["Bo"], ["Anne", "Cas", "Dia"])
    ring.type("4:10 Anne", "4:20 Eva")
    assert nudge(ring, "4:30")[1] == ["Anne", "Cas", "Dia"]


def test_person_who_never_spoke_was_silent_longest() -> None:
    ring = talk("0:00 Bo", "3:00 Anne", "3:10 /next Cas", "3:20 /next Dia")
    # Cas spoke in their own question, Eva never; both helped nobody
    assert nudge(ring, "3:30")[1] == ["Eva", "Anne", "Cas"]


def test_only_those_present_get_nudges() -> None:
    ring = talk("0:00 Bo", "3:20 /away Bo")
    assert nudges(ring.session, instant("3:30")) == Nudges()
    ring = talk("0:00 Bo", "3:20 /away Cas", "/away Dia")
    assert nudge(ring, "3:30") == (["Bo"], ["Eva"])


def test_earlier_totals_are_used_again() -> None:
    ring = talk("0:10 Bo", "0:30 Cas")
    ended = turn_totals(ring.session)
    ring.type("1:00 Dia", "2:00 /next")
    again = turn_totals(ring.session, ended)
    assert again == turn_totals(ring.session)
    assert turn_totals(ring.session, again) is again
    ring.type("2:10 /backdate 1:30")  # other turns than were summed
    assert turn_totals(ring.session, again) == turn_totals(ring.session)
    assert speaking_times(ring.session, instant("3:00"), turn_totals(ring.session, again)) == speaking_times(
        ring.session, instant("3:00")
    )
