"""What the middle pane says in each phase of the ring; before it, see preparing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.style import Style

from reciring.console.text import clock_digits, content, hanging_indent, running_list
from reciring.console.view_state import NOTHING, Page, ViewState
from reciring.console.widgets.header import question_number
from reciring.guide import split_code_spans
from reciring.ring.question_hints import question_hints
from reciring.ring.session import Offer, Phase, ReflectionKind, Session, is_incomplete, is_promise, question_id
from reciring.ring.time_per_question import slot_seconds

Part = str | Content | tuple[str, str]


def lines(parts: Iterable[Content]) -> Content:
    return Content("\n").join(parts)


def page_width(view: ViewState) -> int:
    """What a page may fill of its room: the last column is for a scroll bar."""
    return view.room.width - 1


def typed(line: str, style: str = "") -> Content:
    """A line of the guide: what stands between backticks is to be typed."""
    return content(*((text, "bold $text-accent" if code else style) for text, code in split_code_spans(line)))


def bullets(heading: str, texts: Iterable[str], width: int) -> Iterator[Content]:
    yield content((heading, "bold"))
    for text in texts:
        yield hanging_indent(content(("· ", "$foreground-muted"), typed(text)), 2, width)


def introduction(view: ViewState, now: dt.datetime) -> Page:
    step = view.guide.step(Phase.INTRODUCTION)
    _, say, _ = step.headings
    width = page_width(view)
    body = [*bullets(say, step.say, width), NOTHING]
    body += bullets(view.t("Agreements"), view.guide.ground_rules, width)
    return Page(step.title, lines(body))


def has_text(session: Session, who: str) -> bool:
    """Whether somebody's question is known."""
    question = session.questions.get(question_id(who))
    return bool(question and question.text)


def formulate(view: ViewState, now: dt.datetime) -> Page:
    """Who has a question and how sharp it is; before the first one, what to say and examples."""
    session, t = view.session, view.t
    without = [who for who in session.present if not has_text(session, who)]
    with_text = [who for who in session.participants if has_text(session, who)]
    newest = _newest(view)
    roomy, width = 4 * len(with_text) <= view.room.height, page_width(view)
    if newest and not roomy:
        with_text.sort(key=lambda who: who != newest)
    body: list[Content] = []
    if not with_text:
        step = view.guide.step(Phase.FORMULATE)
        body += [*bullets(step.headings[1], step.say, width), NOTHING]
        body += bullets(t("Examples"), view.guide.examples[:6], width)
    for who in with_text:
        text = session.questions[question_id(who)].text or ""
        body.append(hanging_indent(content((f"{who[1:]:>2} {view.short_name(who)}  ", "bold"), text), 3, width))
        body += _hinted(view, text, whole=roomy or who == newest)
    below = NOTHING
    if without and with_text:
        names = [Content(view.seat_and_name(who)) for who in without]
        below = running_list(content((t("Still to ask:") + " ", "bold")), names, *view.below)
    title = t("Questions: {n} of {all}", n=len(with_text), all=len(session.present))
    return Page(title, lines(body), below)


def _newest(view: ViewState) -> str:
    """Whose question was typed last."""
    step, session = view.controller.newest, view.session
    if step:
        for key, question in step.after.questions.items():
            before = step.before.questions.get(key)
            if question.text and (before is None or before.text != question.text):
                return question.asker
    return next((question.asker for question in reversed(session.questions.values()) if question.text), "")


def _hinted(view: ViewState, text: str, *, whole: bool) -> Iterator[Content]:
    """What might make a question easier to help; ``whole``: with an example. Never a score."""
    t, width = view.t, page_width(view)
    for hint in question_hints(text)[: 2 if whole else 1]:
        told = content(("   → ", "$text-accent"), (t.message(hint.message), "$foreground-muted italic"))
        yield hanging_indent(told, 5, width)
        if whole:
            example = t("as: “{example}”", example=hint.example)
            yield hanging_indent(content(("     " + example, "$foreground-muted")), 5, width)


def question(view: ViewState, now: dt.datetime) -> Page:
    """The open question whole, and who is next."""
    session, t = view.session, view.t
    below = queue(view)
    if session.current is None:
        body = [content((t("No question is open."), "$foreground-muted"))]
        if session.queue:
            who = session.queue[0]
            text = session.questions[question_id(who)].text if has_text(session, who) else None
            body = [
                content(
                    t("Next:"), " ", (view.seat_and_name(who), "bold"), " ", (_slot(view, now), "$foreground-muted")
                ),
                content((text or t("(no words yet)"), "italic")),
            ]
        return Page(t("Round"), lines(body), below)
    number, of = question_number(session)
    who = session.questions[session.current].asker
    text = session.questions[session.current].text
    title = t("Question {number} of {all} · {who}", number=number, all=of, who=view.seat_and_name(who))
    words = (
        content((text, "bold"))
        if text
        else content((t("Type the question: {who} ...", who=view.short_name(who)), "$foreground-muted"))
    )
    return Page(title, words, below)


def _slot(view: ViewState, now: dt.datetime) -> str:
    session = view.session
    return clock_digits(slot_seconds(session, now, len(session.queue)))


def queue(view: ViewState) -> Content:
    """Who is still to ask; a click makes somebody next."""
    session, t = view.session, view.t
    if not session.queue:
        return content((t("Nobody is waiting any more."), "$foreground-muted")) if session.current else NOTHING
    lead = content((t("Next") + "  ", "bold"))
    return running_list(lead, [callable_seat(view, who) for who in session.queue], *view.below)


def everybody(view: ViewState, now: dt.datetime) -> Page:
    """The open question and all that wait, each with its words."""
    session, t = view.session, view.t
    page, width = question(view, now), page_width(view)
    body = [page.body]
    if session.queue:
        body += [NOTHING, content((t("Next"), "bold"))]
    for who in session.queue:
        words = session.questions[question_id(who)].text if has_text(session, who) else None
        said = words or (t("(no words yet)"), "$foreground-muted")
        body.append(hanging_indent(Content.assemble(callable_seat(view, who), "  ", said), 3, width))
    return Page(page.title, lines(body))


def callable_seat(view: ViewState, who: str) -> Content:
    """Somebody who waits; a click makes it their turn."""
    return Content.styled(view.seat_and_name(who), Style.from_meta({"@click": f"screen.call_next({who!r})"}))


def offers_to(session: Session, who: str) -> list[tuple[str, Offer]]:
    """The offers to somebody's question, those that count."""
    mine = question_id(who)
    return [(key, offer) for key, offer in session.offers.items() if offer.question == mine and not offer.dropped]


def reflect(view: ViewState, now: dt.datetime) -> Page:
    """The prompts, and per participant what they received and what they said of it."""
    session, t = view.session, view.t
    prompts, width = view.guide.reflection_prompts, page_width(view)
    body: list[Content] = []
    if prompts:
        body.append(
            content(
                ("“", "$foreground-muted"),
                (prompts[len(session.reflections) % len(prompts)], "bold"),
                ("”", "$foreground-muted"),
            )
        )
    unclear = [(key, offer) for key, offer in session.offers.items() if is_incomplete(offer)]
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
        offers = offers_to(session, who)
        sign = "●" if who in said else "○"
        firm = sum(not is_incomplete(offer) for _, offer in offers)
        words = t.plural("{n} offer, {firm} settled", "{n} offers, {firm} settled", len(offers), firm=firm)
        words = words if offers else t("no offers")
        style = "bold" if who == session.speaker else ""
        body.append(content((f"{who[1:]:>2} {sign} {view.short_name(who)}  ", style), (words, "$foreground-muted")))
        if who == session.speaker:
            body += (
                hanging_indent(
                    content(("     · ", "$foreground-muted"), f"{view.short_names(offer.helpers)}: {offer.text}"),
                    7,
                    width,
                )
                for _, offer in offers
            )
    return Page(t("Reflection"), lines(body), _addresses(view))


def _addresses(view: ViewState) -> Content:
    """Whose address is missing, while they are still here to be asked."""
    session, t = view.session, view.t
    from reciring.report.addresses import participants_without_address

    missing = [who for who in participants_without_address(session) if not session.participants[who].away]
    if not missing:
        return NOTHING
    how = ("/adres" if t.language == "nl" else "/address", "bold $text-accent")
    if len(missing) == len(session.present):
        return content((t("Nobody's address is known."), "$text-warning"), " ", how)
    lead = content((t("No address:"), "$text-warning"), " ", how, "  ")
    return running_list(lead, [Content(view.seat_and_name(who)) for who in missing], *view.below)


def done(view: ViewState, now: dt.datetime) -> Page:
    """What this ring brought, in a few numbers."""
    session, t = view.session, view.t
    offers = [offer for offer in session.offers.values() if not offer.dropped]
    asked_ = [question for question in session.questions.values() if question.text or question.stretches]
    helped = {offer.question for offer in offers}
    unhelped = [question for question in asked_ if question_id(question.asker) not in helped]
    firm = sum(map(is_promise, offers))
    body = [
        content((t.plural("{n} question", "{n} questions", len(asked_)), "bold")),
        content((t.plural("{n} offer", "{n} offers", len(offers)), "bold")),
        content(t.plural("{n} promise settled", "{n} promises settled", firm)),
    ]
    if loose := sum(map(is_incomplete, offers)):
        body.append(content((t("{n} without a day or a name", n=loose), "$text-warning")))
    if unhelped:
        body.append(NOTHING)
        body.append(content((t("Without an offer: who knows someone outside this room?"), "bold")))
        body += (content(f"{view.seat_and_name(question.asker)}  {question.text or ''}") for question in unhelped)
    return Page(t("Done"), lines(body), content((t("The ring is done. Thank everybody."), "$text-success")))
