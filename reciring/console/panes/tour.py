"""The strip of the tour, above the line: where the newcomer is, and what to try."""

from __future__ import annotations

import datetime as dt

from reciring.console.desk import Desk
from reciring.console.panes.pane import Pane
from reciring.console.panes.phases import typed
from reciring.console.panes.words import Words
from reciring.console.text import content
from reciring.console.tour import STEPS

TALLEST = 3


class TourStrip(Pane, Words):
    """Only there while somebody takes the tour."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="tour")
        self.desk = desk
        self.tall = 0

    def draw(self, now: dt.datetime) -> None:
        tour = self.desk.tour
        if tour is None or not self.size.width:
            return
        tour.look()
        lead = "✓ " if tour.over else f"{tour.place + 1}/{len(STEPS)} "
        words = content((lead, "bold $text-accent"), typed(tour.words(self.desk.t)))
        tall = min(TALLEST, max(1, len(words.wrap(self.size.width - 2))))
        if tall != self.tall:
            self.tall = self.styles.height = tall
        self.show(words)
