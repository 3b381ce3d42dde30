"""What Tab may make of a line, best first: names, then commands, markers and days (DESIGN section 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from reciring.ring.completion.commands import complete_command
from reciring.ring.completion.entries import Candidate, complete_entry
from reciring.ring.message import Message
from reciring.ring.session import Session


class Completion(msgspec.Struct, frozen=True):
    """``text`` is the whole line after taking it; ``label`` is shown, ``hint`` explains it, greyed with ``reason``."""

    text: str
    label: Message
    hint: Message | None = None
    reason: Message | None = None


def complete(text: str, session: Session, at: dt.datetime) -> tuple[Completion, ...]:
    """How the line may go on; never what it is already, and last what cannot be done now."""
    found: dict[str, Completion] = {}
    for part in _parts(text, session):
        if part.text != text:
            found.setdefault(part.text, Completion(*part))
    return tuple(sorted(found.values(), key=lambda one: one.reason is not None))


def _parts(text: str, session: Session) -> Iterator[Candidate]:
    line = text.lstrip()
    before = text[: len(text) - len(line)]
    if line.startswith("/"):
        return complete_command(before, line[1:], session)
    if line.startswith(".") and not line.startswith(".."):
        behind = line[1:].lstrip()
        before, line = before + line[: len(line) - len(behind)], behind
    return complete_entry(before, line, session, session.phase)
