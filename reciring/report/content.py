"""What the group's summary says, as plain data in the session's language, in the order in which it is read.

Pure: every form (paper, page, mail, screen) lays out the same ``Group``. No markup, private offers or speaking times.
A person's own page is in ``own.py``.
"""

from __future__ import annotations

import datetime as dt

from reciring.locale import Translator, translator
from reciring.locale.dates import long_day
from reciring.report.numbers import asked_in_order
from reciring.report.shapes import (
    Appointment,
    Asked,
    Contact,
    Count,
    Group,
    Offered,
    Open,
    Promised,
    Promises,
    Said,
    Words,
)
from reciring.report.wording import heading, name_of, names_of, subheading, written_day
from reciring.ring.message import N_
from reciring.ring.promises import is_concrete, is_vague
from reciring.ring.session import FACILITATOR, Kind, Offer, Phase, Question, ReflectionKind, Session, question_of, seat
from reciring.ring.titles import KINDS


def group(session: Session, t: Translator | None = None) -> Group:
    """The group's document, in the session's language unless a translator is given."""
    t = t or translator(session.language)
    questions = tuple(_asked(session, key, t) for key in question_keys(session))
    return Group(
        language=t.language,
        title=heading(session, t),
        subtitle=subheading(session, t),
        led_by=t("Led by {name}", name=session.facilitator) if session.facilitator else "",
        counts=_counts(session, t),
        open=tuple(_open(session, t)),
        questions=questions,
        promises=tuple(_promises(session, t)),
        meetings=tuple(
            Appointment(
                who=names_of(session, it.between, t),
                text=it.text,
                when=written_day(it.due, session, t),
                due=it.due,
            )
            for it in sorted(session.meetings.values(), key=lambda it: it.due or dt.date.max)
        ),
        surprised=said(session, ReflectionKind.SURPRISED, t),
        received=said(session, ReflectionKind.RECEIVED, t),
        steps=said(session, ReflectionKind.NEXT, t),
        notes=notes_on(session, None, t),
        contacts=tuple(
            Contact(name=person.name, organisation=person.organisation, email=person.email)
            for person in session.participants.values()
            if person.shares and person.email
        ),
        again=again(session, t),
        corrections=corrections(session, t),
        discretion=t("This is of the people in this circle and meant for them: please do not pass it on."),
        empty="" if questions else t("No question was asked in this ring."),
        words=words(t),
    )


def words(t: Translator) -> Words:
    """The headings of the summary in one language."""
    return Words(
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


def again(session: Session, t: Translator) -> str:
    """When everybody meets again; nothing while that was not agreed."""
    return t("We meet again on {day}.", day=long_day(session.again, t.language)) if session.again else ""


def corrections(session: Session, t: Translator) -> str:
    """Who takes corrections."""
    if session.facilitator:
        return t("Is something wrong or missing? Tell {name}.", name=session.facilitator)
    return t("Is something wrong or missing? Tell whoever led the ring.")


def question_keys(session: Session) -> list[str]:
    """The questions in the summary's order; last those that have neither words nor a turn but were given something."""
    keys = [question_of(question.asker) for question in asked_in_order(session)]
    given = {offer.question for offer in session.offers.values() if not offer.private}
    return keys + [key for key in session.questions if key in given and key not in keys]


def question_text(question: Question, t: Translator) -> str:
    """The question's words, or that they were not written down."""
    return question.text or t("(this question was not written down)")


def offered(session: Session, key: str, t: Translator) -> Offered:
    """An offer as every form shows it."""
    offer = session.offers[key]
    return Offered(
        number=seat(key),
        who=names_of(session, offer.helpers, t),
        helpers=tuple(name_of(session, ref, t) for ref in offer.helpers),
        kind=t(KINDS[offer.kind]),
        text=offer.text,
        when=day_or_doubt(offer, session, t),
        due=offer.due,
        stars=max(0, offer.stars),
        state=state(offer),
        private=offer.private,
    )


def state(offer: Offer) -> str:
    """How firm an offer is: ``concrete``, ``vague`` or ``tip``; ``mentioned`` if it was not useful."""
    if offer.dropped:
        return "mentioned"
    return "concrete" if is_concrete(offer) else "vague" if is_vague(offer) else "tip"


def day_or_doubt(offer: Offer, session: Session, t: Translator) -> str:
    """The promised day, or *when?* where a promise still lacks one."""
    if offer.due is None and offer.kind is not Kind.TIP and not offer.dropped:
        return t("when?")
    return written_day(offer.due, session, t)


def notes_on(session: Session, question: str | None, t: Translator, *, private: bool = False) -> tuple[Said, ...]:
    """The notes on a question, or those on none; the private ones only for the asker."""
    return tuple(
        Said(who=name_of(session, note.who, t) if note.who else "", text=note.text)
        for note in session.notes.values()
        if note.question == question and (private or not note.private)
    )


def said(session: Session, kind: ReflectionKind, t: Translator, who: str | None = None) -> tuple[Said, ...]:
    """The reflections of one kind, of everybody or of ``who``."""
    return tuple(
        Said(who=name_of(session, it.who, t), text=it.text, when=written_day(it.due, session, t), due=it.due)
        for it in session.reflections.values()
        if it.kind is kind and who in (None, it.who)
    )


def promised(session: Session, who: str, t: Translator, *, private: bool = False) -> tuple[Promised, ...]:
    """What ``who`` promised, by day: the concrete, and what was promised without a day."""
    mine = [
        offer
        for offer in session.offers.values()
        if who in offer.helpers and (is_concrete(offer) or is_vague(offer)) and (private or not offer.private)
    ]
    mine.sort(key=lambda offer: offer.due or dt.date.max)
    return tuple(
        Promised(
            to=name_of(session, session.questions[offer.question].asker, t),
            kind=t(KINDS[offer.kind]),
            text=offer.text,
            when=day_or_doubt(offer, session, t),
            due=offer.due,
            private=offer.private,
            together=names_of(session, [ref for ref in offer.helpers if ref != who], t),
            reach=session.participants[session.questions[offer.question].asker].email if private else "",
        )
        for offer in mine
    )


def _asked(session: Session, key: str, t: Translator) -> Asked:
    question = session.questions[key]
    person = session.participants[question.asker]
    keys = [ref for ref, offer in session.offers.items() if offer.question == key and not offer.private]
    offers = [offered(session, ref, t) for ref in keys]
    return Asked(
        seat=seat(question.asker),
        asker=person.name,
        organisation=person.organisation,
        text=question_text(question, t),
        known=bool(question.text),
        offers=tuple(offer for offer in offers if offer.state != "mentioned"),
        mentioned=tuple(offer for offer in offers if offer.state == "mentioned"),
        notes=notes_on(session, key, t),
    )


WHY_UNASKED = N_("there was no time left for it")
WHY_WAITING = N_("it is still to be asked")
WHY_PASSED = N_("whoever wrote it passed")
WHY_PARKED = N_("it was interrupted and not finished")
WHY_NO_OFFER = N_("nobody had an offer yet")
WHY_NOBODY = N_("a name is still looked for")


def _open(session: Session, t: Translator) -> list[Open]:
    """The questions without an offer or without their turn, and what was offered while nobody knew by whom."""
    found: list[Open] = []
    for key in question_keys(session):
        question = session.questions[key]
        offers = [it for it in session.offers.values() if it.question == key and not it.dropped and not it.private]
        asker = name_of(session, question.asker, t)
        why = (
            _why_unasked(session, question)
            if not offers and not question.stretches and question.started is None
            else WHY_NO_OFFER
            if not offers
            else WHY_PARKED
            if question.parked
            else ""
        )
        if why:
            found.append(Open(asker=asker, text=question_text(question, t), why=t(why)))
        found += (Open(asker=asker, text=it.text, why=t(WHY_NOBODY)) for it in offers if not it.helpers)
    return found


def _why_unasked(session: Session, question: Question) -> str:
    if session.participants[question.asker].passed:
        return WHY_PASSED
    return WHY_UNASKED if session.phase in (Phase.REFLECT, Phase.DONE) else WHY_WAITING


def _promises(session: Session, t: Translator) -> list[Promises]:
    people = [*session.participants, FACILITATOR]
    each = ((who, promised(session, who, t)) for who in people)
    return [Promises(who=name_of(session, who, t), items=items) for who, items in each if items]


def _counts(session: Session, t: Translator) -> tuple[Count, ...]:
    """Four numbers for the head of the page; private offers are in none of them."""
    offers = [offer for offer in session.offers.values() if not offer.dropped and not offer.private]
    people = len(session.participants)
    helped = len({offer.question for offer in offers})
    promises = sum(map(is_concrete, offers))
    return (
        Count(n=people, label=t.plural("person in the circle", "people in the circle", people)),
        Count(n=helped, label=t.plural("question helped on", "questions helped on", helped)),
        Count(n=len(offers), label=t.plural("offer", "offers", len(offers))),
        Count(n=promises, label=t.plural("promise with a day", "promises with a day", promises)),
    )
