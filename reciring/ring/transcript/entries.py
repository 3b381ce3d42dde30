"""What was noted, each as the line that notes it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from reciring.ring.entries import Entry, escape, write_line
from reciring.ring.session import FACILITATOR, Meeting, Note, Offer, Phase, Reflection, Session, seat
from reciring.ring.transcript.pen import Pen

TABLES = ("offers", "notes", "reflections", "meetings")
PLAIN = (Phase.INTRODUCTION, Phase.DONE)
"""Where a line that is no command is a note."""
NOT_BOUND = "q0"
"""A question that nobody asks: every offer says whose it is for."""


class Entries:
    """The entries still to be written, by instant, each table in its order."""

    def __init__(self, target: Session) -> None:
        self.waiting: dict[dt.datetime, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for table in TABLES:
            latest: dt.datetime | None = None
            for key, entry in getattr(target, table).items():
                # In the order of their table, even should an instant have been mended by hand.
                latest = max(latest, entry.at) if latest else entry.at
                self.waiting[latest][table].append(key)

    def write_fitting(self, pen: Pen, at: dt.datetime, speaker: str | None) -> None:
        """Those of an instant that belong to the question and phase that are still open."""
        for table, keys in self.waiting[at].items():
            while keys and _fits(getattr(pen.target, table)[keys[0]], pen.session):
                write_entry(pen, table, keys.pop(0), speaker)

    def rest(self, at: dt.datetime) -> Iterator[tuple[str, str]]:
        """What is still waiting of an instant: table and key; it is taken out."""
        for table, keys in self.waiting[at].items():
            while keys:
                yield table, keys.pop(0)


def phase_of(entry: Entry | Meeting) -> Phase | None:
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


def write_entry(pen: Pen, table: str, key: str, speaker: str | None) -> None:
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
    bound = session.current or NOT_BOUND
    if isinstance(entry, Meeting):
        yield from _meeting(entry, session)
        return
    if isinstance(entry, Note):
        if entry.who is None:
            if session.phase in PLAIN and not entry.text.startswith(("/", ".")):
                yield entry.text
            yield f"/note {entry.text}"
            return
        if entry.question and entry.question != session.current:
            line = f"{write_line(entry, session)} >{seat(entry.question)}"
        else:
            line = write_line(entry, session)
    else:
        line = write_line(entry, session, bound=bound)
    yield line
    yield f"0 {line}"
    yield f".{line}"


def _meeting(meeting: Meeting, session: Session) -> Iterator[str]:
    when = [f"@{meeting.due.isoformat()}"] if meeting.due else []
    rest = " ".join(filter(None, [*when, escape(meeting.text)]))
    names = [session.name(ref) for ref in meeting.between]
    seats = [session.name(ref) if ref == FACILITATOR else str(seat(ref)) for ref in meeting.between]
    for who in (names, seats):
        people = "+".join(who) if len(who) > 2 else " ".join(who)
        yield f"/meet {people} {rest}".strip()
        yield f"/meet {people}: {rest}".strip()
