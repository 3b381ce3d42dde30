"""What remains on the smallest screen: the countdown and the question, and what else there are rows for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from reciring.console.desk import Desk
from reciring.console.panes.offers import asks_when
from reciring.console.panes.pane import Pane
from reciring.console.panes.time import state
from reciring.console.panes.words import Words
from reciring.console.text import content, cut, digits, fit, running
from reciring.guide import plain
from reciring.ring.session import Offer, Phase
from reciring.ring.timing import countdown
from reciring.ring.titles import PHASES

STYLES = {"over": "bold $text-error", "amber": "bold $text-warning", "paused": "bold reverse", "plain": "bold"}


class Tiny(Pane, Words):
    """One line of time, then the question whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="tiny")
        self.desk = desk

    def draw(self, now: dt.datetime) -> None:
        if not self.display:
            return
        session, t = self.desk.session, self.desk.t
        count = countdown(session, now)
        here = state(count)
        clock = t("PAUSE") if here == "paused" else digits(count.left) if count else f"{self.desk.local(now):%H:%M}"
        who = self.desk.seated(session.asker) if session.asker else t(PHASES[session.phase])
        head = content((clock, STYLES[here]), "  ", (who, "bold"))
        text = session.questions[session.current].text if session.current else None
        if self.desk.page:
            self.show(Content("\n").join([head, self.desk.page.body]))
            return
        width, height = self.size
        rows = [head, *Content(text).wrap(max(1, width))] if text else [head]
        if width and self.screen.has_class("-small"):
            rows += self._rest(width, height - len(rows))
        self.show(Content("\n").join(rows))

    def _rest(self, width: int, room: int) -> Iterator[Content]:
        """What else there is room for: in the round who is next and what was offered last, else what is to be done."""
        session, t, desk = self.desk.session, self.desk.t, self.desk
        if room <= 0:
            return
        if session.phase is not Phase.ROUND:
            yield from content((plain(desk.guide.strip(session.phase)), "$foreground-muted")).wrap(width)[:room]
            return
        waiting = [Content(desk.seated(who)) for who in session.queue]
        offers = [entry for entry in session.offers.items() if entry[1].question == session.current]
        for key, offer in offers[max(0, len(offers) - room + bool(waiting)) :]:
            yield self._offer(key, offer, width)
        if waiting:
            yield running(content((t("Next") + "  ", "bold")), waiting, width, 1)

    def _offer(self, key: str, offer: Offer, width: int) -> Content:
        t = self.desk.t
        who = self.desk.named(offer.helpers) or t("who?")
        when = f" {t('when?')}" if asks_when(offer) else ""
        said = f"{t('private')}: {offer.text}" if offer.private else offer.text
        words = fit(f"{who}: {said}", width - 4 - cell_len(when)) if when else cut(f"{who}: {said}", width - 4)
        return content((f"{key[1:]:>3} ", "$foreground-muted"), words, (when, "$text-warning"))
