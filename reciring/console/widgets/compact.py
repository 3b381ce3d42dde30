"""What a screen too small for panes shows: the countdown and the question, then whatever else fits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from reciring.console.text import content, fit_cells, join_lines, running_list, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets.circle import WITH_SPEAKING_TIMES, balance_text
from reciring.console.widgets.clock import COUNTDOWN_STYLES, countdown_state, countdown_text, time_of_day
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.console.widgets.review_page import review_page
from reciring.guide import remove_backticks
from reciring.ring.doubts import needs_day
from reciring.ring.schedule import countdown
from reciring.ring.session import PHASE_TITLES, Offer, Phase


class Compact(TextBlock, Pane):
    """One row with the time and whose question it is, and below it the question; also shown above enlarged offers."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="compact")
        self.view = view

    def draw(self, now: dt.datetime) -> None:
        if not self.display:
            return
        session, t = self.view.session, self.view.t
        count = countdown(session, now)
        clock = countdown_text(count, t) or time_of_day(self.view, now)
        who = self.view.seat_and_name(session.asker) if session.asker else t(PHASE_TITLES[session.phase])
        head = content((clock, COUNTDOWN_STYLES[countdown_state(count)]), "  ", (who, "bold"))
        if self.view.page:
            page = review_page(self.view) if self.view.reviewing else self.view.page
            self.show(join_lines([head, page.body]))
            return
        width, height = self.size
        question = session.questions[session.current] if session.current else None
        text = question.text if question else None
        if question and question.private and text:
            text = f"{t('private')}: {text}"
        rows = [head, *Content(text).wrap(max(1, width))] if text else [head]
        if width and self.screen.has_class("-compact"):
            below = self._balance(now, width)
            rows += self._rest(width, height - len(rows) - len(below))
            rows += below
        elif len(rows) > height > 0:
            rows = [*rows[: height - 1], rows[height - 1].right_crop(2).append("…")]
        self.show(join_lines(rows))

    def _balance(self, now: dt.datetime, width: int) -> list[Content]:
        """How evenly the speaking time is divided, with F2."""
        if not self.view.times or self.view.session.phase not in WITH_SPEAKING_TIMES:
            return []
        text = balance_text(self.view, now)
        return [content((row.plain, "$foreground-muted")) for row in Content(text).wrap(width)] if text else []

    def _rest(self, width: int, room: int) -> Iterator[Content]:
        """At most ``room`` rows more: in the round the newest offers and who is next, else what to do in this step."""
        session, t, view = self.view.session, self.view.t, self.view
        if room <= 0:
            return
        if session.phase is not Phase.ROUND:
            text = remove_backticks(view.guide.short_text(session.phase))
            yield from content((text, "$foreground-muted")).wrap(width)[:room]
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
        text = f"{who}: {t('private')}: {offer.text}" if offer.private else f"{who}: {offer.text}"
        when = f" {t('when?')}" if needs_day(offer) else ""
        text = fit_cells(text, width - 4 - cell_len(when)) if when else truncate(text, width - 4)
        return content((f"{key[1:]:>3} ", "$foreground-muted"), text, (when, "$text-warning"))
