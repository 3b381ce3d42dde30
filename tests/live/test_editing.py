"""Editing an entry on the line: short names, and what is left over from a name that was replaced."""

from __future__ import annotations

import pytest

from reciring.clock import ManualClock
from reciring.live.controller import Controller
from reciring.live.editing import Editing
from reciring.ring.command_types import AddOffer, Redo, Undo
from reciring.ring.session import Phase, Session
from tests.support.line_sessions import NAMES, NOW, session_in_phase, updated

PEOPLE = ("Sjoerd Terpstra", "Rob Kuiper", "Marieke Jansen", "Marieke van den Berg", *NAMES[4:])


def ring(*helpers: str, text: str = "heeft een aanhanger") -> Session:
    session = session_in_phase(Phase.REFLECT, names=PEOPLE)
    return updated(session, AddOffer(at=NOW, question="q5", helpers=helpers, text=text))


def edited(line: str, session: Session) -> str:
    """What is said about the newest offer when its line is changed to ``line``; "" if nothing is."""
    editing = Editing(session, f"o{session.numbered}")
    editing.lines[editing.ref] = line
    return str(editing.leftover_surname(session, NOW) or "")


@pytest.mark.parametrize(
    ("helpers", "line"),
    [
        (("p1",), "Sjoerd heeft een aanhanger"),
        (("p1", "p2"), "Sjoerd+Rob heeft een aanhanger"),
        (("p3",), "Marieke Jansen heeft een aanhanger"),
        (("p6",), "Jan-Willem heeft een aanhanger"),
        (("facilitator",), "Nienke heeft een aanhanger"),
        ((), "heeft een aanhanger"),
    ],
)
def test_people_have_the_shortest_name_that_is_clear(helpers: tuple[str, ...], line: str) -> None:
    session = ring(*helpers)
    assert Editing(session, f"o{session.numbered}").line == line


def test_a_short_name_that_would_be_read_differently_is_not_used() -> None:
    session = ring("p1", text="Terpstra is mijn buurman")
    assert Editing(session, f"o{session.numbered}").line == "Sjoerd: Terpstra is mijn buurman"


def test_a_surname_that_is_left_over_is_noticed() -> None:
    said = "“van den Berg” is left over from Marieke van den Berg."
    assert edited("rob van den Berg heeft een aanhanger", ring("p4")) == said
    assert edited("rob Terpstra heeft een aanhanger", ring("p1")) == "“Terpstra” is left over from Sjoerd Terpstra."
    assert edited("sjoerd heeft een aanhanger", ring("p4")) == ""
    assert edited("rob heeft een aanhanger", ring("p1")) == ""
    assert edited("rob terpstra is een buurman", ring("p1", text="Terpstra is een buurman")) == ""


def test_up_after_undo_brings_back_the_line_that_was_typed() -> None:
    controller = Controller(session_in_phase(Phase.FORMULATE), ManualClock(NOW))
    for line in ("bo hoe kom ik aan een zaal?", "/title Samen"):
        controller.type(line)
        controller.enter()
    controller.do(Undo(at=NOW))
    assert not controller.cleared, "a command is not a line to go on with"
    controller.do(Undo(at=NOW))
    assert controller.previous_entry() and controller.text == "bo hoe kom ik aan een zaal?"
    controller.leave()
    controller.do(Redo(at=NOW))
    assert not controller.cleared


def test_a_line_that_up_brought_back_and_passed_is_not_glued_to_the_next_one() -> None:
    controller = Controller(session_in_phase(Phase.ROUND), ManualClock(NOW))
    for line in ("karin kent een zaal", "bo kent een zaal"):
        controller.type(line)
        controller.enter()
    controller.do(Undo(at=NOW))
    assert controller.previous_entry() and controller.text == "bo kent een zaal"
    assert controller.previous_entry() and controller.text == "Karin kent een zaal"
    controller.type("Karin kent een grote zaal")
    controller.enter()
    assert controller.text == "" and controller.previous_entry() and controller.text == "bo kent een zaal"


def test_a_line_that_was_begun_is_on_the_line_again_after_an_entry_was_edited() -> None:
    controller = Controller(session_in_phase(Phase.ROUND), ManualClock(NOW))
    controller.type("karin kent een zaal")
    controller.enter()
    controller.type("bo heeft")
    controller.previous_entry()
    controller.type("Karin kent een grote zaal")
    controller.enter()
    assert controller.text == "bo heeft"
