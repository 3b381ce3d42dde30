"""The second typist: what a line would do, which lines are allowed, and the state of the typist's page."""

from __future__ import annotations

import datetime as dt
from typing import Final

from msgspec.structs import replace

from reciring.locale import Translator
from reciring.report.wording import format_day, names_of
from reciring.ring.command_types import (
    AddMeeting,
    AddNote,
    AddOffer,
    AddReflection,
    AddStars,
    DeleteEntry,
    EditEntry,
    SetQuestion,
    SetSpeaker,
    SpeakerLine,
)
from reciring.ring.command_wording import describe_command
from reciring.ring.completion import complete
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Message, Refused, say
from reciring.ring.session import KIND_TITLES, Kind, Session, seat
from reciring.ring.text import squeeze
from reciring.ring.update import update
from reciring.ring.visibility import is_for
from reciring.web.views import State

NOTING: Final = (
    AddOffer,
    AddNote,
    SetQuestion,
    AddReflection,
    AddMeeting,
    SetSpeaker,
    SpeakerLine,
    EditEntry,
    DeleteEntry,
    AddStars,
)
"""The commands of a second typist: what notes. Leading the ring stays with the console."""
SHOWN_ENTRIES: Final = 40
"""How many of the newest entries the page shows."""


def refusal(text: str, session: Session, at: dt.datetime, question: str | None) -> Message | None:
    """Why a second typist may not enter this line; None if they may."""
    meaning = interpret(text, session, at, bound=question)
    command = meaning.fallback if isinstance(meaning, Unclear) else meaning
    if command is None:
        return meaning.reason if isinstance(meaning, Unclear) else None
    if not isinstance(command, NOTING):
        return say("Only the facilitator can do that. A second typist adds entries.")
    if isinstance(command, EditEntry | DeleteEntry | AddStars) and _is_private(session, command):
        return say("That entry does not exist, or is private.")
    after = update(session, command)
    return after.reason if isinstance(after, Refused) else None


def _is_private(session: Session, command: EditEntry | DeleteEntry | AddStars) -> bool:
    """Whether a command is about an entry that a second typist does not see."""
    ref = command.ref
    for table in (session.offers, session.notes, session.reflections):
        if entry := table.get(ref):
            return not is_for(None, entry, session)
    return True


def _for_typist(session: Session) -> Session:
    """The session without the addresses and private questions that Tab would show."""
    people = {who: replace(person, email="") for who, person in session.participants.items()}
    questions = {
        key: replace(question, text=None) if question.private else question
        for key, question in session.questions.items()
    }
    return replace(session, participants=people, questions=questions)


def preview(text: str, session: Session, at: dt.datetime, question: str | None, t: Translator) -> State:
    """What Enter would do with a line, and how Tab would complete it."""
    if not squeeze(text):
        return {"says": "", "may": False, "options": []}
    problem = refusal(text, session, at, question)
    meaning = interpret(text, session, at, bound=question)
    if problem is not None:
        says = t.message(problem)
    elif isinstance(meaning, Unclear):
        says = t.message(meaning.reason)
    else:
        says = t.message(describe_command(meaning, session))
    options = complete(text, _for_typist(session), at)
    return {
        "says": says,
        "may": problem is None,
        "options": [{"line": option.text, "label": t.message(option.label)} for option in options[:8]],
    }


def typist_state(session: Session, t: Translator) -> State:
    """The circle and the newest entries, without what is private."""
    entries = [
        {
            "number": seat(key),
            "for": session.name(session.questions[offer.question].asker),
            "who": names_of(session, offer.helpers, t),
            "kind": "" if offer.kind is Kind.TIP else t(KIND_TITLES[offer.kind]),
            "text": offer.text,
            "when": format_day(offer.due, session, t),
            "stars": offer.stars,
        }
        for key, offer in session.offers.items()
        if is_for(None, offer, session)
    ]
    circle = [
        {
            "who": who,
            "seat": seat(who),
            "name": person.name,
            "speaks": session.speaker == who,
            "asks": session.asker == who,
        }
        for who, person in session.participants.items()
        if not person.away
    ]
    return {"circle": circle, "entries": entries[-SHOWN_ENTRIES:], "paused": session.pause is not None}
