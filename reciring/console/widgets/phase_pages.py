"""The pages of the phase pane from the introduction to the end; preparation.py has those before the ring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.style import Style

from reciring.cells import shorten
from reciring.console.text import clock_digits, content, guide_text, hanging_indent, join_lines, running_list
from reciring.console.view_state import NOTHING, Page, ViewState
from reciring.console.widgets.circle import heard, not_heard
from reciring.report.addresses import participants_without_address
from reciring.ring.question_hints import question_hints
from reciring.ring.round import question_number
from reciring.ring.session import Offer, Phase, Session, is_incomplete, is_promise, question_id
from reciring.ring.time_per_question import slot_seconds
from reciring.ring.unanswered import is_still_open

MAX_NAME = 24
"""Columns of a seat and name among others on a row."""
LOW_PAGE = 8
"""Rows of a page that has none to spare between its parts."""
MAX_LINE_LENGTH = 64
"""Columns of a question that stands alone: longer lines are harder to read."""


def _short(view: ViewState, who: str) -> str:
    """Seat and name among others on a row."""
    return shorten(view.seat_and_name(who), MAX_NAME)


def page_width(view: ViewState) -> int:
    """Columns that a page can fill: all but one, which is for the scroll bar."""
    return view.room.width - 1


def bullets(heading: str, texts: Iterable[str], width: int) -> Iterator[Content]:
    yield content((heading, "bold"))
    for text in texts:
        yield hanging_indent(content(("· ", "$foreground-muted"), guide_text(text)), 2, width)


# --- introduction and questions ---------------------------------------------------------------------------------------


def introduction_page(view: ViewState, now: dt.datetime) -> Page:
    """What to say, and the agreements."""
    step = view.guide.step(Phase.INTRODUCTION)
    _, say, _ = step.headings
    width = page_width(view)
    body = [*bullets(say, step.say, width), NOTHING]
    body += bullets(view.t("Ground rules"), view.guide.ground_rules, width)
    return Page(step.title, join_lines(body))


def questions_page(view: ViewState, now: dt.datetime) -> Page:
    """The questions so far, each with hints; before the first question what to say, and examples."""
    session, t = view.session, view.t
    without = [who for who in session.present if not view.question_text(who)]
    asking = [who for who in session.participants if view.question_text(who)]
    newest = _newest_asker(view)
    roomy, width = 4 * len(asking) <= view.room.height, page_width(view)
    if newest and not roomy:
        asking.sort(key=lambda who: who != newest)
    body: list[Content] = []
    if not asking:
        step = view.guide.step(Phase.FORMULATE)
        body += [*bullets(step.headings[1], step.say, width), NOTHING]
        body += bullets(t("Examples"), view.guide.examples[:6], width)
    for who in asking:
        text = view.question_text(who)
        lead = content((f"{who[1:]:>2} {view.short_name(who)}  ", "bold"))
        body.append(hanging_indent(Content.assemble(lead, _privacy(view, who), text), 3, width))
        body += _hints(view, text, with_example=roomy or who == newest)
    below = NOTHING
    if without and asking:
        names = [Content(_short(view, who)) for who in without]
        below = running_list(content((t("No question yet:") + " ", "bold")), names, *view.below)
    title = t("Questions: {n} of {all}", n=len(asking), all=len(session.present))
    return Page(title, join_lines(body), below)


def _newest_asker(view: ViewState) -> str:
    """Whose question was typed last; "" if there is no question."""
    step, session = view.controller.newest, view.session
    if step:
        for key, question in step.after.questions.items():
            before = step.before.questions.get(key)
            if question.text and (before is None or before.text != question.text):
                return question.asker
    return next((question.asker for question in reversed(session.questions.values()) if question.text), "")


def _hints(view: ViewState, text: str, *, with_example: bool) -> Iterator[Content]:
    """What could make a question easier to answer: two hints with their examples, or one hint alone."""
    t, width = view.t, page_width(view)
    for hint in question_hints(text)[: 2 if with_example else 1]:
        row = content(("   → ", "$text-accent"), (t.message(hint.message), "$foreground-muted italic"))
        yield hanging_indent(row, 5, width)
        if with_example:
            example = t("for example: “{example}”", example=hint.example)
            yield hanging_indent(content(("     " + example, "$foreground-muted")), 5, width)


# --- the round --------------------------------------------------------------------------------------------------------


def round_page(view: ViewState, now: dt.datetime) -> Page:
    """The current question, and below it who is next."""
    session, t = view.session, view.t
    below = _queue(view)
    if session.current is None:
        body = [content((t("There is no current question."), "$foreground-muted"))]
        if session.queue:
            who = session.queue[0]
            slot = clock_digits(slot_seconds(session, now, len(session.queue)))
            body = [
                content(t("Next:"), " ", (view.seat_and_name(who), "bold"), " ", (slot, "$foreground-muted")),
                Content.assemble(_privacy(view, who), (view.question_text(who) or _no_text(view), "italic")),
            ]
        return Page(t("Round"), join_lines(body), below)
    number, of = question_number(session)
    current = session.questions[session.current]
    who = current.asker
    title = t("Question {number} of {all} · {who}", number=number, all=of, who=view.seat_and_name(who))
    hint = t("Type the question: {who} ...", who=view.short_name(who))
    text = (current.text, "bold") if current.text else (hint, "$foreground-muted")
    words = Content.assemble(_privacy(view, who), text)
    return Page(title, _with_air(view, who, words) if view.roomy and view.enlarged != "queue" else words, below)


def _with_air(view: ViewState, who: str, words: Content) -> Content:
    """A question in the middle of the page, with its asker above it; without air if it is too long for that."""
    page = page_width(view)
    width = max(1, min(MAX_LINE_LENGTH, page - 4))
    rows = [content((f" {view.seat_and_name(who)} ", "bold reverse")), NOTHING, *words.wrap(width)]
    left = " " * max(0, (page - max(row.cell_length for row in rows)) // 2)
    above = max(0, (view.room.height - len(rows)) // 2)
    return join_lines([*[NOTHING] * above, *(content(left, row) for row in rows)])


def queue_page(view: ViewState, now: dt.datetime) -> Page:
    """The current question and all that wait, or whose question is read aloud, each with its text."""
    session, t = view.session, view.t
    page, width = round_page(view, now), page_width(view)
    body = [page.body]
    if session.queue:
        body += [NOTHING, content((t("Next"), "bold"))]
    aloud = [question.asker for question in session.questions.values() if question.aloud]
    if aloud and not session.queue:
        body += [NOTHING, content((t("To read aloud"), "bold"))]
    for who in session.queue or aloud:
        text = view.question_text(who) or (_no_text(view), "$foreground-muted")
        body.append(
            hanging_indent(Content.assemble(_clickable_seat(view, who), "  ", _privacy(view, who), text), 3, width)
        )
    return Page(page.title, join_lines(body))


def _privacy(view: ViewState, who: str) -> Content:
    """The word that comes before a private question."""
    question = view.session.questions.get(question_id(who))
    return content((view.t("private") + ": ", "$text-warning")) if question and question.private else Content("")


def _no_text(view: ViewState) -> str:
    return view.t("(no text yet)")


def _queue(view: ViewState) -> Content:
    """Who waits to ask; a click on a name makes that person next."""
    session, t = view.session, view.t
    if not session.queue:
        return content((t("Nobody else is waiting."), "$foreground-muted")) if session.current else NOTHING
    lead = content((t("Next") + "  ", "bold"))
    return running_list(lead, [_clickable_seat(view, who) for who in session.queue], *view.below)


def _clickable_seat(view: ViewState, who: str) -> Content:
    return Content.styled(_short(view, who), Style.from_meta({"@click": f"screen.call_next({who!r})"}))


# --- reflection and end -----------------------------------------------------------------------------------------------


def reflection_page(view: ViewState, now: dt.datetime) -> Page:
    """A question to the circle, then who was not heard yet, then the others.

    Without room for a row for each, the names come after each other. Below them the offers to who is speaking.
    """
    session, t = view.session, view.t
    prompts, width = view.guide.reflection_prompts, page_width(view)
    body: list[Content] = []
    if prompts:
        prompt = prompts[len(session.reflections) % len(prompts)]
        body += content(("“", "$foreground-muted"), (prompt, "bold"), ("”", "$foreground-muted")).wrap(max(1, width))
    silent, spoken = not_heard(session), heard(session)
    others = [who for who in session.participants if who in spoken]
    rows_below = 1 + len(_offers_to(session, session.speaker)) if session.speaker else 0
    one_each = len(body) + len(session.participants) + rows_below + 5 <= view.room.height
    if silent:
        body += [NOTHING] * (view.room.height > LOW_PAGE)
        body += _names(view, t("Not heard yet"), "", silent, one_each=one_each)
    if others:
        body += [NOTHING] * one_each
        body += _names(view, t("Heard"), "$foreground-muted", others, one_each=one_each)
    if session.speaker:
        body += _received(view, session.speaker)
    return Page(t("Reflection"), join_lines(body), _missing_addresses(view))


def _names(view: ViewState, heading: str, style: str, people: list[str], *, one_each: bool) -> list[Content]:
    """A heading and names: below each other with the offers that each received, or after each other."""
    session, t = view.session, view.t
    if not one_each:
        names = [Content.styled(_short(view, who), "bold" if who == session.speaker else style) for who in people]
        lead = content((f"{heading}  ", f"bold {style}"))
        return list(running_list(lead, names, page_width(view)).split("\n"))
    rows = [content((heading, f"bold {style}"))]
    for who in people:
        offers = _offers_to(session, who)
        complete = sum(not is_incomplete(offer) for offer in offers)
        count = t.plural("{n} offer, {firm} promised", "{n} offers, {firm} promised", len(offers), firm=complete)
        name = (f"{who[1:]:>2} {view.short_name(who)}  ", "bold" if who == session.speaker else style)
        rows.append(content(name, (count if offers else t("no offers"), "$foreground-muted")))
    return rows


def _received(view: ViewState, who: str) -> Iterator[Content]:
    """The offers to the question of who is speaking, to read back."""
    offers = _offers_to(view.session, who)
    if offers:
        yield NOTHING
        yield content((view.seat_and_name(who), "bold $text-primary"))
    for offer in offers:
        text = f"{view.short_names(offer.helpers) or view.t('who?')}: {offer.text}"
        yield hanging_indent(content(("· ", "$foreground-muted"), text), 2, page_width(view))


def _offers_to(session: Session, who: str) -> list[Offer]:
    """The offers to a participant's question, without those that were not useful."""
    key = question_id(who)
    return [offer for offer in session.offers.values() if offer.question == key and not offer.dropped]


def _missing_addresses(view: ViewState) -> Content:
    """Whose e-mail address is missing, among those present, and the command that adds it."""
    session, t = view.session, view.t
    missing = [who for who in participants_without_address(session) if not session.participants[who].away]
    if not missing:
        return NOTHING
    command = ("/adres" if t.language == "nl" else "/address", "bold $text-accent")
    if len(missing) == len(session.present):
        return content((t("No e-mail addresses known."), "$text-warning"), " ", command)
    lead = content((t("No e-mail address:"), "$text-warning"), " ", command, "  ")
    return running_list(lead, [Content(_short(view, who)) for who in missing], *view.below)


def done_page(view: ViewState, now: dt.datetime) -> Page:
    """What the ring brought, in numbers, and the questions that are still open."""
    session, t = view.session, view.t
    offers = [offer for offer in session.offers.values() if not offer.dropped]
    asked = [question for question in session.questions.values() if question.text or question.stretches]
    still_open = [question for key, question in session.questions.items() if is_still_open(key, session)]
    body = [
        content((t.plural("{n} question", "{n} questions", len(asked)), "bold")),
        content((t.plural("{n} offer", "{n} offers", len(offers)), "bold")),
        content(t.plural("{n} promise", "{n} promises", sum(map(is_promise, offers)))),
    ]
    if incomplete := sum(map(is_incomplete, offers)):
        body.append(content((t("{n} incomplete (no day or helper yet)", n=incomplete), "$text-warning")))
    if still_open:
        body.append(NOTHING)
        body.append(content((t("Without an offer: who knows someone outside this room?"), "bold")))
        body += (content(f"{view.seat_and_name(question.asker)}  {question.text or ''}") for question in still_open)
    return Page(t("Done"), join_lines(body), content((t("The ring is done. Thank everyone."), "$text-success")))
