"""Who sees an entry afterwards: everyone, or only those concerned.

Every document for participants, the stage and the preview follow ``who_sees``. The session file, its JSON and its
transcript are the facilitator's own and have everything.
"""

from __future__ import annotations

from typing import TypeAlias

from reciring.ring.message import Message, say
from reciring.ring.names import join_names
from reciring.ring.session import Meeting, Note, Offer, Phase, Question, Reflection, Session, asker_id

Entry: TypeAlias = Question | Offer | Note | Reflection | Meeting
OWN_NOTE_PHASES = (Phase.PREPARE, Phase.INTRODUCTION, Phase.FORMULATE)
"""Notes of these phases are the facilitator's own."""


def who_sees(entry: Entry, session: Session) -> tuple[str, ...] | None:
    """Return the people whose pages have an entry: None for everyone, () for the facilitator's own notes.

    An offer or a note on a private question is as private as that question.
    """
    match entry:
        case Question():
            return (entry.asker,) if entry.private else None
        case Offer():
            hidden = entry.private or _is_private(entry.question, session)
            return _once(asker_id(entry.question), *entry.helpers) if hidden else None
        case Note():
            if entry.phase in OWN_NOTE_PHASES:
                return ()
            hidden = entry.private or _is_private(entry.question, session)
            asker = asker_id(entry.question) if entry.question else None
            return _once(asker, entry.who) if hidden else None
        case Reflection():
            return (entry.who,) if entry.private else None
    return entry.between if entry.private else None


def is_for(who: str | None, entry: Entry, session: Session) -> bool:
    """Return whether an entry is on the page of ``who``, or if that is None, in what the group gets."""
    seen_by = who_sees(entry, session)
    return seen_by is None or (who is not None and who in seen_by)


def offers_for_everyone(question: str, session: Session) -> list[Offer]:
    """Return the useful offers to a question that everyone sees, in the order of noting."""
    offers = (offer for offer in session.offers.values() if offer.question == question and not offer.dropped)
    return [offer for offer in offers if is_for(None, offer, session)]


def new_or_changed_entry(before: Session, after: Session) -> Entry | None:
    """Return the first entry of ``after`` that ``before`` does not have in the same form."""
    for table in ("offers", "notes", "reflections", "meetings", "questions"):
        known: dict[str, Entry] = getattr(before, table)
        entries: dict[str, Entry] = getattr(after, table)
        for key, entry in entries.items() if entries is not known else ():
            if known.get(key) != entry:
                return entry
    return None


def describe_who_sees(entry: Entry, session: Session) -> Message | None:
    """Return words for who will see an entry; None if everyone will."""
    people = who_sees(entry, session)
    if people is None:
        return None
    if not people:
        return say("only you can see it")
    return say("only on the page of {people}", people=join_names(people, session))


def _is_private(question: str | None, session: Session) -> bool:
    found = session.questions.get(question) if question else None
    return found is not None and found.private


def _once(*people: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who for who in people if who is not None))
