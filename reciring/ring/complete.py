"""What Tab may make of a line: names first, then commands, markers and days (DESIGN section 2)."""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.ring import completions as parts
from reciring.ring.message import Message
from reciring.ring.session import Session


class Completion(msgspec.Struct, frozen=True):
    """``text`` is the whole line after taking it; ``label`` is shown, ``hint`` explains it, greyed with ``reason``."""

    text: str
    label: Message
    hint: Message | None = None
    reason: Message | None = None


def complete(text: str, session: Session, at: dt.datetime) -> tuple[Completion, ...]:
    """How the line may go on, best first; nothing that it is already."""
    found: dict[str, Completion] = {}
    for whole, label, hint, reason in parts.all_of(text, session, at):
        if whole != text and whole not in found:
            found[whole] = Completion(whole, label, hint, reason)
    return tuple(sorted(found.values(), key=lambda one: one.reason is not None))
