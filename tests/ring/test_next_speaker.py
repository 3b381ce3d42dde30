"""The speaker while a line is typed: set when the name is complete, and not before."""

from __future__ import annotations

import pytest

from reciring.ring.command_types import MarkAway, MeasureSpeaking, PauseRing
from reciring.ring.interpret_line import Unclear, interpret, next_speaker
from reciring.ring.session import Phase
from tests.support.line_sessions import NOW, session_in_phase, updated, with_name

TYPED = {
    "": None,
    "k": None,
    "karin": None,
    "karin ": "p7",
    "karin:": "p7",
    "karin\t": "p7",
    "Karin Smit ": "p7",
    "karin k": "p7",
    "karin kent iemand": "p7",
    "  karin ": "p7",
    "kar ": None,
    "kar:": "p7",
    "an:": None,
    "anne ": "p1",
    "annek": None,
    "anneke ": "p2",
    "jan ": "p5",
    "jan-": None,
    "jan-willem ": "p6",
    "7 ": None,
    "7 kent": None,
    "7, ": "p7",
    "7+4 ": "p7",
    "anne, ": "p1",
    "anne en ": "p1",
    "anne & bo ": "p1",
    "7": None,
    "7:": "p7",
    "7:3": None,
    "13 ": None,
    "0 ": "",
    "nienke ": "",
    "fatima ": "p4",
    "anne+": "p1",
    "anne+bo": None,
    "anne+bo ": "p1",
    "anne+xyz ": "p1",
    "nienke+bo ": "",
    ".karin kent": None,
    ". karin ": None,
    "/next karin ": None,
    "/speaker karin ": None,
    "iemand kent karin ": None,
    ">bo ": None,
    ">bo karin": None,
    ">bo karin ": "p7",
    ">bo karin:": "p7",
    ">bo karin belt karin": "p7",
    ">bo karin >anne": "p7",
    ">bo iemand ": None,
    "zoe\u0308 ": "p12",
    "ＫＡＲＩＮ ": "p7",
    "karin\u00a0": "p7",
}


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("phase", [Phase.ROUND, Phase.REFLECT])
def test_speaker_is_set_when_the_name_is_complete(text: str, phase: Phase) -> None:
    assert next_speaker(text, session_in_phase(phase)) == TYPED[text]


@pytest.mark.parametrize("phase", [Phase.PREPARE, Phase.INTRODUCTION, Phase.FORMULATE, Phase.DONE])
def test_speaker_is_not_set_in_other_phases(phase: Phase) -> None:
    assert next_speaker("karin ", session_in_phase(phase)) is None


def test_speaker_is_not_set_in_a_pause_or_without_measuring_or_if_absent() -> None:
    session = session_in_phase(Phase.ROUND)
    assert next_speaker("karin ", updated(session, PauseRing(at=NOW))) is None
    assert next_speaker("karin ", updated(session, MeasureSpeaking(at=NOW, on=False))) is None
    assert next_speaker("karin ", updated(session, MarkAway(at=NOW, who=("p7",)))) is None


def test_speaker_is_not_set_if_two_people_have_the_name() -> None:
    session = with_name(session_in_phase(Phase.ROUND), "p6", "Jan Bos")
    assert next_speaker("jan ", session) is None
    assert next_speaker("jan bos ", session) == "p6"
    assert isinstance(interpret("jan belt", session, NOW), Unclear)
