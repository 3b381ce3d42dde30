"""Add, edit and delete entries: questions, offers, notes, reflections and meetings."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from msgspec.structs import replace

from reciring.ring.addresses import without_address
from reciring.ring.command_types import (
    AddMeeting,
    AddNote,
    AddOffer,
    AddReflection,
    AddStars,
    DeleteEntry,
    EditEntry,
    SetPrivate,
    SetQuestion,
    SpeakerLine,
)
from reciring.ring.message import refuse
from reciring.ring.session import (
    Meeting,
    Note,
    Offer,
    Phase,
    Question,
    Reflection,
    Session,
    asker_id,
    new_id,
    question_id,
)

Line = AddOffer | AddNote | AddReflection | AddMeeting
TABLE_BY_LETTER = {"o": "offers", "n": "notes", "r": "reflections", "m": "meetings"}
"""The table of the session that holds an entry, by the first letter of its id."""


def set_question(session: Session, command: SetQuestion, at: dt.datetime) -> Session:
    """Set the text of a question. The group reads it, so an address in it becomes the asker's if they have none."""
    text, address = without_address(command.text)
    if address and not re.search(r"\w", text):
        raise refuse("That is only an e-mail address. Type the question too, or use /address.")
    if not text:
        raise refuse("Type a name, then the question.")
    asker = session.participants[command.who]
    if address and not asker.email:
        people = {**session.participants, command.who: replace(asker, email=address)}
        session = replace(session, participants=people)
    key = question_id(command.who)
    question = session.questions.get(key) or Question(asker=command.who)
    if question.text and question.text != text:
        earlier = AddNote(at=at, text=question.text, who=command.who, question=key, private=question.private)
        session = add_note(session, earlier, at)
    question = replace(question, text=text, private=question.private or command.private)
    return replace(session, questions={**session.questions, key: question})


def add_offer(session: Session, command: AddOffer, at: dt.datetime) -> Session:
    """Add an offer under the next number. An offer by the asker alone becomes a note."""
    line = _offer_or_note(command)
    if isinstance(line, AddNote):
        return add_note(session, line, at)
    session = replace(ensure_question(session, line.question), numbered=session.numbered + 1)
    return replace(session, offers={**session.offers, f"o{session.numbered}": offer_of(line, at)})


def _offer_or_note(line: AddOffer) -> AddOffer | AddNote:
    """Leave the asker out of the helpers; an offer by the asker alone is a note on the question."""
    asker = asker_id(line.question)
    helpers = tuple(who for who in line.helpers if who != asker)
    if line.helpers and not helpers:
        return AddNote(at=line.at, text=line.text, who=asker, question=line.question, private=line.private)
    return replace(line, helpers=helpers)


def offer_of(command: AddOffer, at: dt.datetime) -> Offer:
    """The offer that a command makes at time ``at``."""
    return Offer(
        question=command.question,
        helpers=command.helpers,
        kind=command.kind,
        text=command.text,
        due=command.due,
        stars=command.stars,
        private=command.private,
        dropped=command.dropped,
        at=at,
    )


def ensure_question(session: Session, key: str) -> Session:
    """Create the question without a text if it does not exist: an offer may come before the text."""
    if key in session.questions:
        return session
    return replace(session, questions={**session.questions, key: Question(asker=asker_id(key))})


def add_note(session: Session, command: AddNote, at: dt.datetime) -> Session:
    """Add a note. Raises Refused without a text."""
    if not command.text:
        raise refuse("Type the note.")
    if command.question:
        session = ensure_question(session, command.question)
    note = _note(session, command, at)
    return replace(session, notes={**session.notes, new_id(session.notes, "n"): note})


def _note(session: Session, command: AddNote, at: dt.datetime) -> Note:
    question = session.current if command.question is None else command.question or None
    return Note(
        phase=session.phase,
        question=question,
        who=command.who,
        text=command.text,
        private=command.private,
        at=at,
    )


def add_reflection(session: Session, command: AddReflection, at: dt.datetime) -> Session:
    """Add a reflection. Raises Refused without a text."""
    if not command.text:
        raise refuse("Type a name, then what the person says.")
    reflection = reflection_of(command, at)
    return replace(session, reflections={**session.reflections, new_id(session.reflections, "r"): reflection})


def reflection_of(command: AddReflection, at: dt.datetime) -> Reflection:
    """The reflection that a command makes at time ``at``."""
    return Reflection(
        who=command.who, kind=command.kind, text=command.text, due=command.due, private=command.private, at=at
    )


def add_meeting(session: Session, command: AddMeeting, at: dt.datetime) -> Session:
    """Add a meeting. Raises Refused for fewer than two people."""
    return replace(session, meetings={**session.meetings, new_id(session.meetings, "m"): _meeting(command, at)})


def _meeting(command: AddMeeting, at: dt.datetime) -> Meeting:
    if len(command.between) < 2:
        raise refuse("A meeting needs two names, for example Anne+Bo")
    return Meeting(
        between=command.between,
        due=command.due,
        time=command.time,
        text=command.text,
        private=command.private,
        at=at,
    )


def keep_unchanged(session: Session, command: SpeakerLine, at: dt.datetime) -> Session:
    """Change nothing: ``update`` has already set the speaker that the line names."""
    return session


def edit_entry(session: Session, command: EditEntry, at: dt.datetime) -> Session:
    """Replace an entry by what the line says; only its number and its time stay."""
    ref = command.ref
    table = table_name(session, ref)
    line = _offer_or_note(command.line) if isinstance(command.line, AddOffer) else command.line
    if isinstance(line, AddMeeting):
        if table != "meetings":
            raise refuse("This cannot become a meeting. Delete it, then type the meeting.")
        return replace(session, meetings={**session.meetings, ref: _meeting(line, session.meetings[ref].at)})
    if not line.text and not (isinstance(line, AddOffer) and line.helpers):
        raise refuse("The entry would be empty. To delete it, type /delete and its number.")
    if table == "notes" and not isinstance(line, AddNote):
        return _from_note(session, ref, line, at)
    assert not isinstance(line, SetQuestion)  # only a note can become a question
    if isinstance(line, AddOffer):
        if table != "offers":
            raise refuse("This cannot become an offer. Delete it, then type the offer.")
        session = ensure_question(session, line.question)
        return replace(session, offers={**session.offers, ref: offer_of(line, session.offers[ref].at)})
    if isinstance(line, AddReflection):
        if table != "reflections":
            raise refuse("This cannot become a reflection. Delete it, then type the reflection.")
        reflection = reflection_of(line, session.reflections[ref].at)
        return replace(session, reflections={**session.reflections, ref: reflection})
    if line.question:
        session = ensure_question(session, line.question)
    if table == "notes":
        before = session.notes[ref]
        question = before.question if line.question is None else line.question or None
        note = replace(before, question=question, who=line.who, text=line.text, private=line.private)
        return replace(session, notes={**session.notes, ref: note})
    return _become_note(session, ref, table, line)


def _from_note(session: Session, ref: str, line: AddOffer | AddReflection | SetQuestion, at: dt.datetime) -> Session:
    """Turn a note into the entry that its line now describes, with a name or a question."""
    session = delete_entry(session, DeleteEntry(at=at, ref=ref), at)
    if isinstance(line, SetQuestion):
        return set_question(session, line, at)
    return add_offer(session, line, at) if isinstance(line, AddOffer) else add_reflection(session, line, at)


def _become_note(session: Session, ref: str, table: str, line: AddNote) -> Session:
    """Move an offer (now by the asker) or a reflection (now by the facilitator) to the notes; its time stays."""
    if table == "meetings":
        raise refuse("A meeting cannot become a note. Delete it, then type the note.")
    entry = getattr(session, table)[ref]
    question = line.question or getattr(entry, "question", None)
    note = Note(
        phase=phase_at(session, entry.at),
        question=question,
        who=line.who,
        text=line.text,
        private=line.private,
        at=entry.at,
    )
    session = delete_entry(session, DeleteEntry(at=line.at, ref=ref), line.at)
    notes = {**session.notes, new_id(session.notes, "n"): note}
    return replace(session, notes=dict(sorted(notes.items(), key=lambda item: item[1].at)))


def phase_at(session: Session, at: dt.datetime) -> Phase:
    """The phase of the ring at a time."""
    if session.begun is None or at < session.begun:
        return Phase.PREPARE
    within = [
        (span.start, phase)
        for phase, span in session.phases.items()
        if span.start <= at and (not span.end or at < span.end)
    ]
    return max(within)[1] if within else session.phase


def delete_entry(session: Session, command: DeleteEntry, at: dt.datetime) -> Session:
    """Delete an entry. Raises Refused if it does not exist."""
    table = table_name(session, command.ref)
    entries = {key: entry for key, entry in getattr(session, table).items() if key != command.ref}
    reviewed = tuple(ref for ref in session.reviewed if ref != command.ref)  # Its id can be used again.
    changes: dict[str, Any] = {table: entries, "reviewed": reviewed}
    return replace(session, **changes)


def add_stars(session: Session, command: AddStars, at: dt.datetime) -> Session:
    """Add stars to an offer, or remove them. Raises Refused for another entry."""
    if table_name(session, command.ref) != "offers":
        raise refuse("Only offers can have a star.")
    offer = session.offers[command.ref]
    offer = replace(offer, stars=max(0, offer.stars + command.count))
    return replace(session, offers={**session.offers, command.ref: offer})


def line_of(entry: Offer | Note | Reflection | Meeting, at: dt.datetime) -> Line:
    """The command that gives an entry, with everything as it is."""
    kind: type[Line] = _LINE_OF[type(entry)]
    fields = {field: getattr(entry, field) for field in kind.__struct_fields__ if field not in ("at", "speaker")}
    if isinstance(entry, Note):
        fields["question"] = entry.question or ""  # None would be the current question
    return kind(at=at, **fields)


_LINE_OF: dict[type, type[Line]] = {
    Offer: AddOffer,
    Note: AddNote,
    Reflection: AddReflection,
    Meeting: AddMeeting,
}


def entry_id(word: str, session: Session) -> str:
    """The id of an entry as it is typed: ``12`` for an offer, ``n3`` for a note. Raises Refused if there is none."""
    ref = f"o{int(word)}" if word.isascii() and word.isdigit() else word
    table_name(session, ref)
    return ref


def newest_entry(session: Session) -> str | None:
    """The id of the newest entry; None without entries."""
    tables = [getattr(session, name) for name in TABLE_BY_LETTER.values()]
    newest = [(table[ref].at, ref) for table in tables for ref in list(table)[-1:]]
    return max(newest)[1] if newest else None


def set_private(session: Session, command: SetPrivate, at: dt.datetime) -> Session:
    """Hide an entry or a question from the group, or show it. Raises Refused if it does not exist."""
    table = "questions" if command.ref in session.questions else table_name(session, command.ref)
    entry = replace(getattr(session, table)[command.ref], private=command.private)
    changes: dict[str, Any] = {table: {**getattr(session, table), command.ref: entry}}
    return replace(session, **changes)


def table_name(session: Session, ref: str) -> str:
    """The name of the table that holds an entry. Raises Refused if the entry does not exist."""
    table = TABLE_BY_LETTER.get(ref[:1], "")
    if not table or ref not in getattr(session, table):
        if table == "offers":
            raise refuse("There is no offer {number}.", number=ref[1:])
        raise refuse("There is no entry {number}.", number=ref)
    return table
