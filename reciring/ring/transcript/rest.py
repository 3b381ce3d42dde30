"""What is left to be said when the story is told: facts that no line of a facilitator leaves behind."""

from __future__ import annotations

from typing import Any

from reciring.ring.transcript.pen import Pen

TABLES = ("participants", "questions", "offers", "notes", "turns", "reflections", "meetings", "phases")
"""In an order in which nothing is named before it is there."""


def write_rest(pen: Pen) -> None:
    """Set every fact in which the session that was written differs from what it is to be."""
    if pen.session == pen.target:
        return
    if pen.at is None:
        # Facts may begin the ring, and then every line needs its time.
        pen.clock_zero()
    for table in TABLES:
        _table(pen, table)
    for field in pen.target.__struct_fields__:
        if field not in TABLES and getattr(pen.session, field) != (wanted := getattr(pen.target, field)):
            pen.fact(field, wanted)


def _table(pen: Pen, table: str) -> None:
    wanted: dict[str, Any] = getattr(pen.target, table)
    for key in reversed(list(getattr(pen.session, table))):
        if key not in wanted:
            pen.fact(f"{table}.{key}", None)
    for key, entry in wanted.items():
        known = getattr(pen.session, table).get(key)
        if known is None:
            pen.fact(f"{table}.{key}", entry)
        elif known != entry:
            _fields(pen, f"{table}.{key}", entry, known)
    if getattr(pen.session, table) != wanted:
        pen.fact(table, wanted)


def _fields(pen: Pen, path: str, entry: Any, known: Any) -> None:
    """One field where it is one, else the whole entry, so that it hangs together at once."""
    other = [field for field in entry.__struct_fields__ if getattr(entry, field) != getattr(known, field)]
    if len(other) == 1:
        pen.fact(f"{path}.{other[0]}", getattr(entry, other[0]))
    else:
        pen.fact(path, entry)
