"""Who wants to be forgotten is forgotten: in every table and text, on the disk and beside it; the numbers stay."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from reciring.locale import translator
from reciring.report.statistics import summary_statistics
from reciring.ring.session import FACILITATOR, Draft, Session
from reciring.ring.session_details import erase_speaking_times
from reciring.ring.validate import session_errors
from reciring.store import backups
from reciring.store.anonymise import anonymise, remaining_mentions
from reciring.store.files import create_session_file, load_session
from reciring.store.lock import SessionLockedError, acquire_lock
from reciring.store.rewrite import rewrite_session_file
from reciring.store.toml import encode
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.strategies import sessions
from tests.support.summary_sessions import rehearsal, ring_of

replace = msgspec.structs.replace
NL = translator("nl")


def saying(*texts: str) -> Session:
    """The rehearsal with offers that say these texts."""
    session = rehearsal()
    first = session.offers["o1"]
    return replace(session, offers={f"o{number}": replace(first, text=text) for number, text in enumerate(texts, 1)})


def after(who: str, text: str) -> str:
    return anonymise(saying(text), who, NL).offers["o1"].text


@pytest.mark.parametrize(
    ("who", "said", "left"),
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
def test_a_mention_becomes_a_neutral_one(who: str, said: str, left: str) -> None:
    assert after(who, said) == left


def test_what_may_be_left_is_told() -> None:
    session = saying("vraag karin", "jan-willem", "Karin")
    forgotten = anonymise(session, "p7", NL)
    assert remaining_mentions(session, "p7", forgotten, NL) == ("vraag karin",)
    assert remaining_mentions(session, "p6", anonymise(session, "p6", NL), NL) == ("jan-willem",)


def test_every_text_is_looked_through() -> None:
    session = replace(
        ring_of("Karin Smit"), draft=Draft(text="karin smit zegt", mended="karin", waiting=("bo", "Karin"))
    )
    people = {
        **session.participants,
        "p2": replace(session.participants["p2"], name="Bo"),
        "p3": session.participants["p3"],
    }
    people["p3"] = replace(people["p3"], name="Tom")
    session = replace(session, participants=people)
    forgotten = anonymise(session, "p1", translator("en"))
    assert forgotten.participants["p1"].name == "Participant 1"
    assert (forgotten.participants["p1"].email, forgotten.participants["p1"].organisation) == ("", "")
    assert forgotten.facilitator == ""
    # what others call their organisation and their address is theirs
    people = {**forgotten.participants, "p2": replace(forgotten.participants["p2"], organisation="", email="")}
    text = encode(replace(forgotten, participants=people)).decode().lower()
    assert "karin" not in text and "smit" not in text


def test_numbers_stay_but_for_the_name() -> None:
    session = rehearsal()
    plain = str(summary_statistics(session, speaking_time=True))
    changed = str(summary_statistics(anonymise(session, "p12", NL), speaking_time=True))
    assert changed == plain.replace("Zoë van Dijk", "Deelnemer 12")


def test_a_neutral_name_that_somebody_has_gets_a_mark() -> None:
    session = rehearsal()
    people = {**session.participants, "p1": replace(session.participants["p1"], name="deelnemer 2")}
    forgotten = anonymise(replace(session, participants=people), "p2", NL)
    assert forgotten.participants["p2"].name == "Deelnemer 2'"
    assert not list(session_errors(forgotten))


@pytest.mark.parametrize("label", HOSTILE_TEXTS)
def test_a_hostile_name_is_forgotten_too(label: str) -> None:
    session = ring_of(HOSTILE_TEXTS[label])
    for who in ("p1", "p2", FACILITATOR):
        forgotten = anonymise(session, who, NL)
        assert len(forgotten.offers) == len(session.offers)


@settings(max_examples=40)
@given(sessions())
def test_any_session_stays_whole(session: Session) -> None:
    for who in (*session.participants, FACILITATOR):
        forgotten = anonymise(session, who, NL)
        assert not list(session_errors(forgotten))
        if who in session.participants:
            assert not forgotten.participants[who].email
        assert summary_statistics(forgotten)["totals"] == summary_statistics(session)["totals"]


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    path = create_session_file(tmp_path, rehearsal())
    data = path.read_bytes()
    for day in (1, 2):
        backups.add_backup(path, data + b"\n" * day, dt.datetime(2026, 11, day, tzinfo=dt.UTC))
    backups.timestamped_path(path, ".conflict-", dt.datetime(2026, 11, 3, tzinfo=dt.UTC)).write_bytes(data)
    changed = rewrite_session_file(path, lambda session: anonymise(session, "p12", NL))
    assert [found.name for found in tmp_path.rglob("*")] == [path.name]
    assert load_session(path)[0] == changed
    assert "Zoë".encode() not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


def test_times_are_erased_beside_the_file_too(tmp_path: Path) -> None:
    path = create_session_file(tmp_path, rehearsal())
    backups.add_backup(path, path.read_bytes(), dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    assert not rewrite_session_file(path, erase_speaking_times).turns
    assert b"[turns." not in path.read_bytes() and not backups.list_backups(path)


def test_a_session_that_is_open_is_left_alone(tmp_path: Path) -> None:
    path = create_session_file(tmp_path, rehearsal())
    before = path.read_bytes()
    with acquire_lock(path), pytest.raises(SessionLockedError):
        rewrite_session_file(path, lambda session: anonymise(session, "p12", NL))
    assert path.read_bytes() == before
