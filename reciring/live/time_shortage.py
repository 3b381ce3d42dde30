"""The round cannot be done in time at the least slot: said at the first sign, with a key for each way out."""

from __future__ import annotations

import datetime as dt
import math
from typing import Final

from textual.content import Content

from reciring.console.text import content
from reciring.console.view_state import ViewState
from reciring.live.answer import Answer, Outcome
from reciring.ring.commands import SetPlan
from reciring.ring.durations import format_duration
from reciring.ring.message import say
from reciring.ring.session import Phase
from reciring.ring.time_shortage import ShortageOption, find_time_shortage, shortage_options

WAY_OUT_KEYS: Final = {"tab": "Tab", "left": "←", "asterisk": "*"}
"""Keys that otherwise do nothing on the empty line, and their signs; one for each way out."""
ASK_AGAIN_S: Final = 120.0
"""Seconds by which it must get worse to be said again after Escape."""


class TimeShortage:
    """What lacks now, and what can be done about it."""

    def __init__(self, view: ViewState) -> None:
        self.view, self.controller = view, view.controller
        self._accepted: tuple[Phase, float] | None = None
        """In which phase how much was taken as it is."""

    def short(self, now: dt.datetime) -> float | None:
        """Seconds that lack; None while time does."""
        found = None if self.controller.reading else find_time_shortage(self.controller.base, now)
        return found.missing_seconds if found else None

    def asks(self, now: dt.datetime) -> bool:
        """Whether it is to be said: not again what was taken as it is, nor before a gap is spoken of."""
        short = self.short(now)
        if short is None or self.controller.gap or self.controller.mending or self.view.people:
            return False
        phase = self.controller.base.phase
        return not self._accepted or self._accepted[0] is not phase or short > self._accepted[1] + ASK_AGAIN_S

    def ways(self, now: dt.datetime) -> dict[str, ShortageOption]:
        """The ways out, each with its key. Questions are read aloud in the round only."""
        found = find_time_shortage(self.controller.base, now)
        here = self.controller.base.phase is Phase.ROUND
        ways = [way for way in shortage_options(found, now) if way.commands or here] if found else []
        return dict(zip(WAY_OUT_KEYS, ways, strict=False))

    def take(self, key: str, now: dt.datetime) -> Answer | None:
        """The way out that the key stands for; None if it stands for none now."""
        way = self.ways(now).get(key) if key in WAY_OUT_KEYS and self.asks(now) else None
        if way is None:
            return None
        if way.commands:
            words = " ".join(
                f"/plan {each.what} {_written(each)}" for each in way.commands if isinstance(each, SetPlan)
            )
            reasons = self.controller.do_all(list(way.commands), words)
            return Answer(Outcome.REFUSED, reasons[0]) if reasons else Answer(Outcome.DONE, way.label)
        self.accept(now, math.inf)
        return Answer(
            Outcome.DONE,
            say("Read them aloud. Offers come on paper, with a name; type them later: karin knows somebody >zoe"),
        )

    def accept(self, now: dt.datetime, short: float | None = None) -> bool:
        """Escape: it is as it is. False if there was nothing to accept."""
        if not self.asks(now):
            return False
        self._accepted = (self.controller.base.phase, short or self.short(now) or 0.0)
        return True

    def words(self, now: dt.datetime) -> Content | None:
        """What lacks and the ways out; None while nothing is to be said."""
        found = find_time_shortage(self.controller.base, now) if self.asks(now) else None
        if found is None:
            return None
        t = self.view.t
        lacks = t.plural(
            "{minutes} min short for {n} question.",
            "{minutes} min short for {n} questions.",
            found.people,
            minutes=math.ceil(found.missing_seconds / 60),
        )
        parts: list[str | tuple[str, str]] = [("! ", "bold $text-warning"), (lacks, "bold $text-warning"), " "]
        for key, way in self.ways(now).items():
            label = t.message(way.label) if way.commands else t("read the rest aloud")
            parts += [(WAY_OUT_KEYS[key], "bold $text-accent"), f" {label} · "]
        return content(*parts, ("Esc", "bold $text-accent"), " ", t("leave it"))


def _written(plan: SetPlan) -> str:
    return format_duration(plan.value) if plan.what in ("most", "least") else str(plan.value)
