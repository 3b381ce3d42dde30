"""Editing: walk through the entries, in preparation the participants too (Up and Down), and change one on the line."""

from __future__ import annotations

import datetime as dt

from reciring.ring.command_types import (
    AddParticipant,
    Command,
    DeleteEntry,
    EditEntry,
    EditParticipant,
    RemoveParticipant,
)
from reciring.ring.entry_to_line import format_entry
from reciring.ring.interpret_line import parse_edited_entry
from reciring.ring.message import Message, Refused, say
from reciring.ring.participants import PersonDetails, format_person, format_question, parse_person
from reciring.ring.session import Note, Offer, Phase, Reflection, Session, question_id
from reciring.ring.text import fold, squeeze
from reciring.ring.visibility import who_sees

Entry = Offer | Note | Reflection


def editable_refs(session: Session) -> list[str]:
    """Return the keys of all that can be edited: the participants before the ring begins, and the entries by time."""
    people = list(session.participants) if session.phase is Phase.PREPARE else []
    return [*people, *(ref for ref, _ in editable_entries(session))]


def editable_entries(session: Session) -> list[tuple[str, Entry]]:
    """Return all entries that can be edited, oldest first, each with its key."""
    found: list[tuple[str, Entry]] = [
        *session.offers.items(),
        *session.notes.items(),
        *session.reflections.items(),
    ]
    return sorted(found, key=lambda item: item[1].at)


def _line_of(ref: str, session: Session) -> str:
    """Return the line of a participant, or of an entry with short names."""
    if ref in session.participants:
        person, question = session.participants[ref], session.questions.get(question_id(ref))
        return format_person(PersonDetails(person.name, person.organisation, person.email, format_question(question)))
    return format_entry(dict(editable_entries(session))[ref], session, short=True)


class Editing:
    """A walk through the entries. ``ref`` is the one on the line; changes to others are kept until the walk ends."""

    def __init__(self, session: Session, ref: str) -> None:
        self.ref = ref
        self.lines: dict[str, str] = {}
        self._written = {ref: _line_of(ref, session)}

    def exists_in(self, session: Session) -> bool:
        """Return whether the session still has the entry."""
        return self.ref in editable_refs(session)

    def is_private(self, session: Session) -> bool:
        """Return whether the entry is not for everyone."""
        entry = dict(editable_entries(session)).get(self.ref)
        return entry is not None and who_sees(entry, session) is not None

    @property
    def line(self) -> str:
        """The line of the entry, with the changes so far."""
        return self.lines.get(self.ref, self._written[self.ref])

    @property
    def changed(self) -> bool:
        return self.line != self._written[self.ref]

    def step(self, session: Session, by: int) -> bool:
        """Go to an older (-1) or newer (1) entry; False past the newest. At the oldest it stays."""
        refs = editable_refs(session)
        place = refs.index(self.ref) + by if self.ref in refs else len(refs) - 1
        if place >= len(refs):
            return False
        self.ref = refs[max(0, place)]
        self._written.setdefault(self.ref, _line_of(self.ref, session))
        return True

    def command(self, session: Session, at: dt.datetime) -> Command | Message | None:
        """Return the edit, or the deletion if the line is empty; None if nothing changed, or what is wrong."""
        text = squeeze(self.line)
        is_person = self.ref in session.participants
        if not text:
            return RemoveParticipant(at=at, who=(self.ref,)) if is_person else DeleteEntry(at=at, ref=self.ref)
        if not self.changed:
            return None
        try:
            if is_person:
                person = AddParticipant(at=at, **parse_person(text)._asdict())
                return EditParticipant(at=at, who=self.ref, person=person)
            return EditEntry(at=at, ref=self.ref, line=parse_edited_entry(self.ref, text, session, at))
        except Refused as refused:
            return refused.reason

    def leftover_surname(self, session: Session, at: dt.datetime) -> Message | None:
        """Return a warning if the text now begins with the surname of a participant whose first name was replaced."""
        edit = self.command(session, at)
        if not isinstance(edit, EditEntry):
            return None
        before, text = dict(editable_entries(session))[self.ref], fold(edit.line.text)
        named = before.helpers if isinstance(before, Offer) else (before.who,) if before.who else ()
        for ref in named:
            surname = session.name(ref).partition(" ")[2]
            left = bool(surname) and f"{text} ".startswith(f"{fold(surname)} ")
            if left and not f"{fold(before.text)} ".startswith(f"{fold(surname)} "):
                return say("“{words}” is left over from {name}.", words=surname, name=session.name(ref))
        return None
