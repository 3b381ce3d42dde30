"""The top line: which ring, which phase, what time it is, when it ends as things go."""

from __future__ import annotations

import datetime as dt

from rich.cells import cell_len

from reciring.console.text import content, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.ring.schedule import schedule
from reciring.ring.session import PHASE_TITLES, Phase, Session

ORDER = tuple(Phase)
Part = str | tuple[str, str]


def question_number(session: Session) -> tuple[int, int]:
    """The number of the question that is open (or was last), and of how many."""
    begun = sum(bool(question.stretches) for question in session.questions.values())
    again = sum(bool(question.stretches) for question in session.questions.values() if question.asker in session.queue)
    return max(0, begun - again), begun - again + len(session.queue)


class Header(Pane, TextBlock):
    """One line; what matters least goes first when there is no room."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="header")
        self.view = view

    def draw(self, now: dt.datetime) -> None:
        width = self.size.width
        if not width:
            return
        right = self._right(now)
        for names in (True, False):
            middle = self._phases(names)
            room = width - _cells(right) - _cells(middle) - 4
            if room >= 0:
                break
        else:
            middle, room = self._phases(False, only=True), width - _cells(right) - 4
            room -= _cells(middle)
        title = truncate(self.view.session.title, max(0, room)) if room > 3 else ""
        gap = width - cell_len(title) - _cells(middle) - _cells(right)
        left = gap // 2 if title else 0
        self.show(content((title, "bold"), " " * left, *middle, " " * max(1, gap - left), *right))

    def _right(self, now: dt.datetime) -> list[Part]:
        t = self.view.t
        parts: list[Part] = [(f"{self.view.local(now):%H:%M}", "bold")]
        plan = schedule(self.view.session, now)
        if plan:
            parts.append(" · " + t("ends {time}", time=self.view.local(plan.end)))
            minutes = round(plan.seconds_early / 60)
            if minutes > 0:
                parts += [" · ", (t("{n} min early", n=minutes), "$text-success")]
            elif minutes < 0:
                parts += [" · ", (t("{n} min late", n=-minutes), "$text-warning")]
            else:
                parts += [" · ", (t("on time"), "$text-success")]
        return parts

    def _phases(self, names: bool, only: bool = False) -> list[Part]:
        """All phases, ✓ those that are over, ▶ the one that is; short: only that one has its name."""
        session, t = self.view.session, self.view.t
        here = ORDER.index(session.phase)
        parts: list[Part] = []
        for index, phase in enumerate(ORDER):
            if phase in (Phase.PREPARE, Phase.DONE) and index != here:
                continue
            if only and index != here:
                continue
            name = t(PHASE_TITLES[phase])
            if index == here:
                count = ""
                if phase is Phase.ROUND:
                    number, of = question_number(session)
                    count = f" {number}/{of}"
                parts.append((f"▶ {name}{count}", "bold $text-accent"))
            else:
                sign = "✓" if index < here else "·"
                parts.append((f"{sign} {name}" if names else sign, "$foreground-muted"))
            parts.append(" ")
        return parts[:-1]


def _cells(parts: list[Part]) -> int:
    return sum(cell_len(part if isinstance(part, str) else part[0]) for part in parts)
