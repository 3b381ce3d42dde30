"""Whether what stands in a session hangs together: what types alone cannot say.

``decode_text`` refuses a file for the first problem found here; ``reciring check`` may show them all.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from typing import Final, get_args

import msgspec

from reciring.ring.message import N_, Message, say
from reciring.ring.session import (
    FACILITATOR,
    Draft,
    Meeting,
    Note,
    Offer,
    Pause,
    Question,
    Record,
    Reflection,
    Session,
    Span,
    Turn,
    question_id,
)
from reciring.ring.text import fold

SessionError = tuple[str, Message]
"""The path of what is wrong (``offers.o9.helpers``) and a sentence that names it."""

ID_LETTERS: Final[Mapping[str, str]] = {
    "participants": "p",
    "questions": "q",
    "offers": "o",
    "notes": "n",
    "turns": "t",
    "reflections": "r",
    "meetings": "m",
}
"""The letter with which the ids of a table begin; the number that follows has at most six digits."""

MAX_INTEGER: Final = 10_000_000
"""No number in a session is further from zero: past it, instants could not be reckoned."""
YEARS: Final = range(1000, 9000)
"""The years a day or instant of a session may lie in, for the same reason; a promised day is free."""

# Which fields name somebody or something: a question, a participant, anybody (the facilitator too), what was noted.
_QUESTION, _PERSON, _ANYBODY, _ENTRY = range(4)
_REFERENCES: Final[Mapping[type[Record], Mapping[str, int]]] = {
    Session: {"current": _QUESTION, "queue": _PERSON},
    Pause: {"speaker": _PERSON},
    Draft: {"question": _QUESTION, "mending": _ENTRY},
    Question: {"asker": _PERSON},
    Offer: {"question": _QUESTION, "helpers": _ANYBODY},
    Note: {"question": _QUESTION, "who": _ANYBODY},
    Turn: {"who": _PERSON, "question": _QUESTION},
    Reflection: {"who": _PERSON},
    Meeting: {"between": _ANYBODY},
}


def session_errors(session: Session) -> Iterator[SessionError]:
    """Everything that is wrong with ``session``, from ids to references; nothing for one that can be led."""
    yield from _ids(session)
    yield from _people(session)
    if not is_timezone(session.timezone):
        yield (
            "timezone",
            say("timezone “{zone}” is not known. Write a name such as Europe/Amsterdam.", zone=session.timezone),
        )
    if session.date.year not in YEARS:
        yield "date", say("{path} lies too far away in time.", path="date")
    for kind, records in _records(session):
        yield from _of_kind(kind, records, session)
    yield from _running(session)


def _ids(session: Session) -> Iterator[SessionError]:
    for table, letter in ID_LETTERS.items():
        right = re.compile(f"{letter}[1-9][0-9]{{0,5}}").fullmatch
        for key in getattr(session, table):
            if not right(key):
                yield (
                    f"{table}.{key}",
                    say("{path} must be called {letter} and a number.", path=f"{table}.{key}", letter=letter),
                )
    for key, question in session.questions.items():
        if question.asker in session.participants and key != question_id(question.asker):
            wanted = question_id(question.asker)
            yield (
                f"questions.{key}",
                say("The question of {who} must be called {wanted}.", who=question.asker, wanted=wanted),
            )


def _people(session: Session) -> Iterator[SessionError]:
    seen: dict[str, str] = {}
    for key, person in session.participants.items():
        path = f"participants.{key}.name"
        if not person.name.strip():
            yield path, say("Participant {who} has no name.", who=key)
        elif (other := seen.setdefault(fold(person.name), key)) != key:
            yield (
                path,
                say(
                    "{other} and {who} are both called {name}: names must differ.",
                    other=other,
                    who=key,
                    name=person.name,
                ),
            )


@cache
def is_timezone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _records(session: Session) -> Iterator[tuple[type[Record], Iterable[tuple[str, Record]]]]:
    """The session and everything in it, kind by kind, with paths; the session's own is empty."""
    yield Session, [("", session)]
    for field in session.__struct_fields__:
        value = getattr(session, field)
        if isinstance(value, Record):
            yield type(value), [(field, value)]
        elif isinstance(value, dict) and value:
            kind = type(next(iter(value.values())))
            yield kind, [(f"{field}.{key}", entry) for key, entry in value.items()]
    for key, question in session.questions.items():
        yield Span, [(f"questions.{key}.stretches[{index}]", span) for index, span in enumerate(question.stretches)]


def _of_kind(kind: type[Record], records: Iterable[tuple[str, Record]], session: Session) -> Iterator[SessionError]:
    # What is the same for all records of a kind is looked up once: there may be thousands.
    measured = _measured(kind)
    references = [(field, what, _known(session, what)) for field, what in _REFERENCES.get(kind, {}).items()]
    for path, record in records:
        for field in measured:
            if fault := _out_of_bounds(getattr(record, field)):
                yield _join(path, field), say(fault, path=_join(path, field))
        if isinstance(record, Span | Turn) and _backwards(record):
            yield _join(path, "end"), say("{path} lies before the start.", path=_join(path, "end"))
        for field, what, known in references:
            value = getattr(record, field)
            for name in (value,) if isinstance(value, str) else value or ():
                if name not in known:
                    yield _join(path, field), _not_there(_join(path, field), what, name)


@cache
def _measured(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a table that may hold an instant or a number: of thousands of records few fields do."""
    told = ((field.name, {field.type, *get_args(field.type)}) for field in msgspec.structs.fields(kind))
    return tuple(name for name, types in told if types & {dt.datetime, int})


def _out_of_bounds(value: object) -> str | None:
    """What is wrong with an instant or a number, to be said of its path."""
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            return N_("{path} needs its zone: write Z behind it for UTC, or +01:00.")
        if value.year not in YEARS:
            return N_("{path} lies too far away in time.")
    elif type(value) is int and abs(value) > MAX_INTEGER:
        return N_("{path} is too big a number.")
    return None


def _backwards(span: Span | Turn) -> bool:
    # An instant without a zone is already a problem, and cannot be compared.
    return bool(span.end and span.end.tzinfo and span.start.tzinfo and span.end < span.start)


def _not_there(path: str, what: int, reference: str) -> Message:
    if what == _QUESTION:
        return say("{path} names question “{id}”, which is not there.", path=path, id=reference)
    if what == _ENTRY:
        return say("{path} names “{id}”, which is not there.", path=path, id=reference)
    return say("{path} names participant “{id}”, who is not there.", path=path, id=reference)


def _known(session: Session, what: int) -> Container[str]:
    if what == _QUESTION:
        return session.questions
    if what == _ENTRY:
        return {**session.offers, **session.notes, **session.reflections}
    return {*session.participants, FACILITATOR} if what == _ANYBODY else session.participants


def _running(session: Session) -> Iterator[SessionError]:
    """Only the last stretch of a question, and only the last turn, may be without an end."""
    for key, question in session.questions.items():
        for index, span in enumerate(question.stretches[:-1]):
            if span.end is None:
                path = f"questions.{key}.stretches[{index}].end"
                yield path, say("{path} is missing: only the last one may still run.", path=path)
    for key in list(session.turns)[:-1]:
        if session.turns[key].end is None:
            yield (
                f"turns.{key}.end",
                say("{path} is missing: only the last one may still run.", path=f"turns.{key}.end"),
            )


def _join(path: str, field: str) -> str:
    return f"{path}.{field}" if path else field
