"""What remains on the smallest screen: the countdown and the question, and what else there are rows for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from reciring.console.text import clock_digits, content, fit_cells, running_list, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets.clock import countdown_state
from reciring.console.widgets.offers import needs_day
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.guide import remove_backticks
from reciring.ring.schedule import countdown
from reciring.ring.session import PHASE_TITLES, Offer, Phase

STYLES = {"over": "bold $text-error", "amber": "bold $text-warning", "paused": "bold reverse", "plain": "bold"}


class Compact(Pane, TextBlock):
    """One line of time, then the question whole."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="compact")
        self.view = view

    def draw(self, now: dt.datetime) -> None:
        if not self.display:
            return
        session, t = self.view.session, self.view.t
        count = countdown(session, now)
        here = countdown_state(count)
        clock = (
            t("PAUSE")
            if here == "paused"
            else clock_digits(count.remaining)
            if count
            else f"{self.view.local(now):%H:%M}"
        )
        who = self.view.seat_and_name(session.asker) if session.asker else t(PHASE_TITLES[session.phase])
        head = content((clock, STYLES[here]), "  ", (who, "bold"))
        text = session.questions[session.current].text if session.current else None
        if self.view.page:
            self.show(Content("\n").join([head, self.view.page.body]))
            return
        width, height = self.size
        rows = [head, *Content(text).wrap(max(1, width))] if text else [head]
        if width and self.screen.has_class("-compact"):
            rows += self._rest(width, height - len(rows))
        self.show(Content("\n").join(rows))

    def _rest(self, width: int, room: int) -> Iterator[Content]:
        """What else there is room for: in the round who is next and what was offered last, else what is to be done."""
        session, t, view = self.view.session, self.view.t, self.view
        if room <= 0:
            return
        if session.phase is not Phase.ROUND:
            yield from content((remove_backticks(view.guide.short_text(session.phase)), "$foreground-muted")).wrap(
                width
            )[:room]
            return
        waiting = [Content(view.seat_and_name(who)) for who in session.queue]
        offers = [entry for entry in session.offers.items() if entry[1].question == session.current]
        for key, offer in offers[max(0, len(offers) - room + bool(waiting)) :]:
            yield self._offer(key, offer, width)
        if waiting:
            yield running_list(content((t("Next") + "  ", "bold")), waiting, width, 1)

    def _offer(self, key: str, offer: Offer, width: int) -> Content:
        t = self.view.t
        who = self.view.short_names(offer.helpers) or t("who?")
        when = f" {t('when?')}" if needs_day(offer) else ""
        said = f"{t('private')}: {offer.text}" if offer.private else offer.text
        words = (
            fit_cells(f"{who}: {said}", width - 4 - cell_len(when)) if when else truncate(f"{who}: {said}", width - 4)
        )
        return content((f"{key[1:]:>3} ", "$foreground-muted"), words, (when, "$text-warning"))
