"""What is noted: questions, offers, notes, reflections and meetings."""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.ring.commands import Ask, Delete, Give, Jot, Meet, Mend, Reflect, Speak, Star
from reciring.ring.refusal import refuse
from reciring.ring.session import (
    Meeting,
    Note,
    Offer,
    Question,
    Reflection,
    Session,
    fresh,
    question_of,
)

replace = msgspec.structs.replace


def ask(session: Session, command: Ask, at: dt.datetime) -> Session:
    if not command.text:
        raise refuse("Type the question behind the name.")
    key = question_of(command.who)
    question = session.questions.get(key) or Question(asker=command.who)
    return replace(session, questions={**session.questions, key: replace(question, text=command.text)})


def give(session: Session, command: Give, at: dt.datetime) -> Session:
    session = replace(with_question_of(session, command.question), numbered=session.numbered + 1)
    offer = _offer(command, command.stars, at)
    return replace(session, offers={**session.offers, f"o{session.numbered}": offer})


def with_question_of(session: Session, key: str) -> Session:
    """An offer may come before its question has words: then the question begins to exist without them."""
    if key in session.questions:
        return session
    return replace(session, questions={**session.questions, key: Question(asker=f"p{key[1:]}")})


def _offer(command: Give, stars: int, at: dt.datetime) -> Offer:
    return Offer(
        question=command.question,
        helpers=command.helpers,
        kind=command.kind,
        text=command.text,
        due=command.due,
        stars=stars,
        private=command.private,
        dropped=command.dropped,
        at=at,
    )


def _note(session: Session, command: Jot, at: dt.datetime) -> Note:
    question = session.current if command.question is None else command.question or None
    return Note(phase=session.phase, question=question, who=command.who, text=command.text, at=at)


def jot(session: Session, command: Jot, at: dt.datetime) -> Session:
    if not command.text:
        raise refuse("Type the note.")
    if command.question:
        session = with_question_of(session, command.question)
    note = _note(session, command, at)
    return replace(session, notes={**session.notes, fresh(session.notes, "n"): note})


def reflect(session: Session, command: Reflect, at: dt.datetime) -> Session:
    if not command.text:
        raise refuse("Type what was said behind the name.")
    reflection = _reflection(command, at)
    return replace(session, reflections={**session.reflections, fresh(session.reflections, "r"): reflection})


def _reflection(command: Reflect, at: dt.datetime) -> Reflection:
    return Reflection(who=command.who, kind=command.kind, text=command.text, due=command.due, at=at)


def speak(session: Session, command: Speak, at: dt.datetime) -> Session:
    """Nothing is noted; the floor passed already, by the line."""
    return session


def meet(session: Session, command: Meet, at: dt.datetime) -> Session:
    if len(command.between) < 2:
        raise refuse("A meeting is between two people: /meet Anne Bo @tuesday what for.")
    meeting = Meeting(between=command.between, due=command.due, text=command.text, at=at)
    return replace(session, meetings={**session.meetings, fresh(session.meetings, "m"): meeting})


def table_of(session: Session, ref: str) -> str:
    """The name of the table in which an entry stands; refused if it is not there."""
    tables = {"o": "offers", "n": "notes", "r": "reflections", "m": "meetings"}
    table = tables[ref[0]]
    if ref not in getattr(session, table):
        if ref[0] == "o":
            raise refuse("There is no offer {number}.", number=ref[1:])
        raise refuse("That entry is not there any more.")
    return table


def mend(session: Session, command: Mend, at: dt.datetime) -> Session:
    """Say an entry anew; its instant stays, and the stars it gathered unless the line says others."""
    ref, line = command.ref, command.line
    table_of(session, ref)
    if isinstance(line, Give):
        if ref[0] != "o":
            raise refuse("This was no offer: delete it and type the offer.")
        session = with_question_of(session, line.question)
        old = session.offers[ref]
        return replace(session, offers={**session.offers, ref: _offer(line, line.stars, old.at)})
    if isinstance(line, Reflect):
        mended = _reflection(line, session.reflections[ref].at)
        return replace(session, reflections={**session.reflections, ref: mended})
    if ref[0] == "n":
        before = session.notes[ref]
        question = before.question if line.question is None else line.question or None
        note = replace(before, question=question, who=line.who, text=line.text)
        return replace(session, notes={**session.notes, ref: note})
    # An offer that is the asker's own after all becomes a note.
    offer = session.offers[ref]
    note = Note(
        phase=session.phase, question=line.question or offer.question, who=line.who, text=line.text, at=offer.at
    )
    offers = {key: other for key, other in session.offers.items() if key != ref}
    notes = {**session.notes, fresh(session.notes, "n"): note}
    return replace(session, offers=offers, notes=dict(sorted(notes.items(), key=lambda item: item[1].at)))


def delete(session: Session, command: Delete, at: dt.datetime) -> Session:
    table = table_of(session, command.ref)
    entries = {key: entry for key, entry in getattr(session, table).items() if key != command.ref}
    return msgspec.structs.replace(session, **{table: entries})


def star(session: Session, command: Star, at: dt.datetime) -> Session:
    table_of(session, command.ref)
    offer = session.offers[command.ref]
    offer = replace(offer, stars=max(0, offer.stars + command.count))
    return replace(session, offers={**session.offers, command.ref: offer})
