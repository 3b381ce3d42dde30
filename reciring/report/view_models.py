"""What the group's summary and a personal page share: offers, promises, meetings and statements, ready to display.

A view model is frozen data in one language, without markup, in reading order. Each format lays it out.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.locale import Translator
from reciring.locale.dates import format_long_date
from reciring.report.offer_state import OfferState, offer_state
from reciring.report.wording import format_day, name_of, names_of
from reciring.ring.session import (
    KIND_TITLES,
    Offer,
    Question,
    ReflectionKind,
    Session,
    is_incomplete,
    is_promise,
    lacks_day,
    seat,
)
from reciring.ring.visibility import is_for


class ViewModel(msgspec.Struct, frozen=True, kw_only=True):
    """Data that any format can lay out; ``msgspec.to_builtins`` makes it JSON."""


class OfferView(ViewModel, frozen=True, kw_only=True):
    """An offer, as its asker sees it."""

    number: int
    who: str
    """The helpers' names as one text; empty if the helper is not known yet."""
    helpers: tuple[str, ...]
    kind: str
    """The kind, in the language of the summary."""
    text: str
    when: str
    """The promised day, *when?* if the day is missing, or empty for a tip without a day."""
    due: dt.date | None
    stars: int
    state: OfferState
    private: bool = False


class StatementView(ViewModel, frozen=True, kw_only=True):
    """A note or a reflection. ``who`` is empty if it is nobody's in particular."""

    who: str
    text: str
    when: str = ""
    due: dt.date | None = None
    private: bool = False


class PromiseView(ViewModel, frozen=True, kw_only=True):
    """An offer, as one of its helpers sees it."""

    to: str
    """The name of the asker."""
    kind: str
    text: str
    when: str
    due: dt.date | None
    private: bool = False
    together: str = ""
    """The names of the other helpers."""
    reach: str = ""
    """The e-mail address of the asker; on a personal page only."""


class MeetingView(ViewModel, frozen=True, kw_only=True):
    """A meeting; ``reach`` has the e-mail addresses of the others, on a personal page only."""

    who: str
    text: str
    when: str
    due: dt.date | None
    private: bool = False
    reach: str = ""


def is_offer_for(session: Session, offer: Offer, who: str | None) -> bool:
    """Return whether ``offer`` was made to or by ``who``, or if that is None, whether the group may see it."""
    if who is None:
        return is_for(None, offer, session)
    return who in offer.helpers or who == session.questions[offer.question].asker


def offer_view(session: Session, key: str, t: Translator) -> OfferView:
    """Return the offer with the id ``key``, as every format shows it."""
    offer = session.offers[key]
    return OfferView(
        number=seat(key),
        who=names_of(session, offer.helpers, t),
        helpers=tuple(name_of(session, ref, t) for ref in offer.helpers),
        kind=t(KIND_TITLES[offer.kind]),
        text=offer.text,
        when=_day_or_question(offer, session, t),
        due=offer.due,
        stars=max(0, offer.stars),
        state=offer_state(offer),
        private=not is_for(None, offer, session),
    )


def promise_views(session: Session, who: str, t: Translator, *, personal: bool = False) -> tuple[PromiseView, ...]:
    """Return the promises and incomplete offers of the helper ``who``, by day, those without a day last.

    With ``personal`` they are for the helper's personal page: private ones are included, with the askers' addresses.
    """
    offers = [
        offer
        for offer in session.offers.values()
        if who in offer.helpers
        and (is_promise(offer) or is_incomplete(offer))
        and is_for(who if personal else None, offer, session)
    ]
    offers.sort(key=lambda offer: offer.due or dt.date.max)
    return tuple(
        PromiseView(
            to=name_of(session, session.questions[offer.question].asker, t),
            kind=t(KIND_TITLES[offer.kind]),
            text=offer.text,
            when=_day_or_question(offer, session, t),
            due=offer.due,
            private=not is_for(None, offer, session),
            together=names_of(session, [ref for ref in offer.helpers if ref != who], t),
            reach=session.participants[session.questions[offer.question].asker].email if personal else "",
        )
        for offer in offers
    )


def note_views(
    session: Session, question: str | None, t: Translator, reader: str | None = None
) -> tuple[StatementView, ...]:
    """Return the notes on one question, or on none, that the group sees, or that are on the page of ``reader``."""
    return tuple(
        StatementView(
            who=name_of(session, note.who, t) if note.who else "",
            text=note.text,
            private=not is_for(None, note, session),
        )
        for note in session.notes.values()
        if note.question == question and is_for(reader, note, session)
    )


def reflection_views(
    session: Session, kind: ReflectionKind, t: Translator, who: str | None = None
) -> tuple[StatementView, ...]:
    """Return the reflections of one kind: of ``who``, or of everyone those that the group sees."""
    return tuple(
        StatementView(
            who=name_of(session, it.who, t),
            text=it.text,
            when=format_day(it.due, session, t),
            due=it.due,
            private=it.private,
        )
        for it in session.reflections.values()
        if it.kind is kind and who in (None, it.who) and is_for(who, it, session)
    )


def question_text(question: Question, t: Translator, reader: str | None = None) -> str:
    """Return the words of a question, as the group or ``reader`` gets them.

    A remark says that the question is private, or that nobody wrote it down.
    """
    if question.private and reader != question.asker:
        return t("a question that stays in this room")
    return question.text or t("a question that was not written down")


def follow_up_text(session: Session, t: Translator) -> str:
    """Return a sentence with the day of the follow-up meeting; empty if no day was agreed."""
    return t("We meet again on {day}.", day=format_long_date(session.again, t.language)) if session.again else ""


def corrections_text(session: Session, t: Translator) -> str:
    """Return a sentence that says who to ask about mistakes."""
    if session.facilitator:
        return t("Something wrong or missing? Tell {name}.", name=session.facilitator)
    return t("Something wrong or missing? Tell the facilitator.")


def _day_or_question(offer: Offer, session: Session, t: Translator) -> str:
    return t("when?") if lacks_day(offer) else format_day(offer.due, session, t)
