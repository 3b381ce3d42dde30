"""Completions: how the line that is being typed can continue when Tab is pressed (docs/reference/entry-line.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reciring.ring.command_types import SetEndTime
from reciring.ring.completion.commands import complete_command, complete_printer
from reciring.ring.completion.entries import Completion, complete_correction, complete_entry
from reciring.ring.correct import correction_start
from reciring.ring.interpret_line import interpret
from reciring.ring.message import literal
from reciring.ring.session import Session
from reciring.ring.time_wording import doubt_end_time

__all__ = ["Completion", "complete", "complete_printer"]


def complete(text: str, session: Session, at: dt.datetime) -> tuple[Completion, ...]:
    """Return how the line ``text`` can continue, best first: names, then commands, markers and days.

    No completion equals ``text``, and no two have the same text. Those that are not allowed now come last.
    """
    found: dict[str, Completion] = {}
    for completion in (*_end_time(text, session, at), *_completions(text, session)):
        if completion.text != text:
            found.setdefault(completion.text, completion)
    return tuple(sorted(found.values(), key=lambda completion: completion.reason is not None))


def _end_time(text: str, session: Session, at: dt.datetime) -> Iterator[Completion]:
    """Yield the end time that was probably meant, instead of one that has passed."""
    command = interpret(text, session, at) if text.lstrip().startswith("/") else None
    if isinstance(command, SetEndTime) and (doubt := doubt_end_time(session, command.time, at)) and doubt.suggestion:
        word = text.strip().split(" ")[0]
        line = f"{word} {doubt.suggestion:%H:%M}"
        yield Completion(line, literal(line))


def _completions(text: str, session: Session) -> Iterator[Completion]:
    line = text.lstrip()
    before = text[: len(text) - len(line)]
    if line.startswith("/"):
        return complete_command(before, line[1:], session)
    if line.startswith(".") and not line.startswith(".."):
        after_dot = line[1:].lstrip()
        before, line = before + line[: len(line) - len(after_dot)], after_dot
    if start := correction_start(line):
        return complete_correction(before + line[:start], line[start:], session)
    return complete_entry(before, line, session, session.phase)
