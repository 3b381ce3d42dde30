"""What remains on the smallest screen: the countdown and the question."""

from __future__ import annotations

import datetime as dt

from textual.content import Content

from reciring.console.desk import Desk
from reciring.console.panes.pane import Pane
from reciring.console.panes.time import state
from reciring.console.panes.words import Words
from reciring.console.text import content, digits
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
        below = self.desk.page.body if self.desk.page else Content(text or "")
        self.show(Content("\n").join([head, below]))
