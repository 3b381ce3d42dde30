"""The middle pane before the ring: who comes, what the plan gives each, what is to be made ready, the circle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from reciring.console.text import clock_digits, content
from reciring.console.view_state import NOTHING, Page, ViewState
from reciring.console.widgets.phase_pages import Part, has_text, lines
from reciring.report.charts.seats import seats_text
from reciring.ring.commands import SetDate, SetEndTime, SetPlan
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
from reciring.ring.update import update

if TYPE_CHECKING:
    from reciring.importers.read import ParticipantList

GROUPS = (8, 12, 16, 20)
TOTALS = (MIN_MINUTES, 75, MAX_MINUTES)
SHOWN = 200
"""People of a pasted list that are shown."""


def prepare(view: ViewState, now: dt.datetime) -> Page:
    """Who is in, the plan and what is wrong with it, what is missing, what is to be made ready."""
    if view.people:
        return pasted(view, view.people)
    session, t = typed_plan(view), view.t
    people = len(session.present)
    body = [content(("! ", "bold $text-warning"), (t.message(told), "$text-warning")) for told in view.told]
    body += plan(view, session, now)
    body += (
        content(("! ", "bold $text-warning"), (t.message(warning), "$text-warning"))
        for warning in (plan_warnings(session) if people else ())
    )
    without = [who for who in session.present if not has_text(session, who)]
    if people and len(without) < people:
        body.append(content(t("{n} still without a question", n=len(without))))
    body += missing(view)
    body += checklist(view)
    if view.room.height > len(body) + people // 2 + 4 and (picture := circle(view)):
        body += [NOTHING, *picture]
    title = t("Preparation") if session is view.session else t("Preparation, with the plan that is typed")
    return Page(title, lines(body))


def typed_plan(view: ViewState) -> Session:
    """The session with the plan on the line, so that what it costs is seen before Enter."""
    controller = view.controller
    meaning = controller.meaning() if controller.text.lstrip()[:1] == "/" and not controller.mending else None
    if isinstance(meaning, SetPlan | SetEndTime | SetDate):
        after = update(controller.base, meaning)
        if not isinstance(after, Refused):
            return after
    return view.session


def plan(view: ViewState, session: Session, now: dt.datetime) -> Iterator[Content]:
    """Minutes per step, time per question, and what another total or another group would make of it."""
    t, full, people = view.t, current_plan(session), len(session.present)
    yield content(t.plural("{n} participant", "{n} participants", people))
    words = t(
        "introduction {introduction} · questions {formulate} · round {round} · reflection {reflect} = {total} minutes",
        introduction=phase_minutes(full, Phase.INTRODUCTION),
        formulate=phase_minutes(full, Phase.FORMULATE),
        round=phase_minutes(full, Phase.ROUND),
        reflect=phase_minutes(full, Phase.REFLECT),
        total=total_minutes(full),
    )
    if session.start:
        begin = planned_start(session, now)
        end = begin + dt.timedelta(minutes=total_minutes(full))
        words += ", " + t("{start} to {end}", start=view.local(begin), end=view.local(end))
    yield content(words)
    if not people:
        return
    yield content((t("{time} per question", time=clock_digits(seconds_per_question(session, now))), "bold"))
    groups = " · ".join(
        f"{n} → {clock_digits(seconds_per_question(session, now, people=n))}" for n in GROUPS if n != people
    )
    yield content((t("other groups: {people}", people=groups), "$foreground-muted"))
    totals = " · ".join(
        f"{n} → {clock_digits(seconds_per_question(session, now, total=n))}" for n in TOTALS if n != total_minutes(full)
    )
    yield content((t("other totals: {totals}", totals=totals) + "  ", "$foreground-muted"), command(t("/plan total")))


def command(words: str) -> Content:
    return content((words, "bold $text-accent"))


def missing(view: ViewState) -> Iterator[Content]:
    """What this ring still has no words for, and the command that gives them."""
    session, t = view.session, view.t
    dutch = t.language == "nl"
    found = [
        (session.title, "/titel" if dutch else "/title", t("a title")),
        (session.facilitator, "/begeleider" if dutch else "/facilitator", t("your name")),
        (session.place, "/plaats" if dutch else "/place", t("the place")),
        (session.until, "/tot" if dutch else "/until", t("when it must be over")),
    ]
    # What was taken over from the last ring is seen, before an invitation names another ring's room.
    led = t("Led by {name}", name=session.facilitator) if session.facilitator else ""
    if known := [(words, name) for words, (_, name, _) in zip((led, session.place), found[1:3], strict=True) if words]:
        words, names = zip(*known, strict=True)
        line = " · ".join(words) + "  "
        fits = cell_len(line) + cell_len(" ".join(names)) < view.room.width
        yield content((line, "$foreground-muted"), command(" ".join(names)) if fits else "")
    open_ = [(name, what) for known, name, what in found if not known]
    if open_:
        yield NOTHING
    for name, what in open_:
        yield content(("○ ", "$foreground-muted"), what, "  ", command(name))


def checklist(view: ViewState) -> Iterator[Content]:
    """The room and the things that are not ready yet, each with the number that ticks it; a click does too."""
    t, items = view.t, view.guide.checklist
    ticked = view.session.ticked
    ready = sum(item.key in ticked for item in items)
    yield NOTHING
    if ready == len(items):
        yield content(("✓ ", "$text-success"), t("Room and things: everything is ready."))
        return
    count = t("{n} of {all}", n=ready, all=len(items))
    yield content((t("Room and things") + f" {count}", "bold"), "  ", t("Tab, or"), " ", command(t("/tick 1 3")))
    for number, item in enumerate(items, 1):
        if item.key not in ticked:
            mark = Content.styled(f"{number:>2} ☐ ", Style.from_meta({"@click": f"screen.tick({item.key!r})"}))
            here = view.walking == item.key
            yield content(mark.stylize("$text-accent"), (item.text, "bold" if here else ""))


def circle(view: ViewState, room: int | None = None) -> list[Content]:
    """The circle with the seats."""
    width = max(0, (room or view.room.width) - 1)
    return [Content(line) for line in seats_text(view.session, view.t, min(width, 72))]


def seats(view: ViewState, now: dt.datetime) -> Page:
    """The circle alone, to set out the chairs and the name cards by."""
    if view.people:
        return pasted(view, view.people)
    t = view.t
    body = circle(view) or [content((t("Nobody yet: type a name."), "$foreground-muted"))]
    return Page(t("The circle"), lines(body))


def pasted(view: ViewState, people: ParticipantList) -> Page:
    """A list as it was understood, before anybody of it is taken."""
    t = view.t
    body = [content((t.message(message), "$foreground-muted")) for message in people.details.messages()]
    for problem in people.errors:
        words = t("line {line}: {reason}", line=problem.line, reason=problem.message)
        body.append(content(("! ", "bold $text-warning"), (words, "$text-warning"), " ", (problem.text, "italic")))
    for person in people.participants[:SHOWN]:
        details = ", ".join(filter(None, (person.organisation, person.email)))
        parts: list[Part] = [(person.name, "bold"), f"  {details}"]
        if person.question:
            parts.append((f"  {person.question}", "italic"))
        body.append(content(*parts))
    if more := len(people.participants) - SHOWN:
        body += [content((t("and {n} more", n=more), "$foreground-muted"))] if more > 0 else []
    return Page(t("A list of {n}: Enter takes it", n=len(people.participants)), lines(body))
