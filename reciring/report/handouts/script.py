"""The facilitator's script on one page: every step with its start time in this ring, and what to do and say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from reciring.locale import Translator
from reciring.locale.dates import format_clock_time
from reciring.report.charts.seats import seats_text
from reciring.report.markdown import escape
from reciring.report.wording import format_duration, ring_subtitle, ring_title
from reciring.ring.plan import TIMED_PHASES, current_plan, phase_minutes, timezone_of, total_minutes
from reciring.ring.session import PHASE_TITLES, Phase, Session
from reciring.ring.time_per_question import seconds_per_question

SEATS_WIDTH = 72
"""The width of the seating plan, in columns."""


class StepText(NamedTuple):
    """What to do and what to say in a step, in a few short sentences."""

    do: tuple[str, ...] = ()
    say: tuple[str, ...] = ()


def script_data(session: Session, t: Translator, step_texts: Mapping[Phase, StepText]) -> dict[str, Any]:
    """Return the data for ``script.typ``."""
    return {
        "language": t.language,
        "title": t("Script – {title}", title=ring_title(session, t)),
        "head": ring_title(session, t),
        "subtitle": ring_subtitle(session, t),
        "facts": _facts(session, t),
        "steps": [
            {
                "time": when,
                "name": t(PHASE_TITLES[phase]),
                "minutes": _minutes(session, phase, t),
                "do": list(step_texts.get(phase, StepText()).do),
                "say": list(step_texts.get(phase, StepText()).say),
            }
            for phase, when in _start_times(session)
        ],
        "do": t("Do"),
        "say": t("Say"),
        "foot": t("Keep this page with you. The screen shows each step as you reach it."),
    }


def script_markdown(session: Session, t: Translator, step_texts: Mapping[Phase, StepText]) -> str:
    """Return the script as Markdown, with the seating plan."""
    data = script_data(session, t, step_texts)
    lines = [f"# {escape(data['title'])}", "", escape(data["subtitle"]), "", *(f"- {fact}" for fact in data["facts"])]
    if plan := seats_text(session, t, SEATS_WIDTH):
        lines += ["", *(f"    {line}".rstrip() for line in plan)]
    for step in data["steps"]:
        lines += ["", f"## {step['time']} {step['name']}" + (f" ({step['minutes']})" if step["minutes"] else "")]
        for heading, sentences in ((data["do"], step["do"]), (data["say"], step["say"])):
            if sentences:
                lines += ["", f"**{heading}**", "", *(f"- {sentence}" for sentence in sentences)]
    return "\n".join(lines) + "\n"


def _start_times(session: Session) -> list[tuple[Phase, str]]:
    """Return each step and its start: the time of day, or the time since the beginning if no start is planned."""
    plan = current_plan(session)
    zone = timezone_of(session)
    begun = session.begun.astimezone(zone) if session.begun else None
    start = begun.replace(tzinfo=None) if begun else None
    if start is None and session.start:
        start = dt.datetime.combine(session.date, session.start)
    times, minutes = list[tuple[Phase, str]](), 0
    for phase in (*TIMED_PHASES, Phase.DONE):
        at = start + dt.timedelta(minutes=minutes) if start else None
        times.append((phase, format_clock_time(at.time()) if at else format_duration(60.0 * minutes)))
        minutes += phase_minutes(plan, phase)
    return times


def _minutes(session: Session, phase: Phase, t: Translator) -> str:
    if phase is Phase.DONE:
        return ""
    minutes = phase_minutes(current_plan(session), phase)
    return t.plural("{n} minute", "{n} minutes", minutes)


def _facts(session: Session, t: Translator) -> list[str]:
    """Return the number of participants, the total time, the time per question and the end time, as sentences."""
    plan, people = current_plan(session), len(session.present)
    total = total_minutes(plan)
    facts = [
        t.plural("{n} participant", "{n} participants", people),
        t.plural("{n} minute in total", "{n} minutes in total", total),
    ]
    if people:
        start = dt.datetime.combine(session.date, session.start or dt.time(), timezone_of(session))
        facts.append(
            t("{time} per question", time=format_duration(seconds_per_question(session, start.astimezone(dt.UTC))))
        )
    if session.until:
        facts.append(t("ends at {time}", time=session.until))
    return facts
