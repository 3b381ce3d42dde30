"""The clock pane: the countdown, how much of the time is used, who is speaking, what is next, and one nudge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Digits

from reciring.cells import shorten
from reciring.console.text import clock_digits, content, join_lines, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets import big_digits
from reciring.console.widgets.circle import NOT_HEARD, SPEAKING, not_heard
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.locale import Translator
from reciring.ring.plan import timezone_of
from reciring.ring.schedule import ASK_WHEN_SECONDS, Countdown, countdown, schedule
from reciring.ring.session import Phase, lacks_day
from reciring.ring.speaking_time import describe_counted
from reciring.ring.time_shortage import find_time_shortage
from reciring.ring.time_wording import pause_since

AMBER_SHARE = 0.2
"""The last part of a countdown, shown in amber."""
COUNTDOWN_COLOURS = {"over": "$text-error", "amber": "$text-warning", "paused": "$foreground", "plain": "$foreground"}
COUNTDOWN_STYLES = {
    "over": "bold $text-error",
    "amber": "bold $text-warning",
    "paused": "bold reverse",
    "plain": "bold",
}
"""How a countdown is shown on one row, by its state."""


def countdown_state(count: Countdown | None) -> str:
    """``over``, ``amber``, ``paused`` or ``plain``."""
    if count is None:
        return "plain"
    if count.paused:
        return "paused"
    if count.remaining < 0:
        return "over"
    return "amber" if count.remaining <= AMBER_SHARE * count.total else "plain"


def countdown_text(count: Countdown | None, t: Translator) -> str:
    """``3:42``, the word for a pause, or "" without a countdown."""
    if count is None:
        return ""
    return t("PAUSE") if count.paused else clock_digits(count.remaining)


def time_of_day(view: ViewState, now: dt.datetime) -> str:
    """``14:05``, in the time zone of the ring."""
    return f"{now.astimezone(timezone_of(view.session)):%H:%M}"


def of_total(count: Countdown, t: Translator) -> str:
    """``of 5:00``, with the state of the countdown in words."""
    total = clock_digits(max(0.0, count.total))
    match countdown_state(count):
        case "paused" if count.remaining >= 0:
            return t("{left} left of {time}", left=clock_digits(count.remaining), time=total)
        case "paused" | "over":
            return t("over · {time}", time=total)
        case "amber":
            return t("almost {time}", time=total)
    return t("of {time}", time=total)


def used_share(count: Countdown) -> float:
    """How much of a countdown is used, from 0 to 1."""
    return 0.0 if count.total <= 0 else min(1.0, max(0.0, 1 - count.remaining / count.total))


class ClockPane(Vertical, Pane, can_focus=False):
    """Drawn every second. Without a countdown it shows the time of day."""

    def __init__(self, view: ViewState) -> None:
        self.view = view
        self._state = countdown_state(countdown(view.session, view.controller.now))
        super().__init__(id="clock", classes=f"-{self._state}")

    def compose(self) -> ComposeResult:
        yield Digits("", id="digits")
        yield TextBlock(id="big-digits")
        yield TextBlock(id="pause")
        yield TextBlock(id="bar")
        yield TextBlock(id="clock-lines")

    def draw(self, now: dt.datetime) -> None:
        self.title(self.view.t("Time"))
        count = countdown(self.view.session, now)
        state = countdown_state(count)
        if state != self._state:
            self.remove_class(f"-{self._state}").add_class(f"-{state}")
            self._state = state
        digits = countdown_text(count, self.view.t) or time_of_day(self.view, now)
        if state == "paused":
            self.query_one("#pause", TextBlock).show(Content(digits))
        else:
            small = self.query_one("#digits", Digits)
            if small.value != digits:
                small.update(digits)
            if self.view.enlarged == "clock":
                self.query_one("#big-digits", TextBlock).show(self._big_digits(digits), layout=True)
        width = max(1, self.scrollable_content_region.width)
        self.query_one("#bar", TextBlock).show(countdown_bar(count, width, self.view.t))
        block, lines = self.query_one("#clock-lines", TextBlock), list(message_lines(self.view, now, count))
        if speaker := speaker_line(self.view, width):
            lines.insert(sum("$text-warning" in style for _, style in lines), speaker)
        less_important = [line for line in lines if line[1] == "$foreground-muted"]
        while less_important and len(lines) > block.size.height:
            lines.remove(less_important.pop())
        block.show(join_lines(content((truncate(text, width), style)) for text, style in lines))

    def _big_digits(self, digits: str) -> Content:
        """The digits as large as fits in the enlarged pane (F5)."""
        width, height = self.scrollable_content_region.size
        rows = big_digits.max_rows(digits, max(3, height // 2), width)
        if not rows:
            return Content(digits)
        indent = " " * max(0, (width - big_digits.width(digits, rows)) // 2)
        return Content("\n".join(indent + line for line in big_digits.draw(digits, rows)))


def countdown_bar(count: Countdown | None, width: int, t: Translator) -> Content:
    """How much of a countdown is used, and of how much."""
    if count is None:
        return Content("")
    text = of_total(count, t)
    room = max(0, width - cell_len(text) - 1)
    used = round(room * used_share(count))
    return content("▓" * used, ("░" * (room - used), "$foreground-muted"), " ", text)


def speaker_line(view: ViewState, width: int) -> tuple[str, str] | None:
    """Who is speaking, and the style; None in a step without speakers, and while nobody is to speak."""
    session, t = view.session, view.t
    if session.phase not in (Phase.ROUND, Phase.REFLECT) or not session.times or session.pause:
        return None
    if session.speaker:
        who = view.seat_and_name(session.speaker)
        text = t("speaking: {who}", who=who)
        return (text if cell_len(text) <= width else f"{SPEAKING} {shorten(who, width - 2)}"), "bold $text-primary"
    text = t("speaking: nobody")
    return (text if cell_len(text) <= width else f"{NOT_HEARD} {t('nobody')}"), "$foreground-muted"


def message_lines(
    view: ViewState, now: dt.datetime, count: Countdown | None, *, next_slot: bool = True
) -> Iterator[tuple[str, str]]:
    """What is to be said about the time, each line with its style, most important first.

    ``next_slot``: also the time of the questions to come.
    """
    session, t = view.session, view.t
    without_day = _helpers_without_day(view, count)
    if since := pause_since(session, now):
        yield t.message(since), "bold"
    if shortage := find_time_shortage(session, now):
        yield t("{n} min short", n=shortage.minutes), "bold $text-warning"
    if without_day:
        yield t("No day yet: {who}", who=without_day), "bold $text-warning"
    if session.phase is Phase.ROUND:
        plan = schedule(session, now)
        if next_slot and plan and plan.next_slot is not None and plan.waiting:
            yield t("others: {time} each", time=clock_digits(plan.next_slot)), "$foreground-muted"
        elif session.current and not session.queue:
            yield t("the last question"), "$foreground-muted"
        if not without_day and (invite := view.nudges(now).invite):
            yield t("Hear from: {who}", who=view.short_name(invite[0])), "$text-accent"
        for who, counted in view.nudges(now).counted.items():
            yield f"▲ {view.short_name(who)} {t.message(describe_counted(counted))}", "$foreground-muted"
    elif session.phase is Phase.REFLECT and count and (silent := len(not_heard(session))):
        time = clock_digits(max(0.0, count.remaining) / silent)
        yield t("{n} to hear: {time} each", n=silent, time=time), "$text-accent"


def _helpers_without_day(view: ViewState, count: Countdown | None) -> str:
    """Near the end of a question: the helpers whose offers still lack a day; "" if there are none."""
    session = view.session
    if session.current is None or count is None or count.remaining > ASK_WHEN_SECONDS:
        return ""
    offers = (offer for offer in session.offers.values() if offer.question == session.current)
    names = (view.short_name(ref) for offer in offers if lacks_day(offer) for ref in offer.helpers)
    return ", ".join(dict.fromkeys(names))
