"""``/fact PATH VALUE``: a line that only transcripts have, for values that no line of a facilitator can set.

The path is the key in the session file (``questions.q4.slot``, ``queue``) and the value is JSON; ``null`` removes it.
docs/reference/transcript.md describes the line.
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
# What a transcript does not carry: the version of the file format, the line that was not entered yet, and files.
_EXCLUDED = ("schema", "draft", "reviewed", "made")
# Characters that would end the line or are removed from what is typed. JSON can write them as escapes.
_UNSAFE = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def is_fact(line: str) -> bool:
    """Whether a line (without its time) is a ``/fact`` line."""
    return line == FACT_COMMAND or line.startswith(f"{FACT_COMMAND} ")


def format_fact(path: str, value: Any) -> str:
    """Return the line that sets ``path`` to a value that msgspec can encode."""
    json = msgspec.json.encode(value).decode()
    return f"{FACT_COMMAND} {path} {_UNSAFE.sub(_escape, json)}"


def set_fact(session: Session, line: str) -> Session:
    """Return the session after a ``/fact`` line.

    Raises ``Refused`` if the line has no path and JSON value, or if the session would not be valid with it.
    """
    _, _, rest = line.partition(" ")
    path, _, text = rest.strip().partition(" ")
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError:
        raise refuse("/fact needs a path and a value in JSON, for example /fact questions.q4.slot 275") from None
    content = msgspec.to_builtins(session, builtin_types=())
    _set(content, path, _cleaned(value))
    try:
        changed = msgspec.convert(content, Session)
    except msgspec.ValidationError as error:
        raise refuse("{path}: this value is not allowed: {reason}", path=path, reason=str(error)) from None
    if problem := next(session_errors(changed), None):
        raise Refused(problem[1])
    return changed


def _cleaned(value: Any) -> Any:
    """Return the value with the control characters of every text removed, keys included."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return {_cleaned(key): _cleaned(item) for key, item in value.items()} if isinstance(value, dict) else value


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _set(content: dict[str, Any], path: str, value: Any) -> None:
    """Set ``path`` in ``content`` to ``value``, or remove it if the value is None. Raises ``Refused``."""
    first, *rest = path.split(".")
    if first in _EXCLUDED:
        raise refuse("A session file has no {path}.", path=path)
    parent = content
    *parents, last = first, *rest
    for key in parents:
        parent = parent.setdefault(key, {})
        if not isinstance(parent, dict):
            raise refuse("A session file has no {path}.", path=path)
    if value is None:
        parent.pop(last, None)
    else:
        parent[last] = value
    table = content.get(first)
    if first in ID_LETTERS and isinstance(table, dict):
        # Sort by number: a record that was added goes where it would be if it had been entered in turn.
        content[first] = dict(sorted(table.items(), key=lambda item: (len(item[0]), item[0])))
