"""Why a question got nothing useful, for the summary and the end of the ring."""

from __future__ import annotations

from enum import Enum, auto

from reciring.ring.session import Phase, Question, Session


class Unanswered(Enum):
    """Why a question has no useful offer."""

    WAITING = auto()
    PASSED = auto()
    LEFT = auto()
    """The asker left before or during its turn."""
    NO_TIME = auto()
    INTERRUPTED = auto()
    NO_OFFER = auto()


ASKED = (Unanswered.INTERRUPTED, Unanswered.NO_OFFER)
"""The question was asked, but nobody could help yet."""


def why_unanswered(key: str, session: Session) -> Unanswered | None:
    """Return why the question with the id ``key`` has no useful offer; None if it has one."""
    if any(offer.question == key and not offer.dropped for offer in session.offers.values()):
        return None
    question = session.questions[key]
    person = session.participants[question.asker]
    asked = was_asked(question)
    if asked and not question.parked:
        return Unanswered.NO_OFFER
    if person.passed:
        return Unanswered.PASSED
    if person.away:
        return Unanswered.LEFT
    if asked:
        return Unanswered.INTERRUPTED
    return Unanswered.NO_TIME if session.phase in (Phase.REFLECT, Phase.DONE) else Unanswered.WAITING


def was_asked(question: Question) -> bool:
    """Return whether a question had a turn, or was read aloud."""
    return bool(question.stretches or question.started or question.aloud)


def is_still_open(key: str, session: Session) -> bool:
    """Return whether a question was asked, got nothing useful, and its asker is still there."""
    return is_there(key, session) and why_unanswered(key, session) in ASKED


def is_there(key: str, session: Session) -> bool:
    """Return whether the asker of a question neither passed nor left."""
    person = session.participants[session.questions[key].asker]
    return not (person.passed or person.away)
