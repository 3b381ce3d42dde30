"""The words for an entry: a question, an offer, a note, a reflection or a meeting.

The entry is a record of the session, or the command that will add it.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from reciring.ring.addresses import without_address
from reciring.ring.command_types import AddMeeting, AddNote, AddOffer, AddReflection, SetQuestion
from reciring.ring.message import N_, Message, say
from reciring.ring.names import join_names, short_name
from reciring.ring.session import (
    KIND_TITLES,
    REFLECTION_TITLES,
    Kind,
    Meeting,
    Note,
    Offer,
    Reflection,
    ReflectionKind,
    Session,
    asker_id,
    lacks_day,
    question_id,
)
from reciring.ring.text import fold


def asker_name(question: str, session: Session) -> str | Message:
    """The name of the asker of a question, by its id; the question need not exist yet."""
    return short_name(asker_id(question), session)


_OFFER_BY: dict[Kind, str] = {
    Kind.TIP: N_("tip from {who} for {asker}"),
    Kind.CONTACT: N_("contact from {who} for {asker}"),
    Kind.TOOL: N_("tool from {who} for {asker}"),
    Kind.HELP: N_("help from {who} for {asker}"),
}
_OFFER: dict[Kind, str] = {
    Kind.TIP: N_("tip for {asker}"),
    Kind.CONTACT: N_("contact for {asker}"),
    Kind.TOOL: N_("tool for {asker}"),
    Kind.HELP: N_("help for {asker}"),
}


def describe_offer(offer: AddOffer | Offer, session: Session) -> Message:
    """For example `contact from Karin for Fatima, Fri 27 Nov`, with `who?` and `when?` for what is missing."""
    names = ("who", join_names(offer.helpers, session)), ("asker", asker_name(offer.question, session))
    if offer.dropped:
        what = Message(N_("mentioned by {who} for {asker}, not useful"), names)
    else:
        what = Message((_OFFER_BY if offer.helpers else _OFFER)[offer.kind], names)
    if offer.due:
        what = with_day(what, offer.due)
    if offer.stars == 1:
        what = say("{what}, with a star", what=what)
    elif offer.stars:
        what = say("{what}, with {stars} stars", what=what, stars=offer.stars)
    if offer.private:
        what = say("{what}, private", what=what)
    return what if offer.dropped else _with_missing(offer, what)


def _with_missing(offer: AddOffer | Offer, what: Message) -> Message:
    """Add a question for a missing helper or day."""
    needs_day = offer.kind.needs_day and offer.due is None
    if needs_day and not offer.helpers:
        return say("{what}, who and when?", what=what)
    if not offer.helpers:
        return say("{what}, who?", what=what)
    return say("{what}, when?", what=what) if needs_day else what


def with_day(what: Message, day: dt.date) -> Message:
    return say("{what}, {day}", what=what, day=day)


def describe_note(note: AddNote | Note, session: Session) -> Message:
    """For example `note on Fatima's question`."""
    what = _note_without_privacy(note, session)
    return say("{what}, private", what=what) if note.private else what


def _note_without_privacy(note: AddNote | Note, session: Session) -> Message:
    question = note.question
    if question is None and isinstance(note, AddNote):
        question = session.current
    if question:
        return say("note on {asker}'s question", asker=asker_name(question, session))
    if note.who:
        return say("note by {who}", who=short_name(note.who, session))
    return say("note")


_REFLECTION: dict[ReflectionKind, str] = {
    ReflectionKind.RECEIVED: N_("reflection by {who}: received"),
    ReflectionKind.SURPRISED: N_("reflection by {who}: surprised"),
    ReflectionKind.NEXT: N_("reflection by {who}: next step"),
}


def describe_reflection(reflection: AddReflection | Reflection, session: Session) -> Message:
    """For example `reflection by Tom: next step, Fri 27 Nov`."""
    who = short_name(reflection.who, session)
    what = Message(_REFLECTION[reflection.kind], (("who", who),))
    what = with_day(what, reflection.due) if reflection.due else what
    return say("{what}, private", what=what) if reflection.private else what


def describe_meeting(meeting: AddMeeting | Meeting, session: Session) -> Message:
    """For example `meeting of Anne and Bo, Tue 1 Dec at 16:00`."""
    what = say("meeting of {people}", people=join_names(meeting.between, session))
    if meeting.due and meeting.time:
        what = say("{what}, {day} at {time}", what=what, day=meeting.due, time=meeting.time)
    else:
        what = with_day(what, meeting.due) if meeting.due else say("{what}, when?", what=what)
    return say("{what}, private", what=what) if meeting.private else what


def describe_question(question: SetQuestion, session: Session) -> Message:
    """For example `question of Bo`. It says what happens to an earlier question, and to an address in the text."""
    who = short_name(question.who, session)
    known = session.questions.get(question_id(question.who))
    text, address = without_address(question.text)
    if known is None or known.text in (None, text):
        what = say("question of {who}", who=who)
    else:
        what = say("question of {who}: replaces the earlier one, which becomes a note", who=who)
    if question.private or (known is not None and known.private):
        what = say("{what}, private", what=what)
    return _with_address(what, question.who, address, session) if address else what


def _with_address(what: Message, asker: str, address: str, session: Session) -> Message:
    """Add what happens to the address in a question; ``session`` is the session before it."""
    who, email = short_name(asker, session), session.participants[asker].email
    if not email:
        return say("{what}; the e-mail address in it is saved as {who}'s", what=what, who=who)
    if fold(email) == fold(address):
        return say("{what}; the e-mail address in it is already {who}'s", what=what, who=who)
    return say("{what}; the e-mail address in it is left out: they have another", what=what)


MAX_EXCERPT: Final = 24
"""The most characters that are shown of a text that changes."""
Entry = Offer | Note | Reflection | Meeting


def describe_changes(before: Entry, after: Entry, session: Session) -> Message | None:
    """The values that change, old and new: `Rob → Karin, when? → Fri 27 Nov`; None if none does."""
    found: Message | None = None
    for field in (field for field in before.__struct_fields__ if field != "at"):
        old, new = getattr(before, field), getattr(after, field, None)
        if old == new:
            continue
        words = (_value(before, field, session), _value(after, field, session))
        if field == "text" and (getattr(before, "private", False) or getattr(after, "private", False)):
            words = (say("text"), say("new text"))  # someone may be reading the screen
        change = say("{before} → {after}", before=words[0], after=words[1])
        found = say("{what}, {detail}", what=found, detail=change) if found else change
    if found and isinstance(before, Offer) and isinstance(after, Offer) and lacks_day(after) and not lacks_day(before):
        return say("{what}, when?", what=found)
    return found


def _value(entry: Entry, field: str, session: Session) -> str | Message:
    """A value of an entry, in words."""
    value = getattr(entry, field)
    match field:
        case "helpers" | "between":
            return join_names(value, session) if value else say("who?")
        case "who":
            return short_name(value, session) if value else say("nobody")
        case "question":
            return say("for {who}", who=asker_name(value, session)) if value else say("for no question")
        case "kind":
            return Message((KIND_TITLES | REFLECTION_TITLES)[value])
        case "due":
            no_day = say("when?") if isinstance(entry, Offer) and lacks_day(entry) else say("no day")
            return Message("{day}", (("day", value),)) if value else no_day
        case "stars":
            return say("{stars} stars", stars=value) if value > 1 else say("a star") if value else say("no star")
        case "time":
            return Message("{time}", (("time", value),)) if value else say("no time")
        case "private":
            return say("private") if value else say("not private")
        case "dropped":
            return say("not useful") if value else say("useful")
        case "text":
            return excerpt(value)
    return str(value)


def excerpt(text: str) -> Message:
    """The beginning of a text, between quotes."""
    words = text if len(text) <= MAX_EXCERPT else f"{text[: MAX_EXCERPT - 1].rstrip()}…"
    return say("“{words}”", words=words)


def describe_entry(ref: str, session: Session) -> Message:
    """The words for an offer, note, reflection or meeting of the session, by its id."""
    match ref[0]:
        case "o":
            return describe_offer(session.offers[ref], session)
        case "n":
            return describe_note(session.notes[ref], session)
        case "r":
            return describe_reflection(session.reflections[ref], session)
    return describe_meeting(session.meetings[ref], session)
