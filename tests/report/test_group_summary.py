"""What the group's summary says, in every format."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given

from reciring.locale import translator
from reciring.report.group_summary import OpenItem, group_summary
from reciring.report.personal_page import personal_page
from reciring.ring.session import Kind, Offer, Phase, Question, Session
from reciring.ring.unanswered import is_still_open
from tests.support.strategies import sessions
from tests.support.summary_sessions import EMPTY, at, rehearsal, with_private

EN = translator("en")
replace = msgspec.structs.replace


def changed(session: Session, who: str, **fields: object) -> Session:
    people = {**session.participants, who: replace(session.participants[who], **fields)}
    return replace(session, participants=people)


def without_offers(session: Session, key: str) -> Session:
    return replace(session, offers={ref: offer for ref, offer in session.offers.items() if offer.question != key})


def test_the_counts_leave_out_private_and_dropped_offers() -> None:
    assert [count.n for count in group_summary(rehearsal()).counts] == [13, 13, 40, 30]


def test_questions_are_in_the_order_of_their_turns() -> None:
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


def test_an_offer_without_a_helper_is_open() -> None:
    why = "er wordt nog een helper gezocht"
    assert group_summary(rehearsal()).open == (
        OpenItem(asker="Karin Smit", text="wie kent een schooldecaan?", why=why),
    )


def test_a_remark_without_a_name_looks_for_nobody() -> None:
    session = rehearsal()
    remark = {"kind": Kind.TIP, "text": "10 jaar geleden deed de gemeente dit ook"}
    offers = {
        key: offer if offer.helpers else msgspec.structs.replace(offer, **remark)
        for key, offer in session.offers.items()
    }
    assert group_summary(msgspec.structs.replace(session, offers=offers)).open == ()


def test_a_question_without_an_offer_is_open() -> None:
    (first, *_) = group_summary(without_offers(rehearsal(), "q1"), EN).open
    assert (first.asker, first.why) == ("Anne Visser", "nobody had an offer yet")


def test_a_question_with_only_a_private_offer_is_neither_open_nor_without_offer() -> None:
    summary = group_summary(with_private(without_offers(rehearsal(), "q1"), "geheim"), EN)
    assert [it.asker for it in summary.open] == ["Karin Smit"]
    assert (summary.questions[0].offers, summary.questions[0].remark) == ((), "")


@pytest.mark.parametrize(
    ("phase", "left", "remark"),
    [
        (Phase.DONE, False, "There was no time for this question."),
        (Phase.REFLECT, False, "There was no time for this question."),
        (Phase.ROUND, False, "This question is still to come."),
        (Phase.FORMULATE, False, "This question is still to come."),
        (Phase.DONE, True, "The asker had to leave."),
    ],
)
def test_a_question_without_a_turn_is_not_open_and_says_why(phase: Phase, left: bool, remark: str) -> None:
    people = rehearsal().participants
    people = {**people, "p4": replace(people["p4"], away=left)}
    session = replace(EMPTY, phase=phase, participants=people, questions={"q4": Question(asker="p4", text="Wie?")})
    summary = group_summary(session, EN)
    assert [question.remark for question in summary.questions] == [remark]
    assert summary.open == ()


def test_the_summary_leaves_out_the_question_of_someone_who_passed() -> None:
    people = {"p4": replace(rehearsal().participants["p4"], passed=True)}
    session = replace(EMPTY, participants=people, questions={"q4": Question(asker="p4", text="Wie?")})
    summary = group_summary(session, EN)
    assert (summary.questions, summary.open) == ((), ())


@pytest.mark.parametrize(
    ("parked", "why"), [(False, "nobody had an offer yet"), (True, "it was interrupted and not finished")]
)
def test_a_question_that_was_asked_and_got_nothing_is_open_unless_the_asker_left(parked: bool, why: str) -> None:
    asked = Question(asker="p4", text="Wie?", started=at(1), parked=parked)
    dropped = Offer(question="q4", helpers=("p1",), text="nee", dropped=True, at=at(2))
    session = replace(
        EMPTY, phase=Phase.DONE, participants=rehearsal().participants, questions={"q4": asked}, offers={"o1": dropped}
    )
    assert group_summary(session, EN).open == (OpenItem(asker="Fatima El Amrani", text="Wie?", why=why),)
    assert group_summary(changed(session, "p4", away=True), EN).open == ()


def test_a_question_that_was_not_written_down_says_so_in_one_sentence() -> None:
    session = replace(
        EMPTY,
        phase=Phase.DONE,
        participants=rehearsal().participants,
        questions={"q4": Question(asker="p4", started=at(1))},
    )
    text = "a question that was not written down"
    assert group_summary(session, EN).open == (
        OpenItem(asker="Fatima El Amrani", text=text, why="nobody had an offer yet"),
    )


def test_what_was_gained_comes_first_in_sentences() -> None:
    assert group_summary(rehearsal(), EN).gained == (
        "13 questions brought 40 offers, from 12 people. 30 of them are promises with a name and a day. "
        "Every question got an offer."
    )
    assert "12 of the 13 questions got an offer" in group_summary(without_offers(rehearsal(), "q1"), EN).gained
    one = rehearsal()
    one = replace(one, offers={ref: offer for ref, offer in one.offers.items() if offer.question == "q1"})
    assert "1 of the 13 questions got an offer" in group_summary(one, EN).gained
    assert "1 van de 13 hulpvragen kreeg hulp." in group_summary(one).gained
    assert group_summary(EMPTY).gained == ""


@given(sessions())
def test_nobody_who_passed_or_left_is_open_and_every_reason_is_true(session: Session) -> None:
    people = {person.name: person for person in session.participants.values()}
    for item in group_summary(session, EN).open:
        assert not (people[item.asker].away or people[item.asker].passed)
    for key, question in session.questions.items():
        if is_still_open(key, session):
            assert question.stretches or question.started or question.aloud
            assert not [it for it in session.offers.values() if it.question == key and not it.dropped]


def test_a_question_without_text_but_with_an_offer_is_shown() -> None:
    offers = {"o1": Offer(question="q4", helpers=("p1",), kind=Kind.TOOL, text="slides", at=at(1))}
    session = replace(
        EMPTY, participants=rehearsal().participants, questions={"q4": Question(asker="p4")}, offers=offers
    )
    (asked,) = group_summary(session, EN).questions
    assert not asked.known
    assert asked.text == "a question that was not written down"
    assert asked.offers[0].text == "slides"


def test_promises_are_per_person_by_day_with_missing_days_last() -> None:
    found = {it.who: [(one.when, one.to) for one in it.items] for it in group_summary(rehearsal(), EN).promises}
    assert found["Anneke de Groot"] == [("Thu 26 Nov", "Maarten van 't Hof"), ("when?", "Tom Peeters")]
    assert "Nienke Hof" not in found  # her only offer is private
    assert next(iter(found)) == "Anne Visser"


def test_the_contact_list_has_only_people_who_agreed() -> None:
    assert group_summary(rehearsal()).contacts == ()
    assert "voorbeeld.example" not in msgspec.json.encode(group_summary(rehearsal())).decode()
    session = changed(changed(rehearsal(), "p4", shares=True), "p11", shares=True)
    assert [(one.name, one.email) for one in group_summary(session).contacts] == [
        ("Fatima El Amrani", "fatima@voorbeeld.example")  # Tom agreed too, but has no address
    ]


@pytest.mark.parametrize(
    ("day", "words"), [(None, ""), (dt.date(2027, 1, 21), "We zien elkaar weer op donderdag 21 januari 2027.")]
)
def test_the_day_of_the_follow_up_meeting_is_a_sentence(day: dt.date | None, words: str) -> None:
    session = replace(rehearsal(), again=day)
    assert group_summary(session).again == personal_page(session, "p1").again == words


def test_corrections_go_to_the_facilitator() -> None:
    assert "Nienke Hof" in group_summary(rehearsal()).corrections
    assert group_summary(replace(rehearsal(), facilitator=""), EN).corrections.endswith("Tell the facilitator.")


def test_reflections_are_sorted_by_kind() -> None:
    found = group_summary(rehearsal(), EN)
    assert [one.who for one in found.surprised] == ["Tom Peeters", "Zoë van Dijk"]
    assert [(one.who, one.when) for one in found.steps] == [("Karin Smit", "Fri 11 Dec")]
    assert [one.who for one in found.received] == ["Anne Visser"]


def test_an_empty_ring_has_a_sentence_instead_of_questions() -> None:
    found = group_summary(EMPTY)
    assert found.empty and found.title == "Reciprocity ring"
    assert not (found.questions or found.open or found.promises)


def test_a_distant_day_is_shown_with_its_year() -> None:
    offer = replace(rehearsal().offers["o1"], due=dt.date(2028, 2, 29))
    session = replace(rehearsal(), offers={"o1": offer})
    assert group_summary(session, EN).questions[0].offers[0].when == "Tue 29 Feb 2028"


@given(sessions())
def test_turns_do_not_change_the_group_summary(session: Session) -> None:
    assert group_summary(session) == group_summary(replace(session, turns={}))
    for who in session.participants:
        assert personal_page(session, who).name == session.participants[who].name
