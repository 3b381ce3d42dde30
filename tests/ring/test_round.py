"""The round: who is next, how long a question gets, and what stops its clock."""

from __future__ import annotations

import datetime as dt

import pytest

from reciring.ring.message import Refused
from reciring.ring.plan import deadline
from reciring.ring.session import Phase, last_event
from reciring.ring.time_per_question import planned_end_of_round, used_seconds
from reciring.ring.update import update
from tests.support.ring_driver import RingDriver, instant, ring_in_phase, ring_in_round

SIX = ("Anne", "Bo", "Cas", "Dia", "Eva", "Fons")


def rest(*names: str) -> list[str]:
    return list(names)


# --- the queue ---------------------------------------------------------------------------------------------------


def test_the_queue_is_formed_when_the_round_starts_in_seat_order() -> None:
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
def test_who_asks_and_who_waits(lines: list[str], asker: str | None, queue: list[str]) -> None:
    ring = ring_in_round(*SIX[:4]).type(*lines)
    assert (ring.asker, ring.queue) == (asker, queue)


@pytest.mark.parametrize(
    ("lines", "refused", "reason"),
    [
        (["/next"], "/next Anne", "Anne is asking already."),
        (["/next", "/away Bo"], "/next Bo", "Bo is away: /back first."),
        (["/next", "/next"], "/next", "Nobody is waiting any more: /go leads to the reflection."),
        (["/next", "/next"], "/park Anne", "Anne is not waiting to ask."),
        ([], "/park", "No question is open: say who is to go to the end, as /park Anne."),
        (["/pass Bo"], "/pass Bo", "Bo passes already; /back lets them ask after all."),
        (["/away Bo"], "/away Bo", "Bo is away already."),
        ([], "/back Bo", "Bo is here."),
        ([], "/plus", "No question is open: /next starts one."),
        ([], "/began 0:10", "No question is open: /next starts one."),
        ([], "/resume", "There is no pause."),
        ([], "/pause", "There is nothing to pause: no question is open."),
        (["/next", "/pause"], "/pause", "It is paused already; /resume goes on."),
        ([], "/begin", "The ring has begun already."),
        ([], "/go round", "You are in that step already."),
        ([], "/go prepare", "There is no way back to the preparation; /undo takes the last step back."),
        ([], "/add Anne", "Anne is on seat 1 already; add an initial if this is somebody else."),
        ([], "/add ANNE", "Anne is on seat 1 already; add an initial if this is somebody else."),
        ([], "/add 7", "7 would be a seat number: a name needs a letter."),
        ([], "/add \u200b", "Type the name of a participant."),
        ([], "/rename Anne \u200d\u0301", "Type the name of a participant."),
        ([], f"/add {'x' * 201}", "That name is longer than 200 characters: a shorter one, please."),
        ([], "/rename Anne Bo", "Bo is on seat 2 already; add an initial if this is somebody else."),
        (["/away Bo"], "/floor Bo", "Bo is away: /back first."),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(lines: list[str], refused: str, reason: str) -> None:
    assert ring_in_round("Anne", "Bo").type(*lines).refusal_of(refused) == reason


def test_a_latecomer_gets_the_next_seat_and_numbers_never_change() -> None:
    ring = ring_in_round("Anne", "Bo").type("/away Bo", "0:30 /add Cas", "/rename Anne Anna")
    assert list(ring.session.participants) == ["p1", "p2", "p3"]
    assert ring.person("Cas").joined == instant("0:30")
    assert ring.person("Anna").joined is None


# --- pauses ------------------------------------------------------------------------------------------------------


def test_a_pause_is_left_out_and_the_speaker_gets_the_floor_back() -> None:
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


def test_in_a_pause_lines_are_noted_and_pass_nothing() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "0:30 /pause", "0:40 Bo kent een coach", "1:00 /resume")
    assert ring.offers("Anne") == ["kent een coach"]
    assert ring.speaker == "Anne"


@pytest.mark.parametrize("line", ["/next", "/go", "/park", "/end", "/go reflect", "/away Anne", "/pass Anne"])
def test_what_ends_a_question_ends_the_pause_first(line: str) -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "0:30 /pause", f"5:00 {line}")
    assert ring.session.pause is None
    assert ring.stretches("Anne") == [(0, 30)]


def test_a_pause_of_no_length_costs_nothing_and_is_a_fact_all_the_same() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "0:30 /pause", "0:30 /resume")
    assert ring.stretches("Anne") == [(0, 30), (30, None)]
    assert ring.turns == [("Anne", "Anne", 0, None)]
    assert last_event(ring.session) == instant("0:30")


def test_whoever_leaves_in_a_pause_does_not_get_the_floor_back() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "0:10 Bo", "0:30 /pause", "1:00 /away Bo", "2:00 /resume")
    assert (ring.asker, ring.speaker) == ("Anne", None)


def test_the_planned_end_does_not_move_with_a_pause() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next")
    before = planned_end_of_round(ring.session, ring.now)
    ring.type("1:00 /pause", "11:00 /resume")
    assert planned_end_of_round(ring.session, ring.now) == before == instant("30:00")


# --- instants ----------------------------------------------------------------------------------------------------


def test_an_instant_before_the_last_fact_counts_as_the_last_facts() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "2:00 /pause", "3:00 /resume", "1:00 /next")
    assert ring.stretches("Anne") == [(0, 120), (180, 180)]
    assert ring.stretches("Bo") == [(180, None)]


def test_a_resume_is_a_fact_even_if_nobody_spoke() -> None:
    ring = ring_in_round(*SIX).type("/times off", "0:00 /next", "1:00 /pause", "3:00 /resume")
    assert last_event(ring.session) == instant("3:00")
    ring.type("2:00 /next")
    assert ring.used_time("Anne") == 60


def test_every_kind_of_fact_counts() -> None:
    ring = ring_in_round(*SIX)
    for line in ("0:01 /next", "0:02 Bo een tip", "0:03 /note iets", "0:04 /meet Bo Cas koffie", "0:05 /add Gijs"):
        assert last_event(ring.type(line).session) == ring.now
    ring.type("0:06 /go")
    assert last_event(ring.session) == ring.now
    assert last_event(ring.type("0:07 /go reflect", "0:08 Bo veel geleerd").session) == ring.now
    assert last_event(ring.type("0:09 /end").session) == ring.now


def test_nobody_in_the_circle_is_no_reason_to_fall_over() -> None:
    ring = RingDriver().type("0:00 /begin", "0:01 /go", "0:02 /go")
    assert ring.refusal_of("/next") == "Nobody is waiting any more: /go leads to the reflection."
    ring.type("0:03 /go", "0:04 /go")
    assert ring.session.phase is Phase.DONE


def test_a_ring_of_one() -> None:
    ring = ring_in_round("Anne").type("0:00 /next", "1:00 Anne wie helpt mij?", "2:00 /go")
    assert ring.session.phase is Phase.REFLECT
    assert ring.used_time("Anne") == 120


def test_a_line_about_somebody_who_was_never_added_is_refused() -> None:
    """A line is bound to the question under which it was begun; that person may be undone since."""
    ring = ring_in_round("Anne", "Bo").type("/add Cas", "/next Cas")
    command = ring.command("Bo kent iemand")
    ring.type("/undo", "/undo")
    found = update(ring.session, command)  # type: ignore[arg-type]
    assert isinstance(found, Refused)
    assert str(found.reason) == "Somebody who is meant there is not in the circle any more."


def test_a_step_back_is_as_if_the_time_had_never_gone_by() -> None:
    ring = ring_in_round(*SIX).type("0:00 /next", "1:00 Bo een tip")
    before = ring.session
    ring.type("2:00 /next", "3:00 /undo")
    assert ring.session is before
    assert used_seconds(ring.question("Anne"), instant("3:00")) == 180
    ring.type("3:10 /redo")
    assert ring.stretches("Anne") == [(0, 120)]


def test_the_day_of_the_session_may_be_another() -> None:
    ring = ring_in_round(*SIX).type("/date 2027-01-05", "/until 14:30")
    assert deadline(ring.session) == instant("1:00:00")
    assert ring.session.date == dt.date(2027, 1, 5)
