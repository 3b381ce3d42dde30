"""``/fact PATH VALUE``: a line of transcripts alone, for what no line of a facilitator can say.

The path is that of the session file (``questions.q4.slot``, ``queue``), the value JSON; ``null`` takes it away.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from reciring.ring.refusal import Refused, refuse
from reciring.ring.session import FACILITATOR, Session

WORD = "/fact"
TABLES = {
    "participants": "p",
    "questions": "q",
    "offers": "o",
    "notes": "n",
    "turns": "t",
    "reflections": "r",
    "meetings": "m",
}
"""The tables whose keys are ids, and the letter of those."""
_HIDDEN = ("schema", "draft")


def is_fact(line: str) -> bool:
    return line == WORD or line.startswith(f"{WORD} ")


def write_fact(path: str, value: Any) -> str:
    """The line that sets a path to a value as ``msgspec.to_builtins`` gives it."""
    # Separators of lines would be cut or cleaned away; in JSON they can be written as escapes.
    json = msgspec.json.encode(value).decode()
    return f"{WORD} {path} {_UNSAFE.sub(_escape, json)}"


def set_fact(session: Session, line: str) -> Session:
    """The session with one fact set; raises Refused."""
    _, _, rest = line.partition(" ")
    path, _, text = rest.strip().partition(" ")
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError:
        raise refuse("/fact needs a path and a value in JSON, as /fact questions.q4.slot 275.") from None
    facts = msgspec.to_builtins(session, builtin_types=())
    _set(facts, path, value)
    try:
        found = msgspec.convert(facts, Session)
    except msgspec.ValidationError as error:
        raise refuse("{path} cannot be that: {reason}", path=path, reason=str(error)) from None
    if nobody := _unknown(found):
        raise refuse("{path} names {id}, which is not there.", path=path, id=nobody)
    return found


_UNSAFE = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _set(facts: dict[str, Any], path: str, value: Any) -> None:
    *way, last = path.split(".")
    if not last or way[:1] + [last] == [last] and last in _HIDDEN or (way and way[0] in _HIDDEN):
        raise refuse("There is no {path} in a session.", path=path)
    place = facts
    for step in way:
        place = place.setdefault(step, {})
        if not isinstance(place, dict):
            raise refuse("There is no {path} in a session.", path=path)
    if way and way[0] in TABLES and len(way) == 1 and not re.fullmatch(f"{TABLES[way[0]]}[1-9][0-9]{{0,5}}", last):
        raise refuse("There is no {path} in a session.", path=path)
    if value is None:
        place.pop(last, None)
    else:
        place[last] = value
    if len(way) == 1 and way[0] in TABLES:
        # A new entry takes its place by its number, as if it had been noted then.
        facts[way[0]] = dict(sorted(place.items(), key=lambda item: int(item[0][1:])))


def _unknown(session: Session) -> str | None:
    """The first reference to somebody or something that is not there."""
    people = session.participants.keys() | {None}
    anybody = people | {FACILITATOR}
    questions = session.questions.keys() | {None}
    named: list[tuple[str | None, Any]] = [(session.current, questions)]
    named += ((who, people) for who in session.queue)
    named += ((question.asker, people) for question in session.questions.values())
    named.append((session.pause.speaker if session.pause else None, people))
    for offer in session.offers.values():
        named += ((offer.question, questions), *((who, anybody) for who in offer.helpers))
    for note in session.notes.values():
        named += ((note.question, questions), (note.who, anybody))
    for turn in session.turns.values():
        named += ((turn.question, questions), (turn.who, people))
    named += ((reflection.who, people) for reflection in session.reflections.values())
    named += ((who, anybody) for meeting in session.meetings.values() for who in meeting.between)
    return next((str(ref) for ref, known in named if ref not in known), None)
