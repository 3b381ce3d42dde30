"""The middle pane follows the phase: what is to be done and said, the question, what was received, the summary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Size

from reciring.console.text import truncate
from reciring.console.view_state import Page, ViewState
from reciring.console.widgets import phase_pages as phases
from reciring.console.widgets import preparation
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.ring.session import Phase

PAGES: dict[Phase, Callable[[ViewState, dt.datetime], Page]] = {
    Phase.PREPARE: preparation.prepare,
    Phase.INTRODUCTION: phases.introduction,
    Phase.FORMULATE: phases.formulate,
    Phase.ROUND: phases.question,
    Phase.REFLECT: phases.reflect,
    Phase.DONE: phases.done,
}

LARGE: dict[Phase, Callable[[ViewState, dt.datetime], Page]] = {
    Phase.PREPARE: preparation.seats,
    Phase.ROUND: phases.everybody,
}
"""The pages when the pane is large (F3), where they are other ones."""


class PhasePane(Pane, Vertical, can_focus=False):
    """A title, a body that scrolls if need be, and below it what must always be in sight."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="phase")
        self.view = view
        self._phase: Phase | None = None
        self._planning = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page", can_focus=False):
            yield TextBlock(id="body")
        yield TextBlock(id="below")

    def draw(self, now: dt.datetime) -> None:
        large = self.screen.has_class("-large-queue")
        phase = self.view.session.phase
        if phase is not self._phase:
            self.view.page = None
        self.view.room = self.query_one("#page").size
        if self.size.width:
            self.view.below = Size(self.size.width - 1, self._rows_below(large))
        page = self.view.page or (LARGE.get(phase, PAGES[phase]) if large else PAGES[phase])(self.view, now)
        room = max(8, self.size.width - 4)
        self.title(truncate(page.title, room))
        self.query_one("#body", TextBlock).show(page.body, layout=True)
        self.query_one("#below", TextBlock).show(page.below, layout=True)
        if self._phase is not self.view.session.phase:
            self._phase = self.view.session.phase
            self.home()

    def resized(self) -> None:
        below = self.query_one("#below", TextBlock)
        before = below.shown
        super().resized()
        if below.shown is not before:
            # Textual forgets that its rows are others now, if it was to be laid out anyhow when they changed.
            self.call_after_refresh(below.refresh, layout=True)

    def _rows_below(self, large: bool) -> int:
        """As many rows as ``ring.tcss`` gives what stands below the page."""
        if large or self.screen.has_class("-large-clock"):
            return max(1, self.size.height * 3 // 5)
        return 1 if self.screen.has_class("-tight") else 3

    def follow(self, now: dt.datetime) -> None:
        """While a plan is typed, what it costs is seen before Enter."""
        before, self._planning = self._planning, self.view.controller.text.lstrip()[:1] == "/"
        if before or self._planning:
            self.draw(now)

    def home(self) -> None:
        """Back to where the page begins."""
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def turn(self, down: bool) -> None:
        """A page further, or back."""
        page = self.query_one("#page", VerticalScroll)
        by = max(1, page.size.height - 1)
        page.scroll_to(y=max(0, page.scroll_offset.y + (by if down else -by)), animate=False, immediate=True)
