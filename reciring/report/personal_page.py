"""The personal page as plain data: what one person asked, received and promised.

What is private is on the personal pages of those concerned, and in no other document for participants.
"""

from __future__ import annotations

import datetime as dt

from reciring.locale import Translator, translator
from reciring.report.offer_state import OfferState
from reciring.report.view_models import (
    MeetingView,
    OfferView,
    PromiseView,
    StatementView,
    ViewModel,
    corrections_text,
    follow_up_text,
    note_views,
    offer_view,
    promise_views,
    question_text,
    reflection_views,
)
from reciring.report.wording import format_meeting_time, name_of, names_of, ring_subtitle, ring_title
from reciring.ring.session import FACILITATOR, ReflectionKind, Session, question_id, seat


class ReceivedOffer(ViewModel, frozen=True, kw_only=True):
    """An offer that this person received."""

    offer: OfferView
    reach: tuple[str, ...]
    """The e-mail addresses of the helpers that have one."""


class PersonalPageHeadings(ViewModel, frozen=True, kw_only=True):
    """The headings and fixed words, in one language. The JSON of a personal page has them too."""

    question: str
    received: str
    mentioned: str
    notes: str
    promised: str
    meetings: str
    said: str
    next: str
    again: str
    private: str
    nobody: str
    nothing_received: str
    nothing_promised: str
    own_step: str
    """An invitation to write down the next step, for when none was noted."""


class PersonalPage(ViewModel, frozen=True, kw_only=True):
    """The personal page of a participant or the facilitator. Its fields are the keys of its JSON."""

    language: str
    title: str
    """The title of the ring."""
    subtitle: str
    name: str
    seat: int
    """0 for the facilitator, who has no question either."""
    organisation: str
    question: str
    known: bool
    """Whether the question was written down; if not, ``question`` says so."""
    question_private: bool
    received: tuple[ReceivedOffer, ...]
    mentioned: tuple[OfferView, ...]
    """The offers that were not useful."""
    notes: tuple[StatementView, ...]
    promised: tuple[PromiseView, ...]
    meetings: tuple[MeetingView, ...]
    said: tuple[StatementView, ...]
    next: tuple[StatementView, ...]
    again: str
    corrections: str
    discretion: str
    words: PersonalPageHeadings


def personal_page(session: Session, who: str, t: Translator | None = None) -> PersonalPage:
    """Return the page of a participant (``p4``) or FACILITATOR, in the language of ``t`` (default: the session's)."""
    t = t or translator(session.language)
    person = session.participants.get(who)
    key = question_id(who) if person else ""
    question = session.questions.get(key)
    received = [
        ReceivedOffer(offer=offer_view(session, ref, t), reach=_addresses(session, offer.helpers))
        for ref, offer in session.offers.items()
        if key and offer.question == key
    ]
    return PersonalPage(
        language=t.language,
        title=ring_title(session, t),
        subtitle=ring_subtitle(session, t),
        name=name_of(session, who, t),
        seat=seat(who) if person else 0,
        organisation=person.organisation if person else "",
        question=question_text(question, t, who) if question else "",
        question_private=bool(question and question.private),
        known=bool(question and question.text),
        received=tuple(it for it in received if it.offer.state is not OfferState.NOT_USEFUL),
        mentioned=tuple(it.offer for it in received if it.offer.state is OfferState.NOT_USEFUL),
        notes=note_views(session, key, t, who) if key else (),
        promised=promise_views(session, who, t, personal=True),
        meetings=_meetings(session, who, t),
        said=_own_private_notes(session, who, t)
        + reflection_views(session, ReflectionKind.RECEIVED, t, who)
        + reflection_views(session, ReflectionKind.SURPRISED, t, who),
        next=reflection_views(session, ReflectionKind.NEXT, t, who),
        again=follow_up_text(session, t),
        corrections=corrections_text(session, t),
        discretion=t("This page is for you only. It includes what only you and your helpers should see."),
        words=_headings(t),
    )


def page_owners(session: Session) -> tuple[str, ...]:
    """Return who gets a page: every participant, and FACILITATOR if they help someone or have a meeting."""
    helps = any(FACILITATOR in offer.helpers for offer in session.offers.values())
    meets = any(FACILITATOR in meeting.between for meeting in session.meetings.values())
    return (*session.participants, *([FACILITATOR] if helps or meets else []))


def _own_private_notes(session: Session, who: str, t: Translator) -> tuple[StatementView, ...]:
    """Return what ``who`` said for themselves, not about a question."""
    return tuple(note for note in note_views(session, None, t, who) if note.private)


def _addresses(session: Session, refs: tuple[str, ...]) -> tuple[str, ...]:
    people = (session.participants.get(ref) for ref in refs)
    return tuple(person.email for person in people if person and person.email)


def _meetings(session: Session, who: str, t: Translator) -> tuple[MeetingView, ...]:
    meetings = [meeting for meeting in session.meetings.values() if who in meeting.between]
    meetings.sort(key=lambda meeting: (meeting.due or dt.date.max, meeting.time or dt.time.min))
    others = [tuple(ref for ref in meeting.between if ref != who) for meeting in meetings]
    return tuple(
        MeetingView(
            who=names_of(session, refs, t),
            text=meeting.text,
            when=format_meeting_time(meeting, session, t),
            due=meeting.due,
            private=meeting.private,
            reach=", ".join(_addresses(session, refs)),
        )
        for meeting, refs in zip(meetings, others, strict=True)
    )


def _headings(t: Translator) -> PersonalPageHeadings:
    return PersonalPageHeadings(
        question=t("My question"),
        received=t("What I was offered"),
        mentioned=t("Also mentioned"),
        notes=t("Noted"),
        promised=t("What I promised"),
        meetings=t("My meetings"),
        said=t("What I said at the end"),
        next=t("My next step"),
        again=t("Follow-up meeting"),
        private=t("private"),
        nobody=t("who knows someone?"),
        nothing_received=t("No offer yet."),
        nothing_promised=t("Nothing this time."),
        own_step=t("Write it down here: what, and on which day?"),
    )
