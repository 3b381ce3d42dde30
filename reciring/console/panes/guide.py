"""A slim strip with what to do and say in this step: one line, or some lines, or away (F8)."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from textual.content import Content

from reciring.console.desk import Desk
from reciring.console.panes.pane import Pane
from reciring.console.panes.phases import typed
from reciring.console.panes.words import Words
from reciring.console.text import content
from reciring.guide import plain
from reciring.ring.session import Phase


class Size(Enum):
    LINE = "line"
    OPEN = "open"
    AWAY = "away"


NEXT = {Size.LINE: Size.OPEN, Size.OPEN: Size.AWAY, Size.AWAY: Size.LINE}


class GuideStrip(Pane, Words):
    """Comes back as one line with every new step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="guide")
        self.desk = desk
        self.state = Size.LINE
        self._phase: Phase | None = None

    def turn(self) -> None:
        """F8: open, away, and one line again."""
        self.state = NEXT[self.state]

    def draw(self, now: dt.datetime) -> None:
        phase = self.desk.session.phase
        if phase is not self._phase:
            self._phase = phase
            if self.state is Size.AWAY:
                self.state = Size.LINE
        hidden = self.screen.has_class("-stage") or self.screen.has_class("-small")
        self.display = self.state is not Size.AWAY and not hidden
        self.set_class(self.state is Size.OPEN, "-open")
        if self.state is Size.LINE:
            self.show(content(("F8 ", "bold $text-accent"), (plain(self.desk.guide.strip(phase)), "$foreground-muted")))
        elif self.state is Size.OPEN:
            step = self.desk.guide.step(phase)
            parts = [content((step.strip, "bold"))]
            for heading, texts in step.sections():
                parts.append(content((heading, "bold $text-accent")))
                parts += (content(("· ", "$foreground-muted"), typed(text)) for text in texts)
            self.show(Content("\n").join(parts), layout=True)
