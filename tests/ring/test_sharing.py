"""Sharing addresses, and the day of the follow-up meeting."""

from __future__ import annotations

import datetime as dt

import pytest

from reciring.ring.command_types import Command
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.session import Session
from reciring.ring.update import update
from tests.support.summary_sessions import at, rehearsal


def after(line: str, session: Session) -> Session:
    command = interpret(line, session, at(80))
    assert isinstance(command, Command), command
    done = update(session, command)
    assert isinstance(done, Session), done
    return done


def sharing(session: Session) -> list[str]:
    return [who for who, person in session.participants.items() if person.shares]


def test_nobody_shares_an_address_by_default() -> None:
    assert sharing(rehearsal()) == []


def test_people_agree_and_withdraw() -> None:
    session = after("/share 1+fatima+Karin Smit", rehearsal())
    assert sharing(session) == ["p1", "p4", "p7"]
    assert sharing(after("/share 4", session)) == ["p1", "p4", "p7"], "said again it changes nothing"
    session = after("/deel 4 uit", session)
    assert sharing(session) == ["p1", "p7"]
    # some had agreed and some had not: all do now
    assert sharing(after("/share 1+2", session)) == ["p1", "p2", "p7"]


@pytest.mark.parametrize("words", ["everybody", "Iedereen", "all", "allen"])
def test_everyone_present_agrees(words: str) -> None:
    session = after("/away 3", rehearsal())
    session = after(f"/share {words}", session)
    assert len(sharing(session)) == 12
    assert sharing(after(f"/share {words} on", session)) == sharing(session)
    assert sharing(after(f"/share {words} off", session)) == []


@pytest.mark.parametrize("line", ["/share", "/share 0", "/share nienke", "/share Piet", "/share 1+99"])
def test_sharing_of_unknown_people_is_unclear(line: str) -> None:
    assert isinstance(interpret(line, rehearsal(), at(80)), Unclear)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("21 jan", dt.date(2027, 1, 21)),
        ("2027-02-03", dt.date(2027, 2, 3)),
        ("volgende week dinsdag", dt.date(2026, 12, 1)),
        ("next week", dt.date(2026, 11, 30)),
    ],
)
def test_day_of_the_follow_up_is_set_and_removed(words: str, day: dt.date) -> None:
    session = after(f"/followup {words}", rehearsal())
    assert session.again == day
    assert after("/vervolg -", session).again is None


@pytest.mark.parametrize("line", ["/followup", "/followup ooit", "/followup 1 dec in de middag"])
def test_follow_up_without_a_day_is_unclear(line: str) -> None:
    assert isinstance(interpret(line, rehearsal(), at(80)), Unclear)
