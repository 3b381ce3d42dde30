"""Validate a session beyond the types of its fields: ids, references, names, numbers and times.

A file is refused for the first error found here; ``reciring check`` can report all of them.
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
from reciring.ring.participants import MAX_PARTICIPANTS
from reciring.ring.session import (
    FACILITATOR,
    MAX_RECORDS,
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
    last_event,
    question_id,
    record_count,
)
from reciring.ring.text import fold

SessionError = tuple[str, Message]
"""The path of the invalid value (``offers.o9.helpers``) and a message about it."""

ID_LETTERS: Final[Mapping[str, str]] = {
    "participants": "p",
    "questions": "q",
    "offers": "o",
    "notes": "n",
    "turns": "t",
    "reflections": "r",
    "meetings": "m",
}
"""The first letter of the ids of each table; the number that follows has at most six digits."""

MAX_INTEGER: Final = 10_000_000
"""The largest absolute number in a session: with larger ones, times could not be calculated."""
YEARS: Final = range(1000, 9000)
"""The years allowed for the day and the times of a session, for the same reason; a promised day is free."""

# What a field refers to: a question, a participant, a participant or the facilitator, or an entry.
_QUESTION, _PERSON, _ANYONE, _ENTRY = range(4)
_REFERENCES: Final[Mapping[type[Record], Mapping[str, int]]] = {
    Session: {"current": _QUESTION, "queue": _PERSON},
    Pause: {"speaker": _PERSON},
    Draft: {"question": _QUESTION, "mending": _ENTRY},
    Question: {"asker": _PERSON},
    Offer: {"question": _QUESTION, "helpers": _ANYONE},
    Note: {"question": _QUESTION, "who": _ANYONE},
    Turn: {"who": _PERSON, "question": _QUESTION},
    Reflection: {"who": _PERSON},
    Meeting: {"between": _ANYONE},
}


NOTICEABLE: Final = dt.timedelta(seconds=2)
"""Clocks may differ by less than this."""


def later_than_now(session: Session, now: dt.datetime) -> Message | None:
    """The message if the last event is later than now: the clock of a computer was fast. Else None."""
    last = last_event(session)
    if last is None or last - now <= NOTICEABLE:
        return None
    zone = zoneinfo.ZoneInfo(session.timezone)
    return say(
        "The last event was at {last}, but this computer's clock says {now}: one of the clocks was wrong. "
        "The ring's time continues from the last event.",
        last=last.astimezone(zone),
        now=now.astimezone(zone),
    )


def session_errors(session: Session) -> Iterator[SessionError]:
    """Yield every error in ``session``; none for a valid session."""
    if (count := record_count(session)) > MAX_RECORDS:
        yield max(ID_LETTERS, key=lambda table: len(getattr(session, table))), too_many_records(count)
    yield from _id_errors(session)
    yield from _name_errors(session)
    if not is_timezone(session.timezone):
        yield (
            "timezone",
            say("timezone “{zone}” is not known. Write a name such as Europe/Amsterdam.", zone=session.timezone),
        )
    if session.date.year not in YEARS:
        yield "date", say("{path}: this date is too far in the past or future.", path="date")
    for kind, records in _records(session):
        yield from _record_errors(kind, records, session)
    yield from _open_interval_errors(session)


def too_many_records(records: int) -> Message:
    """The message about a file with more entries and times than a session has."""
    return say(
        "There are {records} entries and times; a session file has at most {most}.",
        records=records,
        most=MAX_RECORDS,
    )


def _id_errors(session: Session) -> Iterator[SessionError]:
    for table, letter in ID_LETTERS.items():
        is_valid = re.compile(f"{letter}[1-9][0-9]{{0,5}}").fullmatch
        for key in getattr(session, table):
            if not is_valid(key):
                yield (
                    f"{table}.{key}",
                    say(
                        "{path}: this name must be {letter} and a number, such as {letter}1.",
                        path=f"{table}.{key}",
                        letter=letter,
                    ),
                )
    for key, question in session.questions.items():
        if question.asker in session.participants and key != question_id(question.asker):
            wanted = question_id(question.asker)
            yield (
                f"questions.{key}",
                say("The question of participant {who} must be called {wanted}.", who=question.asker, wanted=wanted),
            )


def _name_errors(session: Session) -> Iterator[SessionError]:
    if len(session.participants) > MAX_PARTICIPANTS:
        yield (
            "participants",
            say(
                "There are {people} participants; a ring has at most {most}. Is this a list of something else?",
                people=len(session.participants),
                most=MAX_PARTICIPANTS,
            ),
        )
    seen: dict[str, str] = {}
    for key, person in session.participants.items():
        path = f"participants.{key}.name"
        if not person.name.strip():
            yield path, say("Participant {who} has no name.", who=key)
        elif (other := seen.setdefault(fold(person.name), key)) != key:
            yield (
                path,
                say(
                    "{other} and {who} are both called {name}. Give one of them another name.",
                    other=other,
                    who=key,
                    name=person.name,
                ),
            )


@cache
def is_timezone(name: str) -> bool:
    """Whether this is the name of a time zone, such as Europe/Amsterdam."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _records(session: Session) -> Iterator[tuple[type[Record], Iterable[tuple[str, Record]]]]:
    """Yield the session and all records in it by type, each with its path; that of the session is empty."""
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
    yield Span, [(f"pauses[{index}]", span) for index, span in enumerate(session.pauses)]


def _record_errors(
    kind: type[Record], records: Iterable[tuple[str, Record]], session: Session
) -> Iterator[SessionError]:
    # Looked up once per type, because there can be thousands of records.
    bounded = _bounded_fields(kind)
    references = [(field, what, _valid_references(session, what)) for field, what in _REFERENCES.get(kind, {}).items()]
    for path, record in records:
        for field in bounded:
            value = getattr(record, field)
            for each in value if isinstance(value, tuple) else (value,):
                if error := _bounds_error(each):
                    yield _join(path, field), say(error, path=_join(path, field))
        if isinstance(record, Span | Turn) and _ends_before_start(record):
            yield _join(path, "end"), say("{path} is before the start.", path=_join(path, "end"))
        for field, what, known in references:
            value = getattr(record, field)
            for name in (value,) if isinstance(value, str) else value or ():
                if name not in known:
                    yield _join(path, field), _missing_reference(_join(path, field), what, name)


@cache
def _bounded_fields(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a type of record that can hold a datetime or a number."""
    types = ((field.name, {field.type, *get_args(field.type)}) for field in msgspec.structs.fields(kind))
    return tuple(name for name, allowed in types if allowed & {dt.datetime, int})


def _bounds_error(value: object) -> str | None:
    """The text of the error in a datetime or a number; its placeholder is the path."""
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            return N_("{path} has no time zone. Add Z for UTC, or for example +01:00.")
        if value.year not in YEARS:
            return N_("{path}: this date is too far in the past or future.")
    elif type(value) is int and abs(value) > MAX_INTEGER:
        return N_("{path}: this number is too large.")
    return None


def _ends_before_start(span: Span | Turn) -> bool:
    # A datetime without a time zone cannot be compared, and is already an error.
    return bool(span.end and span.end.tzinfo and span.start.tzinfo and span.end < span.start)


def _missing_reference(path: str, what: int, reference: str) -> Message:
    if what == _QUESTION:
        return say("{path} refers to question “{id}”, which is not in this file.", path=path, id=reference)
    if what == _ENTRY:
        return say("{path} refers to “{id}”, which is not in this file.", path=path, id=reference)
    return say("{path} refers to participant “{id}”, who is not in this file.", path=path, id=reference)


def _valid_references(session: Session, what: int) -> Container[str]:
    if what == _QUESTION:
        return session.questions
    if what == _ENTRY:
        return {**session.offers, **session.notes, **session.reflections, **session.participants}
    return {*session.participants, FACILITATOR} if what == _ANYONE else session.participants


def _open_interval_errors(session: Session) -> Iterator[SessionError]:
    """Yield an error for every stretch of a question and every turn without an end, except the last ones."""
    for key, question in session.questions.items():
        for index, span in enumerate(question.stretches[:-1]):
            if span.end is None:
                path = f"questions.{key}.stretches[{index}].end"
                yield path, say("{path} is missing. Only the last one can be without an end.", path=path)
    for index, span in enumerate(session.pauses):
        if span.end is None:
            yield f"pauses[{index}].end", say("{path} is missing.", path=f"pauses[{index}].end")
    for key in list(session.turns)[:-1]:
        if session.turns[key].end is None:
            yield (
                f"turns.{key}.end",
                say("{path} is missing. Only the last one can be without an end.", path=f"turns.{key}.end"),
            )


def _join(path: str, field: str) -> str:
    return f"{path}.{field}" if path else field
