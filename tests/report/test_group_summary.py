"""What the two documents say, whatever form they take."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given

from reciring.locale import translator
from reciring.report.group_summary import GroupSummary, OpenItem, group_summary
from reciring.report.personal_page import page_owners, personal_page
from reciring.ring.session import FACILITATOR, Kind, Offer, Phase, Question, Session
from tests.support.strategies import sessions
from tests.support.summary_sessions import EMPTY, at, rehearsal, unfinished, with_private

EN = translator("en")
replace = msgspec.structs.replace


def changed(session: Session, who: str, **fields: object) -> Session:
    people = {**session.participants, who: replace(session.participants[who], **fields)}
    return replace(session, participants=people)


def without_offers(session: Session, key: str) -> Session:
    return replace(session, offers={ref: offer for ref, offer in session.offers.items() if offer.question != key})


def test_the_numbers_of_the_head_leave_private_and_useless_offers_out() -> None:
    assert [count.n for count in group_summary(rehearsal()).counts] == [13, 13, 40, 30]


def test_questions_stand_in_the_order_in_which_they_were_asked() -> None:
    assert [question.seat for question in group_summary(rehearsal()).questions] == [
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        12,
        13,
    ]
    asked = group_summary(rehearsal()).questions[3]
    assert (asked.asker, asked.organisation, asked.known) == ("Fatima El Amrani", "Gemeente", True)
    assert asked.offers[3].who == "Karin Smit en Anne Visser"
    assert asked.offers[2].when == "wanneer?" and asked.offers[2].state == "vague"
    assert asked.offers[0].stars == 1


def test_a_name_that_is_still_looked_for_is_open() -> None:
    why = "er wordt nog een naam gezocht"
    assert group_summary(rehearsal()).open == (
        OpenItem(asker="Karin Smit", text="wie kent een schooldecaan?", why=why),
    )


def test_a_question_without_an_offer_is_open() -> None:
    (first, *_) = group_summary(without_offers(rehearsal(), "q1"), EN).open
    assert (first.asker, first.why) == ("Anne Visser", "nobody had an offer yet")


def test_a_private_offer_does_not_tell_itself_by_closing_a_question() -> None:
    session = without_offers(rehearsal(), "q1")
    assert group_summary(with_private(session, "geheim")) == group_summary(session)


@pytest.mark.parametrize(
    ("phase", "passed", "why"),
    [
        (Phase.DONE, False, "there was no time left for it"),
        (Phase.REFLECT, False, "there was no time left for it"),
        (Phase.ROUND, False, "it is still to be asked"),
        (Phase.FORMULATE, False, "it is still to be asked"),
        (Phase.DONE, True, "whoever wrote it passed"),
    ],
)
def test_who_had_no_turn_is_open_and_says_so(phase: Phase, passed: bool, why: str) -> None:
    people = rehearsal().participants
    people = {**people, "p4": replace(people["p4"], passed=passed)}
    session = replace(EMPTY, phase=phase, participants=people, questions={"q4": Question(asker="p4", text="Wie?")})
    assert group_summary(session, EN).open == (OpenItem(asker="Fatima El Amrani", text="Wie?", why=why),)


def test_a_question_that_was_not_written_down_is_not_lost() -> None:
    offers = {"o1": Offer(question="q4", helpers=("p1",), kind=Kind.TOOL, text="slides", at=at(1))}
    session = replace(
        EMPTY, participants=rehearsal().participants, questions={"q4": Question(asker="p4")}, offers=offers
    )
    (asked,) = group_summary(session, EN).questions
    assert not asked.known
    assert asked.text == "(this question was not written down)"
    assert asked.offers[0].text == "slides"


def test_promises_stand_per_person_by_day_and_those_without_a_day_last() -> None:
    found = {it.who: [(one.when, one.to) for one in it.items] for it in group_summary(rehearsal(), EN).promises}
    assert found["Anneke de Groot"] == [("Thu 26 Nov", "Maarten van 't Hof"), ("when?", "Tom Peeters")]
    assert "Nienke Hof" not in found  # her only offer is private
    assert next(iter(found)) == "Anne Visser"


def test_nobodys_address_is_given_away_unasked() -> None:
    assert group_summary(rehearsal()).contacts == ()
    assert "voorbeeld.example" not in msgspec.json.encode(group_summary(rehearsal())).decode()
    session = changed(changed(rehearsal(), "p4", shares=True), "p11", shares=True)
    assert [(one.name, one.email) for one in group_summary(session).contacts] == [
        ("Fatima El Amrani", "fatima@voorbeeld.example")  # Tom agreed too, but has no address
    ]


@pytest.mark.parametrize(
    ("day", "words"), [(None, ""), (dt.date(2027, 1, 21), "We zien elkaar weer op donderdag 21 januari 2027.")]
)
def test_the_day_to_meet_again(day: dt.date | None, words: str) -> None:
    session = replace(rehearsal(), again=day)
    assert group_summary(session).again == personal_page(session, "p1").again == words


def test_somebody_takes_corrections() -> None:
    assert "Nienke Hof" in group_summary(rehearsal()).corrections
    assert group_summary(replace(rehearsal(), facilitator=""), EN).corrections.endswith("whoever led the ring.")


def test_what_was_said_at_the_end() -> None:
    found = group_summary(rehearsal(), EN)
    assert [one.who for one in found.surprised] == ["Tom Peeters", "Zoë van Dijk"]
    assert [(one.who, one.when) for one in found.steps] == [("Karin Smit", "Fri 11 Dec")]
    assert [one.who for one in found.received] == ["Anne Visser"]


def test_an_empty_ring_says_so() -> None:
    found = group_summary(EMPTY)
    assert found.empty and found.title == "Reciprocity ring"
    assert not (found.questions or found.open or found.promises)


def test_my_page_has_what_i_received_and_where_to_reach_who_gave_it() -> None:
    mine = personal_page(rehearsal(), "p4", EN)
    last = mine.received[-1]
    assert last.offer.helpers == ("Karin Smit", "Anne Visser")
    assert last.reach == ("karin@voorbeeld.example", "anne.visser@voorbeeld.example")
    assert [(one.to, one.when, one.reach) for one in mine.promised] == [
        ("Karin Smit", "Wed 25 Nov", "karin@voorbeeld.example"),
        ("Zoë van Dijk", "Wed 25 Nov", "zoe@voorbeeld.example"),
        ("Jan-Willem Bos", "Mon 30 Nov", "jw.bos@voorbeeld.example"),
    ]
    assert [(one.who, one.when) for one in mine.meetings] == [("Zoë van Dijk", "Tue 8 Dec")]


def test_what_two_promised_together_says_with_whom() -> None:
    (shared,) = (one for one in personal_page(rehearsal(), "p1").promised if one.together)
    assert (shared.to, shared.together) == ("Fatima El Amrani", "Karin Smit")


def test_private_offers_are_for_asker_and_helper() -> None:
    session = with_private(rehearsal(), "geheim")
    seen = {who for who in page_owners(session) if b"geheim" in msgspec.json.encode(personal_page(session, who))}
    assert seen == {"p1", "p2"}
    assert all(one.private for one in personal_page(session, "p2").promised if one.text == "geheim")


def test_what_was_not_useful_is_no_promise() -> None:
    assert [one.text for one in personal_page(rehearsal(), "p13").mentioned] == ["kan altijd"]
    assert "kan altijd" not in [one.text for one in personal_page(rehearsal(), "p5").promised]


def test_who_leads_the_ring_has_a_page_only_as_a_helper() -> None:
    assert page_owners(rehearsal())[-1] == FACILITATOR
    mine = personal_page(rehearsal(), FACILITATOR, EN)
    assert (mine.name, mine.seat, mine.question) == ("Nienke Hof", 0, "")
    assert [one.to for one in mine.promised] == ["Zoë van Dijk"]
    assert FACILITATOR not in page_owners(unfinished())


def test_a_day_far_away_has_its_year() -> None:
    offer = replace(rehearsal().offers["o1"], due=dt.date(2028, 2, 29))
    session = replace(rehearsal(), offers={"o1": offer})
    assert group_summary(session, EN).questions[0].offers[0].when == "Tue 29 Feb 2028"


@given(sessions())
def test_nothing_private_and_no_times_in_any_groups_summary(session: Session) -> None:
    public = {key: offer for key, offer in session.offers.items() if not offer.private}
    found: GroupSummary = group_summary(session)
    notes = {key: note for key, note in session.notes.items() if not note.private}
    assert found == group_summary(replace(session, offers=public, notes=notes, turns={}))
    for who in session.participants:
        assert personal_page(session, who).name == session.participants[who].name


def test_a_private_note_of_the_asker_stands_on_their_own_page_alone() -> None:
    session = rehearsal()
    private = {key: replace(note, private=True, text="geheim") for key, note in session.notes.items()}
    session = replace(session, notes=private)
    assert "geheim" not in repr(group_summary(session))
    assert [who for who in session.participants if "geheim" in repr(personal_page(session, who))] == ["p5"]
