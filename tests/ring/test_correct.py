"""Corrections: a line that begins with the number of an entry and ``=`` changes only what it names."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.command_types import AddNote, AddOffer, AddReflection, Command, EditEntry
from reciring.ring.command_wording import describe_command
from reciring.ring.completion import complete
from reciring.ring.entries import newest_entry
from reciring.ring.history import History
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Refused
from reciring.ring.session import HandedIn, Kind, Phase, Session, asker_id
from reciring.ring.transcript import same_content, write_transcript
from reciring.ring.transcript.read import replay
from reciring.ring.undo_wording import describe_change
from reciring.ring.update import update
from tests.support.line_sessions import NOW, minute, session_in_phase, updated
from tests.support.strategies import sessions

WORDS = st.lists(st.sampled_from(["kent", "iemand", "een", "zaal", "=", "#5", "12=x", "\\*"]), min_size=2).map(" ".join)


def ring() -> Session:
    """Four offers for Fatima (seat 4), a note on her question, and a reflection of Tom."""
    note = AddNote(at=minute(28.5), text="het mag ook online", who="p4", question="q4")
    return updated(session_in_phase(Phase.REFLECT), note, AddReflection(at=minute(29), who="p11", text="drie ideeën"))


def command(line: str, session: Session) -> Command:
    meant = interpret(line, session, NOW)
    assert not isinstance(meant, Unclear), str(meant.reason)
    return meant


def after(line: str, session: Session | None = None) -> Session:
    session = session or ring()
    done = update(session, command(line, session))
    assert not isinstance(done, Refused), str(done.reason)
    return done


CHANGES: dict[str, dict[str, object]] = {
    "2=karin": {"helpers": ("p7",)},
    "2= kar": {"helpers": ("p7",)},
    "2=7": {"helpers": ("p7",)},
    "2=karin+bo": {"helpers": ("p7", "p3")},
    "2=+karin": {"helpers": ("p2", "p7")},
    "2=0": {"helpers": ()},
    "2=nienke": {"helpers": ("facilitator",)},
    "2=#help": {"kind": Kind.HELP},
    "2=#h": {"kind": Kind.HELP},
    "2=>bo": {"question": "q3"},
    "2=*": {"stars": 1},
    "2=#private": {"private": True},
    "2=#no": {"dropped": True},
    "2=een heel ander idee": {"text": "een heel ander idee"},
    "2=an idea": {"text": "an idea"},
    "2=: boeken": {"text": "boeken"},
    "2=:karin": {"text": "karin"},
    "2=karin vr": {"helpers": ("p7",), "due": dt.date(2026, 11, 27)},
    "2=karin weet een zaal #tool >bo": {
        "helpers": ("p7",),
        "text": "weet een zaal",
        "kind": Kind.TOOL,
        "question": "q3",
    },
}


@pytest.mark.parametrize("line", CHANGES)
def test_a_correction_changes_only_what_it_names(line: str) -> None:
    before, changed = ring().offers["o2"], after(line).offers["o2"]
    fields: dict[str, object] = {field: getattr(changed, field) for field in changed.__struct_fields__}
    assert fields == {field: getattr(before, field) for field in fields} | CHANGES[line]


@pytest.mark.parametrize("line", ["2=vr", "2=@vr", "2=fri", "2= @friday"])
def test_a_day_needs_no_sign_where_only_a_day_can_be(line: str) -> None:
    session = after(line)
    due = session.offers["o2"].due
    assert due and due.isoformat() == "2026-11-27"
    assert after("2=@-", session).offers["o2"].due is None


@pytest.mark.parametrize("line", ["=@-", "=@geen", "=@none tom"])
def test_a_day_is_removed_from_the_newest_entry_without_its_number(line: str) -> None:
    dated = after("=@fri")
    changed = after(line, dated)
    assert dated.reflections["r1"].due and changed.reflections["r1"].due is None
    assert len(changed.reflections) == len(dated.reflections)


def test_notes_and_reflections_have_a_letter_before_their_number() -> None:
    assert after("n1=: alleen online").notes["n1"].text == "alleen online"
    assert after("n1=bo").notes["n1"].who == "p3"
    assert after("r1=bo").reflections["r1"].who == "p3"
    assert after("r1=#surprised @vr").reflections["r1"].kind == "surprised"


@pytest.mark.parametrize(
    ("line", "changes"),
    [
        ("m1=bo+tom", {"between": ("p3", "p11")}),
        ("m1=+tom", {"between": ("p4", "p12", "p11")}),
        ("m1=vr", {"due": dt.date(2026, 11, 27)}),
        ("m1=16:00", {"time": dt.time(16)}),
        ("m1=vr 16:00", {"due": dt.date(2026, 11, 27), "time": dt.time(16)}),
        ("=@vr 9:30", {"due": dt.date(2026, 11, 27), "time": dt.time(9, 30)}),
        ("m1=: koffie", {"text": "koffie"}),
    ],
)
def test_a_meeting_is_corrected_as_the_others(line: str, changes: dict[str, object]) -> None:
    before = after("/meet fatima zoe @8 dec oefenen")
    meeting, changed = before.meetings["m1"], after(line, before).meetings["m1"]
    fields: dict[str, object] = {field: getattr(meeting, field) for field in meeting.__struct_fields__}
    assert {field: getattr(changed, field) for field in fields} == fields | changes
    refused = update(before, command("m1=bo", before))
    assert isinstance(refused, Refused) and str(refused.reason).startswith("A meeting needs two names")


def test_without_a_number_the_newest_entry_is_meant() -> None:
    assert newest_entry(ring()) == "r1"
    assert after("=bo").reflections["r1"].who == "p3"
    assert after("=-").reflections == {}
    assert after("=karin", session_in_phase(Phase.REFLECT)).offers["o4"].helpers == ("p7",)


@pytest.mark.parametrize("name", ["karni", "karni:"])
def test_a_helper_who_is_found_takes_the_misspelt_name_out_of_the_text(name: str) -> None:
    offer = AddOffer(at=minute(28), text=f"{name} kent een drukker", question="q4")
    before = updated(session_in_phase(Phase.ROUND), offer)
    ref = newest_entry(before) or ""
    assert after("=karin", before).offers[ref].text == "kent een drukker"
    assert after("=bo", before).offers[ref].text == f"{name} kent een drukker"


def test_a_note_that_was_meant_as_a_question_becomes_it() -> None:
    before = updated(session_in_phase(Phase.FORMULATE), AddNote(at=minute(20), text="karni wie kent een drukker?"))
    ref = newest_entry(before)
    session = after(f"{ref}=karin", before)
    assert session.questions["q7"].text == "wie kent een drukker?" and ref not in session.notes
    assert after(f"{ref}=karin #private", before).questions["q7"].private


def test_an_offer_by_the_asker_becomes_a_note() -> None:
    session = after("2=fatima")
    assert str(describe_change(ring(), session)) == "offer 2 has become: note on Fatima's question"
    assert "o2" not in session.offers and session.notes["n2"].text == "aanbod 1"


@pytest.mark.parametrize(
    "line",
    [
        "2 = genoeg",
        "= hetzelfde als Bo",
        "=1+1 is twee",
        "=hetzelfde als Bo",
        "100 = veel",
        "a=b",
        "2026-12-01=x",
    ],
)
def test_other_lines_are_offers(line: str) -> None:
    assert isinstance(interpret(line, session_in_phase(Phase.ROUND), NOW), AddOffer)


REFUSED = {
    "99=bo": "There is no offer 99.",
    "n9=bo": "There is no entry n9.",
    "2=boek": "Nobody is called boek. For a new text: “12=: boek”.",
    "=boek": "Nobody is called boek. For a new text: “12=: boek”.",
    "2=an": "Who do you mean: 1 Anne Visser / 2 Anneke de Groot?",
    "2=+": "Type another name after the plus sign.",
    "2=#t": "#t is not clear. Type one of: #tip #tool.",
    "2=@xyz": "“@xyz” is not a day. Try @friday, @1 dec or @2026-12-01.",
    "2=>nobody": "“>nobody”: whose question? Type one name or seat number.",
    "2=#next": "Offers and reflections have other kinds. Delete this and type it again.",
    "n1=#contact": "A note has no kind, day or star. Delete it and type the offer.",
    "r1=>bo": "A reflection has only a person, kind and day. Delete it for anything else.",
    "r1=bo+tom": "One person said this: type one name.",
    "r1=16:00": "Nobody is called 16:00. For a new text: “12=: 16:00”.",
    "2==99": "There is no offer 99.",
}


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_not_clear_changes_nothing(line: str) -> None:
    said = interpret(line, ring(), NOW)
    assert isinstance(said, Unclear) and said.fallback is None
    assert str(said.reason) == REFUSED[line]


@pytest.mark.parametrize("line", ["2==2", "2==n1", "n1==r1"])
def test_only_entries_of_the_same_kind_can_be_merged(line: str) -> None:
    refused = update(ring(), command(line, ring()))
    assert isinstance(refused, Refused)


def test_a_merged_offer_has_all_of_both() -> None:
    session = after("2=@vr *", after("3=@ma #no", ring()))
    merged = after("2==3", session)
    assert "o3" not in merged.offers
    offer = merged.offers["o2"]
    assert (offer.helpers, offer.kind, offer.stars, offer.dropped) == (("p2", "p3"), Kind.CONTACT, 1, False)
    assert offer.due == session.offers["o2"].due
    assert offer.text == f"aanbod 1 · aanbod 2 ({session.offers['o3'].due})"


def test_what_came_in_by_phone_follows_the_merged_entry() -> None:
    session = msgspec.structs.replace(ring(), handed_in=(HandedIn(id="a", entry="o1"), HandedIn(id="b", entry="o2")))
    assert [it.entry for it in after("1==2", session).handed_in] == ["o1", "o1"]


@given(WORDS, WORDS, st.booleans())
def test_merging_loses_no_word(one: str, other: str, notes: bool) -> None:
    session = session_in_phase(Phase.REFLECT)
    for who, text in (("p7", one), ("p3", other)):
        session = updated(
            session,
            AddNote(at=NOW, who=who, text=text, question="q4")
            if notes
            else AddOffer(at=NOW, question="q4", helpers=(who,), text=text),
        )
    merged = after("n1==n2" if notes else "5==6", session)
    text = merged.notes["n1"].text if notes else merged.offers["o5"].text
    assert all(word in text.split(" ") for word in f"{one} {other}".split(" "))
    assert same_content(replay(write_transcript(merged)).session, merged)


PATTERNS = ("{n}={who}", "{n}=#help", "{n}=vr", "{n}=>{who}", "{n}=-", "{n}==1", "={who} *")


@given(sessions(), st.sampled_from(PATTERNS), st.data())
def test_a_correction_is_one_step_and_undo_gives_the_session_before(
    session: Session, pattern: str, data: st.DataObject
) -> None:
    names = [person.name for person in session.participants.values()] or ["Niemand"]
    number = data.draw(st.sampled_from([ref[1:] for ref in session.offers] or ["1"]))
    line = pattern.format(n=number, who=data.draw(st.sampled_from(names)))
    meant = interpret(line, session, NOW)
    if isinstance(meant, Unclear):
        return
    assert str(describe_command(meant, session))
    done = update(session, meant)
    if isinstance(done, Refused):
        return
    undone = History(session).record(done, line, typed=True).undo()
    assert undone and undone.session == session
    if isinstance(meant, EditEntry):
        assert all(getattr(done, field) == getattr(session, field) for field in ("participants", "turns", "queue"))
        others = {ref: offer for ref, offer in session.offers.items() if ref != meant.ref}
        assert {ref: offer for ref, offer in done.offers.items() if ref != meant.ref} == others


FIELDS = {
    "{n}={seat}": {"helpers"},
    "{n}=+{seat}": {"helpers"},
    "{n}=0": {"helpers"},
    "{n}=#help": {"kind"},
    "{n}=@vr": {"due"},
    "{n}=@-": {"due"},
    "{n}=>{seat}": {"question", "helpers"},  # the asker does not help with their own question
    "{n}=*": {"stars"},
    "{n}=#private": {"private"},
    "{n}=: twee woorden": {"text"},
}


@given(sessions(), st.sampled_from(sorted(FIELDS)), st.data())
def test_no_other_field_of_an_offer_changes(session: Session, pattern: str, data: st.DataObject) -> None:
    # Only a file edited by hand has an offer by the asker.
    offers = [ref for ref, offer in session.offers.items() if asker_id(offer.question) not in offer.helpers]
    number = data.draw(st.sampled_from([ref[1:] for ref in offers] or ["1"]))
    seat = data.draw(st.sampled_from([who[1:] for who in session.participants] or ["1"]))
    meant = interpret(pattern.format(n=number, seat=seat), session, NOW)
    done = update(session, meant) if isinstance(meant, Command) else meant
    if not isinstance(done, Session) or f"o{number}" not in done.offers or f"o{number}" not in offers:
        return  # refused, or a note of the asker
    before, changed = session.offers[f"o{number}"], done.offers[f"o{number}"]
    different = {field for field in before.__struct_fields__ if getattr(before, field) != getattr(changed, field)}
    assert different <= FIELDS[pattern]
    assert {**done.offers, f"o{number}": before} == session.offers


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("2=kar", ["2=Karin Smit "]),
        ("2=kairn", ["2=Karin Smit"]),
        ("2=#co", ["2=#contact "]),
        ("2=>kar", ["2=>Karin Smit "]),
        ("2=+kar", ["2=+Karin Smit "]),
        ("=@vrijd", ["=@vrijdag "]),
        ("2=morgen", []),
    ],
)
def test_tab_completes_what_is_changed(line: str, completed: list[str]) -> None:
    assert [choice.text for choice in complete(line, ring(), NOW)] == completed


def test_two_who_wait_change_places() -> None:
    session = session_in_phase(Phase.ROUND)
    swapped = after("/swap bo tom", session)
    places = [re.sub("p3|p11", lambda found: "p11" if found[0] == "p3" else "p3", who) for who in session.queue]
    assert list(swapped.queue) == places != list(session.queue)
    refused = update(session, command("/swap bo fatima", session))
    assert isinstance(refused, Refused) and str(refused.reason) == "Fatima El Amrani is not in the queue."
