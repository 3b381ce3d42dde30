"""The time: big digits, how much of the slot is left, who speaks, what comes, and one nudge. It alone ticks."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from functools import cached_property

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Digits

from reciring.console import bigdigits
from reciring.console.desk import Desk
from reciring.console.panes.circle import NOT_YET, SPEAKING
from reciring.console.panes.pane import Pane, mounted
from reciring.console.panes.words import Words
from reciring.console.text import content, cut, digits
from reciring.locale import Translator
from reciring.ring.plan import overrun
from reciring.ring.session import Kind, Phase
from reciring.ring.timing import Countdown, countdown, schedule

AMBER = 0.2
"""The last part of a slot."""
ASK_WHEN = 30.0
"""Seconds before the end at which offers without a day are named."""


def state(count: Countdown | None) -> str:
    """``over``, ``amber``, ``paused`` or plain."""
    if count is None:
        return "plain"
    if count.paused:
        return "paused"
    if count.left < 0:
        return "over"
    return "amber" if count.left <= AMBER * count.of else "plain"


def out_of(count: Countdown, t: Translator) -> str:
    """``of 5:00``, and in words what the colour of the figures says."""
    of = digits(max(0.0, count.of))
    match state(count):
        case "paused":
            return t("{left} left of {time}", left=digits(count.left), time=of)
        case "over":
            return t("over, of {time}", time=of)
        case "amber":
            return t("nearly, of {time}", time=of)
    return t("of {time}", time=of)


class Time(Pane, Vertical, can_focus=False):
    """Everything that is reckoned from now."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._state = state(countdown(desk.session, desk.live.now))
        super().__init__(id="time", classes=f"-{self._state}")

    def compose(self) -> ComposeResult:
        yield Digits("", id="digits")
        yield Words(id="bar")
        yield Words(id="spoken")

    @cached_property
    def tall(self) -> Words:
        """The digits when the pane is large."""
        return mounted(self, Words(id="tall"), after="#digits")

    @cached_property
    def pause(self) -> Words:
        return mounted(self, Words(id="pause"), after="#digits")

    def draw(self, now: dt.datetime) -> None:
        self.title(self.desk.t("Time"))
        count = countdown(self.desk.session, now)
        is_state = state(count)
        if is_state != self._state:
            self.remove_class(f"-{self._state}").add_class(f"-{is_state}")
            self._state = is_state
        if is_state == "paused":
            self.pause.show(Content(self.desk.t("PAUSE")))
        else:
            figures = self.query_one("#digits", Digits)
            value = digits(count.left) if count else self._clock(now)
            if figures.value != value:
                figures.update(value)
            if self.screen.has_class("-large-clock"):
                self.tall.show(self._tall(value), layout=True)
        width = max(1, self.scrollable_content_region.width)
        self.query_one("#bar", Words).show(self._bar(count, width))
        spoken, told = self.query_one("#spoken", Words), list(self._lines(now, count, width))
        if len(told) > spoken.size.height:  # what is merely good to know makes room
            told = [line for line in told if line[1] != "$foreground-muted"]
        lines = [content((cut(words, width), style)) for words, style in told]
        spoken.show(Content("\n").join(lines))

    def _clock(self, now: dt.datetime) -> str:
        local = self.desk.local(now)
        return f"{local:%H:%M}"

    def _tall(self, value: str) -> Content:
        """The figures as tall as the pane is wide, when it is large (F5)."""
        width, height = self.scrollable_content_region.size
        rows = bigdigits.tallest(value, max(3, height // 2), width)
        left = " " * max(0, (width - bigdigits.width(value, rows)) // 2) if rows else ""
        return Content("\n".join(left + line for line in bigdigits.draw(value, rows))) if rows else Content(value)

    def _bar(self, count: Countdown | None, width: int) -> Content:
        if count is None:
            return Content("")
        words = out_of(count, self.desk.t)
        room = max(0, width - cell_len(words) - 1)
        share = 0.0 if count.of <= 0 else min(1.0, max(0.0, 1 - count.left / count.of))
        done = round(room * share)
        return content(("▓" * done, ".bar"), ("░" * (room - done), "$foreground-muted"), " ", words)

    def _lines(self, now: dt.datetime, count: Countdown | None, width: int) -> Iterator[tuple[str, str]]:
        session, t, desk = self.desk.session, self.desk.t, self.desk
        vague = self.vague(count)
        if short := overrun(session, now):
            yield t("{n} min short", n=math.ceil(short.short / 60)), "bold $text-warning"
        if vague:
            yield t("Ask when: {who}", who=vague), "bold $text-warning"
        if session.phase in (Phase.ROUND, Phase.REFLECT) and session.times and not session.pause:
            if session.speaker:
                who = desk.seated(session.speaker)
                words = t("speaking: {who}", who=who)
                yield (words if cell_len(words) <= width else f"{SPEAKING} {who}"), ""
            else:
                words = t("speaking: nobody")
                yield (words if cell_len(words) <= width else f"{NOT_YET} {t('nobody')}"), "$foreground-muted"
        if session.phase is Phase.ROUND:
            plan = schedule(session, now)
            if plan and plan.next_slot is not None and plan.waiting:
                yield t("then {time} each", time=digits(plan.next_slot)), "$foreground-muted"
            elif session.current and not session.queue:
                yield t("the last question"), "$foreground-muted"
            if not vague and (invite := desk.nudges(now).invite):
                yield t("Invite: {who}", who=desk.called(invite[0])), "$text-accent"

    def vague(self, count: Countdown | None) -> str:
        """Whose promises still have no day, when little time is left to ask."""
        session = self.desk.session
        if session.current is None or count is None or count.left > ASK_WHEN:
            return ""
        names: list[str] = []
        for offer in session.offers.values():
            if offer.question != session.current or offer.dropped or offer.due or offer.kind is Kind.TIP:
                continue
            names += (self.desk.called(ref) for ref in offer.helpers)
        return ", ".join(dict.fromkeys(names))
