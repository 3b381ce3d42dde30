"""What the room may see in each phase, as a sheet of the flip chart. No speaking times, nothing private."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from reciring.console.desk import Desk
from reciring.console.panes.strip import asked
from reciring.console.panes.time import out_of, state
from reciring.console.text import digits
from reciring.guide import plain
from reciring.locale.dates import long_day
from reciring.report.numbers import asked_in_order
from reciring.report.wording import heading, written_day
from reciring.ring.session import Kind, Offer, Phase, Question, Session, question_of
from reciring.ring.timing import Countdown, countdown
from reciring.ring.titles import KINDS, PHASES

UPCOMING = 3
"""People named of those who are next."""


class Item(NamedTuple):
    """A line of the flip chart: what stands in front, the text, and what stands at its end."""

    lead: str
    text: str
    trail: str = ""
    open: bool = False
    """Whether the trail is still to be filled in."""


class Sheet(NamedTuple):
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


def sheet(desk: Desk, now: dt.datetime) -> Sheet:
    """The sheet of this moment; of a ring that is done ``askers`` has the sheets."""
    session, t = desk.session, desk.t
    match session.phase:
        case Phase.PREPARE:
            return _welcome(desk, now)
        case Phase.INTRODUCTION:
            rules = tuple(Item("·", plain(rule)) for rule in desk.guide.ground_rules)
            aim = t("Together we know enough to help every question on its way.")
            return Sheet(_day(desk), t(PHASES[session.phase]), heading(session, t), aim, items=rules)
        case Phase.FORMULATE:
            hints = tuple(Item("·", plain(line)) for line in desk.guide.step(Phase.FORMULATE).say)
            words = t("Write down one question, in silence: what would help you most?")
            return _timed(desk, now, Sheet(heading(session, t), "", t("Your question"), words, items=hints))
        case Phase.ROUND:
            return _round(desk, now)
        case Phase.REFLECT:
            prompts = tuple(Item("·", plain(line)) for line in desk.guide.reflection_prompts)
            return _timed(desk, now, Sheet(heading(session, t), "", t("Looking back together"), items=prompts))
    return Sheet(heading(session, t), "", t("Thank you all."), t("Everybody asked, everybody helped."))


def _day(desk: Desk) -> str:
    return long_day(desk.session.date, desk.t.language)


def _welcome(desk: Desk, now: dt.datetime) -> Sheet:
    session, t = desk.session, desk.t
    facts = [Item("·", _day(desk))]
    if session.start:
        facts.append(Item("·", t("We begin at {time}.", time=session.start)))
    if session.place:
        facts.append(Item("·", session.place))
    if session.facilitator:
        facts.append(Item("·", t("Led by {name}", name=session.facilitator)))
    clock = f"{desk.local(now):%H:%M}"
    return Sheet(t("Welcome"), "", heading(session, t), figures=clock, items=tuple(facts))


def _timed(desk: Desk, now: dt.datetime, bare: Sheet) -> Sheet:
    """The sheet with the time that is left."""
    t, count = desk.t, countdown(desk.session, now)
    tone = state(count)
    if count is None:
        return bare
    figures = t("PAUSE") if count.paused else digits(count.left)
    return bare._replace(figures=figures, tone=tone, time=count, under=out_of(count, t))


def _round(desk: Desk, now: dt.datetime) -> Sheet:
    session, t = desk.session, desk.t
    title = heading(session, t)
    if session.current is None:
        name = _asker(desk, session.queue[0]) if session.queue else t("All questions were asked.")
        first = t("The first question comes from") if not any(_begun(session)) else t("The next question comes from")
        prompts = tuple(Item("·", plain(line)) for line in desk.guide.round_prompts[:3])
        left = first if session.queue else title
        return Sheet(title, t(PHASES[Phase.ROUND]), name, left if session.queue else "", items=prompts)
    number, of = asked(session)
    question = session.questions[session.current]
    bare = Sheet(
        title,
        t("Question {number} of {all}", number=number, all=of),
        _asker(desk, question.asker),
        question.text or "",
        items=offered(desk, session.current, still=True),
        nothing=t("Who can help, or knows somebody?"),
        foot=_next(desk),
        newest=True,
    )
    return _timed(desk, now, bare)


def _begun(session: Session) -> list[Question]:
    return [question for question in session.questions.values() if question.stretches]


def _asker(desk: Desk, who: str) -> str:
    return f"{who[1:]} {desk.session.name(who)}"


def _next(desk: Desk) -> str:
    queue, t = desk.session.queue, desk.t
    if not queue:
        return t("This is the last question.")
    names = " · ".join(desk.called(who) for who in queue[:UPCOMING])
    return t("Next: {who}", who=names)


def offered(desk: Desk, question: str, *, still: bool = False) -> tuple[Item, ...]:
    """The offers to a question that the room may see; ``still`` if what they lack is asked for."""
    session = desk.session
    return tuple(
        _item(desk, offer, still)
        for offer in session.offers.values()
        if offer.question == question and not offer.private and not offer.dropped
    )


def _item(desk: Desk, offer: Offer, still: bool) -> Item:
    t = desk.t
    who = desk.named(offer.helpers) or "?"
    stars = "" if not offer.stars else "★" * offer.stars if offer.stars < 4 else f"{offer.stars}★"
    kind = "" if offer.kind is Kind.TIP else f"{t(KINDS[offer.kind])}: "
    lacks = still and offer.due is None and offer.kind is not Kind.TIP
    when = t("when?") if lacks else written_day(offer.due, desk.session, t)
    return Item(who, f"{stars} {kind}{offer.text}".strip() or t(KINDS[offer.kind]), when, lacks)


def askers(desk: Desk) -> list[Sheet]:
    """One sheet for everyone who asked, in the order in which they did."""
    session, t = desk.session, desk.t
    found = []
    for question in asked_in_order(session):
        items = offered(desk, question_of(question.asker))
        if not question.text and not items:
            continue
        name, words = _asker(desk, question.asker), question.text or ""
        found.append(Sheet(heading(session, t), "", name, words, items=items, nothing=t("Who knows somebody?")))
    return found
