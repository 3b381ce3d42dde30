"""The participants: reading one from text, and adding, renaming, leaving and coming back."""

from __future__ import annotations

import csv
import datetime as dt
import unicodedata
from typing import NamedTuple

from msgspec.structs import replace

from reciring.ring.command_types import AddParticipant, MarkAway, MarkBack, RenameParticipant, SetEmail, SetSharing
from reciring.ring.markers import read_private
from reciring.ring.message import Refused, refuse, say
from reciring.ring.round import finish_question, should_queue
from reciring.ring.session import Participant, Phase, Question, Session, new_id, question_id, seat
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

    Raises Refused if there is no name, or if there are more than three fields.
    """
    colon = _question_colon(text)
    head, question = (text[:colon], text[colon + 1 :].strip()) if colon >= 0 else (text, "")
    try:
        fields = next(csv.reader([head], skipinitialspace=True, strict=True), [])
    except csv.Error:
        raise refuse('A quote is open: write it as "Bureau ""Ruimte""; advies".') from None
    fields = [field.strip() for field in fields]
    while fields and not fields[-1]:
        fields.pop()
    if not fields or not fields[0]:
        raise refuse("Type the name of a participant.")
    if len(fields) > 3:
        raise refuse("Name, organisation, e-mail: put a field that has a comma of its own between quotes.")
    name, organisation, email = (*fields, "", "")[:3]
    return PersonDetails(name, organisation, email, question or None)


def format_person(person: PersonDetails) -> str:
    """The line for a participant; ``parse_person`` gives the same details."""
    fields = [person.name, person.organisation, person.email]
    while len(fields) > 1 and not fields[-1]:
        fields.pop()
    line = ", ".join(_quoted(field) for field in fields)
    return f"{line}: {person.question}" if person.question else line


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


def _check_name(session: Session, name: str, own_ref: str | None = None) -> None:
    """Raise Refused for a name that is too long, cannot be seen, or belongs to a participant other than ``own_ref``."""
    if all(unicodedata.category(character) in INVISIBLE_CATEGORIES for character in name):
        raise refuse("Type the name of a participant.")
    if len(name) > MAX_NAME_LENGTH:
        raise refuse("That name is longer than {most} characters: a shorter one, please.", most=MAX_NAME_LENGTH)
    if name.isdigit():
        raise refuse("{name} would be a seat number: a name needs a letter.", name=name)
    folded = fold(name)
    for ref, person in session.participants.items():
        if ref != own_ref and fold(person.name) == folded:
            raise Refused(
                say(
                    "{name} is on seat {seat} already; add an initial if this is somebody else.",
                    name=person.name,
                    seat=seat(ref),
                )
            )


def add_participant(session: Session, command: AddParticipant, at: dt.datetime) -> Session:
    name = command.name.strip()
    _check_name(session, name)
    if len(session.participants) >= MAX_PARTICIPANTS:
        raise refuse("A session has at most {most} participants.", most=MAX_PARTICIPANTS)
    who = new_id(session.participants, "p")
    late = session.phase is not Phase.PREPARE
    person = Participant(
        name=name,
        organisation=command.organisation.strip(),
        email=command.email.strip(),
        joined=at if late else None,
    )
    session = replace(session, participants={**session.participants, who: person})
    if command.question:
        text, private = read_private(command.question)
        question = Question(asker=who, text=text or None, private=private)
        session = replace(session, questions={**session.questions, question_id(who): question})
    if session.phase is Phase.ROUND:
        session = replace(session, queue=(*session.queue, who))
    return session


def rename_participant(session: Session, command: RenameParticipant, at: dt.datetime) -> Session:
    name = command.name.strip()
    _check_name(session, name, command.who)
    person = replace(session.participants[command.who], name=name)
    return replace(session, participants={**session.participants, command.who: person})


def set_email(session: Session, command: SetEmail, at: dt.datetime) -> Session:
    person = replace(session.participants[command.who], email=command.email)
    return replace(session, participants={**session.participants, command.who: person})


def mark_away(session: Session, command: MarkAway, at: dt.datetime) -> Session:
    present = [who for who in command.who if not session.participants[who].away]
    if not present:
        raise refuse("{name} is away already.", name=session.name(command.who[0]))
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
        raise refuse("{name} is here.", name=session.name(command.who[0]))
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
