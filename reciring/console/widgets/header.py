"""The top row: the ring's title, its steps, the time of day, and when it ends at this pace."""

from __future__ import annotations

import datetime as dt

from rich.cells import cell_len

from reciring.cells import shorten
from reciring.console.text import content
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.ring.round import question_number
from reciring.ring.schedule import schedule
from reciring.ring.session import PHASE_TITLES, Phase
from reciring.ring.time_wording import pace

PHASES = tuple(Phase)
Part = str | tuple[str, str]


class Header(TextBlock, Pane):
    """One row. Without room for everything, names of other steps go first, then those steps, then the title."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="header")
        self.view = view

    def draw(self, now: dt.datetime) -> None:
        width = self.size.width
        if not width:
            return
        right = self._right(now)
        for names in (True, False):
            middle = self._steps(names)
            room = width - _cells(right) - _cells(middle) - 4
            if room >= 0:
                break
        else:
            middle = self._steps(False, only_current=True)
            room = width - _cells(right) - _cells(middle) - 4
        title = shorten(self.view.session.title, max(0, room)) if room > 3 else ""
        gap = width - cell_len(title) - _cells(middle) - _cells(right)
        left = gap // 2 if title else 0
        self.show(content((title, "bold"), " " * left, *middle, " " * max(1, gap - left), *right))

    def _right(self, now: dt.datetime) -> list[Part]:
        """The time of day, the projected end, and how early or late that is."""
        t = self.view.t
        parts: list[Part] = [(t("{time}", time=self.view.local(now)), "bold")]
        plan = schedule(self.view.session, now)
        if plan and self.view.session.phase is not Phase.PREPARE:
            parts.append(" · " + t("ends {time}", time=self.view.local(plan.shown_end)))
            style = "$text-warning" if plan.minutes_late > 0 else "$text-success"
            parts += [" · ", (t.message(pace(self.view.session, plan)), style)]
        return parts

    def _steps(self, names: bool, only_current: bool = False) -> list[Part]:
        """The steps: ✓ before those that are over, ▶ before the current one, which always has its name."""
        session, t = self.view.session, self.view.t
        current = PHASES.index(session.phase)
        parts: list[Part] = []
        for index, phase in enumerate(PHASES):
            if index != current and (only_current or phase in (Phase.PREPARE, Phase.DONE)):
                continue
            name = t(PHASE_TITLES[phase])
            if index == current:
                number = " {}/{}".format(*question_number(session)) if phase is Phase.ROUND else ""
                parts.append((f"▶ {name}{number}", "bold $text-accent"))
            else:
                sign = "✓" if index < current else "·"
                parts.append((f"{sign} {name}" if names else sign, "$foreground-muted"))
            parts.append(" ")
        return parts[:-1]


def _cells(parts: list[Part]) -> int:
    return sum(cell_len(part if isinstance(part, str) else part[0]) for part in parts)
