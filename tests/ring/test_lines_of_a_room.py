"""Lines as they are typed in a real room, and what they mean: ``tests/data/lines.json``."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from reciring.ring.command_types import AddOffer, SetFacilitator
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.session import FACILITATOR, Session, asker_id
from tests.support.line_sessions import NOW, session_in_phase, updated
from tests.support.paths import DATA

NAMES = (
    "Anne Visser",
    "Anneke de Groot",
    "Fenna Bos",
    "Daan Kuiper",
    "Rob Hendriks",
    "Jan de Vries",
    "Karin Smit",
    "Marieke Jansen",
    "Marieke van den Berg",
    "Priya Nair",
    "Hanneke Mol",
    "Sjoerd Terpstra",
)
CASES: list[dict[str, Any]] = json.loads((DATA / "lines.json").read_text("utf-8"))["cases"]


def room() -> Session:
    """The circle of the table: Sjoerd's question is open, Ellen Bakker leads."""
    return updated(session_in_phase(names=NAMES, asker="p12"), SetFacilitator(at=NOW, text="Ellen Bakker"))


def offer_of(line: str, session: Session) -> AddOffer:
    """The offer that Enter makes of a line, unclear or not."""
    meaning = interpret(line, session, NOW)
    command = meaning.fallback if isinstance(meaning, Unclear) else meaning
    assert isinstance(command, AddOffer)
    return command


@pytest.mark.parametrize("case", CASES, ids=[case["line"] for case in CASES])
def test_line_has_the_meaning_of_the_table(case: dict[str, Any]) -> None:
    session = room()
    offer = offer_of(case["line"], session)
    assert [session.name(who) for who in offer.helpers] == case["helpers"]
    assert offer.text == case["text"]
    assert offer.private == case.get("private", False)
    assert offer.due == (dt.date.fromisoformat(case["due"]) if "due" in case else None)
    if "kind" in case:
        assert offer.kind == case["kind"]
    if "question" in case:
        assert session.name(asker_id(offer.question)) == case["question"]
    if "floor" in case:
        speaker = session.asker if offer.speaker is None else offer.speaker
        assert session.name(speaker or FACILITATOR) == case["floor"]


def test_the_table_has_all_cases() -> None:
    assert len(CASES) >= 36
