"""One step of the practice tour: what to try next, above the entry line."""

from __future__ import annotations

import datetime as dt

from reciring.console.text import content, guide_text
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.live.tour_steps import TOUR_STEPS

MAX_ROWS = 3


class TourPane(TextBlock, Pane):
    """Shows the current step of the tour. It is mounted only in the practice ring."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="tour")
        self.view = view
        self.rows = 0
        """Rows of its text; 0 until it is first drawn."""

    def draw(self, now: dt.datetime) -> None:
        tour = self.view.tour
        if tour is None or not self.size.width:
            return
        tour.look()
        number = "✓ " if tour.over else f"{tour.place + 1}/{len(TOUR_STEPS)} "
        text = content((number, "bold $text-accent"), guide_text(tour.words(self.view.t)))
        rows = min(MAX_ROWS, max(1, len(text.wrap(self.size.width - 2))))
        if rows != self.rows:
            self.rows = self.styles.height = rows
        self.show(text)
