"""What the middle pane says in each phase of the ring; before it, see preparing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from reciring.console.desk import Desk
from reciring.console.meanings import hints
from reciring.console.panes.strip import asked
from reciring.console.text import content, digits, hanging, running
from reciring.guide import spans
from reciring.ring.promises import is_concrete, is_vague
from reciring.ring.session import Offer, Phase, ReflectionKind, Session, question_of
from reciring.ring.timing import slot

Part = str | Content | tuple[str, str]
NOTHING = Content("")


class Page(NamedTuple):
    title: str
    body: Content
    below: Content = NOTHING


def lines(parts: Iterable[Content]) -> Content:
    return Content("\n").join(parts)


def columns(desk: Desk) -> int:
    """What a page may fill of its room: the last column is for a scroll bar."""
    return desk.room.width - 1


def typed(line: str, style: str = "") -> Content:
    """A line of the guide: what stands between backticks is to be typed."""
    return content(*((text, "bold $text-accent" if code else style) for text, code in spans(line)))


def bullets(heading: str, texts: Iterable[str], width: int) -> Iterator[Content]:
    yield content((heading, "bold"))
    for text in texts:
        yield hanging(content(("· ", "$foreground-muted"), typed(text)), 2, width)


def introduction(desk: Desk, now: dt.datetime) -> Page:
    step = desk.guide.step(Phase.INTRODUCTION)
    _, say, _ = step.headings
    width = columns(desk)
    body = [*bullets(say, step.say, width), NOTHING]
    body += bullets(desk.t("Agreements"), desk.guide.ground_rules, width)
    return Page(step.title, lines(body))


def has_text(session: Session, who: str) -> bool:
    """Whether somebody's question is known."""
    question = session.questions.get(question_of(who))
    return bool(question and question.text)


def formulate(desk: Desk, now: dt.datetime) -> Page:
    """Who has a question and how sharp it is; before the first one, what to say and examples."""
    session, t = desk.session, desk.t
    without = [who for who in session.present if not has_text(session, who)]
    with_text = [who for who in session.participants if has_text(session, who)]
    newest = _newest(desk)
    roomy, width = 4 * len(with_text) <= desk.room.height, columns(desk)
    if newest and not roomy:
        with_text.sort(key=lambda who: who != newest)
    body: list[Content] = []
    if not with_text:
        step = desk.guide.step(Phase.FORMULATE)
        body += [*bullets(step.headings[1], step.say, width), NOTHING]
        body += bullets(t("Examples"), desk.guide.examples[:6], width)
    for who in with_text:
        text = session.questions[question_of(who)].text or ""
        body.append(hanging(content((f"{who[1:]:>2} {desk.called(who)}  ", "bold"), text), 3, width))
        body += _hinted(desk, text, whole=roomy or who == newest)
    below = NOTHING
    if without and with_text:
        names = [Content(desk.seated(who)) for who in without]
        below = running(content((t("Still to ask:") + " ", "bold")), names, *desk.below)
    title = t("Questions: {n} of {all}", n=len(with_text), all=len(session.present))
    return Page(title, lines(body), below)


def _newest(desk: Desk) -> str:
    """Whose question was typed last."""
    step, session = desk.live.newest, desk.session
    if step:
        for key, question in step.after.questions.items():
            before = step.before.questions.get(key)
            if question.text and (before is None or before.text != question.text):
                return question.asker
    return next((question.asker for question in reversed(session.questions.values()) if question.text), "")


def _hinted(desk: Desk, text: str, *, whole: bool) -> Iterator[Content]:
    """What might make a question easier to help; ``whole``: with an example. Never a score."""
    t, width = desk.t, columns(desk)
    for hint in hints(text)[: 2 if whole else 1]:
        told = content(("   → ", "$text-accent"), (t.message(hint.message), "$foreground-muted italic"))
        yield hanging(told, 5, width)
        if whole:
            example = t("as: “{example}”", example=hint.example)
            yield hanging(content(("     " + example, "$foreground-muted")), 5, width)


def question(desk: Desk, now: dt.datetime) -> Page:
    """The open question whole, and who is next."""
    session, t = desk.session, desk.t
    below = queue(desk)
    if session.current is None:
        body = [content((t("No question is open."), "$foreground-muted"))]
        if session.queue:
            who = session.queue[0]
            text = session.questions[question_of(who)].text if has_text(session, who) else None
            body = [
                content(t("Next:"), " ", (desk.seated(who), "bold"), " ", (_slot(desk, now), "$foreground-muted")),
                content((text or t("(no words yet)"), "italic")),
            ]
        return Page(t("Round"), lines(body), below)
    number, of = asked(session)
    who = session.questions[session.current].asker
    text = session.questions[session.current].text
    title = t("Question {number} of {all} · {who}", number=number, all=of, who=desk.seated(who))
    words = (
        content((text, "bold"))
        if text
        else content((t("Type the question: {who} ...", who=desk.called(who)), "$foreground-muted"))
    )
    return Page(title, words, below)


def _slot(desk: Desk, now: dt.datetime) -> str:
    session = desk.session
    return digits(slot(session, now, len(session.queue)))


def queue(desk: Desk) -> Content:
    """Who is still to ask; a click makes somebody next."""
    session, t = desk.session, desk.t
    if not session.queue:
        return content((t("Nobody is waiting any more."), "$foreground-muted")) if session.current else NOTHING
    lead = content((t("Next") + "  ", "bold"))
    return running(lead, [call(desk, who) for who in session.queue], *desk.below)


def everybody(desk: Desk, now: dt.datetime) -> Page:
    """The open question and all that wait, each with its words."""
    session, t = desk.session, desk.t
    page, width = question(desk, now), columns(desk)
    body = [page.body]
    if session.queue:
        body += [NOTHING, content((t("Next"), "bold"))]
    for who in session.queue:
        words = session.questions[question_of(who)].text if has_text(session, who) else None
        said = words or (t("(no words yet)"), "$foreground-muted")
        body.append(hanging(Content.assemble(call(desk, who), "  ", said), 3, width))
    return Page(page.title, lines(body))


def call(desk: Desk, who: str) -> Content:
    """Somebody who waits; a click makes it their turn."""
    return Content.styled(desk.seated(who), Style.from_meta({"@click": f"screen.call_next({who!r})"}))


def received(session: Session, who: str) -> list[tuple[str, Offer]]:
    """The offers to somebody's question, those that count."""
    mine = question_of(who)
    return [(key, offer) for key, offer in session.offers.items() if offer.question == mine and not offer.dropped]


def reflect(desk: Desk, now: dt.datetime) -> Page:
    """The prompts, and per participant what they received and what they said of it."""
    session, t = desk.session, desk.t
    prompts, width = desk.guide.reflection_prompts, columns(desk)
    body: list[Content] = []
    if prompts:
        body.append(
            content(
                ("“", "$foreground-muted"),
                (prompts[len(session.reflections) % len(prompts)], "bold"),
                ("”", "$foreground-muted"),
            )
        )
    unclear = [(key, offer) for key, offer in session.offers.items() if is_vague(offer)]
    if unclear:
        body.append(
            content(
                (
                    t.plural(
                        "{n} promise without a day or a name", "{n} promises without a day or a name", len(unclear)
                    ),
                    "$text-warning",
                ),
                ": " + ", ".join(key[1:] for key, _ in unclear[:12]),
            )
        )
    body.append(NOTHING)
    said: dict[str, set[ReflectionKind]] = {}
    for reflection in session.reflections.values():
        said.setdefault(reflection.who, set()).add(reflection.kind)
    for who in session.participants:
        offers = received(session, who)
        sign = "●" if who in said else "○"
        firm = sum(not is_vague(offer) for _, offer in offers)
        words = t.plural("{n} offer, {firm} settled", "{n} offers, {firm} settled", len(offers), firm=firm)
        words = words if offers else t("no offers")
        style = "bold" if who == session.speaker else ""
        body.append(content((f"{who[1:]:>2} {sign} {desk.called(who)}  ", style), (words, "$foreground-muted")))
        if who == session.speaker:
            body += (
                hanging(
                    content(("     · ", "$foreground-muted"), f"{desk.named(offer.helpers)}: {offer.text}"), 7, width
                )
                for _, offer in offers
            )
    return Page(t("Reflection"), lines(body), _addresses(desk))


def _addresses(desk: Desk) -> Content:
    """Whose address is missing, while they are still here to be asked."""
    session, t = desk.session, desk.t
    from reciring.report.addresses import unreachable

    missing = [who for who in unreachable(session) if not session.participants[who].away]
    if not missing:
        return NOTHING
    how = ("/adres" if t.language == "nl" else "/address", "bold $text-accent")
    if len(missing) == len(session.present):
        return content((t("Nobody's address is known."), "$text-warning"), " ", how)
    lead = content((t("No address:"), "$text-warning"), " ", how, "  ")
    return running(lead, [Content(desk.seated(who)) for who in missing], *desk.below)


def done(desk: Desk, now: dt.datetime) -> Page:
    """What this ring brought, in a few numbers."""
    session, t = desk.session, desk.t
    offers = [offer for offer in session.offers.values() if not offer.dropped]
    asked_ = [question for question in session.questions.values() if question.text or question.stretches]
    helped = {offer.question for offer in offers}
    unhelped = [question for question in asked_ if question_of(question.asker) not in helped]
    firm = sum(map(is_concrete, offers))
    body = [
        content((t.plural("{n} question", "{n} questions", len(asked_)), "bold")),
        content((t.plural("{n} offer", "{n} offers", len(offers)), "bold")),
        content(t.plural("{n} promise settled", "{n} promises settled", firm)),
    ]
    if loose := sum(map(is_vague, offers)):
        body.append(content((t("{n} without a day or a name", n=loose), "$text-warning")))
    if unhelped:
        body.append(NOTHING)
        body.append(content((t("Without an offer: who knows someone outside this room?"), "bold")))
        body += (content(f"{desk.seated(question.asker)}  {question.text or ''}") for question in unhelped)
    return Page(t("Done"), lines(body), content((t("The ring is done. Thank everybody."), "$text-success")))
