"""The speaker: what sets and ends turns."""

from __future__ import annotations

import pytest

from reciring.ring.session import Phase
from reciring.ring.session_details import erase_speaking_times
from tests.support.ring_driver import ring_in_phase, ring_in_round

FOUR = ("Anne", "Bo", "Cas", "Dia")


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Bo", "Bo"),
        ("2", "Bo"),
        ("Bo een tip", "Bo"),
        ("Bo+Cas samen", "Bo"),  # to the first of several
        (".Bo een tip", "Anne"),  # typed late
        ("Anne", "Anne"),
        ("Nienke", None),
        ("Nienke een tip", None),
        ("0 een tip", None),
        ("0", None),
        ("zonder naam", "Anne"),
        ("/note een notitie", "Anne"),
        ("/edit 1 Cas toch anders", "Anne"),
        ("/speaker Bo", "Bo"),
        ("/speaker 0", None),
        ("", "Anne"),
        ("/pause", None),
        ("/park", None),
        ("/next", "Bo"),
        ("/away Anne", None),
        ("/away Bo", "Anne"),
        ("/go reflect", None),
        ("/end", None),
    ],
)
def test_line_sets_the_speaker(line: str, speaker: str | None) -> None:
    ring = ring_in_round(*FOUR).type("/facilitator Nienke Hof", "0:00 /next", ".Cas iets", f"1:00 {line}")
    assert ring.speaker == speaker


def test_empty_line_lets_the_asker_speak() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:20 Bo", "0:50")
    assert ring.turns == [("Anne", "Anne", 0, 20), ("Bo", "Anne", 20, 50), ("Anne", "Anne", 50, None)]


def test_naming_the_speaker_changes_nothing() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:20 Bo")
    before = ring.session
    assert ring.type("0:40 Bo", "/speaker Bo 0:10").session is before


def test_line_does_not_let_an_absent_person_speak() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "/away Bo", "0:20 Bo stuurde nog iets")
    assert ring.speaker == "Anne"
    assert ring.offers("Anne") == ["stuurde nog iets"]


def test_nobody_speaks_after_the_speaker_left() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:20 Bo", "0:40 /away Bo")
    assert ring.speaker is None
    assert ring.turns[-1] == ("Bo", "Anne", 20, 40)


@pytest.mark.parametrize(
    ("lines", "turns"),
    [
        (["1:00 /speaker Bo 0:20"], [("Anne", "Anne", 0, 40), ("Bo", "Anne", 40, None)]),
        (["1:00 /speaker 0 0:20"], [("Anne", "Anne", 0, 40)]),
        # not before the start of the turn it cuts, which then never was
        (["0:50 Cas", "1:00 /speaker Bo 5:00"], [("Anne", "Anne", 0, 50), ("Bo", "Anne", 50, None)]),
        # with nobody speaking not before the last turn's end
        (["0:50 /speaker 0", "1:00 /speaker Bo 0:05"], [("Anne", "Anne", 0, 50), ("Bo", "Anne", 55, None)]),
        (["0:50 /speaker 0", "1:00 /speaker Bo 0:30"], [("Anne", "Anne", 0, 50), ("Bo", "Anne", 50, None)]),
        # back to the same person without a gap: one turn
        (["0:50 Cas", "1:00 /speaker Anne 0:10"], [("Anne", "Anne", 0, None)]),
        # turns of no length
        (["1:00 Bo", "1:00 Cas"], [("Anne", "Anne", 0, 60), ("Cas", "Anne", 60, None)]),
        (["1:00 Bo", "1:00 Anne"], [("Anne", "Anne", 0, None)]),
    ],
)
def test_speaker_is_changed_some_time_ago(lines: list[str], turns: list[object]) -> None:
    assert ring_in_round(*FOUR).type("0:00 /next", *lines).turns == turns


def test_speaker_is_not_changed_before_a_pause_or_the_question() -> None:
    ring = ring_in_round(*FOUR).type(
        "0:00 /next", "0:20 /speaker 0", "0:30 /pause", "1:00 /resume", "1:10 /speaker Bo 5:00"
    )
    assert ring.turns == [("Anne", "Anne", 0, 20), ("Bo", "Anne", 60, None)]
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:20 /speaker 0", "0:30 /park", "0:40 /speaker Bo 5:00")
    assert ring.turns == [("Anne", "Anne", 0, 20), ("Bo", None, 30, None)]


def test_turn_between_questions_has_no_question() -> None:
    ring = ring_in_round(*FOUR).type("0:10 Bo", "0:30 /next", "0:40 Bo", "1:00 /go reflect", "1:10 Bo", "1:30 /end")
    assert ring.turns == [
        ("Bo", None, 10, 30),
        ("Anne", "Anne", 30, 40),
        ("Bo", "Anne", 40, 60),
        ("Bo", None, 70, 90),
    ]
    speaking = ring.speaking_time("Bo")
    assert (speaking.own, speaking.helping, speaking.other) == (0, 20, 40)


def test_same_person_in_two_questions_has_two_turns() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:10 Bo", "0:30 /next")
    assert ring.turns[-2:] == [("Bo", "Anne", 10, 30), ("Bo", "Bo", 30, None)]


@pytest.mark.parametrize("phase", [Phase.INTRODUCTION, Phase.FORMULATE])
def test_there_is_no_speaker_in_other_phases(phase: Phase) -> None:
    ring = ring_in_phase(phase, *FOUR)
    assert ring.refusal_of("/speaker Bo") == "There is a speaker only in the round and the reflection."
    assert ring.type("0:10 Bo iets").session.turns == {}


def test_no_turns_while_speaking_time_is_not_measured() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:10 Bo", "0:30 /times off", "0:40 Cas een tip", "1:00 /next")
    assert ring.turns == [("Anne", "Anne", 0, 10), ("Bo", "Anne", 10, 30)]
    assert ring.refusal_of("/speaker Bo") == "Speaking time is not measured in this ring. To start: /times on"
    ring.type("1:10 /times on", "1:20 Cas")
    assert ring.turns[-1] == ("Cas", "Bo", 80, None)


def test_erasing_speaking_times_leaves_the_rest() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:10 Bo een tip", "0:30 /pause")
    erased = erase_speaking_times(ring.session)
    assert (erased.turns, erased.times) == ({}, False)
    assert erased.pause
    assert erased.pause.speaker is None
    assert (erased.offers, erased.questions) == (ring.session.offers, ring.session.questions)
    assert erase_speaking_times(erased) == erased


def test_line_in_a_pause_of_the_reflection_does_not_set_the_speaker() -> None:
    ring = ring_in_phase(Phase.REFLECT, *FOUR).type("0:10 Bo", "0:20 /pause", "0:30 Cas veel geleerd")
    ring.type("0:40 Cas", "1:00 /resume")
    assert ring.turns == [("Bo", None, 10, 20), ("Bo", None, 60, None)]


def test_line_in_a_pause_is_accepted_and_does_not_set_the_speaker() -> None:
    ring = ring_in_round("Anne", "Bo", "Cas").type("0:00 /next", "0:10 Bo", "0:20 /pause")
    ring.type("0:30 Cas", "0:35 0", "0:40 ", "0:45 Cas een tip", "1:00 /resume")
    assert ring.turns == [("Anne", "Anne", 0, 10), ("Bo", "Anne", 10, 20), ("Bo", "Anne", 60, None)]
    assert ring.offers("Anne") == ["een tip"]
