"""The participants: read one from text; add, edit, rename and remove them; mark them away and back."""

from __future__ import annotations

import csv
import datetime as dt
import re
import unicodedata
from collections.abc import Container
from itertools import chain, count
from typing import NamedTuple

from msgspec.structs import replace

from reciring.ring.addresses import without_address
from reciring.ring.command_types import (
    AddParticipant,
    EditEntry,
    EditParticipant,
    MarkAway,
    MarkBack,
    RemoveParticipant,
    RenameParticipant,
    SetEmail,
    SetSharing,
)
from reciring.ring.entries import edit_entry, line_of
from reciring.ring.markers import escape_private, read_private
from reciring.ring.message import Refused, refuse, say
from reciring.ring.names import facilitator_participant
from reciring.ring.round import finish_question, should_queue
from reciring.ring.session import FACILITATOR, Participant, Phase, Question, Session, new_id, question_id, seat
from reciring.ring.speaker import set_speaker
from reciring.ring.text import fold

MAX_NAME_LENGTH = 200
MAX_PARTICIPANTS = 500
"""A ring is for 6 to 20 people; with thousands the console would be slow."""
INVISIBLE_CATEGORIES = ("Cf", "Zs", "Mn", "Me")
"""Unicode categories of characters that cannot be seen on their own; a name needs another character."""


class PersonDetails(NamedTuple):
    """A participant as typed or imported."""

    name: str
    organisation: str = ""
    email: str = ""
    question: str | None = None


def parse_person(text: str) -> PersonDetails:
    """Read ``name, organisation, e-mail: question``; fields that contain a comma are quoted as in CSV.

    The address can also be in brackets after the name: ``Anne <a@x.example>``. The group sees names and questions, so
    an address in one of them is removed. It becomes the person's address if the line gives no other.
    Raises Refused without a name, or with more than three fields.
    """
    text = re.sub(r"<\s*mailto:", "<", text)
    colon = _question_colon(text)
    head, question = (text[:colon], text[colon + 1 :].strip()) if colon >= 0 else (text, "")
    head, bracketed = _without_bracketed_address(head)
    try:
        fields = next(csv.reader([head], skipinitialspace=True, strict=True), [])
    except csv.Error:
        raise refuse('A closing quote is missing. For example: "The ""Loft"", Leeds"') from None
    fields = [field.strip() for field in fields]
    while fields and not fields[-1]:
        fields.pop()
    if not fields or not fields[0]:
        raise refuse("Type the name of a participant.")
    if len(fields) > 3:
        raise refuse("Type name, organisation, e-mail; put quotes around a field with a comma.")
    name, organisation, email = (*fields, "", "")[:3]
    name, in_name = without_address(name)
    question, in_question = without_address(question)
    if not name:
        raise refuse("Type the name of a participant.")
    return PersonDetails(name, organisation, email or bracketed or in_name or in_question, question or None)


def _without_bracketed_address(head: str) -> tuple[str, str]:
    """The text before the question without ``<a@x.example>``, and that address; "" without one."""
    if "<" not in head or (match := re.search(r"\s*<\s*([^\s<>@]+@[^\s<>@]+)\s*>", head)) is None:
        return head, ""
    return head[: match.start()] + head[match.end() :], match[1]


def format_person(person: PersonDetails) -> str:
    """The line for a participant; ``parse_person`` gives the same details."""
    fields = [person.name, person.organisation, person.email]
    while len(fields) > 1 and not fields[-1]:
        fields.pop()
    line = ", ".join(_quoted(field) for field in fields)
    return f"{line}: {person.question}" if person.question else line


def format_question(question: Question | None) -> str | None:
    """The text of a question as it is typed after a participant, with ``#private``; None without a text."""
    if question is None or question.text is None:
        return None
    return f"{escape_private(question.text)}{' #private' if question.private else ''}"


def _quoted(field: str) -> str:
    if any(character in field for character in ',":'):
        return '"' + field.replace('"', '""') + '"'
    return field


def _question_colon(text: str) -> int:
    """The index of the colon before the question: the first outside quotes; -1 if there is none."""
    quoted = False
    for index, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return index
    return text.find(":") if quoted else -1


def _checked_name(
    session: Session, name: str, organisation: str = "", email: str = "", own_ref: str | None = None
) -> str:
    """The name for a participant, made unique if someone with another address has the same name.

    Raises Refused if the name is too long or invisible, or belongs to a participant other than ``own_ref``.
    """
    if all(unicodedata.category(character) in INVISIBLE_CATEGORIES for character in name):
        raise refuse("Type the name of a participant.")
    if len(name) > MAX_NAME_LENGTH:
        raise refuse("A name has at most {most} characters. Type a shorter one.", most=MAX_NAME_LENGTH)
    if name.isdigit():
        raise refuse("“{name}” reads as a seat number. A name needs at least one letter.", name=name)
    if who := find_participant(session, name, email, own_ref):
        raise Refused(
            say(
                "{name} already has seat {seat}. Is this someone else? Add an initial.",
                name=session.name(who),
                seat=seat(who),
            )
        )
    taken = {fold(person.name) for ref, person in session.participants.items() if ref != own_ref}
    return unique_name(name, organisation, taken) if fold(name) in taken else name


def unique_name(name: str, organisation: str, taken: Container[str]) -> str:
    """The name, with the organisation or else a number after it, so that it is not in ``taken`` (folded names)."""
    with_organisation = [f"{name} ({organisation})"] if organisation else []
    numbered = (f"{name[: MAX_NAME_LENGTH - 10]} ({number})" for number in count(2))
    options = chain(with_organisation, [name], numbered)
    return next(option for option in options if fold(option) not in taken and len(option) <= MAX_NAME_LENGTH)


def add_participant(session: Session, command: AddParticipant, at: dt.datetime) -> Session:
    """Add a participant. Someone who takes part already gets only the new details."""
    name, organisation, email = command.name.strip(), command.organisation.strip(), command.email.strip()
    if (known := find_participant(session, name, email)) and (details := new_details(session, known, command)):
        return _with_details(session, known, details)
    name = _checked_name(session, name, organisation, email)
    if len(session.participants) >= MAX_PARTICIPANTS:
        raise refuse("A ring has at most {most} participants.", most=MAX_PARTICIPANTS)
    who = new_id(session.participants, "p")
    late = session.phase is not Phase.PREPARE
    person = Participant(
        name=name,
        organisation=organisation,
        email=email,
        joined=at if late else None,
    )
    session = replace(session, participants={**session.participants, who: person})
    if command.question:
        text, private = read_private(command.question)
        question = Question(asker=who, text=text or None, private=private)
        session = replace(session, questions={**session.questions, question_id(who): question})
    if session.phase is Phase.ROUND:
        session = replace(session, queue=(*session.queue, who))
    return join_facilitator(session, at)


def find_participant(session: Session, name: str, email: str = "", besides: str | None = None) -> str | None:
    """The id of the participant with this whole name, other than ``besides``; None if they have another address.

    The name of a participant with this address can have something in brackets at its end, which made it unique.
    """
    folded, address = fold(name.strip()), fold(email.strip())
    people = {ref: person for ref, person in session.participants.items() if ref != besides}
    for ref, person in people.items():
        if address and fold(person.email) == address and fold(person.name).partition(" (")[0] == folded:
            return ref
    who = next((ref for ref, person in people.items() if fold(person.name) == folded), None)
    return None if who and address and fold(people[who].email) not in ("", address) else who


def new_details(session: Session, who: str, command: AddParticipant) -> dict[str, str]:
    """The details of a command that were not known yet; empty if one of them contradicts a known one."""
    question = session.questions.get(question_id(who))
    person = session.participants[who]
    known = {
        "organisation": person.organisation,
        "email": person.email,
        "question": (question.text if question else None) or "",
    }
    typed = {field: (getattr(command, field) or "").strip() for field in known}
    if read_private(typed["question"])[0] == known["question"]:
        typed["question"] = ""
    different = {field: value for field, value in typed.items() if value and value != known[field]}
    return {} if any(known[field] for field in different) else different


def _with_details(session: Session, who: str, details: dict[str, str]) -> Session:
    if line := details.pop("question", None):
        key, (text, private) = question_id(who), read_private(line)
        question = replace(session.questions.get(key) or Question(asker=who), text=text or None, private=private)
        session = replace(session, questions={**session.questions, key: question})
    person = replace(session.participants[who], **details)
    return replace(session, participants={**session.participants, who: person})


def edit_participant(session: Session, command: EditParticipant, at: dt.datetime) -> Session:
    """Replace the details of a participant by those of a line."""
    who, line = command.who, command.person
    name = _checked_name(session, line.name.strip(), line.organisation.strip(), line.email.strip(), who)
    session = _with_name(session, who, name)
    key = question_id(who)
    if not line.question and key in session.questions:
        cleared = replace(session.questions[key], text=None, private=False)
        session = replace(session, questions={**session.questions, key: cleared})
    details = {"organisation": line.organisation.strip(), "email": line.email.strip(), "question": line.question or ""}
    return join_facilitator(_with_details(session, who, details), at)


def remove_participant(session: Session, command: RemoveParticipant, at: dt.datetime) -> Session:
    """Remove people who have no entries. During the preparation their questions are removed with them.

    Raises Refused if an entry or a turn names one of them, or once the ring has begun if one has a question.
    """
    for who in command.who:
        if _has_entries(session, who):
            raise refuse("There are entries with {name}. Type /away instead: they stay.", name=session.name(who))
    people = {ref: person for ref, person in session.participants.items() if ref not in command.who}
    questions = {key: question for key, question in session.questions.items() if question.asker not in command.who}
    queue = tuple(who for who in session.queue if who not in command.who)
    return replace(session, participants=people, questions=questions, queue=queue)


def _has_entries(session: Session, who: str) -> bool:
    """Whether an entry or a turn names a participant or is about their question, or their question counts."""
    key = question_id(who)
    question = session.questions.get(key)
    has_begun = session.phase is not Phase.PREPARE
    return (
        bool(question and (question.stretches or question.aloud or (question.text and has_begun)))
        or bool(session.pause and session.pause.speaker == who)
        or any(who in offer.helpers or offer.question == key for offer in session.offers.values())
        or any(note.who == who or note.question == key for note in session.notes.values())
        or any(turn.who == who for turn in session.turns.values())
        or any(reflection.who == who for reflection in session.reflections.values())
        or any(who in meeting.between for meeting in session.meetings.values())
    )


def rename_participant(session: Session, command: RenameParticipant, at: dt.datetime) -> Session:
    """Give a participant another name. Raises Refused if it is taken."""
    name = command.name.strip()
    _checked_name(session, name, own_ref=command.who)
    return join_facilitator(_with_name(session, command.who, name), at)


def _with_name(session: Session, who: str, name: str) -> Session:
    """The session with another name for a participant, also where they are the facilitator."""
    if who == facilitator_participant(session):
        session = replace(session, facilitator=name)
    person = replace(session.participants[who], name=name)
    return replace(session, participants={**session.participants, who: person})


def join_facilitator(session: Session, at: dt.datetime) -> Session:
    """Make the facilitator who is also a participant one person: what they said and promised is the participant's.

    A facilitator with only a first name is the one participant with that first name.
    """
    who = facilitator_participant(session)
    if who is None:
        first = fold(session.facilitator)
        same = [ref for ref, person in session.participants.items() if fold(person.name).split(" ")[0] == first]
        if not first or len(same) != 1:
            return session
        who = same[0]
        session = replace(session, facilitator=session.name(who))

    def renamed(refs: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(who if ref == FACILITATOR else ref for ref in refs))

    notes = {ref: replace(note, who=who) for ref, note in session.notes.items() if note.who == FACILITATOR}
    meetings = {
        ref: replace(meeting, between=renamed(meeting.between))
        for ref, meeting in session.meetings.items()
        if FACILITATOR in meeting.between
    }
    session = replace(session, notes={**session.notes, **notes}, meetings={**session.meetings, **meetings})
    for ref, offer in session.offers.items():
        if FACILITATOR in offer.helpers:
            line = replace(line_of(offer, at), helpers=renamed(offer.helpers))
            session = edit_entry(session, EditEntry(at=at, ref=ref, line=line), at)
    return session


def set_email(session: Session, command: SetEmail, at: dt.datetime) -> Session:
    person = replace(session.participants[command.who], email=command.email)
    return replace(session, participants={**session.participants, command.who: person})


def mark_away(session: Session, command: MarkAway, at: dt.datetime) -> Session:
    """Mark people as away. Raises Refused if they all are already."""
    present = [who for who in command.who if not session.participants[who].away]
    if not present:
        raise refuse("{name} is already away.", name=session.name(command.who[0]))
    for who in present:
        session = _without(session, who, at)
    return session


def _without(session: Session, who: str, at: dt.datetime) -> Session:
    """Let one person leave: their question stops, and they neither speak nor wait."""
    person = session.participants[who]
    if who == session.asker:
        session = finish_question(session, at, parked=True)
    if who == session.speaker:
        session = set_speaker(session, None, at)
    if session.pause and session.pause.speaker == who:
        session = replace(session, pause=replace(session.pause, speaker=None))
    return replace(
        session,
        participants={**session.participants, who: replace(person, away=True)},
        queue=tuple(other for other in session.queue if other != who),
    )


def mark_back(session: Session, command: MarkBack, at: dt.datetime) -> Session:
    """People came back, or want to ask after all; during the round they join the end of the queue.

    Someone who was skipped and then left is still skipped after coming back.
    """
    returning = [who for who in command.who if session.participants[who].away or session.participants[who].passed]
    if not returning:
        raise refuse("{name} is already here.", name=session.name(command.who[0]))
    for who in returning:
        session = _with_returned(session, who)
    return session


def _with_returned(session: Session, who: str) -> Session:
    person = session.participants[who]
    person = replace(person, away=False, passed=person.passed and person.away)
    session = replace(session, participants={**session.participants, who: person})
    if session.phase is Phase.ROUND and should_queue(session, who):
        session = replace(session, queue=(*session.queue, who))
    return session


def set_sharing(session: Session, command: SetSharing, at: dt.datetime) -> Session:
    """Mark people as sharing their address with the group, or remove the mark."""
    changed = {who: replace(session.participants[who], shares=command.on) for who in command.who}
    return replace(session, participants={**session.participants, **changed})
