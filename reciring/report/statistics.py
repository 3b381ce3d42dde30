"""What can be counted in a ring, and its texts, as plain data: the content of the JSON format.

``docs/reference/summary-json.md`` says what each key means. The result depends on the session only: an unfinished one
counts up to its last event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from reciring.ring.durations import elapsed_seconds
from reciring.ring.plan import current_plan, phase_minutes
from reciring.ring.session import Kind, Offer, Question, Session, is_incomplete, is_promise, last_event
from reciring.ring.speaking_time import balance, speaking_times
from reciring.ring.time_per_question import overtime_seconds, used_seconds
from reciring.ring.visibility import is_for

Statistics: TypeAlias = dict[str, Any]


def summary_statistics(session: Session, *, speaking_time: bool = False) -> Statistics:
    """Return the data of ``session`` with the keys of the JSON format, in their order. People are given by name."""
    at = last_event(session) or dt.datetime.combine(session.date, dt.time(), dt.UTC)
    return {
        "title": session.title,
        "date": session.date.isoformat(),
        "participants": len(session.participants),
        "questions": [_question(session, question, at) for question in questions_in_order(session)],
        "offers": [_offer(session, offer) for offer in session.offers.values()],
        **(_speaking(session, at) if speaking_time else {}),
        "phases": [
            {
                "phase": str(phase),
                "planned_s": 60 * phase_minutes(current_plan(session), phase),
                "actual_s": round_seconds(elapsed_seconds(span, at)),
            }
            for phase, span in session.phases.items()
            if span.end is not None
        ],
        "reflections": [
            {
                "who": session.name(it.who),
                "kind": str(it.kind),
                "text": it.text,
                "due": _day(it.due),
                **_if_private(it.private),
            }
            for it in session.reflections.values()
        ],
        "meetings": [
            {
                "between": _names(session, it.between),
                "due": _day(it.due),
                **({"time": it.time.isoformat("minutes")} if it.time else {}),
                "text": it.text,
                **_if_private(it.private),
            }
            for it in session.meetings.values()
        ],
        "notes": [
            {
                "question": session.name(session.questions[it.question].asker) if it.question else None,
                "who": session.name(it.who) if it.who else None,
                "text": it.text,
                **_if_private(it.private),
            }
            for it in session.notes.values()
        ],
        "totals": _totals(session),
    }


def questions_in_order(session: Session) -> list[Question]:
    """Return the questions with a text or a turn: in the order of their first turn, then the others in seat order."""
    seats = list(session.participants)
    questions = [question for question in session.questions.values() if question.text or question.started]
    questions.sort(key=lambda question: seats.index(question.asker))
    asked = [(first, question) for question in questions if (first := _first_start(question))]
    asked.sort(key=lambda pair: pair[0])
    return [*(question for _, question in asked), *(question for question in questions if not _first_start(question))]


def round_seconds(value: float) -> int | float:
    """Return seconds as an integer if they are whole, otherwise rounded to milliseconds."""
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def _first_start(question: Question) -> dt.datetime | None:
    return question.stretches[0].start if question.stretches else question.started


def _question(session: Session, question: Question, at: dt.datetime) -> Statistics:
    offers = [offer for offer in session.offers.values() if session.questions[offer.question] is question]
    asked = question.started is not None
    return {
        "asker": session.name(question.asker),
        "text": question.text or None,
        **_if_private(question.private),
        "slot_s": question.slot if asked else None,
        "added_s": question.added if asked else 0,
        "used_s": round_seconds(used_seconds(question, at)),
        "over_s": round_seconds(overtime_seconds(question, at)) if asked else 0,
        "offers": len(offers),
        "concrete": sum(map(is_promise, offers)),
    }


def _offer(session: Session, offer: Offer) -> Statistics:
    return {
        "question": session.name(session.questions[offer.question].asker),
        "helpers": _names(session, offer.helpers),
        "kind": str(offer.kind),
        "text": offer.text,
        "due": _day(offer.due),
        "stars": offer.stars,
        "private": not is_for(None, offer, session),
        "dropped": offer.dropped,
    }


def _speaking(session: Session, at: dt.datetime) -> Statistics:
    shares = speaking_times(session, at)
    present = [shares[who] for who in session.present]
    return {
        "speaking": {
            session.name(who): {
                "own_s": round_seconds(share.own),
                "helping_s": round_seconds(share.helping),
                "other_s": round_seconds(share.other),
            }
            for who, share in shares.items()
        },
        "balance": {
            "helping": _balance(share.helping for share in present),
            "total": _balance(share.own + share.helping for share in present),
        },
    }


def _totals(session: Session) -> Statistics:
    offers = [offer for offer in session.offers.values() if not offer.dropped]
    return {
        "offers": len(session.offers),
        "concrete": sum(map(is_promise, offers)),
        "vague": sum(map(is_incomplete, offers)),
        "stars": sum(offer.stars for offer in offers),
        "helped": len({offer.question for offer in offers}),
        "by_kind": {str(kind): sum(offer.kind is kind for offer in offers) for kind in Kind},
    }


def _balance(times: Iterable[float]) -> float | None:
    value = balance(times)
    return None if value is None else round(value, 4)


def _names(session: Session, refs: Sequence[str]) -> list[str]:
    return [session.name(ref) for ref in refs]


def _if_private(private: bool) -> Statistics:
    return {"private": True} if private else {}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
