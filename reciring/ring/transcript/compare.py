"""Whether two sessions are equal in everything but ids, the unsent line aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from reciring.ring.session import FACILITATOR, Phase, Question, Session, question_id, seat

T = TypeVar("T")
replace = msgspec.structs.replace


def same_content(one: Session, other: Session) -> bool:
    """Whether both say the same; ids and the draft do not count."""
    return with_new_ids(one) == with_new_ids(other)


def with_new_ids(session: Session, *, keep_offers: bool = False) -> Session:
    """The session with ids that count up from 1 in every table, and without its draft.

    ``keep_offers`` leaves the offers their numbers, where those count up already.
    """
    people = {key: f"p{number}" for number, key in enumerate(session.participants, 1)}
    people[FACILITATOR] = FACILITATOR
    asked = {question_id(key): question_id(new) for key, new in people.items() if key != FACILITATOR}
    numbers = list(map(seat, session.offers))
    kept = keep_offers and numbers == sorted(set(numbers)) and all(n <= session.numbered for n in numbers)
    questions = {
        asked[question_id(key)]: _asked_by(session.questions[question_id(key)], people[key])
        for key in session.participants
        if question_id(key) in session.questions
    }
    return replace(
        session,
        draft=None,
        current=asked[session.current] if session.current else None,
        queue=tuple(people[key] for key in session.queue),
        pause=session.pause and replace(session.pause, speaker=_maybe(people, session.pause.speaker)),
        phases=dict(sorted(session.phases.items(), key=lambda item: (item[1].start, list(Phase).index(item[0])))),
        participants={people[key]: person for key, person in session.participants.items()},
        questions=questions,
        offers=_table(
            session.offers,
            "o",
            lambda o: replace(o, question=asked[o.question], helpers=_all(people, o.helpers)),
            numbers if kept else None,
        ),
        notes=_table(
            session.notes,
            "n",
            lambda n: replace(n, question=_maybe(asked, n.question), who=_maybe(people, n.who)),
        ),
        turns=_table(session.turns, "t", lambda t: replace(t, question=_maybe(asked, t.question), who=people[t.who])),
        reflections=_table(session.reflections, "r", lambda r: replace(r, who=people[r.who])),
        meetings=_table(session.meetings, "m", lambda m: replace(m, between=_all(people, m.between))),
    )


def _asked_by(question: Question, who: str) -> Question:
    return replace(question, asker=who)


def _table(
    table: dict[str, T], letter: str, change: Callable[[T], T], numbers: Iterable[int] | None = None
) -> dict[str, T]:
    ids = numbers if numbers is not None else range(1, len(table) + 1)
    return {f"{letter}{number}": change(entry) for number, entry in zip(ids, table.values(), strict=True)}


def _maybe(names: dict[str, str], key: str | None) -> str | None:
    return names[key] if key else None


def _all(names: dict[str, str], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(names[key] for key in keys)
