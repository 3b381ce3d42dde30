"""``/fact PATH VALUE``: a line of transcripts alone, for what no line of a facilitator can say.

The path is that of the session file (``questions.q4.slot``, ``queue``), the value JSON; ``null`` takes it away.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from reciring.ring.message import Refused, refuse
from reciring.ring.session import Session
from reciring.ring.text import clean
from reciring.ring.validate import ID_LETTERS, session_errors

FACT_COMMAND = "/fact"
_HIDDEN = ("schema", "draft")


def is_fact(line: str) -> bool:
    return line == FACT_COMMAND or line.startswith(f"{FACT_COMMAND} ")


def write_fact(path: str, value: Any) -> str:
    """The line that sets a path to a value as ``msgspec.to_builtins`` gives it."""
    # Separators of lines would be cut or cleaned away; in JSON they can be written as escapes.
    json = msgspec.json.encode(value).decode()
    return f"{FACT_COMMAND} {path} {_UNSAFE.sub(_escape, json)}"


def set_fact(session: Session, line: str) -> Session:
    """The session with one fact set; raises Refused."""
    _, _, rest = line.partition(" ")
    path, _, text = rest.strip().partition(" ")
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError:
        raise refuse("/fact needs a path and a value in JSON, as /fact questions.q4.slot 275.") from None
    facts = msgspec.to_builtins(session, builtin_types=())
    _set(facts, path, _clean(value))
    try:
        found = msgspec.convert(facts, Session)
    except msgspec.ValidationError as error:
        raise refuse("{path} cannot be that: {reason}", path=path, reason=str(error)) from None
    if wrong := next(session_errors(found), None):
        raise Refused(wrong[1])
    return found


def _clean(value: Any) -> Any:
    """A value without control characters, which never enter a session; nothing is refused for them."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return {_clean(key): _clean(item) for key, item in value.items()} if isinstance(value, dict) else value


_UNSAFE = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _set(facts: dict[str, Any], path: str, value: Any) -> None:
    first, *way = path.split(".")
    if first in _HIDDEN:
        raise refuse("There is no {path} in a session.", path=path)
    place = facts
    *steps, last = first, *way
    for step in steps:
        place = place.setdefault(step, {})
        if not isinstance(place, dict):
            raise refuse("There is no {path} in a session.", path=path)
    if value is None:
        place.pop(last, None)
    else:
        place[last] = value
    table = facts.get(first)
    if first in ID_LETTERS and isinstance(table, dict):
        # A new entry takes its place by its number, as if it had been noted then.
        facts[first] = dict(sorted(table.items(), key=lambda item: (len(item[0]), item[0])))
