"""Participants: typed again, edited and removed; and the facilitator who takes part."""

from __future__ import annotations

import datetime as dt

import pytest

from reciring.live.editing import Editing, editable_refs
from reciring.ring.command_types import AddNote, AddParticipant, Command
from reciring.ring.command_wording import describe_command
from reciring.ring.message import Refused
from reciring.ring.session import FACILITATOR, Phase, Session, question_id
from reciring.ring.speaking_time import nudges
from reciring.ring.transcript import same_content, write_transcript
from reciring.ring.transcript.read import replay
from reciring.ring.undo_wording import describe_change
from reciring.ring.update import update
from tests.support.ring_driver import START, RingDriver, ring_in_round


def preview(ring: RingDriver, line: str) -> str:
    command = ring.command(line)
    assert isinstance(command, Command)
    return str(describe_command(command, ring.session))


def preparing() -> RingDriver:
    return RingDriver().type("Anne", "Bob", "Cas Vos, Zorg")


def test_someone_who_does_not_come_is_removed() -> None:
    ring = preparing().type("/remove bob")
    assert [person.name for person in ring.session.participants.values()] == ["Anne", "Cas Vos"]
    ring.type("/eruit anne+cas")
    assert not ring.session.participants


def test_someone_with_an_entry_is_not_removed() -> None:
    ring = preparing().type("bob kent iemand >cas")
    assert ring.refusal_of("/remove bob") == "There are entries with Bob. Type /away instead: they stay."
    assert ring.refusal_of("/remove cas") == "There are entries with Cas Vos. Type /away instead: they stay."
    assert ring.refusal_of("/remove bob+anne") == "There are entries with Bob. Type /away instead: they stay."
    ring.type("/remove anne", "0:00 /begin")
    assert ring.refusal_of("/remove bob") == "There are entries with Bob. Type /away instead: they stay."


def test_someone_added_by_mistake_is_removed_after_the_beginning() -> None:
    ring = ring_in_round("Anne", "Bob", "Marieke Kent Iedereen", "Cas").type("0:05 /next")
    ring.type("0:10 /remove marieke")
    assert ring.queue == ["Bob", "Cas"]
    assert list(ring.session.participants) == ["p1", "p2", "p4"]
    assert same_content(replay(write_transcript(ring.session)).session, ring.session)
    ring.type("/undo")
    assert ring.queue == ["Bob", "Marieke Kent Iedereen", "Cas"]


@pytest.mark.parametrize(
    "lines",
    [
        ["0:10 /question bob wie kent een zaal?"],
        ["0:10 /next bob"],
        ["0:10 /next bob", "0:10 /pause"],
        ["0:10 bob", "0:20 /speaker 0"],
        ["0:10 bob kent iemand"],
        ["0:10 cas kent iemand >bob"],
        ["0:10 .bob zegt iets >anne", "0:11 /note bob iets anders"],
    ],
)
def test_someone_with_a_question_a_turn_or_an_entry_stays_after_the_beginning(lines: list[str]) -> None:
    ring = ring_in_round("Anne", "Bob", "Cas").type("0:05 /next", *lines)
    assert ring.refusal_of("0:30 /remove bob") == "There are entries with Bob. Type /away instead: they stay."


def test_typing_a_person_again_adds_new_details() -> None:
    ring = preparing()
    said = "add to Bob: Sales, bob@x.example, with a question"
    assert preview(ring, "bob, Sales, bob@x.example: wie weet een zaal?") == said
    ring.type("bob, Sales, bob@x.example: wie weet een zaal?")
    bob = ring.person("Bob")
    assert (bob.organisation, bob.email, ring.question("Bob").text) == ("Sales", "bob@x.example", "wie weet een zaal?")
    assert len(ring.session.participants) == 3
    ring.type("Cas Vos, , cas@x.example")
    assert (ring.person("Cas Vos").organisation, ring.person("Cas Vos").email) == ("Zorg", "cas@x.example")


@pytest.mark.parametrize("line", ["bob", "Cas Vos, Zorg", "Cas Vos, Bouw", "Cas Vos, Bouw, cas@x.example"])
def test_a_name_that_is_taken_is_asked_about(line: str) -> None:
    assert "Is this someone else? Add an initial." in preparing().refusal_of(line)


SAME_NAME = [
    ("Jan Jansen, , other@x.example", "Jan Jansen (2)"),
    ("jan jansen <other@x.example>", "jan jansen (2)"),
    ("Jan Jansen, Zorg, other@x.example: wie belt?", "Jan Jansen (Zorg)"),
    ("/add Jan Jansen, Zorg, other@x.example", "Jan Jansen (Zorg)"),
]


@pytest.mark.parametrize(("line", "name"), SAME_NAME)
def test_two_people_of_one_name_and_two_addresses_get_different_names(line: str, name: str) -> None:
    ring = RingDriver().type("Jan Jansen, , jan@x.example")
    assert preview(ring, line).startswith(f"new participant: {name}, ")
    ring.type(line)
    assert [person.name for person in ring.session.participants.values()] == ["Jan Jansen", name]
    assert [person.email for person in ring.session.participants.values()] == ["jan@x.example", "other@x.example"]
    assert "already" in ring.refusal_of(line)  # the same person, typed once more
    ring.type("Jan Jansen, Bouw, third@x.example", "/undo")
    assert len(ring.session.participants) == 2


@pytest.mark.parametrize("line", ["Jan Jansen", "Jan Jansen, , jan@x.example", "JAN JANSEN <Jan@X.example>"])
def test_the_same_name_and_the_same_or_no_address_is_the_same_person(line: str) -> None:
    ring = RingDriver().type("Jan Jansen, , jan@x.example", "Jan Jansen, , other@x.example")
    assert "Jan Jansen already has seat 1" in ring.refusal_of(line)
    ring.type("Jan Jansen: wie belt?", "Jan Jansen, Zorg, other@x.example", "Jan Jansen (2), , other@x.example: wie?")
    first, second = ring.session.participants.values()
    assert (first.name, first.organisation) == ("Jan Jansen", "")
    assert (second.name, second.organisation) == ("Jan Jansen (2)", "Zorg")
    assert [question.text for question in ring.session.questions.values()] == ["wie belt?", "wie?"]


def test_someone_edited_to_the_name_of_another_gets_a_different_name() -> None:
    session = RingDriver().type("Jan Jansen, , jan@x.example", "Jan Janssen, , other@x.example").session
    editing = Editing(session, "p2")
    editing.lines["p2"] = "Jan Jansen, , other@x.example"
    command = editing.command(session, START)
    assert isinstance(command, Command)
    assert str(describe_command(command, session)) == "Jan Janssen: Jan Janssen → Jan Jansen (2)"
    editing.lines["p2"] = "Jan Jansen"
    refused = editing.command(session, START)
    assert isinstance(refused, Command) and isinstance(update(session, refused), Refused)


EDITS = {
    "Cas Vos, Bouw": "Cas Vos: Zorg → Bouw",
    "Cas Vos": "Cas Vos: Zorg → no organisation",
    "Kas Vos, Zorg, kas@x.example": "Cas Vos: Cas Vos → Kas Vos, no e-mail address → kas@x.example",
    "Cas Vos, Zorg: wie belt?": "Cas Vos: no question → “wie belt?”",
    "": "remove: Cas",
}
PAST = {"Cas Vos, Zorg: wie belt?": "question of Cas", "": "removed: Cas"}


@pytest.mark.parametrize("line", EDITS)
def test_people_are_edited_as_the_line_that_adds_them(line: str) -> None:
    session = preparing().session
    assert editable_refs(session) == ["p1", "p2", "p3"]
    editing = Editing(session, "p3")
    assert editing.line == "Cas Vos, Zorg"
    editing.lines["p3"] = line
    command = editing.command(session, START)
    assert isinstance(command, Command) and str(describe_command(command, session)) == EDITS[line]
    after = update(session, command)
    assert isinstance(after, Session)
    assert str(describe_change(session, after)) == PAST.get(line, EDITS[line])
    if line:
        assert Editing(after, "p3").line == line
    else:
        assert "p3" not in after.participants


def test_people_are_edited_only_before_the_ring() -> None:
    assert editable_refs(preparing().type("0:00 /begin").session) == []


def led_by(facilitator: str) -> RingDriver:
    """Ellen leads, helps Anne, notes something and meets Bo."""
    ring = RingDriver().type(f"/facilitator {facilitator}", "Anne", "Bo", "0:00 /begin", "0:00 /go round")
    ring.type("0:10 /next", f"1:00 {facilitator} kent een drukker #contact", f"1:10 anne+{facilitator} oefenen #help")
    return ring.type("1:20 /meet anne ellen koffie")


@pytest.mark.parametrize("facilitator", ["Ellen", "Ellen Bakker"])
@pytest.mark.parametrize("name", ["Ellen Bakker", "ellen bakker, Zorg"])
def test_a_facilitator_who_joins_is_one_person(facilitator: str, name: str) -> None:
    before = led_by(facilitator)
    assert preview(before, f"2:00 /add {name}").endswith(", who is also the facilitator")
    session = before.type(f"2:00 /add {name}").session
    assert session.facilitator.casefold() == "ellen bakker"
    assert [offer.helpers for offer in session.offers.values()] == [("p3",), ("p3",)]
    assert session.meetings["m1"].between == ("p1", "p3")
    assert FACILITATOR not in str(session.offers) + str(session.meetings)
    before.type("3:00 ellen weet nog iets")
    assert before.session.offers["o3"].helpers == ("p3",)
    later = replay(write_transcript(before.session)).session
    assert same_content(later, before.session)
    assert "p3" not in nudges(before.session, START + dt.timedelta(minutes=20)).invite


def test_a_first_name_alone_is_not_enough_for_another_full_name_or_for_two() -> None:
    other = led_by("Ellen Vos").type("2:00 /add Ellen Bakker")
    assert other.session.facilitator == "Ellen Vos" and other.session.offers["o1"].helpers == (FACILITATOR,)
    two = RingDriver().type("Ellen Bakker", "Ellen Vos", "/facilitator Ellen")
    assert two.session.facilitator == "Ellen"


def test_naming_a_participant_as_facilitator_joins_them_too() -> None:
    ring = led_by("Ellen").type("2:00 /facilitator Bo", "2:10 bo belt")
    assert ring.session.offers["o1"].helpers == ("p2",)
    ring.type("/rename bo Bo Jansen")
    assert ring.session.facilitator == "Bo Jansen"


def test_an_offer_to_oneself_becomes_a_note() -> None:
    ring = led_by("Ellen").type("2:00 /rename anne Ellen Visser")
    assert [note.text for note in ring.session.notes.values()] == ["kent een drukker", "oefenen"]
    assert ring.session.phase is Phase.ROUND and question_id("p1") in ring.session.questions
    assert ring_in_round("Ellen").type("/facilitator Ellen").session.facilitator == "Ellen"


def test_a_private_note_is_never_a_participant() -> None:
    ring = preparing()
    for line in ("bob gaat scheiden #prive", "#private Anne is ziek", "iemand is ziek #privé"):
        note = ring.command(line)
        assert isinstance(note, AddNote) and note.private and "#" not in note.text, line
    assert isinstance(ring.command("Dia Smit: wie leent mij geld? #private"), AddParticipant)
