"""Compare two sessions by content: ids and the draft (the line that was not entered yet) do not count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec.structs import replace

from reciring.ring.session import FACILITATOR, Phase, Session, question_id, seat

T = TypeVar("T")


def same_content(one: Session, other: Session) -> bool:
    """Whether two sessions are equal in everything but ids and the draft."""
    return with_new_ids(one) == with_new_ids(other)


def with_new_ids(session: Session, *, keep_offers: bool = False) -> Session:
    """Return the session without its draft, with ids that count from 1 in every table.

    ``keep_offers`` keeps the numbers of the offers, if those count up and none is above ``session.numbered``.
    """
    people = {key: f"p{number}" for number, key in enumerate(session.participants, 1)}
    people[FACILITATOR] = FACILITATOR
    questions = {question_id(key): question_id(new) for key, new in people.items() if key != FACILITATOR}
    numbers = [seat(key) for key in session.offers]
    keep_numbers = keep_offers and numbers == sorted(set(numbers)) and all(n <= session.numbered for n in numbers)
    return replace(
        session,
        draft=None,
        reviewed=(),
        made=(),
        current=_new_id(questions, session.current),
        queue=_new_ids(people, session.queue),
        pause=session.pause and replace(session.pause, speaker=_new_id(people, session.pause.speaker)),
        phases=dict(sorted(session.phases.items(), key=lambda item: (item[1].start, list(Phase).index(item[0])))),
        participants={people[key]: person for key, person in session.participants.items()},
        questions={
            questions[question_id(key)]: replace(session.questions[question_id(key)], asker=people[key])
            for key in session.participants
            if question_id(key) in session.questions
        },
        offers=_renumbered(
            session.offers,
            "o",
            lambda offer: replace(offer, question=questions[offer.question], helpers=_new_ids(people, offer.helpers)),
            numbers if keep_numbers else None,
        ),
        notes=_renumbered(
            session.notes,
            "n",
            lambda note: replace(note, question=_new_id(questions, note.question), who=_new_id(people, note.who)),
        ),
        turns=_renumbered(
            session.turns,
            "t",
            lambda turn: replace(turn, question=_new_id(questions, turn.question), who=people[turn.who]),
        ),
        reflections=_renumbered(session.reflections, "r", lambda entry: replace(entry, who=people[entry.who])),
        meetings=_renumbered(
            session.meetings, "m", lambda meeting: replace(meeting, between=_new_ids(people, meeting.between))
        ),
    )


def _renumbered(
    table: dict[str, T], letter: str, change: Callable[[T], T], numbers: Iterable[int] | None = None
) -> dict[str, T]:
    """Return the table with each record changed, under ``letter`` and a number: from ``numbers``, or from 1."""
    ids = numbers if numbers is not None else range(1, len(table) + 1)
    return {f"{letter}{number}": change(entry) for number, entry in zip(ids, table.values(), strict=True)}


def _new_id(ids: dict[str, str], key: str | None) -> str | None:
    return ids[key] if key else None


def _new_ids(ids: dict[str, str], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(ids[key] for key in keys)
