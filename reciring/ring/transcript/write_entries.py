"""What was noted, each as the line that notes it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from reciring.ring.entry_to_line import Entry, escape_markers, format_entry
from reciring.ring.session import FACILITATOR, Meeting, Note, Offer, Phase, Reflection, Session, seat
from reciring.ring.transcript.writer import TranscriptWriter

ENTRY_TABLES = ("offers", "notes", "reflections", "meetings")
NOTE_PHASES = (Phase.INTRODUCTION, Phase.DONE)
"""Where a line that is no command is a note."""
NO_QUESTION = "q0"
"""A question that nobody asks: every offer says whose it is for."""


class EntryWriter:
    """The entries still to be written, by instant, each table in its order."""

    def __init__(self, target: Session) -> None:
        self.waiting: dict[dt.datetime, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for table in ENTRY_TABLES:
            latest: dt.datetime | None = None
            for key, entry in getattr(target, table).items():
                # In the order of their table, even should an instant have been mended by hand.
                latest = max(latest, entry.at) if latest else entry.at
                self.waiting[latest][table].append(key)

    def write_matching(self, pen: TranscriptWriter, at: dt.datetime, speaker: str | None) -> None:
        """Those of an instant that belong to the question and phase that are still open."""
        for table, keys in self.waiting[at].items():
            while keys and _fits(getattr(pen.target, table)[keys[0]], pen.session):
                write_entry(pen, table, keys.pop(0), speaker)

    def rest(self, at: dt.datetime) -> Iterator[tuple[str, str]]:
        """What is still waiting of an instant: table and key; it is taken out."""
        for table, keys in self.waiting[at].items():
            while keys:
                yield table, keys.pop(0)


def entry_phase(entry: Entry | Meeting) -> Phase | None:
    """The phase in which an entry can be typed; None if that is in any."""
    if isinstance(entry, Note):
        return entry.phase
    return Phase.REFLECT if isinstance(entry, Reflection) else None


def _fits(entry: Any, session: Session) -> bool:
    if isinstance(entry, Offer):
        here = entry.question == session.current
        return here and all(who in session.participants or who == FACILITATOR for who in entry.helpers)
    if isinstance(entry, Note):
        here = entry.phase == session.phase and entry.question == session.current
        return here and (entry.who is None or entry.who in session.participants or entry.who == FACILITATOR)
    return isinstance(entry, Reflection) and session.phase is Phase.REFLECT and entry.who in session.participants


def write_entry(pen: TranscriptWriter, table: str, key: str, speaker: str | None) -> None:
    """Write one entry; its line passes the floor if ``speaker`` is who has it after this instant."""
    entry = getattr(pen.target, table)[key]
    if isinstance(entry, Offer) and pen.session.numbered != seat(key) - 1:
        pen.fact("numbered", seat(key) - 1)

    def same(session: Session, floor: str | None) -> bool:
        return session.speaker == floor and bool(getattr(session, table).get(key) == entry)

    lines = tuple(_lines(entry, pen.session))
    if pen.write(*lines, good=partial(same, floor=speaker)):
        return
    if pen.write(*lines, good=partial(same, floor=pen.session.speaker)):
        return
    if isinstance(entry, Note):
        pen.write(f"/note {entry.text}", good=lambda session: len(session.notes) > len(pen.session.notes))
    elif isinstance(entry, Offer) and entry.question not in pen.session.questions:
        pen.fact(f"questions.{entry.question}", {"asker": f"p{seat(entry.question)}"})
    pen.settle(table, key)
    if isinstance(entry, Offer) and pen.session.numbered != seat(key):
        pen.fact("numbered", seat(key))


def _lines(entry: Any, session: Session) -> Iterator[str]:
    """The forms in which an entry can be typed, the plainest first."""
    bound = session.current or NO_QUESTION
    if isinstance(entry, Meeting):
        yield from _meeting(entry, session)
        return
    if isinstance(entry, Note):
        if entry.who is None:
            if session.phase in NOTE_PHASES and not entry.text.startswith(("/", ".")):
                yield entry.text
            yield f"/note {entry.text}"
            return
        if entry.question and entry.question != session.current:
            line = f"{format_entry(entry, session)} >{seat(entry.question)}"
        else:
            line = format_entry(entry, session)
    else:
        line = format_entry(entry, session, bound=bound)
    yield line
    yield f"0 {line}"
    yield f".{line}"


def _meeting(meeting: Meeting, session: Session) -> Iterator[str]:
    when = [f"@{meeting.due.isoformat()}"] if meeting.due else []
    rest = " ".join(filter(None, [*when, escape_markers(meeting.text)]))
    names = [session.name(ref) for ref in meeting.between]
    seats = [session.name(ref) if ref == FACILITATOR else str(seat(ref)) for ref in meeting.between]
    for who in (names, seats):
        people = "+".join(who) if len(who) > 2 else " ".join(who)
        yield f"/meet {people} {rest}".strip()
        yield f"/meet {people}: {rest}".strip()


ALL_TABLES = ("participants", "questions", "offers", "notes", "turns", "reflections", "meetings", "phases")
"""In an order in which nothing is named before it is there."""


def write_remaining(pen: TranscriptWriter) -> None:
    """Set every fact in which the session that was written differs from what it is to be."""
    if pen.session == pen.target:
        return
    if pen.at is None:
        # Facts may begin the ring, and then every line needs its time.
        pen.set_time_zero()
    for table in ALL_TABLES:
        _table(pen, table)
    for field in pen.target.__struct_fields__:
        if field not in ALL_TABLES and getattr(pen.session, field) != (wanted := getattr(pen.target, field)):
            pen.fact(field, wanted)


def _table(pen: TranscriptWriter, table: str) -> None:
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


def _fields(pen: TranscriptWriter, path: str, entry: Any, known: Any) -> None:
    """One field where it is one, else the whole entry, so that it hangs together at once."""
    other = [field for field in entry.__struct_fields__ if getattr(entry, field) != getattr(known, field)]
    if len(other) == 1:
        pen.fact(f"{path}.{other[0]}", getattr(entry, other[0]))
    else:
        pen.fact(path, entry)
