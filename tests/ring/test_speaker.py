"""Who is speaking, and how the floor passes."""

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
        ("/mend 1 Cas toch anders", "Anne"),
        ("/floor Bo", "Bo"),
        ("/floor 0", None),
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
def test_who_speaks_after_a_line(line: str, speaker: str | None) -> None:
    ring = ring_in_round(*FOUR).type("/facilitator Nienke Hof", "0:00 /next", ".Cas iets", f"1:00 {line}")
    assert ring.speaker == speaker


def test_the_empty_line_gives_the_floor_back_to_the_asker() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:20 Bo", "0:50")
    assert ring.turns == [("Anne", "Anne", 0, 20), ("Bo", "Anne", 20, 50), ("Anne", "Anne", 50, None)]


def test_naming_who_speaks_already_changes_nothing() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:20 Bo")
    before = ring.session
    assert ring.type("0:40 Bo", "/floor Bo 0:10").session is before


def test_who_is_away_does_not_get_the_floor_by_a_line() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "/away Bo", "0:20 Bo stuurde nog iets")
    assert ring.speaker == "Anne"
    assert ring.offers("Anne") == ["stuurde nog iets"]


def test_when_the_speaker_leaves_nobody_speaks() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:20 Bo", "0:40 /away Bo")
    assert ring.speaker is None
    assert ring.turns[-1] == ("Bo", "Anne", 20, 40)


@pytest.mark.parametrize(
    ("lines", "turns"),
    [
        (["1:00 /floor Bo 0:20"], [("Anne", "Anne", 0, 40), ("Bo", "Anne", 40, None)]),
        (["1:00 /floor 0 0:20"], [("Anne", "Anne", 0, 40)]),
        # not before the start of the turn it cuts, which then never was
        (["0:50 Cas", "1:00 /floor Bo 5:00"], [("Anne", "Anne", 0, 50), ("Bo", "Anne", 50, None)]),
        # with nobody speaking not before the last turn's end
        (["0:50 /floor 0", "1:00 /floor Bo 0:05"], [("Anne", "Anne", 0, 50), ("Bo", "Anne", 55, None)]),
        (["0:50 /floor 0", "1:00 /floor Bo 0:30"], [("Anne", "Anne", 0, 50), ("Bo", "Anne", 50, None)]),
        # back to the same person without a gap: one turn
        (["0:50 Cas", "1:00 /floor Anne 0:10"], [("Anne", "Anne", 0, None)]),
        # turns of no length
        (["1:00 Bo", "1:00 Cas"], [("Anne", "Anne", 0, 60), ("Cas", "Anne", 60, None)]),
        (["1:00 Bo", "1:00 Anne"], [("Anne", "Anne", 0, None)]),
    ],
)
def test_the_floor_since_that_long_ago(lines: list[str], turns: list[object]) -> None:
    assert ring_in_round(*FOUR).type("0:00 /next", *lines).turns == turns


def test_the_floor_does_not_reach_back_behind_a_pause_or_the_question() -> None:
    ring = ring_in_round(*FOUR).type(
        "0:00 /next", "0:20 /floor 0", "0:30 /pause", "1:00 /resume", "1:10 /floor Bo 5:00"
    )
    assert ring.turns == [("Anne", "Anne", 0, 20), ("Bo", "Anne", 60, None)]
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:20 /floor 0", "0:30 /park", "0:40 /floor Bo 5:00")
    assert ring.turns == [("Anne", "Anne", 0, 20), ("Bo", None, 30, None)]


def test_between_questions_it_is_nobodys_question() -> None:
    ring = ring_in_round(*FOUR).type("0:10 Bo", "0:30 /next", "0:40 Bo", "1:00 /go reflect", "1:10 Bo", "1:30 /end")
    assert ring.turns == [
        ("Bo", None, 10, 30),
        ("Anne", "Anne", 30, 40),
        ("Bo", "Anne", 40, 60),
        ("Bo", None, 70, 90),
    ]
    speaking = ring.speaking_time("Bo")
    assert (speaking.own, speaking.helping, speaking.other) == (0, 20, 40)


def test_the_same_voice_in_two_questions_is_two_turns() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:10 Bo", "0:30 /next")
    assert ring.turns[-2:] == [("Bo", "Anne", 10, 30), ("Bo", "Bo", 30, None)]


@pytest.mark.parametrize("phase", [Phase.INTRODUCTION, Phase.FORMULATE])
def test_no_floor_in_other_steps(phase: Phase) -> None:
    ring = ring_in_phase(phase, *FOUR)
    assert ring.refusal_of("/floor Bo") == "Who speaks is kept in the round and in the reflection."
    assert ring.type("0:10 Bo iets").session.turns == {}


def test_speaking_time_that_is_not_measured() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:10 Bo", "0:30 /times off", "0:40 Cas een tip", "1:00 /next")
    assert ring.turns == [("Anne", "Anne", 0, 10), ("Bo", "Anne", 10, 30)]
    assert ring.refusal_of("/floor Bo") == "Speaking time is not measured in this ring; /times on starts it."
    ring.type("1:10 /times on", "1:20 Cas")
    assert ring.turns[-1] == ("Cas", "Bo", 80, None)


def test_erased_times_are_gone_and_nothing_else() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:10 Bo een tip", "0:30 /pause")
    erased = erase_speaking_times(ring.session)
    assert (erased.turns, erased.times) == ({}, False)
    assert erased.pause
    assert erased.pause.speaker is None
    assert (erased.offers, erased.questions) == (ring.session.offers, ring.session.questions)
    assert erase_speaking_times(erased) == erased


def test_in_a_pause_of_the_reflection_lines_pass_nothing() -> None:
    ring = ring_in_phase(Phase.REFLECT, *FOUR).type("0:10 Bo", "0:20 /pause", "0:30 Cas veel geleerd")
    ring.type("0:40 Cas", "1:00 /resume")
    assert ring.turns == [("Bo", None, 10, 20), ("Bo", None, 60, None)]


def test_while_paused_every_line_is_taken_and_none_passes_the_floor() -> None:
    ring = ring_in_round("Anne", "Bo", "Cas").type("0:00 /next", "0:10 Bo", "0:20 /pause")
    ring.type("0:30 Cas", "0:35 0", "0:40 ", "0:45 Cas een tip", "1:00 /resume")
    assert ring.turns == [("Anne", "Anne", 0, 10), ("Bo", "Anne", 10, 20), ("Bo", "Anne", 60, None)]
    assert ring.offers("Anne") == ["een tip"]
