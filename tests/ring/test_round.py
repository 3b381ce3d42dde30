"""The round: queue, current question, pauses and the order of events."""

from __future__ import annotations

import datetime as dt

import pytest

from reciring.ring.command_types import NextQuestion
from reciring.ring.command_wording import describe_command
from reciring.ring.durations import format_duration
from reciring.ring.message import Refused
from reciring.ring.plan import deadline
from reciring.ring.schedule import schedule
from reciring.ring.session import Phase, last_event
from reciring.ring.time_per_question import planned_end_of_round, used_seconds
from reciring.ring.update import update
from tests.support.ring_driver import RingDriver, instant, ring_in_phase, ring_in_round

SIX = ("Anne", "Bo", "Cas", "Dia", "Eva", "Fons")


def rest(*names: str) -> list[str]:
    return list(names)


# --- the queue ---------------------------------------------------------------------------------------------------


def test_queue_is_formed_in_seat_order_when_the_round_starts() -> None:
    ring = ring_in_phase(Phase.FORMULATE, *SIX).type("/pass Cas", "/away Eva", "Fons Wie weet het?")
    assert ring.queue == []
    ring.type("0:10 /go")
    assert ring.queue == rest("Anne", "Bo", "Dia", "Fons")  # with or without a text


@pytest.mark.parametrize(
    ("lines", "asker", "queue"),
    [
        (["/next"], "Anne", ["Bo", "Cas", "Dia"]),
        (["/go"], "Anne", ["Bo", "Cas", "Dia"]),
        (["/next", "1:00 /next"], "Bo", ["Cas", "Dia"]),
        (["/next Cas"], "Cas", ["Anne", "Bo", "Dia"]),
        (["/next", "1:00 /park"], None, ["Bo", "Cas", "Dia", "Anne"]),
        (["/next", "1:00 /park Bo"], "Anne", ["Cas", "Dia", "Bo"]),
        (["/next", "1:00 /pass Bo"], "Anne", ["Cas", "Dia"]),
        (["/next", "1:00 /pass Anne"], None, ["Bo", "Cas", "Dia"]),
        (["/next", "/pass Bo", "/next Bo"], "Bo", ["Cas", "Dia"]),
        (["/next", "/pass Bo", "/back Bo"], "Anne", ["Cas", "Dia", "Bo"]),
        (["/next", "1:00 /next", "2:00 /next Anne"], "Anne", ["Cas", "Dia"]),  # asked before
        (["/next", "/away Bo"], "Anne", ["Cas", "Dia"]),
        (["/next", "/away Bo", "/back Bo"], "Anne", ["Cas", "Dia", "Bo"]),
        (["/next", "1:00 /away Anne"], None, ["Bo", "Cas", "Dia"]),
        (["/next", "1:00 /away Anne", "/back Anne"], None, ["Bo", "Cas", "Dia", "Anne"]),
        (["/next", "1:00 /next", "/away Anne", "/back Anne"], "Bo", ["Cas", "Dia"]),  # Anne has asked
        (["/next", "1:00 /park", "/away Anne", "/back Anne"], None, ["Bo", "Cas", "Dia", "Anne"]),
        (["/pass Bo", "/away Bo", "/back Bo"], None, ["Anne", "Cas", "Dia"]),  # still passes
        (["/pass Bo", "/away Bo", "/back Bo", "/back Bo"], None, ["Anne", "Cas", "Dia", "Bo"]),
        (["/add Gijs"], None, ["Anne", "Bo", "Cas", "Dia", "Gijs"]),
        (["/add Gijs: wie helpt mij?"], None, ["Anne", "Bo", "Cas", "Dia", "Gijs"]),
        (["/next", "1:00 /go reflect", "/add Gijs", "/go round"], None, ["Bo", "Cas", "Dia", "Gijs"]),
        (["/go reflect", "/away Cas", "/go round"], None, ["Anne", "Bo", "Dia"]),
        (["/go reflect", "/away Cas", "/back Cas", "/go round"], None, ["Anne", "Bo", "Dia", "Cas"]),
    ],
)
def test_commands_change_asker_and_queue(lines: list[str], asker: str | None, queue: list[str]) -> None:
    ring = ring_in_round(*SIX[:4]).type(*lines)
    assert (ring.asker, ring.queue) == (asker, queue)


@pytest.mark.parametrize(
    ("lines", "refused", "reason"),
    [
        (["/next"], "/next Anne", "Anne is already asking."),
        (["/next", "/away Bo"], "/next Bo", "Bo is away. Type /back and the name first."),
        (["/next", "/next"], "/next", "The queue is empty. Type /go for the reflection."),
        (["/next", "/next"], "/park Anne", "Anne is not in the queue."),
        ([], "/park", "No current question. Type who goes to the end, for example /park Anne"),
        (["/pass Bo"], "/pass Bo", "Bo is already skipped; with /back they can still ask."),
        (["/away Bo"], "/away Bo", "Bo is already away."),
        ([], "/back Bo", "Bo is already here."),
        ([], "/plus", "No question has started. To start one: /next"),
        ([], "/backdate 0:10", "No question has started. To start one: /next"),
        ([], "/resume", "The ring is not paused."),
        (["/next", "/pause"], "/pause", "Already paused. To resume: /resume"),
        ([], "/begin", "The ring has already begun."),
        ([], "/go round", "You are already in that step."),
        ([], "/go prepare", "You cannot go back to the preparation. To undo the last change: /undo"),
        ([], "/add Anne", "Anne already has seat 1. Is this someone else? Add an initial."),
        ([], "/add ANNE", "Anne already has seat 1. Is this someone else? Add an initial."),
        ([], "/add 7", "“7” reads as a seat number. A name needs at least one letter."),
        ([], "/add \u200b", "Type the name of a participant."),
        ([], "/rename Anne \u200d\u0301", "Type the name of a participant."),
        ([], f"/add {'x' * 201}", "A name has at most 200 characters. Type a shorter one."),
        ([], "/rename Anne Bo", "Bo already has seat 2. Is this someone else? Add an initial."),
        (["/away Bo"], "/speaker Bo", "Bo is away. Type /back and the name first."),
    ],
)
def test_impossible_command_is_refused_with_a_reason(lines: list[str], refused: str, reason: str) -> None:
    assert ring_in_round("Anne", "Bo").type(*lines).refusal_of(refused) == reason


def test_latecomer_gets_the_next_seat() -> None:
    ring = ring_in_round("Anne", "Bo").type("/away Bo", "0:30 /add Cas", "/rename Anne Anna")
    assert list(ring.session.participants) == ["p1", "p2", "p3"]
    assert ring.person("Cas").joined == instant("0:30")
    assert ring.person("Anna").joined is None


# --- pauses ------------------------------------------------------------------------------------------------------


def test_pause_is_not_counted_and_the_speaker_continues_after_it() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "0:10 Bo", "0:30 /pause")
    assert (ring.speaker, ring.asker) == (None, "Anne")
    ring.type("2:30 /resume")
    assert ring.speaker == "Bo"
    ring.type("2:40 Anne", "3:00 /next")
    assert ring.used_time("Anne") == 60
    assert ring.stretches("Anne") == [(0, 30), (150, 180)]
    assert ring.turns == [
        ("Anne", "Anne", 0, 10),
        ("Bo", "Anne", 10, 30),
        ("Bo", "Anne", 150, 160),
        ("Anne", "Anne", 160, 180),
        ("Bo", "Bo", 180, None),
    ]


def test_offer_during_a_pause_does_not_change_the_speaker() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "0:30 /pause", "0:40 Bo kent een coach", "1:00 /resume")
    assert ring.offers("Anne") == ["kent een coach"]
    assert ring.speaker == "Anne"


@pytest.mark.parametrize("line", ["/next", "/go", "/park", "/end", "/go reflect", "/away Anne", "/pass Anne"])
def test_end_of_a_question_ends_the_pause(line: str) -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "0:30 /pause", f"5:00 {line}")
    assert ring.session.pause is None
    assert ring.stretches("Anne") == [(0, 30)]


def test_pause_without_length_is_an_event() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "0:30 /pause", "0:30 /resume")
    assert ring.stretches("Anne") == [(0, 30), (30, None)]
    assert ring.turns == [("Anne", "Anne", 0, None)]
    assert last_event(ring.session) == instant("0:30")


def test_speaker_who_leaves_during_a_pause_does_not_continue() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "0:10 Bo", "0:30 /pause", "1:00 /away Bo", "2:00 /resume")
    assert (ring.asker, ring.speaker) == ("Anne", None)


def test_pause_lengthens_the_round() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "1:00 /pause")
    assert planned_end_of_round(ring.session, instant("4:00")) == instant("33:00")
    ring.type("11:00 /resume")
    assert planned_end_of_round(ring.session, ring.now) == instant("40:00")
    ring.type("12:00 /pause", "14:00 /next")
    assert planned_end_of_round(ring.session, ring.now) == instant("42:00")
    assert planned_end_of_round(ring.type("15:00 /until 14:20").session, ring.now) == instant("35:00")


def test_round_is_paused_also_while_nobody_asks() -> None:
    ring = ring_in_round(*SIX).type("0:00 /pause", "20:00 /next")
    assert (planned_end_of_round(ring.session, ring.now), ring.question("Anne").slot) == (instant("50:00"), 300)


def test_questions_read_aloud_get_no_time() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "5:00 /next", "6:00 /aloud")
    assert (ring.asker, ring.queue) == ("Bo", [])
    assert [
        ring.session.name(question.asker) for question in ring.session.questions.values() if question.aloud
    ] == rest(*SIX[2:])
    plan = schedule(ring.session, ring.now)
    assert plan and (plan.waiting, plan.next_slot) == (0, None)
    assert ring.refusal_of("/aloud") == "Nobody else is waiting."
    again = RingDriver(ring.session).type("7:00 /next Cas", "8:00 /go")
    assert (again.question("Cas").aloud, again.session.phase) == (False, Phase.REFLECT)
    ring.type("9:00 /go", "9:30 /go round")
    assert ring.queue == []


# --- instants ----------------------------------------------------------------------------------------------------


def test_earlier_instant_is_replaced_by_that_of_the_last_event() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "2:00 /pause", "3:00 /resume", "1:00 /next")
    assert ring.stretches("Anne") == [(0, 120), (180, 180)]
    assert ring.stretches("Bo") == [(180, None)]


def test_resume_is_an_event_without_a_speaker() -> None:
    ring = ring_in_round(*SIX).type("/times off", "0:00 /next", "1:00 /pause", "3:00 /resume")
    assert last_event(ring.session) == instant("3:00")
    ring.type("2:00 /next")
    assert ring.used_time("Anne") == 60


def test_every_kind_of_entry_is_an_event() -> None:
    ring = ring_in_round(*SIX)
    for line in ("0:01 /next", "0:02 Bo een tip", "0:03 /note iets", "0:04 /meet Bo Cas koffie", "0:05 /add Gijs"):
        assert last_event(ring.type(line).session) == ring.now
    ring.type("0:06 /go")
    assert last_event(ring.session) == ring.now
    assert last_event(ring.type("0:07 /go reflect", "0:08 Bo veel geleerd").session) == ring.now
    assert last_event(ring.type("0:09 /end").session) == ring.now


def test_ring_without_participants_can_be_led() -> None:
    ring = RingDriver().type("0:00 /begin", "0:01 /go", "0:02 /go")
    assert ring.refusal_of("/next") == "The queue is empty. Type /go for the reflection."
    ring.type("0:03 /go", "0:04 /go")
    assert ring.session.phase is Phase.DONE


def test_ring_with_one_participant_can_be_led() -> None:
    ring = ring_in_round("Anne").type("0:00 /next", "1:00 Anne wie helpt mij?", "2:00 /go")
    assert ring.session.phase is Phase.REFLECT
    assert ring.used_time("Anne") == 120


def test_line_about_someone_unknown_is_refused() -> None:
    """A line belongs to the question that was current at its first key; undo can have removed that person since."""
    ring = ring_in_round("Anne", "Bo").type("/add Cas", "/next Cas")
    command = ring.command("Bo kent iemand")
    ring.type("/undo", "/undo")
    found = update(ring.session, command)  # type: ignore[arg-type]
    assert isinstance(found, Refused)
    assert str(found.reason) == "This names someone who is no longer in the ring."


def test_undo_restores_the_running_clock() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "1:00 Bo een tip")
    before = ring.session
    ring.type("2:00 /next", "3:00 /undo")
    assert ring.session is before
    assert used_seconds(ring.question("Anne"), instant("3:00")) == 180
    ring.type("3:10 /redo")
    assert ring.stretches("Anne") == [(0, 120)]


def test_ring_can_be_led_on_another_day_than_planned() -> None:
    ring = ring_in_round(*SIX).type("/date 2027-01-05", "/until 14:30")
    assert deadline(ring.session) == instant("1:00:00")
    assert ring.session.date == dt.date(2027, 1, 5)


def test_the_preview_says_the_time_that_the_next_question_gets_after_a_pause_of_days() -> None:
    ring = ring_in_round(*SIX).type("0:00 /until 14:00", "0:00 /next", "1:00 /pause")
    command = ring.command("72:05:00 /next")
    assert isinstance(command, NextQuestion)
    said = str(describe_command(command, ring.session))
    slot = ring.type("72:05:00 /next").question("Bo").slot
    assert slot and said == f"next: Bo, {format_duration(slot)}"
