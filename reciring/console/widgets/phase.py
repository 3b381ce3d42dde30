"""The phase pane in the middle: one page for each step of the ring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Size

from reciring.cells import shorten
from reciring.console.text import content, join_lines
from reciring.console.view_state import NOTHING, Page, ViewState
from reciring.console.widgets import phase_pages, preparation
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.console.widgets.review_page import review_page
from reciring.ring.session import Phase

PAGES: dict[Phase, Callable[[ViewState, dt.datetime], Page]] = {
    Phase.PREPARE: preparation.preparation_page,
    Phase.INTRODUCTION: phase_pages.introduction_page,
    Phase.FORMULATE: phase_pages.questions_page,
    Phase.ROUND: phase_pages.round_page,
    Phase.REFLECT: phase_pages.reflection_page,
    Phase.DONE: phase_pages.done_page,
}

ENLARGED_PAGES: dict[Phase, Callable[[ViewState, dt.datetime], Page]] = {
    Phase.PREPARE: preparation.seats_page,
    Phase.ROUND: phase_pages.queue_page,
}
"""The pages of the enlarged pane (F3), where they differ."""


class PhasePane(Vertical, Pane, can_focus=False):
    """A title, a body that scrolls, and lines below it that are always in sight."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="phase")
        self.view = view
        self._phase: Phase | None = None
        self._command_typed = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page", can_focus=False):
            yield TextBlock(id="body")
        yield TextBlock(id="below")

    def draw(self, now: dt.datetime) -> None:
        self._command_typed = self.view.controller.text.lstrip()[:1] == "/"
        large = self.view.enlarged == "queue"
        phase = self.view.session.phase
        self.view.room = self.query_one("#page").size
        if self.size.width:
            self.view.below = Size(self.size.width - 1, self._rows_below(large))
        open_page = review_page(self.view) if self.view.reviewing else self.view.page
        page = open_page or (ENLARGED_PAGES.get(phase, PAGES[phase]) if large else PAGES[phase])(self.view, now)
        if phase is Phase.ROUND and not self.view.page and not large:
            page = self._fitted(page)
        self.title(shorten(page.title, max(8, self.size.width - 4)))
        self.query_one("#body", TextBlock).show(page.body, layout=True)
        below = self.query_one("#below", TextBlock)
        below.display = bool(page.below)
        below.show(page.below, layout=True)
        if phase is not self._phase:
            self._phase = phase
            self.home()

    def resized(self) -> None:
        below = self.query_one("#below", TextBlock)
        before = below.shown
        super().resized()
        if below.shown is not before:
            # Textual lays out the old number of rows if a layout was already due when they changed: ask once more.
            self.call_after_refresh(below.refresh, layout=True)

    def _fitted(self, page: Page) -> Page:
        """The page of the round without who is next, if the question needs that room; its end is with F3."""
        width, height = phase_pages.page_width(self.view), self.content_size.height
        rows = page.body.wrap(width) if width > 0 and height else []
        if len(rows) <= height - page.below.plain.count("\n") - 1:
            return page
        if len(rows) > height:
            rows = [
                *rows[: height - 1],
                content(rows[height - 1].truncate(width - 4), "… ", ("F3", "bold $text-accent")),
            ]
        return page._replace(body=join_lines(rows), below=NOTHING)

    def _rows_below(self, large: bool) -> int:
        """The most rows that ring.tcss gives to ``#below``."""
        if large or self.view.enlarged == "clock":
            return max(1, self.size.height * 3 // 5)
        return 1 if self.screen.has_class("-tight") else 3

    def follow(self, now: dt.datetime) -> None:
        """Draw again while a command is typed: in preparation the page shows what a new plan gives, before Enter."""
        if self._command_typed or self.view.controller.text.lstrip()[:1] == "/":
            self.draw(now)

    def home(self) -> None:
        """Scroll to the beginning of the page."""
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def turn(self, down: bool) -> None:
        """Scroll one screen down or up."""
        page = self.query_one("#page", VerticalScroll)
        by = max(1, page.size.height - 1)
        page.scroll_to(y=max(0, page.scroll_offset.y + (by if down else -by)), animate=False, immediate=True)
