"""Write a transcript from a session alone: the lines that a facilitator could have typed to make it.

A session does not keep its history. What was undone is missing, and what was edited, renamed or backdated is written
as if it had been entered that way at once. The steps:

1. ``write_header`` writes the lines before the first time.
2. ``write_events`` writes a line for everything that has a time, in order.
3. ``write_remaining`` writes what still differs from the session as ``/fact`` lines.

Finally the whole text is replayed and compared with the session.
"""

from __future__ import annotations

from typing import Any, Final

from reciring.ring.message import MessageError, say
from reciring.ring.session import Session
from reciring.ring.transcript.compare import same_content, with_new_ids
from reciring.ring.transcript.line_writer import TranscriptWriter
from reciring.ring.transcript.read import TranscriptError, replay
from reciring.ring.transcript.write_events import write_events
from reciring.ring.transcript.write_header import write_header
from reciring.ring.validate import session_errors

TABLES: Final = ("participants", "questions", "offers", "notes", "turns", "reflections", "meetings", "phases")
"""The tables of a session, in an order in which a record only refers to records that are there already."""

_UNWRITABLE = say("No transcript written: it would not reproduce this ring exactly.")


class RoundTripError(MessageError):
    """No transcript replays to the session."""


def write_transcript(session: Session) -> str:
    """Return a transcript that replays to a session with the same content (see ``same_content``).

    Raises ``RoundTripError`` if the session is not valid, or if the transcript would replay to another session.
    """
    if next(session_errors(session), None):
        raise RoundTripError(_UNWRITABLE)
    writer = TranscriptWriter(with_new_ids(session, keep_offers=True))
    write_header(writer)
    write_events(writer)
    write_remaining(writer)
    text = "".join(f"{line}\n" for line in writer.lines)
    try:
        is_same = same_content(replay(text).session, session)
    except TranscriptError:
        is_same = False
    if not is_same:
        raise RoundTripError(_UNWRITABLE)
    return text


def write_remaining(writer: TranscriptWriter) -> None:
    """Write as facts all that still differs between the session that was written and the target."""
    if writer.session == writer.target:
        return
    if writer.at is None:
        # A fact can begin the ring, and then every line needs a time.
        writer.set_time_to_start()
    for table in TABLES:
        _write_table(writer, table)
    for field in writer.target.__struct_fields__:
        if field not in TABLES and getattr(writer.session, field) != (wanted := getattr(writer.target, field)):
            writer.write_fact(field, wanted)


def _write_table(writer: TranscriptWriter, table: str) -> None:
    """Write what differs in one table: record by record, and the whole table if that is not enough."""
    wanted: dict[str, Any] = getattr(writer.target, table)
    for key in reversed(list(getattr(writer.session, table))):
        if key not in wanted:
            writer.write_fact(f"{table}.{key}", None)
    for key, record in wanted.items():
        known = getattr(writer.session, table).get(key)
        if known is None:
            writer.write_fact(f"{table}.{key}", record)
        elif known != record:
            _write_record(writer, f"{table}.{key}", record, known)
    if getattr(writer.session, table) != wanted:
        writer.write_fact(table, wanted)


def _write_record(writer: TranscriptWriter, path: str, record: Any, known: Any) -> None:
    """Write a single field if only that differs. Otherwise write the whole record, so that its fields fit together."""
    different = [field for field in record.__struct_fields__ if getattr(record, field) != getattr(known, field)]
    if len(different) == 1:
        writer.write_fact(f"{path}.{different[0]}", getattr(record, different[0]))
    else:
        writer.write_fact(path, record)
