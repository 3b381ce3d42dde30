"""A slim strip with what to do and say in this step: one line, or some lines, or away (F8)."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from rich.cells import cell_len
from textual.content import Content

from reciring.console.text import content
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.console.widgets.phase_pages import typed
from reciring.guide import remove_backticks
from reciring.live.practice import TOUR_STEPS
from reciring.ring.session import Phase


class Size(Enum):
    LINE = "line"
    OPEN = "open"
    AWAY = "away"


NEXT = {Size.LINE: Size.OPEN, Size.OPEN: Size.AWAY, Size.AWAY: Size.LINE}


class GuidePane(Pane, TextBlock):
    """Comes back as one line with every new step."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="guide")
        self.view = view
        self.state = Size.LINE
        self._phase: Phase | None = None
        self._top = 0
        """The first row shown while it is open."""
        self._prompt = -1
        """Which of the prompts stands here instead; below zero none."""

    @property
    def prompts(self) -> tuple[str, ...]:
        """Things to say that can be gone through: examples, questions to the circle, advice before the day."""
        guide = self.view.guide
        match self.view.session.phase:
            case Phase.PREPARE:
                return guide.days_before
            case Phase.INTRODUCTION:
                return guide.ground_rules
            case Phase.FORMULATE:
                return guide.examples
            case Phase.ROUND:
                return guide.round_prompts
            case Phase.REFLECT:
                return guide.reflection_prompts
        return ()

    def another(self) -> bool:
        """←: the next prompt; past the last one the step itself again. False if there is none."""
        if not self.prompts or (not self.display and self.state is not Size.AWAY):
            return False
        self._prompt = -1 if self._prompt + 1 >= len(self.prompts) else self._prompt + 1
        self.state = Size.LINE
        self.draw(self.view.controller.now)
        return True

    def rows(self, width: int, height: int) -> int:
        """How many rows it takes on a screen of that size."""
        if self.state is not Size.OPEN:
            return 1
        return min(len(self._opened(width)), max(3, height * 2 // 5))

    def _opened(self, width: int) -> list[Content]:
        """The step explained, row by row."""
        step = self.view.guide.step(self.view.session.phase)
        parts = [content((step.short_text, "bold"))]
        for heading, texts in step.sections():
            parts.append(content((heading, "bold $text-accent")))
            parts += (content(("· ", "$foreground-muted"), typed(text)) for text in texts)
        return [row for part in parts for row in part.wrap(max(1, width - 2))]

    def page(self, down: bool) -> bool:
        """PgDn and PgUp while it is open; False if it is not."""
        if self.state is not Size.OPEN or not self.display:
            return False
        by = max(1, self.rows(*self.screen.size) - 1)
        self._top += by if down else -by
        self.draw(self.view.controller.now)
        return True

    def turn(self) -> None:
        """F8: open, away, and one line again."""
        self.state = NEXT[self.state]

    def _line(self, phase: Phase) -> Content:
        guide, t, prompts = self.view.guide, self.view.t, self.prompts
        if 0 <= self._prompt < len(prompts):
            return content(("← ", "bold $text-accent"), (remove_backticks(prompts[self._prompt]), "italic"))
        words = remove_backticks(guide.short_text(phase))
        more = t("an example") if phase is Phase.FORMULATE else t("a suggestion")
        parts: list[str | tuple[str, str]] = [("F8 ", "bold $text-accent"), (words, "$foreground-muted")]
        if prompts and cell_len(words) + cell_len(more) + 8 <= self.size.width - 2:
            parts += ["   ", ("← ", "bold $text-accent"), (more, "$foreground-muted")]
        return content(*parts)

    def draw(self, now: dt.datetime) -> None:
        phase = self.view.session.phase
        if phase is not self._phase:
            self._phase = phase
            self._prompt = -1
            if self.state is Size.AWAY:
                self.state = Size.LINE
        hidden = self.screen.has_class("-stage") or self.screen.has_class("-compact")
        self.display = self.state is not Size.AWAY and not hidden
        self.set_class(self.state is Size.OPEN, "-open")
        self.set_class(self.state is Size.LINE and self._prompt >= 0, "-prompt")
        if self.state is not Size.OPEN:
            self._top = 0
        if self.state is Size.LINE:
            self.show(self._line(phase), layout=True)
        elif self.state is Size.OPEN:
            width, height = self.screen.size
            rows, tall = self._opened(width), self.rows(width, height)
            self._top = max(0, min(self._top, len(rows) - tall))
            shown = rows[self._top : self._top + tall]
            if self._top + tall < len(rows):
                shown[-1] = content(("PgDn ", "bold $text-accent"), (self.view.t("goes on"), "$foreground-muted"))
            self.styles.height = tall
            self.show(Content("\n").join(shown), layout=True)
            return
        if self.styles.inline.has_rule("height"):
            self.styles.inline.clear_rule("height")
            self.refresh(layout=True)


TALLEST = 3


class PracticeStrip(Pane, TextBlock):
    """Only there while somebody takes the tour."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="tour")
        self.view = view
        self.tall = 0

    def draw(self, now: dt.datetime) -> None:
        tour = self.view.tour
        if tour is None or not self.size.width:
            return
        tour.look()
        lead = "✓ " if tour.over else f"{tour.place + 1}/{len(TOUR_STEPS)} "
        words = content((lead, "bold $text-accent"), typed(tour.words(self.view.t)))
        tall = min(TALLEST, max(1, len(words.wrap(self.size.width - 2))))
        if tall != self.tall:
            self.tall = self.styles.height = tall
        self.show(words)
