"""A complete ring that was led (tests/data/ring.txt), and the figures that the rules must give for it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from reciring.ring.durations import elapsed_seconds
from reciring.ring.plan import phase_minutes
from reciring.ring.session import last_event
from reciring.ring.speaking_time import balance, speaking_times
from reciring.ring.validate import session_errors
from reciring.store.toml import decode, encode
from tests.support.paths import DATA
from tests.support.ring_driver import RingDriver

EXPECTED: dict[str, Any] = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))


@cache
def rehearsal() -> RingDriver:
    text = (DATA / "ring.txt").read_text(encoding="utf-8")
    return RingDriver().type(*(line for line in text.split("\n") if line and line[0] != "#"))


@pytest.mark.parametrize("wanted", EXPECTED["questions"], ids=lambda wanted: wanted["asker"])
def test_time_of_every_question(wanted: dict[str, Any]) -> None:
    ring = rehearsal()
    question = ring.question(wanted["asker"])
    assert question.text == wanted["text"]
    assert (question.slot, question.added) == (wanted["slot_s"], wanted["added_s"])
    assert (ring.used_time(wanted["asker"]), ring.overtime(wanted["asker"])) == (wanted["used_s"], wanted["over_s"])


@pytest.mark.parametrize("name", EXPECTED["speaking"])
def test_speaking_time_of_every_participant(name: str) -> None:
    found, wanted = rehearsal().speaking_time(name), EXPECTED["speaking"][name]
    assert (found.own, found.helping, found.other) == (wanted["own_s"], wanted["helping_s"], wanted["other_s"])


def test_balance_of_speaking_time() -> None:
    ring = rehearsal()
    shares = [speaking_times(ring.session, ring.now)[who] for who in ring.session.present]
    helping = balance(share.helping for share in shares)
    whole = balance(share.own + share.helping for share in shares)
    assert helping and round(helping, 4) == EXPECTED["balance"]["helping"]
    assert whole and round(whole, 4) == EXPECTED["balance"]["total"]


def test_every_offer_in_order() -> None:
    session = rehearsal().session
    found = [
        {
            "question": session.name(session.questions[offer.question].asker),
            "helpers": [session.name(who) for who in offer.helpers],
            "kind": str(offer.kind),
            "text": offer.text,
            "due": offer.due and offer.due.isoformat(),
            "stars": offer.stars,
            "private": offer.private,
            "dropped": offer.dropped,
        }
        for offer in session.offers.values()
    ]
    assert found == EXPECTED["offers"]


def test_length_of_every_phase() -> None:
    session = rehearsal().session
    found = [
        {
            "phase": str(phase),
            "planned_s": 60 * phase_minutes(session.plan, phase),
            "actual_s": elapsed_seconds(span, rehearsal().now),
        }
        for phase, span in session.phases.items()
    ]
    assert found == EXPECTED["phases"]


def test_session_is_valid_and_equal_after_saving() -> None:
    session = rehearsal().session
    assert list(session_errors(session)) == []
    assert decode(encode(session)) == session
    assert last_event(session) == rehearsal().now
