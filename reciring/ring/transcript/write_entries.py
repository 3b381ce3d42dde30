"""Write offers, notes, reflections and meetings, each as the line that enters it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from reciring.ring.entry_to_line import Entry, escape_markers, format_entry
from reciring.ring.markers import begins_with_time
from reciring.ring.session import FACILITATOR, Meeting, Note, Offer, Phase, Reflection, Session, asker_id, seat
from reciring.ring.transcript.line_writer import TranscriptWriter

MAX_STARS: Final = 99
"""The most stars that a line of a transcript has."""
ENTRY_TABLES: Final = ("offers", "notes", "reflections", "meetings")
NOTE_PHASES: Final = (Phase.INTRODUCTION, Phase.DONE)
"""The phases in which a line without a command is a note."""
NO_QUESTION: Final = "q0"
"""The id of no question. With it as the current question every offer says whose question it is for."""


class PendingEntries:
    """The entries that are still to be written, by time."""

    def __init__(self, target: Session) -> None:
        self.keys_at: dict[dt.datetime, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        """Time, then table: the keys of the entries, in the order of the table."""
        for table in ENTRY_TABLES:
            latest: dt.datetime | None = None
            for key, entry in getattr(target, table).items():
                # Keep the order of the table, even if a time was edited by hand: never earlier than the entry before.
                latest = max(latest, entry.at) if latest else entry.at
                self.keys_at[latest][table].append(key)

    def write_matching(self, writer: TranscriptWriter, at: dt.datetime, speaker: str | None) -> None:
        """Write the entries at ``at`` that belong to the writer's current question and phase."""
        for table, keys in self.keys_at[at].items():
            while keys and _fits(getattr(writer.target, table)[keys[0]], writer.session):
                write_entry(writer, table, keys.pop(0), speaker)

    def take(self, at: dt.datetime) -> Iterator[tuple[str, str]]:
        """Remove the entries that are left at ``at`` and return them, as table and key."""
        for table, keys in self.keys_at[at].items():
            while keys:
                yield table, keys.pop(0)


def entry_phase(entry: Entry | Meeting) -> Phase | None:
    """Return the phase where an entry must be typed; None if any phase will do."""
    if isinstance(entry, Note):
        return entry.phase
    return Phase.REFLECT if isinstance(entry, Reflection) else None


def write_entry(writer: TranscriptWriter, table: str, key: str, speaker: str | None) -> None:
    """Write one entry as the line that gives it. If no line gives exactly this entry, write a fact.

    ``speaker`` is who speaks after this time. A line that also makes them the speaker is preferred.
    """
    entry = getattr(writer.target, table)[key]
    if isinstance(entry, Offer) and writer.session.numbered != seat(key) - 1:
        writer.write_fact("numbered", seat(key) - 1)

    def accept(session: Session, speaker: str | None) -> bool:
        return session.speaker == speaker and bool(getattr(session, table).get(key) == entry)

    lines = tuple(_forms(entry, writer.session))
    if writer.write(*lines, accept=partial(accept, speaker=speaker)):
        return
    if writer.write(*lines, accept=partial(accept, speaker=writer.session.speaker)):
        return
    if isinstance(entry, Note):
        writer.write(f"/note {entry.text}", accept=lambda session: len(session.notes) > len(writer.session.notes))
    elif isinstance(entry, Offer) and entry.question not in writer.session.questions:
        writer.write_fact(f"questions.{entry.question}", {"asker": asker_id(entry.question)})
    writer.correct_record(table, key)
    if isinstance(entry, Offer) and writer.session.numbered != seat(key):
        writer.write_fact("numbered", seat(key))


def _fits(entry: Any, session: Session) -> bool:
    """Whether the line of an entry can be entered now: same question, same phase, and everyone in it is there."""
    if isinstance(entry, Offer):
        return entry.question == session.current and all(_is_there(who, session) for who in entry.helpers)
    if isinstance(entry, Note):
        is_here = entry.phase == session.phase and entry.question == session.current
        return is_here and (entry.who is None or _is_there(entry.who, session))
    return isinstance(entry, Reflection) and session.phase is Phase.REFLECT and entry.who in session.participants


def _is_there(who: str, session: Session) -> bool:
    return who in session.participants or who == FACILITATOR


def _forms(entry: Any, session: Session) -> Iterator[str]:
    """Yield the lines that enter an entry, the plainest first; none for more stars than anyone types."""
    if isinstance(entry, Offer) and entry.stars > MAX_STARS:
        return
    if isinstance(entry, Meeting):
        yield from _meeting_forms(entry, session)
        return
    if isinstance(entry, Note):
        if entry.who is None:
            if session.phase in NOTE_PHASES and not entry.text.startswith(("/", ".")):
                yield format_entry(entry, session)
            yield f"/note {format_entry(entry, session)}"
            return
        line = format_entry(entry, session)
        if entry.question and entry.question != session.current:
            line = f"{line} >{seat(entry.question)}"
    else:
        line = format_entry(entry, session, bound=session.current or NO_QUESTION)
    yield line
    yield f"0 {line}"
    yield f".{line}"


def _meeting_forms(meeting: Meeting, session: Session) -> Iterator[str]:
    """Yield the ways to type a meeting: by name or by seat number, with and without a colon after the people."""
    day = [f"@{meeting.due.isoformat()}"] if meeting.due else []
    day += [meeting.time.isoformat().removesuffix(":00")] if meeting.due and meeting.time else []
    private = ["#private"] if meeting.private else []
    rest = " ".join(filter(None, [*day, escape_markers(meeting.text), *private]))
    if day and not meeting.time and begins_with_time(meeting.text):
        rest = " ".join([escape_markers(meeting.text), *day, *private])
    names = [session.name(ref) for ref in meeting.between]
    seats = [session.name(ref) if ref == FACILITATOR else str(seat(ref)) for ref in meeting.between]
    for who in (names, seats):
        people = "+".join(who) if len(who) > 2 else " ".join(who)
        yield f"/meet {people} {rest}".strip()
        yield f"/meet {people}: {rest}".strip()
