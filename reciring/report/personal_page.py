"""What one person's own page says, as plain data: the only place where private offers are seen, by asker and helper."""

from __future__ import annotations

import datetime as dt

from reciring.locale import Translator, translator
from reciring.report.group_summary import (
    corrections_text,
    follow_up_text,
    note_views,
    offer_view,
    promise_views,
    question_text,
    reflection_views,
)
from reciring.report.view_models import MeetingView, OfferView, PromiseView, StatementView, ViewModel
from reciring.report.wording import format_day, name_of, names_of, ring_subtitle, ring_title
from reciring.ring.session import FACILITATOR, ReflectionKind, Session, question_id, seat


class ReceivedOffer(ViewModel, frozen=True, kw_only=True):
    """An offer to me, and where its helpers can be reached (``reach``: one address per helper that has one)."""

    offer: OfferView
    reach: tuple[str, ...]


class PersonalPageHeadings(ViewModel, frozen=True, kw_only=True):
    """The headings of a person's own page."""

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
    """What invites to write the next step down, where none was noted."""


class PersonalPage(ViewModel, frozen=True, kw_only=True):
    """One person's page; ``seat`` is 0 and ``describe_question`` empty on the facilitator's."""

    language: str
    title: str
    subtitle: str
    name: str
    seat: int
    organisation: str
    question: str
    known: bool
    received: tuple[ReceivedOffer, ...]
    mentioned: tuple[OfferView, ...]
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
    """The page of a participant (``p4``) or of the facilitator (FACILITATOR), in the session's language."""
    t = t or translator(session.language)
    person = session.participants.get(who)
    key = question_id(who) if person else ""
    question = session.questions.get(key)
    mine = [ref for ref, offer in session.offers.items() if key and offer.question == key]
    received = [
        ReceivedOffer(offer=offer_view(session, ref, t), reach=_reach(session, session.offers[ref].helpers))
        for ref in mine
    ]
    return PersonalPage(
        language=t.language,
        title=ring_title(session, t),
        subtitle=ring_subtitle(session, t),
        name=name_of(session, who, t),
        seat=seat(who) if person else 0,
        organisation=person.organisation if person else "",
        question=question_text(question, t) if question else "",
        known=bool(question and question.text),
        received=tuple(it for it in received if it.offer.state != "mentioned"),
        mentioned=tuple(it.offer for it in received if it.offer.state == "mentioned"),
        notes=note_views(session, key, t, private=True) if key else (),
        promised=promise_views(session, who, t, private=True),
        meetings=_meetings(session, who, t),
        said=reflection_views(session, ReflectionKind.RECEIVED, t, who)
        + reflection_views(session, ReflectionKind.SURPRISED, t, who),
        next=reflection_views(session, ReflectionKind.NEXT, t, who),
        again=follow_up_text(session, t),
        corrections=corrections_text(session, t),
        discretion=t("This page is yours: it holds what only you and your helpers need to know."),
        words=_words(t),
    )


def page_owners(session: Session) -> tuple[str, ...]:
    """Whose pages there are: every participant, and the facilitator if that is a helper too."""
    helps = any(FACILITATOR in offer.helpers for offer in session.offers.values())
    meets = any(FACILITATOR in meeting.between for meeting in session.meetings.values())
    return (*session.participants, *([FACILITATOR] if helps or meets else []))


def _reach(session: Session, refs: tuple[str, ...]) -> tuple[str, ...]:
    people = (session.participants.get(ref) for ref in refs)
    return tuple(person.email for person in people if person and person.email)


def _meetings(session: Session, who: str, t: Translator) -> tuple[MeetingView, ...]:
    mine = [meeting for meeting in session.meetings.values() if who in meeting.between]
    mine.sort(key=lambda meeting: meeting.due or dt.date.max)
    others = [tuple(ref for ref in meeting.between if ref != who) for meeting in mine]
    return tuple(
        MeetingView(
            who=names_of(session, refs, t),
            text=meeting.text,
            when=format_day(meeting.due, session, t),
            due=meeting.due,
            reach=", ".join(_reach(session, refs)),
        )
        for meeting, refs in zip(mine, others, strict=True)
    )


def _words(t: Translator) -> PersonalPageHeadings:
    return PersonalPageHeadings(
        question=t("My question"),
        received=t("What I received"),
        mentioned=t("Also mentioned"),
        notes=t("Noted"),
        promised=t("What I promised"),
        meetings=t("My meetings"),
        said=t("What I said at the end"),
        next=t("My next step"),
        again=t("Meeting again"),
        private=t("private"),
        nobody=t("who knows somebody?"),
        nothing_received=t("No offer yet."),
        nothing_promised=t("Nothing, this time."),
        own_step=t("Write it down here: what, and on which day?"),
    )
