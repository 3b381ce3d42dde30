"""How far a ring is: what a list says of a session."""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.locale import Translator
from reciring.ring.session import Phase, Session
from reciring.ring.titles import PHASES


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What a list says of a session."""

    title: str
    date: dt.date
    phase: Phase
    asked: int
    """Questions that had their turn, the open one included."""
    total: int
    """Those, and everyone who is still to ask or may: present, and not passed over."""


def progress(session: Session) -> Progress:
    """The progress of a session that has been read."""
    asked = {question.asker for question in session.questions.values() if question.started and not question.parked}
    coming = {who for who, person in session.participants.items() if not person.away and not person.passed}
    return Progress(
        title=session.title, date=session.date, phase=session.phase, asked=len(asked), total=len(asked | coming)
    )


def where(told: Progress, t: Translator) -> str:
    """How far a ring is: its step, and in the round how many have asked."""
    step = t(PHASES[told.phase])
    return f"{step} {told.asked}/{told.total}" if told.phase is Phase.ROUND else step
