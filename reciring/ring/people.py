"""Who is in the circle: latecomers, leavers, names."""

from __future__ import annotations

import datetime as dt
import unicodedata

import msgspec

from reciring.ring import floor
from reciring.ring.commands import Add, Address, Away, Back, Rename, Share
from reciring.ring.folding import fold
from reciring.ring.message import say
from reciring.ring.refusal import Refused, refuse
from reciring.ring.round import finish, still_to_ask
from reciring.ring.session import Participant, Phase, Question, Session, fresh, question_of, seat

replace = msgspec.structs.replace
LONGEST_NAME = 200
UNSEEN = ("Cf", "Zs", "Mn", "Me")
"""Kinds of characters that alone make no name that can be seen."""


def _usable(session: Session, name: str, but: str | None = None) -> None:
    """Refuse a name that could not be told apart on the entry line."""
    if not any(unicodedata.category(letter) not in UNSEEN for letter in name):
        raise refuse("Type the name of a participant.")
    if len(name) > LONGEST_NAME:
        raise refuse("That name is longer than {most} characters: a shorter one, please.", most=LONGEST_NAME)
    if name.isdigit():
        raise refuse("{name} would be a seat number: a name needs a letter.", name=name)
    folded = fold(name)
    for ref, person in session.participants.items():
        if ref != but and fold(person.name) == folded:
            raise Refused(
                say(
                    "{name} is on seat {seat} already; add an initial if this is somebody else.",
                    name=person.name,
                    seat=seat(ref),
                )
            )


def add(session: Session, command: Add, at: dt.datetime) -> Session:
    name = command.name.strip()
    _usable(session, name)
    who = fresh(session.participants, "p")
    late = session.phase is not Phase.PREPARE
    person = Participant(
        name=name,
        organisation=command.organisation.strip(),
        email=command.email.strip(),
        joined=at if late else None,
    )
    session = replace(session, participants={**session.participants, who: person})
    if command.question:
        key = question_of(who)
        session = replace(session, questions={**session.questions, key: Question(asker=who, text=command.question)})
    if session.phase is Phase.ROUND:
        session = replace(session, queue=(*session.queue, who))
    return session


def rename(session: Session, command: Rename, at: dt.datetime) -> Session:
    name = command.name.strip()
    _usable(session, name, command.who)
    person = replace(session.participants[command.who], name=name)
    return replace(session, participants={**session.participants, command.who: person})


def address(session: Session, command: Address, at: dt.datetime) -> Session:
    person = replace(session.participants[command.who], email=command.email)
    return replace(session, participants={**session.participants, command.who: person})


def away(session: Session, command: Away, at: dt.datetime) -> Session:
    who = command.who
    person = session.participants[who]
    if person.away:
        raise refuse("{name} is away already.", name=person.name)
    if who == session.asker:
        session = finish(session, at, parked=True)
    if who == session.speaker:
        session = floor.give(session, None, at)
    if session.pause and session.pause.speaker == who:
        session = replace(session, pause=replace(session.pause, speaker=None))
    return replace(
        session,
        participants={**session.participants, who: replace(person, away=True)},
        queue=tuple(other for other in session.queue if other != who),
    )


def back(session: Session, command: Back, at: dt.datetime) -> Session:
    """Somebody is there again, or wants to ask after all; in the round at the end of the queue.

    Who passed and then left still passes when they come in again.
    """
    who = command.who
    person = session.participants[who]
    if not person.away and not person.passed:
        raise refuse("{name} is here.", name=person.name)
    person = replace(person, away=False, passed=person.passed and person.away)
    session = replace(session, participants={**session.participants, who: person})
    if session.phase is Phase.ROUND and still_to_ask(session, who):
        session = replace(session, queue=(*session.queue, who))
    return session


def share(session: Session, command: Share, at: dt.datetime) -> Session:
    """Who agreed to be reached by the group; if all of them had, they take it back."""
    people = {who: session.participants[who] for who in command.who}
    shares = not all(person.shares for person in people.values())
    changed = {who: replace(person, shares=shares) for who, person in people.items()}
    return replace(session, participants={**session.participants, **changed})
