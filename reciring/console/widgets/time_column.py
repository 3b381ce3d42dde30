"""The time on a screen with room: the countdown in tall figures, and below it a row for each question of the round.

In the other steps there is a row for each step.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from reciring.cells import shorten
from reciring.console.text import clock_digits, content, fit_cells, truncate
from reciring.console.view_state import NOTHING, ViewState
from reciring.console.widgets import big_digits
from reciring.console.widgets.circle import ASKS
from reciring.console.widgets.clock import (
    COUNTDOWN_COLOURS,
    countdown_bar,
    countdown_state,
    countdown_text,
    message_lines,
    speaker_line,
    time_of_day,
)
from reciring.console.widgets.pane import Pane
from reciring.console.widgets.rows import Row, Rows
from reciring.ring.durations import elapsed_seconds
from reciring.ring.plan import TIMED_PHASES, current_plan, phase_minutes
from reciring.ring.schedule import Countdown, countdown, schedule
from reciring.ring.session import PHASE_TITLES, Phase, Session
from reciring.ring.time_per_question import used_seconds

LONG_NAME = 15
"""Columns of a seat, a name and the gap behind it, before the bar gets more than it needs."""
TALLEST = 14
"""The most rows of the figures."""
MESSAGE_ROWS = 3
"""Rows for the messages below the bar. They are kept free, so that the round below them does not move."""


class TimeColumn(Rows, Pane):
    """Drawn every second; only a few rows change."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="column")
        self.view = view

    def draw(self, now: dt.datetime) -> None:
        self.title(self.view.t("Time"))
        width, height = self.room, self.scrollable_content_region.height
        if not self.display or not height:
            return
        count = countdown(self.view.session, now)
        rows = [*self._figures(now, count, width, height), NOTHING]
        if count:
            rows += [countdown_bar(count, width, self.view.t), NOTHING]
        messages = [speaker_line(self.view, width) or ("", "")]
        messages += message_lines(self.view, now, count, next_slot=False)
        del messages[MESSAGE_ROWS:]
        rows += [content((truncate(text, width), style)) for text, style in messages]
        rows += [NOTHING] * (MESSAGE_ROWS + 1 - len(messages))
        if self.view.session.phase is Phase.ROUND:
            rows += self._round(now, width, height - len(rows))
        else:
            rows += self._steps(now, width)
        self.show([Row("", row) for row in rows[:height]])

    def _figures(self, now: dt.datetime, count: Countdown | None, width: int, height: int) -> list[Content]:
        """The time as tall as fits. Longer times are less tall, and have as many rows."""
        digits = countdown_text(count, self.view.t) or time_of_day(self.view, now)
        most = height // 2 if self.view.enlarged == "clock" else min(TALLEST, max(3, height // 4))
        room = big_digits.max_rows("0:00", most, width)
        rows = big_digits.max_rows(digits, room, width) if big_digits.drawable(digits) else 0
        colour = COUNTDOWN_COLOURS[countdown_state(count)]
        if not rows:
            return [content((digits.center(width), f"bold {colour}"))]
        left = " " * ((width - big_digits.width(digits, rows)) // 2)
        above = (room - rows) // 2
        lines = [content((left + line, colour)) for line in big_digits.draw(digits, rows)]
        return [*[NOTHING] * above, *lines, *[NOTHING] * (room - rows - above)]

    def _round(self, now: dt.datetime, width: int, height: int) -> list[Content]:
        """A row for each question in the order of the round: the time it used, and the time it was planned to use.

        Without room for all, the first questions share a row.
        """
        session = self.view.session
        questions = question_times(session, now)
        longest = max((question.planned for question in questions), default=0.0)
        if any(question.used > question.planned for question in questions):
            longest *= 1.25
        over = [question for question in questions if question.is_over]
        hidden = min(len(over), len(questions) - height + 1)
        rows: list[Content] = []
        if hidden > 1:
            used, planned = (sum(getattr(question, name) for question in over[:hidden]) for name in ("used", "planned"))
            name = self.view.t.plural("{n} question", "{n} questions", hidden)
            rows.append(_row("✓", name, "$foreground-muted", used, planned, 0.0, width))
            questions = questions[hidden:]
        for question in questions:
            sign, style = " ", ""
            if question.who == session.asker:
                sign, style = ASKS, "bold"
            elif question.is_over:
                sign, style = "✓", "$foreground-muted"
            name = f"{question.who[1:]:>2} {self.view.short_name(question.who)}"
            rows.append(_row(sign, name, style, question.used, question.planned, longest, width))
        return rows

    def _steps(self, now: dt.datetime, width: int) -> Iterator[Content]:
        """A row for each step: the time it took, and the time it was planned to take."""
        session = self.view.session
        plan = current_plan(session)
        planned = {phase: 60.0 * phase_minutes(plan, phase) for phase in TIMED_PHASES}
        for phase, seconds in planned.items():
            span = session.phases.get(phase)
            used = elapsed_seconds(span, now) if span else 0.0
            sign, style = (
                (ASKS, "bold") if phase is session.phase else ("✓", "$foreground-muted") if used else (" ", "")
            )
            yield _row(sign, self.view.t(PHASE_TITLES[phase]), style, used, seconds, max(planned.values()), width)


class QuestionTime(NamedTuple):
    """The seconds that a question used, and those it was planned to use."""

    who: str
    used: float
    planned: float
    is_over: bool


def question_times(session: Session, now: dt.datetime) -> list[QuestionTime]:
    """The questions that are over in the order they were asked, then the current one, then those that wait."""
    plan = schedule(session, now)
    slot = float(plan.next_slot or 0) if plan else 0.0
    asked = [question for question in session.questions.values() if question.stretches]
    asked.sort(key=lambda question: question.stretches[0].start)
    over, current = [], []
    waited: dict[str, float] = {}
    for question in asked:
        who, used = question.asker, used_seconds(question, now)
        if who == session.asker:
            current.append(QuestionTime(who, used, (question.slot or 0) + question.added, False))
        elif who in session.queue:
            waited[who] = used
        else:
            over.append(QuestionTime(who, used, (question.slot or 0) + question.added, True))
    waiting = [QuestionTime(who, waited.get(who, 0.0), slot, False) for who in session.queue]
    return [*over, *current, *waiting]


def _row(sign: str, name: str, style: str, used: float, planned: float, longest: float, width: int) -> Content:
    """A sign, a name, a bar and both times. ``longest`` is the time of a bar that fills its room; more is cut off."""
    times = clock_digits(planned) if planned else ""
    if used:
        times = f"{clock_digits(math.floor(used))}/{times}"
    times = f"{times:>12}"
    room = width - cell_len(times) - 2
    bar_room = max(4, min(20, room - LONG_NAME)) if longest else 0
    name_room = room - bar_room - 1
    parts: list[str | tuple[str, str]] = [
        (f"{sign} ", style),
        (fit_cells(shorten(name, name_room), name_room), style),
        " ",
    ]
    if longest:
        within, most = (
            min(bar_room, round(bar_room * seconds / longest)) for seconds in (min(used, planned), max(used, planned))
        )
        rest = ("▓", "$text-warning") if used > planned else ("░", "$foreground-muted")
        parts.append(("▓" * within, "$foreground-muted" if sign == "✓" else "$primary"))
        parts += [(rest[0] * (most - within), rest[1]), " " * (bar_room - most)]
    return content(*parts, (times, "bold $text-warning" if used > planned > 0 else style))
