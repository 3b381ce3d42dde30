"""What the room may see in each phase, as a sheet of the flip chart. No speaking times, nothing private."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from reciring.console.text import clock_digits
from reciring.console.view_state import ViewState
from reciring.console.widgets.clock import countdown_state, of_total
from reciring.console.widgets.header import question_number
from reciring.guide import remove_backticks
from reciring.locale.dates import format_long_date
from reciring.report.statistics import questions_in_order
from reciring.report.wording import format_day, ring_title
from reciring.ring.schedule import Countdown, countdown
from reciring.ring.session import (
    KIND_TITLES,
    PHASE_TITLES,
    Kind,
    Offer,
    Phase,
    Question,
    Session,
    lacks_day,
    question_id,
)

NAMES_NEXT = 3
"""People named of those who are next."""


class Item(NamedTuple):
    """A line of the flip chart: what stands in front, the text, and what stands at its end."""

    lead: str
    text: str
    trail: str = ""
    open: bool = False
    """Whether the trail is still to be filled in."""


class StagePage(NamedTuple):
    """One picture of the stage. ``figures`` are drawn as tall as fits; ``tone`` is how their time stands."""

    left: str
    right: str
    name: str
    words: str = ""
    figures: str = ""
    tone: str = "plain"
    time: Countdown | None = None
    under: str = ""
    items: tuple[Item, ...] = ()
    nothing: str = ""
    """Instead of items, while there are none."""
    foot: str = ""
    newest: bool = False
    """Whether the last items stay in sight when there are too many."""


def stage_page(view: ViewState, now: dt.datetime) -> StagePage:
    """The sheet of this moment; of a ring that is done ``asker_pages`` has the sheets."""
    session, t = view.session, view.t
    match session.phase:
        case Phase.PREPARE:
            return _welcome(view, now)
        case Phase.INTRODUCTION:
            rules = tuple(Item("·", remove_backticks(rule)) for rule in view.guide.ground_rules)
            aim = t("Together we know enough to help every question on its way.")
            return StagePage(_day(view), t(PHASE_TITLES[session.phase]), ring_title(session, t), aim, items=rules)
        case Phase.FORMULATE:
            hints = tuple(Item("·", remove_backticks(line)) for line in view.guide.step(Phase.FORMULATE).say)
            words = t("Write down one question, in silence: what would help you most?")
            return _timed(view, now, StagePage(ring_title(session, t), "", t("Your question"), words, items=hints))
        case Phase.ROUND:
            return _round(view, now)
        case Phase.REFLECT:
            prompts = tuple(Item("·", remove_backticks(line)) for line in view.guide.reflection_prompts)
            return _timed(view, now, StagePage(ring_title(session, t), "", t("Looking back together"), items=prompts))
    return StagePage(ring_title(session, t), "", t("Thank you all."), t("Everybody asked, everybody helped."))


def _day(view: ViewState) -> str:
    return format_long_date(view.session.date, view.t.language)


def _welcome(view: ViewState, now: dt.datetime) -> StagePage:
    session, t = view.session, view.t
    facts = [Item("·", _day(view))]
    if session.start:
        facts.append(Item("·", t("We begin at {time}.", time=session.start)))
    if session.place:
        facts.append(Item("·", session.place))
    if session.facilitator:
        facts.append(Item("·", t("Led by {name}", name=session.facilitator)))
    clock = f"{view.local(now):%H:%M}"
    return StagePage(t("Welcome"), "", ring_title(session, t), figures=clock, items=tuple(facts))


def _timed(view: ViewState, now: dt.datetime, bare: StagePage) -> StagePage:
    """The sheet with the time that is left."""
    t, count = view.t, countdown(view.session, now)
    tone = countdown_state(count)
    if count is None:
        return bare
    figures = t("PAUSE") if count.paused else clock_digits(count.remaining)
    return bare._replace(figures=figures, tone=tone, time=count, under=of_total(count, t))


def _round(view: ViewState, now: dt.datetime) -> StagePage:
    session, t = view.session, view.t
    title = ring_title(session, t)
    if session.current is None:
        name = _asker(view, session.queue[0]) if session.queue else t("All questions were asked.")
        first = t("The first question comes from") if not any(_begun(session)) else t("The next question comes from")
        prompts = tuple(Item("·", remove_backticks(line)) for line in view.guide.round_prompts[:3])
        left = first if session.queue else title
        return StagePage(title, t(PHASE_TITLES[Phase.ROUND]), name, left if session.queue else "", items=prompts)
    number, of = question_number(session)
    question = session.questions[session.current]
    bare = StagePage(
        title,
        t("Question {number} of {all}", number=number, all=of),
        _asker(view, question.asker),
        question.text or "",
        items=visible_offers(view, session.current, still=True),
        nothing=t("Who can help, or knows somebody?"),
        foot=_next(view),
        newest=True,
    )
    return _timed(view, now, bare)


def _begun(session: Session) -> list[Question]:
    return [question for question in session.questions.values() if question.stretches]


def _asker(view: ViewState, who: str) -> str:
    return f"{who[1:]} {view.session.name(who)}"


def _next(view: ViewState) -> str:
    queue, t = view.session.queue, view.t
    if not queue:
        return t("This is the last question.")
    names = " · ".join(view.short_name(who) for who in queue[:NAMES_NEXT])
    return t("Next: {who}", who=names)


def visible_offers(view: ViewState, question: str, *, still: bool = False) -> tuple[Item, ...]:
    """The offers to a question that the room may see; ``still`` if what they lack is asked for."""
    session = view.session
    return tuple(
        _item(view, offer, still)
        for offer in session.offers.values()
        if offer.question == question and not offer.private and not offer.dropped
    )


def _item(view: ViewState, offer: Offer, still: bool) -> Item:
    t = view.t
    who = view.short_names(offer.helpers) or "?"
    stars = "" if not offer.stars else "★" * offer.stars if offer.stars < 4 else f"{offer.stars}★"
    kind = "" if offer.kind is Kind.TIP else f"{t(KIND_TITLES[offer.kind])}: "
    lacks = still and lacks_day(offer)
    when = t("when?") if lacks else format_day(offer.due, view.session, t)
    return Item(who, f"{stars} {kind}{offer.text}".strip() or t(KIND_TITLES[offer.kind]), when, lacks)


def asker_pages(view: ViewState) -> list[StagePage]:
    """One sheet for everyone who asked, in the order in which they did."""
    session, t = view.session, view.t
    found = []
    for question in questions_in_order(session):
        items = visible_offers(view, question_id(question.asker))
        if not question.text and not items:
            continue
        name, words = _asker(view, question.asker), question.text or ""
        found.append(StagePage(ring_title(session, t), "", name, words, items=items, nothing=t("Who knows somebody?")))
    return found
