"""The statistics of the rehearsal, and the rules for what is null, zero or left out."""

from __future__ import annotations

import datetime as dt
import json

import msgspec
import pytest
from hypothesis import given

from reciring.report.formats import Options, render_summary
from reciring.report.statistics import round_seconds, summary_statistics
from reciring.ring.session import Kind, Offer, Phase, Question, Session
from tests.support.paths import DATA
from tests.support.strategies import sessions
from tests.support.summary_sessions import EMPTY, at, rehearsal, ring_of, unfinished

replace = msgspec.structs.replace


def test_the_rehearsal_gives_the_expected_json() -> None:
    expected = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))
    found = render_summary("json", rehearsal(), Options(speaking_time=True)).decode()
    assert json.loads(found) == expected
    assert found == json.dumps(expected, ensure_ascii=False, indent=1) + "\n"


def test_speaking_time_and_balance_only_when_asked_for() -> None:
    plain, full = summary_statistics(rehearsal()), summary_statistics(rehearsal(), speaking_time=True)
    assert set(full) - set(plain) == {"speaking", "balance"}
    assert {key: full[key] for key in plain} == plain


def test_statistics_do_not_depend_on_ids_or_language() -> None:
    session = rehearsal()
    offers = {f"o{100 + number}": offer for number, offer in enumerate(session.offers.values())}
    other = replace(session, offers=offers, language="en", numbered=900)
    assert summary_statistics(other, speaking_time=True) == summary_statistics(session, speaking_time=True)


def test_questions_without_a_turn_come_last_in_seat_order() -> None:
    session = rehearsal()
    questions = {key: question for key, question in session.questions.items() if key not in ("q2", "q9")}
    questions["q9"] = Question(asker="p9", text="later")
    questions["q2"] = Question(asker="p2", text="too")
    found = summary_statistics(replace(session, questions=questions, offers={}, notes={}, turns={}))["questions"]
    assert [it["asker"] for it in found[-2:]] == ["Anneke de Groot", "Maarten van 't Hof"]
    assert found[-1] | {"text": "", "asker": ""} == {
        "asker": "",
        "text": "",
        "slot_s": None,
        "added_s": 0,
        "used_s": 0,
        "over_s": 0,
        "offers": 0,
        "concrete": 0,
    }


def test_a_question_without_text_is_null_and_one_without_turn_too_is_left_out() -> None:
    questions = {
        "q1": Question(asker="p1", slot=90, started=at(1)),
        "q2": Question(asker="p2"),
    }
    session = replace(ring_of("x"), questions=questions, offers={}, notes={}, turns={})
    found = summary_statistics(session)["questions"]
    assert [(it["asker"], it["text"]) for it in found] == [("x", None)]


def test_an_unfinished_session_counts_up_to_its_last_event() -> None:
    found = summary_statistics(unfinished(), speaking_time=True)
    third = found["questions"][2]
    assert (third["asker"], third["used_s"], third["over_s"]) == ("Bo Jansen", 244, 0)
    assert [it["phase"] for it in found["phases"]] == ["introduction", "formulate"]
    assert third["text"].startswith("Hoe krijg ik collega's")
    assert found["questions"][3]["slot_s"] is None


def test_an_empty_session_has_zeros() -> None:
    found = summary_statistics(EMPTY, speaking_time=True)
    assert found["balance"] == {"helping": None, "total": None}
    assert found["totals"] == {
        "offers": 0,
        "concrete": 0,
        "vague": 0,
        "stars": 0,
        "helped": 0,
        "by_kind": {"tip": 0, "contact": 0, "tool": 0, "help": 0},
    }
    assert found["speaking"] == {} and found["questions"] == [] and found["phases"] == []


@pytest.mark.parametrize(
    ("kind", "helpers", "due", "dropped", "concrete", "vague"),
    [
        (Kind.TIP, ("p2",), None, False, 0, 0),
        (Kind.TIP, ("p2",), 1, False, 1, 0),
        (Kind.TIP, (), None, False, 0, 1),
        (Kind.CONTACT, ("p2",), None, False, 0, 1),
        (Kind.CONTACT, (), 1, False, 0, 1),
        (Kind.HELP, ("p2", "p3"), 1, False, 1, 0),
        (Kind.HELP, ("p2",), 1, True, 0, 0),
        (Kind.TOOL, ("p2",), None, True, 0, 0),
    ],
)
def test_totals_count_promises_and_incomplete_offers(
    kind: Kind, helpers: tuple[str, ...], due: int | None, dropped: bool, concrete: int, vague: int
) -> None:
    day = dt.date(2026, 12, due) if due else None
    offer = Offer(question="q1", helpers=helpers, kind=kind, due=day, dropped=dropped, stars=3, at=at(21))
    session = replace(ring_of("x"), offers={"o1": offer})
    totals = summary_statistics(session)["totals"]
    assert (totals["offers"], totals["concrete"], totals["vague"]) == (1, concrete, vague)
    kept = not dropped
    assert (totals["stars"], totals["helped"], sum(totals["by_kind"].values())) == (3 * kept, kept, kept)


def test_seconds_are_whole_or_rounded_to_milliseconds() -> None:
    assert [repr(round_seconds(value)) for value in (4.0, 4.25, 4.0000001, 4.1234567)] == ["4", "4.25", "4", "4.123"]


@given(sessions())
def test_any_session_has_statistics(session: Session) -> None:
    found = summary_statistics(session, speaking_time=True)
    json.dumps(found, allow_nan=False)
    assert list(found["totals"]["by_kind"]) == [str(kind) for kind in Kind]
    assert len(found["offers"]) == len(session.offers)
    assert {it["phase"] for it in found["phases"]} <= {str(phase) for phase in Phase}
    totals = found["totals"]
    assert totals["concrete"] + totals["vague"] <= totals["offers"]
