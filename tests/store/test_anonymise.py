"""Anonymising a person: the name disappears from every table and text, the statistics stay."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given

from reciring.locale import translator
from reciring.report.statistics import summary_statistics
from reciring.ring.session import FACILITATOR, Draft, Session
from reciring.ring.validate import session_errors
from reciring.store.anonymise import anonymise, remaining_mentions
from reciring.store.toml import encode
from tests.support.hostile_texts import HOSTILE_TEXTS, with_every_hostile_text
from tests.support.strategies import sessions
from tests.support.summary_sessions import rehearsal, ring_of

replace = msgspec.structs.replace
NL = translator("nl")


def session_with_offers(*texts: str) -> Session:
    """The rehearsal session with offers that have these texts."""
    session = rehearsal()
    first = session.offers["o1"]
    return replace(session, offers={f"o{number}": replace(first, text=text) for number, text in enumerate(texts, 1)})


def anonymised_text(ref: str, text: str) -> str:
    return anonymise(session_with_offers(text), ref, NL).offers["o1"].text


@pytest.mark.parametrize(
    ("ref", "text", "expected"),
    [
        ("p7", "Karin belt", "Deelnemer 7 belt"),
        ("p7", "vraag karin smit, of KARIN SMIT", "vraag Deelnemer 7, of Deelnemer 7"),
        ("p7", "Karins idee en Karin's boek", "Deelnemer 7s idee en Deelnemer 7's boek"),
        ("p7", "(Karin)", "(Deelnemer 7)"),
        ("p7", "Kárin Šmit", "Deelnemer 7"),
        ("p7", "mevrouw Smit weet het", "mevrouw Deelnemer 7 weet het"),
        ("p7", "mail naar Karin@voorbeeld.example", "mail naar Deelnemer 7"),
        ("p7", "Karinade, een smid en smit", "Karinade, een smid en smit"),
        ("p5", "Jan en Jan-Willem en Jan de Vries", "Deelnemer 5 en Jan-Willem en Deelnemer 5"),
        ("p5", "De Vries of de vries", "Deelnemer 5 of Deelnemer 5"),
        ("p6", "Jan-Willem met Jan", "Deelnemer 6 met Jan"),
        ("p3", "Bo, Bo's fiets en Jan-Willem Bos", "Deelnemer 3, Deelnemer 3's fiets en Jan-Willem Bos"),
        ("p9", "van ’t Hof en Nienke Hof, en Hof", "Deelnemer 9 en Nienke Hof, en iemand"),
        ("p1", "Anne en Anneke de Groot", "Deelnemer 1 en Anneke de Groot"),
        ("p8", "Lukasz of Łukasz", "Deelnemer 8 of Deelnemer 8"),
        (FACILITATOR, "Nienke Hof en Nienke", "de begeleider en de begeleider"),
    ],
)
def test_anonymise_replaces_every_mention(ref: str, text: str, expected: str) -> None:
    assert anonymised_text(ref, text) == expected


def test_remaining_mentions_lists_words_in_small_letters() -> None:
    session = session_with_offers("vraag karin", "jan-willem", "Karin")
    anonymised = anonymise(session, "p7", NL)
    assert remaining_mentions(session, "p7", anonymised, NL) == ("vraag karin",)
    assert remaining_mentions(session, "p6", anonymise(session, "p6", NL), NL) == ("jan-willem",)


def test_anonymise_changes_every_text() -> None:
    session = replace(
        ring_of("Karin Smit"),
        draft=Draft(text="karin smit zegt", mended="karin", waiting=("bo", "Karin"), refused=("Karin x",)),
    )
    people = {
        **session.participants,
        "p2": replace(session.participants["p2"], name="Bo"),
        "p3": session.participants["p3"],
    }
    people["p3"] = replace(people["p3"], name="Tom")
    session = replace(session, participants=people)
    anonymised = anonymise(session, "p1", translator("en"))
    assert anonymised.participants["p1"].name == "Participant 1"
    assert (anonymised.participants["p1"].email, anonymised.participants["p1"].organisation) == ("", "")
    assert anonymised.facilitator == ""
    # The organisation and the e-mail address of others stay.
    people = {**anonymised.participants, "p2": replace(anonymised.participants["p2"], organisation="", email="")}
    text = encode(replace(anonymised, participants=people)).decode().lower()
    assert "karin" not in text and "smit" not in text


def test_anonymise_keeps_the_statistics() -> None:
    session = rehearsal()
    plain = str(summary_statistics(session, speaking_time=True))
    changed = str(summary_statistics(anonymise(session, "p12", NL), speaking_time=True))
    assert changed == plain.replace("Zoë van Dijk", "Deelnemer 12")


def test_a_neutral_name_that_is_taken_gets_an_apostrophe() -> None:
    session = rehearsal()
    people = {**session.participants, "p1": replace(session.participants["p1"], name="deelnemer 2")}
    anonymised = anonymise(replace(session, participants=people), "p2", NL)
    assert anonymised.participants["p2"].name == "Deelnemer 2'"
    assert not list(session_errors(anonymised))


@with_every_hostile_text
def test_anonymise_accepts_a_hostile_name(label: str) -> None:
    session = ring_of(HOSTILE_TEXTS[label])
    for ref in ("p1", "p2", FACILITATOR):
        anonymised = anonymise(session, ref, NL)
        assert len(anonymised.offers) == len(session.offers)


@given(sessions())
def test_any_session_stays_valid(session: Session) -> None:
    for ref in (*session.participants, FACILITATOR):
        anonymised = anonymise(session, ref, NL)
        assert not list(session_errors(anonymised))
        if ref in session.participants:
            assert not anonymised.participants[ref].email
        assert summary_statistics(anonymised)["totals"] == summary_statistics(session)["totals"]
