"""What the room may see in each step, as data: no speaking times, nothing private. stage.py lays it out."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from reciring.console.view_state import ViewState
from reciring.console.widgets.clock import countdown_state, countdown_text, of_total, time_of_day
from reciring.guide import remove_backticks
from reciring.locale.dates import format_long_date
from reciring.report.statistics import questions_in_order
from reciring.report.wording import format_day, ring_title
from reciring.ring.round import question_number
from reciring.ring.schedule import Countdown, countdown
from reciring.ring.session import KIND_TITLES, PHASE_TITLES, Kind, Offer, Phase, Question, lacks_day, question_id
from reciring.ring.visibility import is_for

NAMES_NEXT = 3
"""How many of the next askers are named."""


class Item(NamedTuple):
    """A line of the list: what is in front of the text, the text, and what is at its end."""

    lead: str
    text: str
    trail: str = ""
    missing: bool = False
    """Whether the trail asks for something that is not known yet."""


class StagePage(NamedTuple):
    """One page of the stage, from top to bottom."""

    left: str
    """Small, at the left of the top row."""
    right: str
    heading: str
    """Whose question it is, or the title of the page."""
    text: str = ""
    digits: str = ""
    """The time, drawn as large as fits."""
    state: str = "plain"
    """The state of the countdown: see ``countdown_state``."""
    countdown: Countdown | None = None
    bar_label: str = ""
    """Beside the bar of the countdown."""
    items: tuple[Item, ...] = ()
    no_items: str = ""
    """Shown instead of items while there are none."""
    foot: str = ""
    keep_last: bool = False
    """Whether to keep the last items in sight if there are too many; else the first."""


def stage_page(view: ViewState, now: dt.datetime) -> StagePage:
    """The page at ``now``. A ring that is done has several pages: see ``asker_pages``."""
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
            page = StagePage(ring_title(session, t), "", t("Your question"), words, items=hints)
            return _with_countdown(view, now, page)
        case Phase.ROUND:
            return _round(view, now)
        case Phase.REFLECT:
            prompts = tuple(Item("·", remove_backticks(line)) for line in view.guide.reflection_prompts)
            page = StagePage(ring_title(session, t), "", t("Looking back together"), items=prompts)
            return _with_countdown(view, now, page)
    return StagePage(ring_title(session, t), "", t("Thank you all."), t("Everybody asked, everybody helped."))


def asker_pages(view: ViewState) -> list[StagePage]:
    """One page for each asker, in the order of the round."""
    session, t = view.session, view.t
    pages = []
    for question in questions_in_order(session):
        items = visible_offers(view, question_id(question.asker))
        if not question.text and not items:
            continue
        name, words = _asker(view, question.asker), _question_text(view, question)
        pages.append(StagePage(ring_title(session, t), "", name, words, items=items, no_items=t("Who knows somebody?")))
    return pages


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
    return StagePage(t("Welcome"), "", ring_title(session, t), digits=time_of_day(view, now), items=tuple(facts))


def _with_countdown(view: ViewState, now: dt.datetime, page: StagePage) -> StagePage:
    """The page with the countdown, if there is one."""
    t, count = view.t, countdown(view.session, now)
    if count is None:
        return page
    return page._replace(
        digits=countdown_text(count, t), state=countdown_state(count), countdown=count, bar_label=of_total(count, t)
    )


def _round(view: ViewState, now: dt.datetime) -> StagePage:
    session, t = view.session, view.t
    title = ring_title(session, t)
    if session.current is None:
        name, words = t("All questions were asked."), ""
        if session.queue:
            started = any(question.stretches for question in session.questions.values())
            name = _asker(view, session.queue[0])
            words = t("The next question comes from") if started else t("The first question comes from")
        prompts = tuple(Item("·", remove_backticks(line)) for line in view.guide.round_prompts[:3])
        return StagePage(title, t(PHASE_TITLES[Phase.ROUND]), name, words, items=prompts)
    number, of = question_number(session)
    question = session.questions[session.current]
    page = StagePage(
        title,
        t("Question {number} of {all}", number=number, all=of),
        _asker(view, question.asker),
        _question_text(view, question),
        items=visible_offers(view, session.current, ask=True),
        no_items=t("Who can help, or knows somebody?"),
        foot=_next(view),
        keep_last=True,
    )
    return _with_countdown(view, now, page)


def _asker(view: ViewState, who: str) -> str:
    return f"{who[1:]} {view.session.name(who)}"


def _question_text(view: ViewState, question: Question) -> str:
    if question.private:
        return view.t("A question that stays in this room.")
    return question.text or ""


def _next(view: ViewState) -> str:
    queue, t = view.session.queue, view.t
    if not queue:
        return t("This is the last question.")
    names = " · ".join(view.short_name(who) for who in queue[:NAMES_NEXT])
    return t("Next: {who}", who=names)


def visible_offers(view: ViewState, question: str, *, ask: bool = False) -> tuple[Item, ...]:
    """The offers to a question that the room may see. ``ask`` puts *when?* after those that lack a day."""
    session = view.session
    return tuple(
        _item(view, offer, ask)
        for offer in session.offers.values()
        if offer.question == question and not offer.dropped and is_for(None, offer, session)
    )


def _item(view: ViewState, offer: Offer, ask: bool) -> Item:
    t = view.t
    who = view.short_names(offer.helpers) or "?"
    stars = "" if not offer.stars else "★" * offer.stars if offer.stars < 4 else f"{offer.stars}★"
    kind = "" if offer.kind is Kind.TIP else f"{t(KIND_TITLES[offer.kind])}: "
    asks = ask and lacks_day(offer)
    when = t("when?") if asks else format_day(offer.due, view.session, t)
    return Item(who, f"{stars} {kind}{offer.text}".strip() or t(KIND_TITLES[offer.kind]), when, asks)
