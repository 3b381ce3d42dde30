"""What is left to be said when the story is told: facts that no line of a facilitator leaves behind."""

from __future__ import annotations

from typing import Any

from reciring.ring.pen import Pen, builtins

TABLES = ("participants", "questions", "offers", "notes", "turns", "reflections", "meetings", "phases")
"""In an order in which nothing is named before it is there."""


def write_rest(pen: Pen) -> None:
    """Set every fact in which the session that was written differs from what it is to be."""
    for table in TABLES:
        _table(pen, table)
    wanted = builtins(pen.target)
    written = builtins(pen.session)
    for field in sorted(wanted.keys() | written.keys()):
        if field not in TABLES and wanted.get(field) != written.get(field):
            pen.fact(field, wanted.get(field))


def _table(pen: Pen, table: str) -> None:
    wanted: dict[str, Any] = builtins(getattr(pen.target, table))
    written: dict[str, Any] = builtins(getattr(pen.session, table))
    if wanted == written and list(wanted) == list(written):
        return
    extra = [key for key in written if key not in wanted]
    for key in reversed(extra):
        pen.fact(f"{table}.{key}", None)
    for key, entry in wanted.items():
        known = written.get(key)
        if known is None:
            pen.fact(f"{table}.{key}", entry)
        elif known != entry:
            _fields(pen, f"{table}.{key}", entry, known)
    if builtins(getattr(pen.session, table)) != wanted or list(getattr(pen.session, table)) != list(wanted):
        pen.fact(table, wanted)


def _fields(pen: Pen, path: str, entry: dict[str, Any], known: dict[str, Any]) -> None:
    other = [field for field in sorted(entry.keys() | known.keys()) if entry.get(field) != known.get(field)]
    if len(other) == 1:
        pen.fact(f"{path}.{other[0]}", entry.get(other[0]))
    else:
        pen.fact(path, entry)
