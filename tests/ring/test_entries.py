"""The entries: offers and their numbers, notes, editing, deleting and stars."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from reciring.ring.command_types import AddNote, AddOffer, AddReflection, AddStars, Command, DeleteEntry, EditEntry
from reciring.ring.message import Refused
from reciring.ring.session import FACILITATOR, MAX_RECORDS, Kind, Phase, Span, record_count
from reciring.ring.update import update
from tests.support.ring_driver import RingDriver, instant, ring_in_phase, ring_in_round

FOUR = ("Anne", "Bo", "Cas", "Dia")


def ring_with_offers() -> RingDriver:
    return ring_in_round(*FOUR).type("0:00 /next", "0:10 Bo een", "0:20 Cas twee #contact @vrijdag *", "0:30 Dia drie")


def test_offer_numbers_are_never_used_twice() -> None:
    ring = ring_with_offers().type("/delete 3", "/delete 1", "0:40 Bo vier")
    assert list(ring.session.offers) == ["o2", "o4"]
    ring.type("/delete 4", "0:50 Bo vijf")
    assert list(ring.session.offers) == ["o2", "o5"]
    assert ring.refusal_of("/delete 4") == "There is no offer 4."


def test_number_of_an_undone_offer_is_used_again() -> None:
    ring = ring_with_offers().type("0:40 Bo dubbel", "/undo", "0:50 Bo vier")
    assert ring.offers("Anne") == ["een", "twee", "drie", "vier"]
    assert list(ring.session.offers) == ["o1", "o2", "o3", "o4"]


def test_edit_replaces_everything_but_number_and_instant() -> None:
    ring = ring_with_offers().type("1:00 /edit 2 Dia anders #tool")
    offer = ring.session.offers["o2"]
    assert [ring.session.name(who) for who in offer.helpers] == ["Dia"]
    assert (offer.text, offer.kind, offer.due, offer.stars) == ("anders", Kind.TOOL, None, 0)
    assert offer.at == instant("0:20")
    assert list(ring.session.offers) == ["o1", "o2", "o3"]
    assert ring.speaker == "Dia"  # since 0:30, not because of the edit


def test_edit_moves_an_offer_to_another_question() -> None:
    ring = ring_with_offers().type("1:00 /edit 1 Bo een >Cas")
    assert (ring.offers("Anne"), ring.offers("Cas")) == (["twee", "drie"], ["een"])


@pytest.mark.parametrize("line", ["/edit 2 Anne toch van mijzelf", "/edit 2 Cas toch van mijzelf >Cas"])
def test_offer_edited_to_be_by_the_asker_becomes_a_note(line: str) -> None:
    ring = ring_in_round(*FOUR).type("/question Anne Wie helpt?", "/question Cas Wie helpt mij?", "0:00 /next")
    ring.type("0:10 Bo een", "0:20 Cas twee", "0:30 /note later", "1:00 /go reflect", f"1:10 {line}")
    assert list(ring.session.offers) == ["o1"]
    notes = list(ring.session.notes.values())
    assert [note.text for note in notes] == ["toch van mijzelf", "later"]
    assert (notes[0].phase, notes[0].at) == (Phase.ROUND, instant("0:20"))


@pytest.mark.parametrize(
    ("lines", "stars"),
    [(["/star 1"], 1), (["/star 1 3", "/star 1"], 4), (["/star 1 2", "/star 1 -1"], 1), (["/star 1 -5"], 0)],
)
def test_stars_are_added_and_removed(lines: list[str], stars: int) -> None:
    assert ring_with_offers().type(*lines).session.offers["o1"].stars == stars


def do(ring: RingDriver, command: Command) -> str:
    found = update(ring.session, command)
    assert isinstance(found, Refused)
    return str(found.reason)


def test_edit_that_does_not_fit_the_entry_is_refused() -> None:
    ring = ring_with_offers().type("0:40 /note iets", "/meet Bo Cas koffie", "0:50 /go reflect", "1:00 Bo veel geleerd")
    at = ring.now
    give, jot = AddOffer(at=at, question="q1", helpers=("p2",), text="x"), AddNote(at=at, text="x")
    assert (
        do(ring, EditEntry(at=at, ref="r1", line=give))
        == "This cannot become an offer. Delete it, then type the offer."
    )
    reflect = AddReflection(at=at, who="p2", text="x")
    assert (
        do(ring, EditEntry(at=at, ref="o1", line=reflect))
        == "This cannot become a reflection. Delete it, then type the reflection."
    )
    assert (
        do(ring, EditEntry(at=at, ref="m1", line=jot))
        == "A meeting cannot become a note. Delete it, then type the note."
    )
    assert (
        do(ring, EditEntry(at=at, ref="o1", line=AddNote(at=at, text="")))
        == "The entry would be empty. To delete it, type /delete and its number."
    )
    assert do(ring, AddStars(at=at, ref="n1")) == "Only offers can have a star."
    assert do(ring, DeleteEntry(at=at, ref="n9")) == "There is no entry n9."
    assert do(ring, DeleteEntry(at=at, ref="x1")) == "There is no entry x1."


def test_reflection_edited_to_be_by_the_facilitator_becomes_a_note() -> None:
    ring = ring_in_phase(Phase.REFLECT, *FOUR).type("0:10 Bo veel geleerd", "0:20 /note later")
    ring.apply(
        EditEntry(
            at=instant("1:00"), ref="r1", line=AddNote(at=instant("1:00"), text="een mooie kring", who=FACILITATOR)
        )
    )
    assert ring.session.reflections == {}
    assert [note.text for note in ring.session.notes.values()] == ["een mooie kring", "later"]


def test_offer_by_the_asker_becomes_a_note() -> None:
    ring = ring_in_round(*FOUR).type("0:00 /next")
    at = instant("0:10")
    ring.apply(AddOffer(at=at, question="q1", helpers=("p1", "p2"), text="samen"))
    ring.apply(AddOffer(at=at, question="q1", helpers=("p1",), text="het gaat om veel papier"))
    assert [offer.helpers for offer in ring.session.offers.values()] == [("p2",)]
    assert ring.notes("Anne") == ["het gaat om veel papier"]
    ring.apply(AddOffer(at=at, question="q1", helpers=("p2",), text="nog een"))
    assert list(ring.session.offers) == ["o1", "o2"]


def test_offer_creates_a_question_without_text() -> None:
    ring = ring_in_phase(Phase.FORMULATE, *FOUR).type("0:10 Bo kent iemand >Cas")
    assert (ring.question("Cas").text, ring.offers("Cas")) == (None, ["kent iemand"])
    ring.type("0:20 Cas wie kent iemand?", "0:30 /go", "/next Cas")
    assert ring.question("Cas").text == "wie kent iemand?"


def test_note_belongs_to_the_current_question_or_the_phase() -> None:
    ring = ring_in_phase(Phase.INTRODUCTION, *FOUR).type(
        "0:10 koffie om drie uur", "0:20 /go round", "/next", "/note mooi"
    )
    ring.type("0:30 /go", "/park", "/note tussendoor")
    assert [(note.phase, note.question) for note in ring.session.notes.values()] == [
        (Phase.INTRODUCTION, None),
        (Phase.ROUND, "q1"),
        (Phase.ROUND, None),
    ]


def test_day_of_a_promise_is_not_limited() -> None:
    ring = ring_with_offers().type("1:00 Bo over een jaar @2027-11-24")
    assert ring.session.offers["o4"].due == dt.date(2027, 11, 24)


def test_a_full_session_takes_nothing_more_until_something_is_deleted() -> None:
    ring = ring_with_offers()
    pause = Span(start=instant("0:30"), end=instant("0:30"))
    free = MAX_RECORDS - record_count(ring.session)
    full = RingDriver(msgspec.structs.replace(ring.session, pauses=(pause,) * free))
    full.now = instant("1:00")
    assert full.refusal_of("Bo vier").startswith("The session file is full.")
    full.type("/edit 1 Bo anders", "/delete 1", "Dia vijf")
    assert full.offers("Anne") == ["twee", "drie", "vijf"]
