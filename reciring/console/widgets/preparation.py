"""The pages of the phase pane before the ring: participants and plan, a pasted list, the seats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from reciring.console.text import clock_digits, content, join_lines
from reciring.console.view_state import NOTHING, Page, ViewState
from reciring.report.charts.seats import seats_text
from reciring.ring.command_types import SetDate, SetEndTime, SetPlan
from reciring.ring.message import Refused
from reciring.ring.plan import (
    MAX_MINUTES,
    MIN_MINUTES,
    current_plan,
    phase_minutes,
    plan_warnings,
    planned_start,
    total_minutes,
)
from reciring.ring.session import Phase, Session
from reciring.ring.time_per_question import seconds_per_question
from reciring.ring.time_shortage import find_time_shortage, time_left
from reciring.ring.update import update

if TYPE_CHECKING:
    from reciring.importers.participants import ParticipantList

OTHER_GROUPS = (8, 12, 16, 20)
"""Numbers of participants for which the time per question is shown, to compare."""
OTHER_TOTALS = (MIN_MINUTES, 75, MAX_MINUTES)
"""Total minutes for which the time per question is shown, to compare."""
MAX_LISTED = 200
"""Participants of a pasted list that are shown."""
MAX_CHART_WIDTH = 72


def preparation_page(view: ViewState, now: dt.datetime) -> Page:
    """The plan and its warnings, what is still missing, the checklist, and the seats if there is room."""
    if view.people:
        return pasted_list_page(view, view.people)
    session, t = _session_with_typed_plan(view), view.t
    people = len(session.present)
    body = [_warning(t.message(message)) for message in view.not_added]
    body += _plan(view, session, now)
    body += (_warning(t.message(warning)) for warning in (plan_warnings(session) if people else ()))
    without = [who for who in session.present if not view.question_text(who)]
    if people and len(without) < people:
        body.append(content(t("{n} still without a question", n=len(without))))
    body += _missing_details(view)
    body += _checklist(view)
    if view.room.height > len(body) + people // 2 + 4 and (chart := _seats(view)):
        body += [NOTHING, *chart]
    title = t("Preparation") if session is view.session else t("Preparation, with the plan you are typing")
    return Page(title, join_lines(body))


def seats_page(view: ViewState, now: dt.datetime) -> Page:
    """The seats alone, large, to set out chairs and name cards by."""
    if view.people:
        return pasted_list_page(view, view.people)
    t = view.t
    body = _seats(view) or [content((t("Nobody yet: type a name."), "$foreground-muted"))]
    return Page(t("Participants"), join_lines(body))


def pasted_list_page(view: ViewState, people: ParticipantList) -> Page:
    """A pasted list as reciring reads it, before Enter adds its participants."""
    t = view.t
    body = [content((t.message(message), "$foreground-muted")) for message in people.details.messages()]
    for error in people.errors:
        reason = t("line {line}: {reason}", line=error.line, reason=error.message)
        body.append(content(_warning(reason), " ", (error.text, "italic")))
    for person in people.participants[:MAX_LISTED]:
        details = ", ".join(filter(None, (person.organisation, person.email)))
        question = f"  {person.question}" if person.question else ""
        body.append(content((person.name, "bold"), f"  {details}", (question, "italic")))
    if (more := len(people.participants) - MAX_LISTED) > 0:
        body.append(content((t("and {n} more", n=more), "$foreground-muted")))
    return Page(t("{n} people in the list: Enter adds them", n=len(people.participants)), join_lines(body))


def _warning(text: str) -> Content:
    return content(("! ", "bold $text-warning"), (text, "$text-warning"))


def _command(text: str) -> Content:
    return content((text, "bold $text-accent"))


def _seats(view: ViewState) -> list[Content]:
    width = max(0, view.room.width - 1)
    return [Content(line) for line in seats_text(view.session, view.t, min(width, MAX_CHART_WIDTH))]


def _session_with_typed_plan(view: ViewState) -> Session:
    """The session with the plan that is on the entry line, so that its effect is seen before Enter."""
    controller = view.controller
    command = controller.meaning() if controller.text.lstrip()[:1] == "/" and not controller.editing else None
    if isinstance(command, SetPlan | SetEndTime | SetDate):
        after = update(controller.base, command)
        if not isinstance(after, Refused):
            return after
    return view.session


def _plan(view: ViewState, session: Session, now: dt.datetime) -> Iterator[Content]:
    """The minutes of each step and the time per question; also for other totals and other numbers of participants."""
    t, plan, people = view.t, current_plan(session), len(session.present)
    total = total_minutes(plan)
    yield content(t.plural("{n} participant", "{n} participants", people))
    text = t(
        "introduction {introduction} · questions {formulate} · round {round} · reflection {reflect} = {total} minutes",
        introduction=phase_minutes(plan, Phase.INTRODUCTION),
        formulate=phase_minutes(plan, Phase.FORMULATE),
        round=phase_minutes(plan, Phase.ROUND),
        reflect=phase_minutes(plan, Phase.REFLECT),
        total=total,
    )
    left = time_left(session, now)
    if session.start and not left:
        start = planned_start(session, now)
        end = start + dt.timedelta(minutes=total)
        text += ", " + t("{start} to {end}", start=view.local(start), end=view.local(end))
    yield content(text)
    if not people:
        return
    if left:
        fits = t("{n} minutes left: {time} each", n=left.minutes, time=clock_digits(left.each))
        yield content((fits, "bold $text-warning" if find_time_shortage(session, now) else "bold"))
    else:
        yield content((t("{time} per question", time=clock_digits(seconds_per_question(session, now))), "bold"))
    groups = " · ".join(
        f"{n} → {clock_digits(seconds_per_question(session, now, people=n))}" for n in OTHER_GROUPS if n != people
    )
    yield content((t("people → each: {people}", people=groups), "$foreground-muted"))
    totals = " · ".join(
        f"{n} → {clock_digits(seconds_per_question(session, now, total=n))}" for n in OTHER_TOTALS if n != total
    )
    yield content(
        (t("minutes → each: {totals}", totals=totals) + "  ", "$foreground-muted"), _command(t("/plan total"))
    )


def _missing_details(view: ViewState) -> Iterator[Content]:
    """The details of the ring that are missing, each with the command that sets it.

    Before them who leads and the place, if they are known: both are taken from the last ring, and may be wrong now.
    """
    session, t = view.session, view.t
    dutch = t.language == "nl"
    details = [
        (session.title, "/titel" if dutch else "/title", t("a title")),
        (session.facilitator, "/begeleider" if dutch else "/facilitator", t("your name")),
        (session.place, "/plaats" if dutch else "/place", t("the place")),
        (session.until, "/tot" if dutch else "/until", t("when it must end")),
    ]
    led_by = t("Led by {name}", name=session.facilitator) if session.facilitator else ""
    known = [
        (text, command) for text, (_, command, _) in zip((led_by, session.place), details[1:3], strict=True) if text
    ]
    if known:
        texts, commands = zip(*known, strict=True)
        line, to_change = " · ".join(texts) + "  ", " ".join(commands)
        fits = cell_len(line) + cell_len(to_change) < view.room.width
        yield content((line, "$foreground-muted"), _command(to_change) if fits else "")
    missing = [(command, title) for value, command, title in details if not value]
    if missing:
        yield NOTHING
    for command, title in missing:
        yield content(("○ ", "$foreground-muted"), title, "  ", _command(command))


def _checklist(view: ViewState) -> Iterator[Content]:
    """The items of the checklist that are not ready, each with its number; a click ticks it."""
    t, items = view.t, view.guide.checklist
    ticked = view.session.ticked
    ready = sum(item.key in ticked for item in items)
    yield NOTHING
    if ready == len(items):
        yield content(("✓ ", "$text-success"), t("Room and materials: everything is ready."))
        return
    count = t("{n} of {all}", n=ready, all=len(items))
    yield content((t("Room and materials") + f" {count}", "bold"), "  ", t("Tab, or"), " ", _command(t("/tick 1 3")))
    for number, item in enumerate(items, 1):
        if item.key not in ticked:
            box = Content.styled(f"{number:>2} ☐ ", Style.from_meta({"@click": f"screen.tick({item.key!r})"}))
            current = view.open_items.position == item.key
            yield content(box.stylize("$text-accent"), (item.text, "bold" if current else ""))
