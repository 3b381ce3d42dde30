"""The guide pane: what to do and say in this step, as one line, as several rows, or hidden (F8)."""

from __future__ import annotations

import datetime as dt

from rich.cells import cell_len
from textual.content import Content

from reciring.console.text import content, guide_text, join_lines
from reciring.console.view_state import GuideSize, ViewState
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.guide import remove_backticks
from reciring.ring.session import Phase


class GuidePane(Pane, TextBlock):
    """The guide of the current step. A hidden guide comes back as one line when the next step begins."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="guide")
        self.view = view
        self._phase: Phase | None = None
        self._top = 0
        """The first row shown while it is open."""

    def rows(self, width: int, height: int) -> int:
        """Rows that the guide takes on a screen of this size."""
        if self.view.guide_size is not GuideSize.OPEN:
            return 1
        return min(len(self._all_rows(width)), max(3, height * 2 // 5))

    def page(self, down: bool) -> bool:
        """Scroll the open guide by a page (PgDn, PgUp). Returns False if it is not open."""
        if self.view.guide_size is not GuideSize.OPEN or not self.display:
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
        guide, t, prompts = self.view.guide, self.view.t, self.view.prompts
        if 0 <= self.view.prompt < len(prompts):
            return content(("← ", "bold $text-accent"), (remove_backticks(prompts[self.view.prompt]), "italic"))
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
            self.view.prompt = -1
            if self.view.guide_size is GuideSize.HIDDEN:
                self.view.guide_size = GuideSize.LINE
        no_room = self.view.staged or self.screen.has_class("-compact")
        self.display = self.view.guide_size is not GuideSize.HIDDEN and not no_room
        self.set_class(self.view.guide_size is GuideSize.OPEN, "-open")
        self.set_class(self.view.guide_size is GuideSize.LINE and self.view.prompt >= 0, "-prompt")
        if self.view.guide_size is GuideSize.OPEN:
            self._draw_open()
            return
        self._top = 0
        if self.view.guide_size is GuideSize.LINE:
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
