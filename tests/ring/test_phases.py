"""From phase to phase, forward and back."""

from __future__ import annotations

import pytest

from reciring.ring.command_types import GoToPhase, ScreenCommand, Undo
from reciring.ring.phases import next_phase
from reciring.ring.session import Phase, Span
from reciring.ring.update import update
from tests.support.ring_driver import instant, ring_in_phase, ring_in_round

TWO = ("Anne", "Bo")


def test_next_phase_leads_through_the_whole_ring() -> None:
    ring = ring_in_phase(Phase.PREPARE, *TWO)
    seen = []
    while next_phase(ring.session) is not None:
        ring.type("/go")
        seen.append((ring.session.phase, ring.asker))
    assert seen == [
        (Phase.INTRODUCTION, None),
        (Phase.FORMULATE, None),
        (Phase.ROUND, None),
        (Phase.ROUND, "Anne"),
        (Phase.ROUND, "Bo"),
        (Phase.REFLECT, None),
        (Phase.DONE, None),
    ]
    assert ring.refusal_of("/go") == "The ring is done."
    assert ring.refusal_of("/end") == "The ring is done."


@pytest.mark.parametrize("phase", [Phase.INTRODUCTION, Phase.FORMULATE, Phase.ROUND, Phase.REFLECT])
def test_any_phase_can_be_entered_from_the_preparation(phase: Phase) -> None:
    ring = ring_in_phase(Phase.PREPARE, *TWO).type(f"0:10 /go {phase}")
    assert ring.session.phases == {phase: Span(start=instant("0:10"))}
    assert ring.session.begun == instant("0:10")
    assert ring.session.plan.round == 30
    assert ring.queue == (["Anne", "Bo"] if phase is Phase.ROUND else [])


def test_end_ends_question_turn_and_pause() -> None:
    ring = ring_in_round(*TWO).type("0:00 /next", "0:20 Bo", "1:00 /end")
    assert (ring.session.phase, ring.asker, ring.speaker) == (Phase.DONE, None, None)
    assert ring.stretches("Anne") == [(0, 60)]
    assert ring.session.phases[Phase.ROUND] == Span(start=instant("0:00"), end=instant("1:00"))
    assert ring.turns[-1] == ("Bo", "Anne", 20, 60)


def test_end_before_the_start_is_refused() -> None:
    ring = ring_in_phase(Phase.PREPARE, *TWO)
    assert ring.refusal_of("/end") == "The ring has not begun."
    assert ring.refusal_of("/go done") == "The ring has not begun."


def test_round_entered_again_keeps_its_first_start() -> None:
    ring = ring_in_round(*TWO).type(
        "0:00 /next", "5:00 /go reflect", "6:00 /go round", "7:00 /next", "8:00 /go reflect"
    )
    assert ring.session.phases[Phase.ROUND] == Span(start=instant("0:00"), end=instant("8:00"))
    assert ring.session.phases[Phase.REFLECT] == Span(start=instant("5:00"))
    assert ring.stretches("Bo") == [(420, 480)]


def test_phase_can_be_entered_by_name_after_the_end() -> None:
    """Also after the console was closed, when there is nothing left to undo."""
    ring = ring_in_round(*TWO).type("0:00 /next", "5:00 /end", "9:00 /go round")
    assert (ring.session.phase, ring.queue) == (Phase.ROUND, ["Bo"])
    assert ring.session.phases[Phase.ROUND] == Span(start=instant("0:00"))
    assert ring.type("9:10 /go").asker == "Bo"


def test_earlier_phase_can_be_entered_after_starting_with_a_later_one() -> None:
    ring = ring_in_phase(Phase.PREPARE, *TWO).type("0:00 /go round", "1:00 /go introduction", "3:00 /go round")
    assert ring.session.begun == instant("0:00")
    assert ring.session.phases[Phase.INTRODUCTION] == Span(start=instant("1:00"), end=instant("3:00"))


def test_people_come_and_leave_in_every_phase() -> None:
    ring = ring_in_phase(Phase.PREPARE, *TWO)
    for number in range(6):
        ring.type(f"/add Laat{number}", f"/away Laat{number}", f"/back Laat{number}")
        if ring.session.phase is not Phase.DONE:
            ring.type(f"/go {list(Phase)[number + 1]}")
    assert len(ring.session.present) == 8
    assert ring.person("Laat0").joined is None
    assert ring.person("Laat5").joined == ring.now
    assert ring.queue == ["Anne", "Bo", "Laat0", "Laat1", "Laat2", "Laat3"]


@pytest.mark.parametrize("command", [ScreenCommand(at=instant("0:00"), what="help"), Undo(at=instant("0:00"))])
def test_screen_command_and_undo_do_not_change_the_session(command: ScreenCommand | Undo) -> None:
    session = ring_in_round(*TWO).session
    assert update(session, command) is session


def test_update_does_not_change_the_session_it_gets() -> None:
    ring = ring_in_round(*TWO)
    before = ring.session
    update(before, GoToPhase(at=instant("1:00")))
    assert ring.session == ring_in_round(*TWO).session
