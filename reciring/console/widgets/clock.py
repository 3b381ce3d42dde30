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

from reciring.console.text import clock_digits, content, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets import big_digits as bigdigits
from reciring.console.widgets.circle import NOT_YET, SPEAKING
from reciring.console.widgets.pane import Pane, TextBlock, mount_now
from reciring.locale import Translator
from reciring.ring.schedule import ASK_WHEN_SECONDS, Countdown, countdown, schedule
from reciring.ring.session import Phase, Session, lacks_day
from reciring.ring.time_shortage import find_time_shortage
from reciring.store.settings import BellMode as When

AMBER_SHARE = 0.2
"""The last part of a slot."""


def countdown_state(count: Countdown | None) -> str:
    """``overtime_seconds``, ``amber``, ``is_paused`` or plain."""
    if count is None:
        return "plain"
    if count.paused:
        return "paused"
    if count.remaining < 0:
        return "over"
    return "amber" if count.remaining <= AMBER_SHARE * count.total else "plain"


def of_total(count: Countdown, t: Translator) -> str:
    """``of 5:00``, and in words what the colour of the figures says."""
    of = clock_digits(max(0.0, count.total))
    match countdown_state(count):
        case "paused":
            return t("{left} left of {time}", left=clock_digits(count.remaining), time=of)
        case "over":
            return t("over, of {time}", time=of)
        case "amber":
            return t("nearly, of {time}", time=of)
    return t("of {time}", time=of)


class ClockPane(Pane, Vertical, can_focus=False):
    """Everything that is reckoned from now."""

    def __init__(self, view: ViewState) -> None:
        self.view = view
        self._state = countdown_state(countdown(view.session, view.controller.now))
        super().__init__(id="clock", classes=f"-{self._state}")

    def compose(self) -> ComposeResult:
        yield Digits("", id="digits")
        yield TextBlock(id="bar")
        yield TextBlock(id="clock-lines")

    @cached_property
    def tall(self) -> TextBlock:
        """The digits when the pane is large."""
        return mount_now(self, TextBlock(id="big-digits"), after="#digits")

    @cached_property
    def pause(self) -> TextBlock:
        return mount_now(self, TextBlock(id="pause"), after="#digits")

    def draw(self, now: dt.datetime) -> None:
        self.title(self.view.t("Time"))
        count = countdown(self.view.session, now)
        is_state = countdown_state(count)
        if is_state != self._state:
            self.remove_class(f"-{self._state}").add_class(f"-{is_state}")
            self._state = is_state
        if is_state == "paused":
            self.pause.show(Content(self.view.t("PAUSE")))
        else:
            figures = self.query_one("#digits", Digits)
            value = clock_digits(count.remaining) if count else self._clock(now)
            if figures.value != value:
                figures.update(value)
            if self.screen.has_class("-large-clock"):
                self.tall.show(self._tall(value), layout=True)
        width = max(1, self.scrollable_content_region.width)
        self.query_one("#bar", TextBlock).show(self._bar(count, width))
        spoken, told = self.query_one("#clock-lines", TextBlock), list(self._lines(now, count, width))
        if len(told) > spoken.size.height:  # what is merely good to know makes room
            told = [line for line in told if line[1] != "$foreground-muted"]
        lines = [content((truncate(words, width), style)) for words, style in told]
        spoken.show(Content("\n").join(lines))

    def _clock(self, now: dt.datetime) -> str:
        local = self.view.local(now)
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
        words = of_total(count, self.view.t)
        room = max(0, width - cell_len(words) - 1)
        share = 0.0 if count.total <= 0 else min(1.0, max(0.0, 1 - count.remaining / count.total))
        done = round(room * share)
        return content(("▓" * done, ".bar"), ("░" * (room - done), "$foreground-muted"), " ", words)

    def _lines(self, now: dt.datetime, count: Countdown | None, width: int) -> Iterator[tuple[str, str]]:
        session, t, view = self.view.session, self.view.t, self.view
        vague = self.vague(count)
        if short := find_time_shortage(session, now):
            yield t("{n} min short", n=math.ceil(short.missing_seconds / 60)), "bold $text-warning"
        if vague:
            yield t("Ask when: {who}", who=vague), "bold $text-warning"
        if session.phase in (Phase.ROUND, Phase.REFLECT) and session.times and not session.pause:
            if session.speaker:
                who = view.seat_and_name(session.speaker)
                words = t("speaking: {who}", who=who)
                yield (words if cell_len(words) <= width else f"{SPEAKING} {who}"), ""
            else:
                words = t("speaking: nobody")
                yield (words if cell_len(words) <= width else f"{NOT_YET} {t('nobody')}"), "$foreground-muted"
        if session.phase is Phase.ROUND:
            plan = schedule(session, now)
            if plan and plan.next_slot is not None and plan.waiting:
                yield t("then {time} each", time=clock_digits(plan.next_slot)), "$foreground-muted"
            elif session.current and not session.queue:
                yield t("the last question"), "$foreground-muted"
            if not vague and (invite := view.nudges(now).invite):
                yield t("Invite: {who}", who=view.short_name(invite[0])), "$text-accent"

    def vague(self, count: Countdown | None) -> str:
        """Whose promises still have no day, when little time is left to ask."""
        session = self.view.session
        if session.current is None or count is None or count.remaining > ASK_WHEN_SECONDS:
            return ""
        offers = (offer for offer in session.offers.values() if offer.question == session.current)
        names = (self.view.short_name(ref) for offer in offers if lacks_day(offer) for ref in offer.helpers)
        return ", ".join(dict.fromkeys(names))


class BellRinger:
    """Knows for which time it rang: the question that is open and how often it began, or the phase."""

    def __init__(self, when: When) -> None:
        self._when = when
        self._state: tuple[object, str] | None = None
        self._rung: set[tuple[object, str]] = set()

    def rings(self, session: Session, now: dt.datetime) -> bool:
        """Whether it rings now; told once a second."""
        what = (session.phase, session.current, session.questions[session.current].started if session.current else None)
        count = countdown(session, now)
        here = "over" if count and not count.paused and count.remaining <= 0 else countdown_state(count)
        before, self._state = self._state, (what, here)
        if before is None or before[0] != what or before[1] == here or (what, here) in self._rung:
            return False
        if here not in ("over", "amber"):
            return False
        self._rung.add((what, here))
        return self._when is When.AMBER or (self._when is When.ZERO and here == "over")
