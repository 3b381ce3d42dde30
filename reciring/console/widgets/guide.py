"""The guide pane: what to do and say in this step, as one line, as several rows, or hidden (F8)."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from rich.cells import cell_len
from textual.content import Content

from reciring.console.text import content, guide_text, join_lines
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.guide import remove_backticks
from reciring.ring.session import Phase


class Size(Enum):
    """How much of the guide is shown."""

    LINE = "line"
    OPEN = "open"
    HIDDEN = "hidden"


NEXT_SIZE = {Size.LINE: Size.OPEN, Size.OPEN: Size.HIDDEN, Size.HIDDEN: Size.LINE}


class GuidePane(Pane, TextBlock):
    """The guide of the current step. A hidden guide comes back as one line when the next step begins."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="guide")
        self.view = view
        self.state = Size.LINE
        self._phase: Phase | None = None
        self._top = 0
        """The first row shown while it is open."""
        self._prompt = -1
        """Index of the prompt shown instead of the step; -1 if it is the step itself."""

    @property
    def prompts(self) -> tuple[str, ...]:
        """Things to say, one at a time: advice beforehand, agreements, examples, questions to the circle."""
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

    def next_prompt(self) -> bool:
        """Show the next prompt (←); after the last one the step again. Returns False if there are no prompts."""
        if not self.prompts or (not self.display and self.state is not Size.HIDDEN):
            return False
        self._prompt = -1 if self._prompt + 1 >= len(self.prompts) else self._prompt + 1
        self.state = Size.LINE
        self.draw(self.view.controller.now)
        return True

    def next_size(self) -> None:
        """Go from one line to open, to hidden, to one line (F8). The caller lays out the screen."""
        self.state = NEXT_SIZE[self.state]

    def rows(self, width: int, height: int) -> int:
        """Rows that the guide takes on a screen of this size."""
        if self.state is not Size.OPEN:
            return 1
        return min(len(self._all_rows(width)), max(3, height * 2 // 5))

    def page(self, down: bool) -> bool:
        """Scroll the open guide by a page (PgDn, PgUp). Returns False if it is not open."""
        if self.state is not Size.OPEN or not self.display:
            return False
        by = max(1, self.rows(*self.screen.size) - 1)
        self._top += by if down else -by
        self.draw(self.view.controller.now)
        return True

    def _all_rows(self, width: int) -> list[Content]:
        """The whole guide of this step, wrapped."""
        step = self.view.guide.step(self.view.session.phase)
        parts = [content((step.short_text, "bold"))]
        for heading, texts in step.sections():
            parts.append(content((heading, "bold $text-accent")))
            parts += (content(("· ", "$foreground-muted"), guide_text(text)) for text in texts)
        return [row for part in parts for row in part.wrap(max(1, width - 2))]

    def _line(self, phase: Phase) -> Content:
        """The step in one line, or the prompt."""
        guide, t, prompts = self.view.guide, self.view.t, self.prompts
        if 0 <= self._prompt < len(prompts):
            return content(("← ", "bold $text-accent"), (remove_backticks(prompts[self._prompt]), "italic"))
        text = remove_backticks(guide.short_text(phase))
        more = t("an example") if phase is Phase.FORMULATE else t("a suggestion")
        parts: list[str | tuple[str, str]] = [("F8 ", "bold $text-accent"), (text, "$foreground-muted")]
        if prompts and cell_len(text) + cell_len(more) + 8 <= self.size.width - 2:
            parts += ["   ", ("← ", "bold $text-accent"), (more, "$foreground-muted")]
        return content(*parts)

    def draw(self, now: dt.datetime) -> None:
        phase = self.view.session.phase
        if phase is not self._phase:
            self._phase = phase
            self._prompt = -1
            if self.state is Size.HIDDEN:
                self.state = Size.LINE
        no_room = self.screen.has_class("-stage") or self.screen.has_class("-compact")
        self.display = self.state is not Size.HIDDEN and not no_room
        self.set_class(self.state is Size.OPEN, "-open")
        self.set_class(self.state is Size.LINE and self._prompt >= 0, "-prompt")
        if self.state is Size.OPEN:
            self._draw_open()
            return
        self._top = 0
        if self.state is Size.LINE:
            self.show(self._line(phase), layout=True)
        if self.styles.inline.has_rule("height"):
            self.styles.inline.clear_rule("height")
            self.refresh(layout=True)

    def _draw_open(self) -> None:
        width, height = self.screen.size
        rows, shown_rows = self._all_rows(width), self.rows(width, height)
        self._top = max(0, min(self._top, len(rows) - shown_rows))
        shown = rows[self._top : self._top + shown_rows]
        if self._top + shown_rows < len(rows):
            shown[-1] = content(("PgDn ", "bold $text-accent"), (self.view.t("goes on"), "$foreground-muted"))
        self.styles.height = shown_rows
        self.show(join_lines(shown), layout=True)
