"""Who sees an entry: what the preview says, and what every format shows."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reciring.ring.command_types import MergeEntries, SetPrivate, SetQuestion
from reciring.ring.interpret_line import interpret
from reciring.ring.markers import escape_private, read_private
from reciring.ring.message import Refused
from reciring.ring.session import (
    FACILITATOR,
    Meeting,
    Note,
    Offer,
    Participant,
    Phase,
    Question,
    Reflection,
    Session,
)
from reciring.ring.text import squeeze
from reciring.ring.update import update
from reciring.ring.visibility import Entry, describe_who_sees, new_or_changed_entry, who_sees

AT = dt.datetime(2026, 11, 24, 13, 0, tzinfo=dt.UTC)
NAMES = ("Anne Visser", "Bo Jansen", "Karin Smit")
RING = Session(
    date=dt.date(2026, 11, 24),
    phase=Phase.ROUND,
    current="q1",
    participants={f"p{seat}": Participant(name=name) for seat, name in enumerate(NAMES, 1)},
    questions={"q1": Question(asker="p1", text="Wie?"), "q2": Question(asker="p2", text="Waar?", private=True)},
)


@pytest.mark.parametrize(
    ("entry", "people"),
    [
        (Question(asker="p1"), None),
        (Question(asker="p1", private=True), ("p1",)),
        (Offer(question="q1", helpers=("p3",), at=AT), None),
        (Offer(question="q1", helpers=("p3", FACILITATOR), private=True, at=AT), ("p1", "p3", FACILITATOR)),
        (Offer(question="q2", helpers=("p3",), at=AT), ("p2", "p3")),
        (Note(phase=Phase.ROUND, question="q1", text="x", at=AT), None),
        (Note(phase=Phase.ROUND, question="q1", who="p1", text="x", private=True, at=AT), ("p1",)),
        (Note(phase=Phase.ROUND, question="q2", text="x", at=AT), ("p2",)),
        (Note(phase=Phase.DONE, who="p3", text="x", private=True, at=AT), ("p3",)),
        (Note(phase=Phase.DONE, text="x", private=True, at=AT), ()),
        (Note(phase=Phase.INTRODUCTION, who="p3", text="x", at=AT), ()),
        (Reflection(who="p1", text="x", at=AT), None),
        (Reflection(who="p1", text="x", private=True, at=AT), ("p1",)),
        (Meeting(between=("p1", "p2"), at=AT), None),
        (Meeting(between=("p1", "p2"), private=True, at=AT), ("p1", "p2")),
    ],
)
def test_an_entry_is_on_the_pages_of_those_concerned(entry: Entry, people: tuple[str, ...] | None) -> None:
    assert who_sees(entry, RING) == people


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("karin kent iemand #contact @vr", None),
        ("karin kent iemand #privé", "only on the page of Anne and Karin"),
        ("karin kent iemand >bo", "only on the page of Bo and Karin"),
        ("anne dit is een gevoelig punt #private", "only on the page of Anne"),
        ("/meet anne bo @vr koffie #private", "only on the page of Anne and Bo"),
        ("/question karin wie helpt? #private", "only on the page of Karin"),
        ("/note blijft hier #private", "only on the page of Anne"),
    ],
)
def test_the_preview_says_who_will_see_a_line_unless_everyone_will(line: str, words: str | None) -> None:
    command = interpret(line, RING, AT)
    after = update(RING, command)  # type: ignore[arg-type]
    assert isinstance(after, Session)
    entry = new_or_changed_entry(RING, after)
    assert entry
    said = describe_who_sees(entry, after)
    assert (None if said is None else str(said)) == words


def test_a_private_question_stays_private_when_its_words_change() -> None:
    after = update(RING, SetQuestion(at=AT, who="p2", text="Waarheen?"))
    assert isinstance(after, Session)
    assert after.questions["q2"].private
    assert [who_sees(note, after) for note in after.notes.values()] == [("p2",)]
    shown = update(after, SetPrivate(at=AT, ref="q2", private=False))
    assert isinstance(shown, Session)
    assert who_sees(shown.questions["q2"], shown) is None
    assert [who_sees(note, shown) for note in shown.notes.values()] == [("p2",)]


@pytest.mark.parametrize(("line", "ref"), [("/hide 1", "o1"), ("/verberg anne", "q1"), ("/hide r1", "r1")])
def test_hide_takes_an_entry_or_the_question_of_someone(line: str, ref: str) -> None:
    ring = replace(
        RING,
        offers={"o1": Offer(question="q1", helpers=("p3",), text="a", at=AT)},
        reflections={"r1": Reflection(who="p1", text="a", at=AT)},
        numbered=1,
    )
    assert interpret(line, ring, AT) == SetPrivate(at=AT, ref=ref)
    hidden = update(ring, SetPrivate(at=AT, ref=ref))
    assert isinstance(hidden, Session)
    entry = new_or_changed_entry(ring, hidden)
    assert entry and entry.private


def test_what_is_merged_with_something_private_is_private() -> None:
    shared = Offer(question="q1", helpers=("p3",), text="a", at=AT)
    ring = replace(RING, offers={"o1": shared, "o2": replace(shared, question="q2", text="b")}, numbered=2)
    merged = update(ring, MergeEntries(at=AT, ref="o1", other="o2"))
    assert isinstance(merged, Session)
    assert who_sees(merged.offers["o1"], merged) == ("p1", "p3")
    said = Reflection(who="p1", text="a", at=AT)
    ring = replace(RING, reflections={"r1": said, "r2": replace(said, text="b", private=True)})
    merged = update(ring, MergeEntries(at=AT, ref="r1", other="r2"))
    assert isinstance(merged, Session)
    assert merged.reflections["r1"].private


def test_a_note_from_before_the_round_is_not_merged_with_one_for_others() -> None:
    own = Note(phase=Phase.INTRODUCTION, text="a", at=AT)
    ring = replace(RING, notes={"n1": own, "n2": replace(own, phase=Phase.ROUND, text="b")})
    assert isinstance(update(ring, MergeEntries(at=AT, ref="n2", other="n1")), Refused)


@given(st.text().map(squeeze))
def test_a_text_with_private_as_a_word_can_be_written_and_read_back(text: str) -> None:
    assert read_private(escape_private(text)) == (text, False)
    assert read_private(f"{escape_private(text)} #private".strip()) == (text.strip(), True)
