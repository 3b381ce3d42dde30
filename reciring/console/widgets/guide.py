"""The guide (F8): what to do and say in this step, as one line in the row of reminders or as rows of its own."""

from __future__ import annotations

import datetime as dt

from rich.cells import cell_len
from textual.content import Content

from reciring.console.text import content, guide_text, join_lines
from reciring.console.view_state import GuideSize, ViewState
from reciring.console.widgets.key_label import KeyLabel
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.guide import remove_backticks
from reciring.ring.session import Phase


def guide_line(view: ViewState, width: int) -> Content:
    """Return the step in one line of ``width`` cells, with the key of the guide."""
    t, phase = view.t, view.session.phase
    text = remove_backticks(view.guide.short_text(phase))
    more = t("an example") if phase is Phase.FORMULATE else t("a suggestion")
    parts = [KeyLabel(("f8",), "F8", "").draw(), content(" ", (text, "$foreground-muted"))]
    if view.prompts and cell_len(text) + cell_len(more) + 8 <= width:
        parts += [Content("   "), KeyLabel(("left",), "←", more).draw()]
    return content(*parts)


class GuidePane(TextBlock, Pane):
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
            return 0
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

    def draw(self, now: dt.datetime) -> None:
        phase = self.view.session.phase
        if phase is not self._phase:
            self._phase = phase
            self.view.prompt = -1
            if self.view.guide_size is GuideSize.HIDDEN:
                self.view.guide_size = GuideSize.LINE
        prompts, opened = self.view.prompts, self.view.guide_size is GuideSize.OPEN
        prompt = prompts[self.view.prompt] if 0 <= self.view.prompt < len(prompts) else ""
        no_room = self.view.staged or self.screen.has_class("-compact")
        self.display = (opened or bool(prompt)) and not no_room
        self.set_class(opened, "-open")
        self.set_class(bool(prompt) and not opened, "-prompt")
        if opened:
            self._draw_open()
            return
        self._top = 0
        if prompt:
            words = content(("← ", "bold $text-accent"), (remove_backticks(prompt), "italic"))
            self.show(words, layout=True)
        if self.styles.inline.has_rule("height"):
            self.styles.inline.clear_rule("height")
            self.refresh(layout=True)

    def _draw_open(self) -> None:
        width, height = self.screen.size
        rows, shown_rows = self._all_rows(width), self.rows(width, height)
        self._top = max(0, min(self._top, len(rows) - shown_rows))
        shown = rows[self._top : self._top + shown_rows]
        if self._top + shown_rows < len(rows):
            shown[-1] = content(("PgDn ", "bold $text-accent"), (self.view.t("more"), "$foreground-muted"))
        self.styles.height = shown_rows
        self.show(join_lines(shown), layout=True)
