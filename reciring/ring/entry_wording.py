"""What was noted, in a few words: an offer, a note, a reflection, a meeting."""

from __future__ import annotations

import datetime as dt

from reciring.ring.commands import AddMeeting, AddNote, AddOffer, AddReflection, SetQuestion
from reciring.ring.message import N_, Message, say
from reciring.ring.names import join_names, short_name
from reciring.ring.session import Kind, Meeting, Note, Offer, Reflection, ReflectionKind, Session, seat


def asker_name(question: str, session: Session) -> str | Message:
    """Who asks a question, whether or not it has words yet."""
    return short_name(f"p{seat(question)}", session)


_FROM: dict[Kind, str] = {
    Kind.TIP: N_("tip from {who} for {asker}"),
    Kind.CONTACT: N_("contact from {who} for {asker}"),
    Kind.TOOL: N_("tool from {who} for {asker}"),
    Kind.HELP: N_("help from {who} for {asker}"),
}
_UNKNOWN: dict[Kind, str] = {
    Kind.TIP: N_("tip for {asker}"),
    Kind.CONTACT: N_("contact for {asker}"),
    Kind.TOOL: N_("tool for {asker}"),
    Kind.HELP: N_("help for {asker}"),
}


def describe_offer(given: AddOffer | Offer, session: Session) -> Message:
    """`contact from Karin for Fatima, Fri 27 Nov`; what is still open is asked: who? when?"""
    gaps = ("who", join_names(given.helpers, session)), ("asker", asker_name(given.question, session))
    if given.dropped:
        what = Message(N_("also mentioned by {who} for {asker}, no promise"), gaps)
    else:
        what = Message((_FROM if given.helpers else _UNKNOWN)[given.kind], gaps)
    if given.due:
        what = with_day(what, given.due)
    if given.stars == 1:
        what = say("{what}, with a star", what=what)
    elif given.stars:
        what = say("{what}, with {stars} stars", what=what, stars=given.stars)
    if given.private:
        what = say("{what}, private", what=what)
    return what if given.dropped else _open(given, what)


def _open(given: AddOffer | Offer, what: Message) -> Message:
    """What is said, and what should still be asked."""
    when = given.kind.needs_day and given.due is None
    if when and not given.helpers:
        return say("{what}, who and when?", what=what)
    if not given.helpers:
        return say("{what}, who?", what=what)
    return say("{what}, when?", what=what) if when else what


def with_day(what: Message, day: dt.date) -> Message:
    return say("{what}, {day}", what=what, day=day)


def describe_note(noted: AddNote | Note, session: Session) -> Message:
    what = _note(noted, session)
    return say("{what}, private", what=what) if noted.private else what


def _note(noted: AddNote | Note, session: Session) -> Message:
    question = noted.question
    if question is None and isinstance(noted, AddNote):
        question = session.current
    if question:
        return say("note on {asker}'s question", asker=asker_name(question, session))
    if noted.who:
        return say("note by {who}", who=short_name(noted.who, session))
    return say("note")


_REFLECTED: dict[ReflectionKind, str] = {
    ReflectionKind.RECEIVED: N_("reflection of {who}: received"),
    ReflectionKind.SURPRISED: N_("reflection of {who}: surprised"),
    ReflectionKind.NEXT: N_("reflection of {who}: next step"),
}


def describe_reflection(said: AddReflection | Reflection, session: Session) -> Message:
    who = short_name(said.who, session)
    what = Message(_REFLECTED[said.kind], (("who", who),))
    return with_day(what, said.due) if said.due else what


def describe_meeting(met: AddMeeting | Meeting, session: Session) -> Message:
    what = say("meeting of {people}", people=join_names(met.between, session))
    return with_day(what, met.due) if met.due else say("{what}, when?", what=what)


def describe_question(asked: SetQuestion, session: Session) -> Message:
    who = short_name(asked.who, session)
    known = session.questions.get(f"q{seat(asked.who)}")
    if known is None or known.text is None:
        return say("question of {who}", who=who)
    return say("other words for {who}'s question", who=who)


def describe_entry(ref: str, session: Session) -> Message:
    """The words for what was noted before, by its id."""
    match ref[0]:
        case "o":
            return describe_offer(session.offers[ref], session)
        case "n":
            return describe_note(session.notes[ref], session)
        case "r":
            return describe_reflection(session.reflections[ref], session)
    return describe_meeting(session.meetings[ref], session)
