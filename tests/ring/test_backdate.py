"""``/backdate``: the current question starts earlier, together with what was entered since then."""

from __future__ import annotations

import pytest

from reciring.locale import translator
from reciring.ring.command_types import Backdate
from reciring.ring.command_wording import describe_command, describe_done
from reciring.ring.completion import complete
from reciring.ring.session import Session
from reciring.ring.time_per_question import planned_end_of_round, used_seconds
from reciring.ring.undo_wording import describe_change
from reciring.ring.update import update
from tests.support.ring_driver import RingDriver, instant, ring_in_round

FOUR = ("Anne", "Bo", "Cas", "Dia")


def anne_and_bo_asked(*between: str) -> RingDriver:
    """Anne asks from 0:00, Bo from 1:00."""
    return ring_in_round(*FOUR).type("0:00 /next", *between, "1:00 /next")


def test_question_starts_earlier_and_the_previous_one_ends_there() -> None:
    ring = anne_and_bo_asked().type("1:05 /backdate 0:20")
    assert ring.stretches("Anne") == [(0, 40)]
    assert ring.stretches("Bo") == [(40, None)]
    assert ring.turns == [("Anne", "Anne", 0, 40), ("Bo", "Bo", 40, None)]
    assert ring.question("Bo").started == instant("0:40")


@pytest.mark.parametrize(
    ("back", "start"),
    [("0:59", 1), ("1:00", 0), ("20:00", 0), ("0:00.25", 59.75)],
)
def test_question_starts_no_earlier_than_the_previous_one(back: str, start: float) -> None:
    ring = anne_and_bo_asked().type(f"1:05 /backdate {back}")
    assert ring.stretches("Bo") == [(start, None)]
    assert ring.used_time("Anne") == start


def test_first_question_starts_no_earlier_than_the_round() -> None:
    ring = ring_in_round(*FOUR).type("0:30 /next", "0:40 /backdate 0:10")
    assert ring.stretches("Anne") == [(20, None)]
    ring.type("0:45 /backdate 5:00")
    assert ring.stretches("Anne") == [(0, None)]
    assert ring.turns == [("Anne", "Anne", 0, None)]


def test_offers_and_notes_since_then_move_to_the_question() -> None:
    ring = anne_and_bo_asked("0:20 Cas vroeg", "0:40 Cas laat", "0:45 /note ook laat", "0:50 0 van wie?")
    ring.type("1:10 /backdate 0:20")
    assert ring.offers("Anne") == ["vroeg"]
    assert ring.offers("Bo") == ["laat", "van wie?"]
    assert ring.notes("Bo") == ["ook laat"]
    assert list(ring.session.offers) == ["o1", "o2", "o3"]


def test_fewer_entries_come_along_if_that_is_said() -> None:
    between = ("0:30 Cas een", "0:40 Dia twee", "0:45 /note drie", "0:50 0 vier")
    for count, moved in ((0, []), (1, ["vier"]), (2, ["vier", "drie"]), (9, ["een", "twee", "vier", "drie"])):
        ring = anne_and_bo_asked(*between).type(f"1:10 /backdate 0:40 {count}")
        assert ring.offers("Bo") + ring.notes("Bo") == moved
        assert ring.stretches("Bo") == [(20, None)]


def test_the_preview_and_undo_say_what_comes_along() -> None:
    ring = anne_and_bo_asked("0:30 Cas een", "0:40 Dia twee", "0:45 /note drie", "0:50 Anne+Bo samen")
    said = {
        "/backdate 0:05": "Bo's question starts 0:05 earlier",
        "/backdate 0:12": "Bo's question starts 0:12 earlier, with 1 entry by Bo. "
        "For fewer, type how many: /backdate 0:12 0",
        "/backdate 0:20 0": "Bo's question starts 0:20 earlier",
        "/backdate 0:30 2": "Bo's question starts 0:30 earlier, with 2 entries by Bo",
        "/backdate 9:00.25": (
            "Bo's question starts 1:00 earlier, with 4 entries by Cas, Dia and Bo (no earlier is possible). For "
            "fewer, type how many: /backdate 9:00 0"
        ),
    }
    for line, words in said.items():
        command = ring.command(f"1:10 {line}")
        assert isinstance(command, Backdate) and str(describe_command(command, ring.session)) == words
        past = words.split(". For fewer")[0].replace("starts", "started")
        assert str(describe_done(command, ring.session)) == past
        after = update(ring.session, command)
        assert isinstance(after, Session)
        assert str(describe_change(ring.session, after)) == past.split(" (no earlier")[0]


def test_the_preview_calls_an_offer_that_moves_an_entry_in_dutch_too() -> None:
    ring = anne_and_bo_asked("0:50 Cas kent iemand")
    command = ring.command("1:10 /backdate 0:20 1")
    assert isinstance(command, Backdate)
    words = translator("nl").message(describe_command(command, ring.session))
    assert "1 regel" in words and "notitie" not in words


def test_offer_by_the_new_asker_becomes_a_note() -> None:
    ring = anne_and_bo_asked("0:45 Bo eigenlijk zoek ik iets anders", "0:50 Bo+Cas samen iets", "0:55 /note later")
    ring.type("1:10 /backdate 0:20")
    assert ring.notes("Bo") == ["eigenlijk zoek ik iets anders", "later"]  # in order of time
    assert ring.offers("Bo") == ["samen iets"]
    offer = ring.session.offers["o2"]
    assert [ring.session.name(who) for who in offer.helpers] == ["Cas"]
    ring.type("1:20 Dia nog iets")
    assert list(ring.session.offers) == ["o2", "o3"]  # the number of the first is not used again


@pytest.mark.parametrize(
    ("between", "turns"),
    [
        # a turn across that instant is cut; its later part is the new asker's
        (["0:30 Cas"], [("Anne", "Anne", 0, 30), ("Cas", "Anne", 30, 40), ("Bo", "Bo", 40, None)]),
        # a helper's turn since then stays theirs, in the new question; the previous asker's is the new asker's
        (
            ["0:45 Cas", "0:50 Anne", "0:55 Dia"],
            [
                ("Anne", "Anne", 0, 40),
                ("Bo", "Bo", 40, 45),
                ("Cas", "Bo", 45, 50),
                ("Bo", "Bo", 50, 55),
                ("Dia", "Bo", 55, 60),
                ("Bo", "Bo", 60, None),
            ],
        ),
        # what nobody had is the new asker's, and turns of one person become one
        (["0:45 /speaker 0"], [("Anne", "Anne", 0, 40), ("Bo", "Bo", 40, None)]),
        (["0:40 Cas"], [("Anne", "Anne", 0, 40), ("Cas", "Bo", 40, 60), ("Bo", "Bo", 60, None)]),
        (["0:50 Bo"], [("Anne", "Anne", 0, 40), ("Bo", "Bo", 40, None)]),
    ],
)
def test_turns_since_then_move_to_the_question(between: list[str], turns: list[object]) -> None:
    ring = anne_and_bo_asked(*between).type("1:05 /backdate 0:20")
    assert ring.turns == turns
    assert ring.speaking_time("Bo").own + sum(ring.speaking_time(who).helping for who in ("Cas", "Dia")) <= 65


def test_pauses_of_the_previous_question_remain_pauses() -> None:
    ring = anne_and_bo_asked("0:42 /pause", "0:50 /resume").type("1:10 /backdate 0:30")
    assert ring.stretches("Anne") == [(0, 30)]
    assert ring.stretches("Bo") == [(30, 42), (50, None)]
    assert ring.turns == [("Anne", "Anne", 0, 30), ("Bo", "Bo", 30, 42), ("Bo", "Bo", 50, None)]


def test_pause_until_next_becomes_time_of_the_new_asker() -> None:
    """The facilitator paused, and Bo began to ask during the pause."""
    ring = anne_and_bo_asked("0:30 /pause").type("1:10 /backdate 0:20")
    assert ring.stretches("Anne") == [(0, 30)]
    assert ring.stretches("Bo") == [(40, None)]


def test_question_starts_earlier_during_its_own_pause() -> None:
    ring = anne_and_bo_asked().type("1:10 /pause", "1:20 /backdate 0:20")
    assert ring.stretches("Bo") == [(40, 70)]
    ring.type("1:30 /resume")
    assert ring.stretches("Bo") == [(40, 70), (90, None)]
    assert ring.speaker == "Bo"


def test_slot_is_calculated_for_the_earlier_start() -> None:
    ring = ring_in_round(*(f"Naam{number}" for number in range(1, 13))).type("1:00 /next", "5:00 /next")
    assert ring.question("Naam2").slot == 300
    ring = ring_in_round(*(f"Naam{number}" for number in range(1, 16))).type("0:00 /next", "4:30 /next")
    assert ring.question("Naam2").slot == 235
    ring.type("4:40 /backdate 0:30")
    assert ring.question("Naam2").slot == 240


def test_question_called_again_starts_no_earlier_than_it_stopped() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:30 /park", "0:50 /next Anne", "1:00 /backdate 5:00")
    assert ring.stretches("Anne") == [(0, 30), (30, None)]
    assert ring.used_time("Anne") == 60


def test_question_called_again_after_another_starts_earlier() -> None:
    ring = anne_and_bo_asked().type("2:00 /next Anne", "2:10 /backdate 0:20")
    assert ring.stretches("Anne") == [(0, 60), (100, None)]
    assert ring.stretches("Bo") == [(60, 100)]


def test_question_called_by_mistake_limits_the_start() -> None:
    """Bo was called and skipped at once: the start cannot be before Bo's."""
    ring = anne_and_bo_asked().type("1:00 /next Dia")
    assert ring.refusal_of("1:30 /backdate 0:20") == "Dia's question cannot begin earlier."
    command = ring.command("1:30 /backdate 0:20")
    assert isinstance(command, Backdate)
    assert str(describe_command(command, ring.session)) == "Dia's question cannot begin earlier."
    assert ring.stretches("Dia") == [(60, None)]
    assert ring.stretches("Bo") == [(60, 60)]
    ring = anne_and_bo_asked().type("1:00 /park", "1:10 /next Dia", "1:30 /backdate 0:20")
    assert ring.stretches("Dia") == [(60, None)]
    assert ring.used_time("Anne") == 60


def test_backdating_by_nothing_is_refused_so_that_undo_reverses_the_change_before_it() -> None:
    ring = anne_and_bo_asked("0:50 Cas kent iemand")
    assert "how much earlier" in ring.refusal_of("1:05 /backdate 0:00")
    ring.type("/undo")
    assert ring.asker == "Anne"


def test_question_starts_no_earlier_than_the_phase_was_entered() -> None:
    ring = anne_and_bo_asked().type(
        "2:00 /go reflect", "2:10 Cas", "5:00 /go round", "5:10 /next", "5:15 /backdate 4:00"
    )
    assert ring.stretches("Cas") == [(300, None)]
    assert ("Cas", None, 130, 300) in ring.turns


def test_question_starts_earlier_while_speaking_time_is_not_measured() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next", "0:30 Cas", "0:50 Anne", "0:55 /times off", "1:00 /next")
    ring.type("1:10 /backdate 0:15")
    assert ring.turns == [("Anne", "Anne", 0, 30), ("Cas", "Anne", 30, 45), ("Bo", "Bo", 45, 55)]
    assert used_seconds(ring.question("Anne"), ring.now) == 45


def test_question_is_backdated_twice() -> None:
    ring = anne_and_bo_asked().type("1:05 /backdate 0:20", "1:10 /backdate 0:10")
    assert ring.stretches("Anne") == [(0, 30)]
    assert ring.stretches("Bo") == [(30, None)]


def test_pause_ends_at_the_earlier_start_within_it() -> None:
    ring = anne_and_bo_asked("0:42 /pause", "0:50 /resume").type("1:10 /backdate 0:15")
    assert ring.stretches("Anne") == [(0, 42)]
    assert ring.stretches("Bo") == [(45, None)]
    assert ring.turns == [("Anne", "Anne", 0, 42), ("Bo", "Bo", 45, None)]


def test_private_offer_becomes_a_private_note() -> None:
    ring = anne_and_bo_asked("0:50 Bo heeft er zelf ook last van #private").type("1:10 /backdate 0:30")
    (note,) = ring.session.notes.values()
    assert (note.text, note.private) == ("heeft er zelf ook last van", True)


def test_tab_offers_how_many_entries_come_along() -> None:
    ring = anne_and_bo_asked("0:30 Cas een", "0:40 Dia twee").type("1:10 /pause", "1:12 /resume")
    found = complete("/backdate 0:40 ", ring.session, ring.now)
    assert [(str(choice.label), str(choice.hint)) for choice in found] == [
        ("0", "no entries move along"),
        ("1", "tip from Dia for Anne"),
    ]


def test_pause_before_the_question_remains_one_and_lengthens_the_round() -> None:
    ring = anne_and_bo_asked("0:42 /pause").type("1:10 /backdate 0:30")
    assert ring.stretches("Anne") == [(0, 30)]
    assert ring.stretches("Bo") == [(30, 42), (60, None)]
    assert planned_end_of_round(ring.session, ring.now) == instant("30:18")
    ring = anne_and_bo_asked("0:30 /pause").type("1:10 /backdate 0:20")
    assert planned_end_of_round(ring.session, ring.now) == instant("30:10"), "the pause ends where the question starts"
    ring = anne_and_bo_asked("0:30 /pause", "0:50 /resume").type("1:10 /backdate 0:20")
    assert planned_end_of_round(ring.session, ring.now) == instant("30:10")
