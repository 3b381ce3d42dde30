"""The group's summary as plain data, in one language and in reading order.

Every format (PDF, HTML, e-mail, terminal) lays out the same ``GroupSummary``. It has no markup, no private offers and
no speaking times. ``personal_page.py`` has the page of one person.
"""

from __future__ import annotations

import datetime as dt

from reciring.locale import Translator, translator
from reciring.report.offer_state import OfferState
from reciring.report.statistics import questions_in_order
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
from reciring.ring.kind_words import suggested_kind
from reciring.ring.message import N_
from reciring.ring.session import FACILITATOR, Kind, Offer, ReflectionKind, Session, is_promise, question_id, seat
from reciring.ring.unanswered import Unanswered, is_still_open, is_there, was_asked, why_unanswered
from reciring.ring.visibility import is_for


class OpenItem(ViewModel, frozen=True, kw_only=True):
    """A question that is still open, or an offer without a helper: the asker, the text, and why it is open."""

    asker: str
    text: str
    why: str


class QuestionView(ViewModel, frozen=True, kw_only=True):
    """A question with all its offers and notes."""

    seat: int
    asker: str
    organisation: str
    text: str
    known: bool
    """Whether the question was written down; if not, ``text`` says so."""
    offers: tuple[OfferView, ...]
    mentioned: tuple[OfferView, ...]
    """The offers that were not useful to the asker."""
    notes: tuple[StatementView, ...]
    remark: str
    """Why it has no offer; empty if it has one, or if it or every offer is private."""


class PersonPromises(ViewModel, frozen=True, kw_only=True):
    """What one person promised, by day; promises without a day come last."""

    who: str
    items: tuple[PromiseView, ...]


class Contact(ViewModel, frozen=True, kw_only=True):
    """A participant who agreed to be on the contact list."""

    name: str
    organisation: str
    email: str


class Count(ViewModel, frozen=True, kw_only=True):
    """A number for the head of the page, and the words for what it counts."""

    n: int
    label: str


class SummaryHeadings(ViewModel, frozen=True, kw_only=True):
    """The headings and fixed words, in one language. A section without entries is left out with its heading."""

    open: str
    questions: str
    offers: str
    mentioned: str
    notes: str
    promises: str
    meetings: str
    received: str
    surprised: str
    steps: str
    contacts: str
    again: str
    nobody: str


class GroupSummary(ViewModel, frozen=True, kw_only=True):
    """The group's summary."""

    language: str
    title: str
    subtitle: str
    led_by: str
    gained: str
    """The same numbers in sentences."""
    counts: tuple[Count, ...]
    open: tuple[OpenItem, ...]
    questions: tuple[QuestionView, ...]
    promises: tuple[PersonPromises, ...]
    meetings: tuple[MeetingView, ...]
    surprised: tuple[StatementView, ...]
    received: tuple[StatementView, ...]
    steps: tuple[StatementView, ...]
    notes: tuple[StatementView, ...]
    """The notes that are not about a question."""
    contacts: tuple[Contact, ...]
    again: str
    """A sentence with the day of the follow-up meeting; empty if no day was agreed."""
    corrections: str
    discretion: str
    empty: str
    """A sentence to show instead of the rest if nothing was asked; otherwise empty."""
    words: SummaryHeadings


WHY_OPEN = {
    Unanswered.INTERRUPTED: N_("it was interrupted and not finished"),
    Unanswered.NO_OFFER: N_("nobody had an offer yet"),
}
NO_HELPER = N_("still looking for a helper")
REMARKS = {
    Unanswered.WAITING: N_("This question is still to come."),
    Unanswered.LEFT: N_("The asker had to leave."),
    Unanswered.NO_TIME: N_("There was no time for this question."),
    Unanswered.INTERRUPTED: N_("This question was interrupted and not finished."),
    Unanswered.NO_OFFER: N_("No offer yet."),
}
"""What a question says instead of offers."""


def group_summary(session: Session, t: Translator | None = None) -> GroupSummary:
    """Return the group's summary, in the language of ``t`` (default: that of the session)."""
    t = t or translator(session.language)
    questions = tuple(_question(session, key, t) for key in _question_keys(session))
    return GroupSummary(
        language=t.language,
        title=ring_title(session, t),
        subtitle=ring_subtitle(session, t),
        led_by=t("Led by {name}", name=session.facilitator) if session.facilitator else "",
        gained=_gained(session, t),
        counts=_counts(session, t),
        open=tuple(_open_items(session, t)),
        questions=questions,
        promises=tuple(_promises(session, t)),
        meetings=tuple(
            MeetingView(
                who=names_of(session, it.between, t),
                text=it.text,
                when=format_meeting_time(it, session, t),
                due=it.due,
            )
            for it in sorted(session.meetings.values(), key=lambda it: (it.due or dt.date.max, it.time or dt.time.min))
            if is_for(None, it, session)
        ),
        surprised=reflection_views(session, ReflectionKind.SURPRISED, t),
        received=reflection_views(session, ReflectionKind.RECEIVED, t),
        steps=reflection_views(session, ReflectionKind.NEXT, t),
        notes=note_views(session, None, t),
        contacts=tuple(
            Contact(name=person.name, organisation=person.organisation, email=person.email)
            for person in session.participants.values()
            if person.shares and person.email
        ),
        again=follow_up_text(session, t),
        corrections=corrections_text(session, t),
        discretion=t("This summary is only for the people in this circle. Please do not share it."),
        empty="" if questions else t("No question was asked in this ring."),
        words=_headings(t),
    )


def _headings(t: Translator) -> SummaryHeadings:
    return SummaryHeadings(
        open=t("Still open: who knows someone?"),
        questions=t("Questions and offers"),
        offers=t("Offered"),
        mentioned=t("Also mentioned"),
        notes=t("Noted"),
        promises=t("Who promised what, by when"),
        meetings=t("Meetings"),
        received=t("What we received"),
        surprised=t("What surprised us"),
        steps=t("Next steps"),
        contacts=t("Contact details"),
        again=t("Follow-up meeting"),
        nobody=t("who knows someone?"),
    )


def _question_keys(session: Session) -> list[str]:
    """Return the questions in the order of the summary, then those with only an offer: no text and no turn.

    The question of someone who passed is left out: they decided not to ask it.
    """
    keys = [question_id(question.asker) for question in questions_in_order(session)]
    keys = [key for key in keys if why_unanswered(key, session) is not Unanswered.PASSED]
    with_offer = {offer.question for offer in session.offers.values() if is_for(None, offer, session)}
    return keys + [key for key in session.questions if key in with_offer and key not in keys]


def _question(session: Session, key: str, t: Translator) -> QuestionView:
    question = session.questions[key]
    person = session.participants[question.asker]
    keys = [ref for ref, offer in session.offers.items() if offer.question == key and is_for(None, offer, session)]
    offers = [offer_view(session, ref, t) for ref in keys]
    why = why_unanswered(key, session)
    return QuestionView(
        seat=seat(question.asker),
        asker=person.name,
        organisation=person.organisation,
        text=question_text(question, t),
        known=bool(question.text) and not question.private,
        offers=tuple(offer for offer in offers if offer.state is not OfferState.NOT_USEFUL),
        mentioned=tuple(offer for offer in offers if offer.state is OfferState.NOT_USEFUL),
        notes=note_views(session, key, t),
        remark=t(REMARKS[why]) if why and why is not Unanswered.PASSED and not question.private else "",
    )


def _open_items(session: Session, t: Translator) -> list[OpenItem]:
    """Return what is still open: questions that were asked and got nothing useful, and names still looked for.

    Nobody who passed or left is among them, nor anything private.
    """
    items: list[OpenItem] = []
    for key in _question_keys(session):
        question = session.questions[key]
        if not is_there(key, session) or not is_for(None, question, session):
            continue
        asker = name_of(session, question.asker, t)
        if is_still_open(key, session):
            why = WHY_OPEN[why_unanswered(key, session) or Unanswered.NO_OFFER]
            items.append(OpenItem(asker=asker, text=question_text(question, t), why=t(why)))
        items += (
            OpenItem(asker=asker, text=it.text, why=t(NO_HELPER))
            for it in session.offers.values()
            if it.question == key and _looks_for_name(it) and is_for(None, it, session)
        )
    return items


def _looks_for_name(offer: Offer) -> bool:
    """Whether a name is still looked for. A tip without one is a remark, unless its verb sounds like a promise."""
    is_remark = offer.kind is Kind.TIP and suggested_kind(offer.text) is None
    return not (offer.helpers or offer.dropped or is_remark)


def _promises(session: Session, t: Translator) -> list[PersonPromises]:
    people = [*session.participants, FACILITATOR]
    each = ((who, promise_views(session, who, t)) for who in people)
    return [PersonPromises(who=name_of(session, who, t), items=items) for who, items in each if items]


def _shared_offers(session: Session) -> list[Offer]:
    """Return the useful offers that the group sees."""
    return [offer for offer in session.offers.values() if not offer.dropped and is_for(None, offer, session)]


def _gained(session: Session, t: Translator) -> str:
    """Return what the ring brought, in sentences."""
    asked = [key for key in _question_keys(session) if was_asked(session.questions[key])]
    helped = [key for key in asked if why_unanswered(key, session) is None]
    offers = _shared_offers(session)
    helpers = {who for offer in offers for who in offer.helpers}
    sentences = []
    if offers:
        people = t.plural("{n} person", "{n} people", len(helpers))
        sentences.append(
            t.plural(
                "{questions} brought {n} offer, from {people}.",
                "{questions} brought {n} offers, from {people}.",
                len(offers),
                questions=t.plural("{n} question", "{n} questions", len(asked)),
                people=people,
            )
        )
    if promises := sum(map(is_promise, offers)):
        sentences.append(
            t.plural(
                "{n} of them is a promise with a name and a day.",
                "{n} of them are promises with a name and a day.",
                promises,
            )
        )
    if helped and len(helped) == len(asked):
        sentences.append(t("Every question got an offer."))
    elif helped:
        sentences.append(
            t.plural(
                "{n} of the {all} questions got an offer.",
                "{n} of the {all} questions got an offer.",
                len(helped),
                all=len(asked),
            )
        )
    return " ".join(sentences)


def _counts(session: Session, t: Translator) -> tuple[Count, ...]:
    """Return the numbers for the head of the page; none of them counts private offers."""
    offers = _shared_offers(session)
    people = len(session.participants)
    helped = sum(why_unanswered(key, session) is None for key in _question_keys(session))
    promises = sum(map(is_promise, offers))
    return (
        Count(n=people, label=t.plural("participant", "participants", people)),
        Count(n=helped, label=t.plural("question with an offer", "questions with an offer", helped)),
        Count(n=len(offers), label=t.plural("offer", "offers", len(offers))),
        Count(n=promises, label=t.plural("promise with a day", "promises with a day", promises)),
    )
