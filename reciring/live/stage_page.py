"""What the room may see in each step, as data: no speaking times, nothing private.

The stage of the console lays it out in the rows of a terminal, the stage in a browser on a page.
"""

from __future__ import annotations

from typing import NamedTuple

from reciring.guide import Guide, remove_backticks
from reciring.locale import Translator
from reciring.locale.dates import format_long_date
from reciring.report.statistics import questions_in_order
from reciring.report.wording import format_day, ring_title
from reciring.ring.names import short_name
from reciring.ring.round import question_number
from reciring.ring.schedule import Countdown
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
from reciring.ring.unanswered import was_asked
from reciring.ring.visibility import offers_for_everyone

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
    shows: str = ""
    """What time is drawn: ``countdown``, ``clock`` (the time of day), or "" for none."""
    digits: str = ""
    """The time, drawn as large as fits. These four are filled in by what lays out the page."""
    state: str = "plain"
    countdown: Countdown | None = None
    bar_label: str = ""
    """Beside the bar of the countdown."""
    items: tuple[Item, ...] = ()
    no_items: str = ""
    """Shown instead of items while there are none."""
    foot: str = ""
    keep_last: bool = False
    """Whether to keep the last items in sight if there are too many; else the first."""


class Room(NamedTuple):
    """What the pages are made of."""

    session: Session
    t: Translator
    guide: Guide


def stage_page(room: Room) -> StagePage:
    """The page of a session. A ring that is done has several pages: see ``asker_pages``."""
    session, t = room.session, room.t
    match session.phase:
        case Phase.PREPARE:
            return _welcome(room)
        case Phase.INTRODUCTION:
            rules = tuple(Item("·", remove_backticks(rule)) for rule in room.guide.ground_rules)
            aim = t("Together we can move every question forward.")
            return StagePage(_day(room), t(PHASE_TITLES[session.phase]), ring_title(session, t), aim, items=rules)
        case Phase.FORMULATE:
            hints = tuple(Item("·", remove_backticks(line)) for line in room.guide.step(Phase.FORMULATE).say)
            words = t("In silence, write down one question: what would help you most?")
            page = StagePage(ring_title(session, t), "", t("Your question"), words, items=hints)
            return page._replace(shows="countdown")
        case Phase.ROUND:
            return _round(room)
        case Phase.REFLECT:
            prompts = tuple(Item("·", remove_backticks(line)) for line in room.guide.reflection_prompts)
            page = StagePage(ring_title(session, t), "", t("Looking back together"), items=prompts)
            return page._replace(shows="countdown")
    asked = {question.asker for question in session.questions.values() if was_asked(question)}
    words = t("Everyone asked, everyone helped.") if asked >= set(session.present) else ""
    return StagePage(ring_title(session, t), "", t("Thank you all."), words)


def asker_pages(room: Room) -> list[StagePage]:
    """One page for each asker, in the order of the round."""
    session, t = room.session, room.t
    pages = []
    for question in questions_in_order(session):
        items = visible_offers(room, question_id(question.asker))
        if not question.text and not items:
            continue
        name, words = _asker(room, question.asker), _question_text(room, question)
        pages.append(StagePage(ring_title(session, t), "", name, words, items=items, no_items=t("Who knows someone?")))
    return pages


def _day(room: Room) -> str:
    return format_long_date(room.session.date, room.t.language)


def _welcome(room: Room) -> StagePage:
    session, t = room.session, room.t
    facts = [Item("·", _day(room))]
    if session.start:
        facts.append(Item("·", t("We begin at {time}.", time=session.start)))
    if session.place:
        facts.append(Item("·", session.place))
    if session.facilitator:
        facts.append(Item("·", t("Led by {name}", name=session.facilitator)))
    return StagePage(t("Welcome"), "", ring_title(session, t), shows="clock", items=tuple(facts))


def _round(room: Room) -> StagePage:
    session, t = room.session, room.t
    title = ring_title(session, t)
    if session.current is None:
        name, words = t("All questions have been asked."), ""
        if session.queue:
            started = any(question.stretches for question in session.questions.values())
            name = _asker(room, session.queue[0])
            words = t("The next question comes from") if started else t("The first question comes from")
        prompts = tuple(Item("·", remove_backticks(line)) for line in room.guide.round_prompts[:3])
        return StagePage(title, t(PHASE_TITLES[Phase.ROUND]), name, words, items=prompts)
    number, of = question_number(session)
    question = session.questions[session.current]
    page = StagePage(
        title,
        t("Question {number} of {all}", number=number, all=of),
        _asker(room, question.asker),
        _question_text(room, question),
        items=visible_offers(room, session.current, ask=True),
        no_items=t("Who can help, or knows someone?"),
        foot=_next(room),
        keep_last=True,
    )
    return page._replace(shows="countdown")


def _short_name(room: Room, who: str) -> str:
    name = short_name(who, room.session)
    return name if isinstance(name, str) else room.t.message(name)


def _asker(room: Room, who: str) -> str:
    return f"{who[1:]} {room.session.name(who)}"


def _question_text(room: Room, question: Question) -> str:
    if question.private:
        return room.t("A question that stays in this room.")
    return question.text or ""


def _next(room: Room) -> str:
    queue, t = room.session.queue, room.t
    if not queue:
        return t("This is the last question.")
    names = " · ".join(_short_name(room, who) for who in queue[:NAMES_NEXT])
    return t("Next: {who}", who=names)


def visible_offers(room: Room, question: str, *, ask: bool = False) -> tuple[Item, ...]:
    """The offers to a question that the room may see. ``ask`` puts *when?* after those that lack a day."""
    return tuple(_item(room, offer, ask) for offer in offers_for_everyone(question, room.session))


def _item(room: Room, offer: Offer, ask: bool) -> Item:
    t = room.t
    who = ", ".join(_short_name(room, who) for who in offer.helpers) or "?"
    stars = "" if not offer.stars else "★" * offer.stars if offer.stars < 4 else f"{offer.stars}★"
    kind = "" if offer.kind is Kind.TIP else f"{t(KIND_TITLES[offer.kind])}: "
    asks = ask and lacks_day(offer)
    when = t("when?") if asks else format_day(offer.due, room.session, t)
    return Item(who, f"{stars} {kind}{offer.text}".strip() or t(KIND_TITLES[offer.kind]), when, asks)
