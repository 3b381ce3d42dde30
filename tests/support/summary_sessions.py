"""Sessions to summarise: the rehearsal (a whole ring), an unfinished one, an empty one, and one of a single text."""

from __future__ import annotations

import datetime as dt
import functools

import msgspec

from reciring.ring.session import (
    FACILITATOR,
    Kind,
    Meeting,
    Note,
    Offer,
    Participant,
    Phase,
    Question,
    Reflection,
    ReflectionKind,
    Session,
    Span,
    Turn,
)
from reciring.ring.transcript import replay
from tests.support.paths import DATA

DAY = dt.date(2026, 11, 24)
BEGUN = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)
EMPTY = Session(date=DAY, timezone="Europe/Amsterdam")


def at(minutes: float) -> dt.datetime:
    """Return the time so many minutes after the beginning of the ring."""
    return BEGUN + dt.timedelta(minutes=minutes)


@functools.cache
def rehearsal() -> Session:
    """Return the whole ring in ``tests/data/ring.txt``."""
    return replay((DATA / "ring.txt").read_text(encoding="utf-8"), session=EMPTY).session


@functools.cache
def unfinished() -> Session:
    """Return the same ring up to the middle of the third question."""
    lines = (DATA / "ring.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    return replay("".join(lines[: lines.index("0:32:10  Tom\n")]), session=EMPTY).session


def ring_of(text: str, *, language: str = "nl") -> Session:
    """Return a small valid ring in which every text and name is ``text``."""
    people = {
        "p1": Participant(name=text, organisation=text, email="een@voorbeeld.example", shares=True),
        "p2": Participant(name=f"{text} 2", organisation=text, email=text),
        "p3": Participant(name=f"{text} 3", email="drie@voorbeeld.example"),
    }
    due = dt.date(2026, 12, 1)
    asked = Span(start=at(20), end=at(25))
    return Session(
        title=text,
        date=DAY,
        timezone="Europe/Amsterdam",
        language=language,
        facilitator=text,
        place=text,
        phase=Phase.DONE,
        phases={Phase.ROUND: Span(start=at(20), end=at(60))},
        participants=people,
        questions={
            "q1": Question(asker="p1", text=text, slot=300, started=at(20), stretches=(asked,)),
            "q2": Question(asker="p2", text=text),
        },
        offers={
            "o1": Offer(question="q1", helpers=("p2", "p3"), kind=Kind.HELP, text=text, due=due, stars=2, at=at(21)),
            "o2": Offer(question="q1", helpers=(FACILITATOR,), text=text, at=at(22)),
            "o3": Offer(question="q1", kind=Kind.CONTACT, text=text, at=at(23)),
            "o4": Offer(question="q1", helpers=("p2",), text=text, dropped=True, at=at(24)),
        },
        numbered=4,
        notes={
            "n1": Note(phase=Phase.ROUND, question="q1", who="p1", text=text, at=at(24)),
            "n2": Note(phase=Phase.DONE, text=text, at=at(61)),
        },
        turns={"t1": Turn(who="p2", question="q1", start=at(20), end=at(25))},
        reflections={
            f"r{number}": Reflection(who="p1", kind=kind, text=text, due=due, at=at(60))
            for number, kind in enumerate(ReflectionKind, 1)
        },
        meetings={"m1": Meeting(between=("p1", "p2"), due=due, text=text, at=at(61))},
    )


def with_private(session: Session, text: str) -> Session:
    """Return the session with one more, private offer, from seat 2 to the question of seat 1."""
    offer = Offer(question="q1", helpers=("p2",), kind=Kind.TOOL, text=text, due=DAY, private=True, at=at(59))
    return msgspec.structs.replace(session, offers={**session.offers, "o999": offer})
