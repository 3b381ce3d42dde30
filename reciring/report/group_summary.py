"""What the group's summary says, as plain data in the session's language, in the order in which it is read.

Pure: every form (paper, page, mail, screen) lays out the same ``HelpChapter``. No markup, private offers or speaking times.
A person's own page is in ``own.py``.
"""

from __future__ import annotations

import datetime as dt

from reciring.locale import Translator, translator
from reciring.locale.dates import format_long_date
from reciring.report.statistics import questions_in_order
from reciring.report.view_models import (
    Contact,
    Count,
    GroupSummary,
    MeetingView,
    OfferView,
    OpenItem,
    PersonPromises,
    PromiseView,
    QuestionView,
    StatementView,
    SummaryHeadings,
)
from reciring.report.wording import format_day, name_of, names_of, ring_subtitle, ring_title
from reciring.ring.message import N_
from reciring.ring.session import (
    FACILITATOR,
    KIND_TITLES,
    Offer,
    Phase,
    Question,
    ReflectionKind,
    Session,
    is_incomplete,
    is_promise,
    lacks_day,
    question_id,
    seat,
)


def group_summary(session: Session, t: Translator | None = None) -> GroupSummary:
    """The group's document, in the session's language unless a translator is given."""
    t = t or translator(session.language)
    questions = tuple(_asked(session, key, t) for key in question_keys(session))
    return GroupSummary(
        language=t.language,
        title=ring_title(session, t),
        subtitle=ring_subtitle(session, t),
        led_by=t("Led by {name}", name=session.facilitator) if session.facilitator else "",
        counts=_counts(session, t),
        open=tuple(_open(session, t)),
        questions=questions,
        promises=tuple(_promises(session, t)),
        meetings=tuple(
            MeetingView(
                who=names_of(session, it.between, t),
                text=it.text,
                when=format_day(it.due, session, t),
                due=it.due,
            )
            for it in sorted(session.meetings.values(), key=lambda it: it.due or dt.date.max)
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
        discretion=t("This is of the people in this circle and meant for them: please do not pass it on."),
        empty="" if questions else t("No question was asked in this ring."),
        words=summary_headings(t),
    )


def summary_headings(t: Translator) -> SummaryHeadings:
    """The headings of the summary in one language."""
    return SummaryHeadings(
        open=t("Still open: who knows somebody?"),
        questions=t("The questions and what was offered"),
        offers=t("Offered"),
        mentioned=t("Also mentioned"),
        notes=t("Noted"),
        promises=t("Who promised what, by when"),
        meetings=t("Meetings"),
        received=t("What we received"),
        surprised=t("What surprised us"),
        steps=t("Next steps"),
        contacts=t("Who agreed to be reached"),
        again=t("Meeting again"),
        nobody=t("who knows somebody?"),
        no_offer=t("No offer yet."),
    )


def follow_up_text(session: Session, t: Translator) -> str:
    """When everybody meets again; nothing while that was not agreed."""
    return t("We meet again on {day}.", day=format_long_date(session.again, t.language)) if session.again else ""


def corrections_text(session: Session, t: Translator) -> str:
    """Who takes corrections."""
    if session.facilitator:
        return t("Is something wrong or missing? Tell {name}.", name=session.facilitator)
    return t("Is something wrong or missing? Tell whoever led the ring.")


def question_keys(session: Session) -> list[str]:
    """The questions in the summary's order; last those that have neither words nor a turn but were given something."""
    keys = [question_id(question.asker) for question in questions_in_order(session)]
    given = {offer.question for offer in session.offers.values() if not offer.private}
    return keys + [key for key in session.questions if key in given and key not in keys]


def question_text(question: Question, t: Translator) -> str:
    """The question's words, or that they were not written down."""
    return question.text or t("(this question was not written down)")


def offer_view(session: Session, key: str, t: Translator) -> OfferView:
    """An offer as every form shows it."""
    offer = session.offers[key]
    return OfferView(
        number=seat(key),
        who=names_of(session, offer.helpers, t),
        helpers=tuple(name_of(session, ref, t) for ref in offer.helpers),
        kind=t(KIND_TITLES[offer.kind]),
        text=offer.text,
        when=day_or_placeholder(offer, session, t),
        due=offer.due,
        stars=max(0, offer.stars),
        state=offer_state(offer),
        private=offer.private,
    )


def offer_state(offer: Offer) -> str:
    """How firm an offer is: ``concrete``, ``vague`` or ``tip``; ``mentioned`` if it was not useful."""
    if offer.dropped:
        return "mentioned"
    return "concrete" if is_promise(offer) else "vague" if is_incomplete(offer) else "tip"


def day_or_placeholder(offer: Offer, session: Session, t: Translator) -> str:
    """The promised day, or *when?* where a promise still lacks one."""
    if lacks_day(offer):
        return t("when?")
    return format_day(offer.due, session, t)


def note_views(
    session: Session, question: str | None, t: Translator, *, private: bool = False
) -> tuple[StatementView, ...]:
    """The notes on a question, or those on none; the private ones only for the asker."""
    return tuple(
        StatementView(who=name_of(session, note.who, t) if note.who else "", text=note.text)
        for note in session.notes.values()
        if note.question == question and (private or not note.private)
    )


def reflection_views(
    session: Session, kind: ReflectionKind, t: Translator, who: str | None = None
) -> tuple[StatementView, ...]:
    """The reflections of one kind, of everybody or of ``who``."""
    return tuple(
        StatementView(who=name_of(session, it.who, t), text=it.text, when=format_day(it.due, session, t), due=it.due)
        for it in session.reflections.values()
        if it.kind is kind and who in (None, it.who)
    )


def promise_views(session: Session, who: str, t: Translator, *, private: bool = False) -> tuple[PromiseView, ...]:
    """What ``who`` promised, by day: the concrete, and what was promised without a day."""
    mine = [
        offer
        for offer in session.offers.values()
        if who in offer.helpers and (is_promise(offer) or is_incomplete(offer)) and (private or not offer.private)
    ]
    mine.sort(key=lambda offer: offer.due or dt.date.max)
    return tuple(
        PromiseView(
            to=name_of(session, session.questions[offer.question].asker, t),
            kind=t(KIND_TITLES[offer.kind]),
            text=offer.text,
            when=day_or_placeholder(offer, session, t),
            due=offer.due,
            private=offer.private,
            together=names_of(session, [ref for ref in offer.helpers if ref != who], t),
            reach=session.participants[session.questions[offer.question].asker].email if private else "",
        )
        for offer in mine
    )


def _asked(session: Session, key: str, t: Translator) -> QuestionView:
    question = session.questions[key]
    person = session.participants[question.asker]
    keys = [ref for ref, offer in session.offers.items() if offer.question == key and not offer.private]
    offers = [offer_view(session, ref, t) for ref in keys]
    return QuestionView(
        seat=seat(question.asker),
        asker=person.name,
        organisation=person.organisation,
        text=question_text(question, t),
        known=bool(question.text),
        offers=tuple(offer for offer in offers if offer.state != "mentioned"),
        mentioned=tuple(offer for offer in offers if offer.state == "mentioned"),
        notes=note_views(session, key, t),
    )


REASON_UNASKED = N_("there was no time left for it")
REASON_WAITING = N_("it is still to be asked")
REASON_PASSED = N_("whoever wrote it passed")
REASON_PARKED = N_("it was interrupted and not finished")
REASON_NO_OFFER = N_("nobody had an offer yet")
REASON_NO_HELPER = N_("a name is still looked for")


def _open(session: Session, t: Translator) -> list[OpenItem]:
    """The questions without an offer or without their turn, and what was offered while nobody knew by whom."""
    found: list[OpenItem] = []
    for key in question_keys(session):
        question = session.questions[key]
        offers = [it for it in session.offers.values() if it.question == key and not it.dropped and not it.private]
        asker = name_of(session, question.asker, t)
        why = (
            _why_unasked(session, question)
            if not offers and not question.stretches and question.started is None
            else REASON_NO_OFFER
            if not offers
            else REASON_PARKED
            if question.parked
            else ""
        )
        if why:
            found.append(OpenItem(asker=asker, text=question_text(question, t), why=t(why)))
        found += (OpenItem(asker=asker, text=it.text, why=t(REASON_NO_HELPER)) for it in offers if not it.helpers)
    return found


def _why_unasked(session: Session, question: Question) -> str:
    if session.participants[question.asker].passed:
        return REASON_PASSED
    return REASON_UNASKED if session.phase in (Phase.REFLECT, Phase.DONE) else REASON_WAITING


def _promises(session: Session, t: Translator) -> list[PersonPromises]:
    people = [*session.participants, FACILITATOR]
    each = ((who, promise_views(session, who, t)) for who in people)
    return [PersonPromises(who=name_of(session, who, t), items=items) for who, items in each if items]


def _counts(session: Session, t: Translator) -> tuple[Count, ...]:
    """Four numbers for the head of the page; private offers are in none of them."""
    offers = [offer for offer in session.offers.values() if not offer.dropped and not offer.private]
    people = len(session.participants)
    helped = len({offer.question for offer in offers})
    promises = sum(map(is_promise, offers))
    return (
        Count(n=people, label=t.plural("person in the circle", "people in the circle", people)),
        Count(n=helped, label=t.plural("question helped on", "questions helped on", helped)),
        Count(n=len(offers), label=t.plural("offer", "offers", len(offers))),
        Count(n=promises, label=t.plural("promise with a day", "promises with a day", promises)),
    )
