"""The round cannot be done in time at the least slot: said at the first sign, with a key for each way out."""

from __future__ import annotations

import datetime as dt
import math
from typing import Final

from textual.content import Content

from reciring.console.answer import Answer, Outcome
from reciring.console.desk import Desk
from reciring.console.text import content
from reciring.ring.commands import PlanTime
from reciring.ring.message import say
from reciring.ring.plan import Remedy, overrun, remedies
from reciring.ring.session import Phase
from reciring.ring.spans import write_span

KEYS: Final = {"tab": "Tab", "left": "←", "asterisk": "*"}
"""Keys that otherwise do nothing on the empty line, and their signs; one for each way out."""
WORSE: Final = 120.0
"""Seconds by which it must get worse to be said again after Escape."""


class Shortage:
    """What lacks now, and what can be done about it."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.live = desk, desk.live
        self._accepted: tuple[Phase, float] | None = None
        """In which phase how much was taken as it is."""

    def short(self, now: dt.datetime) -> float | None:
        """Seconds that lack; None while time does."""
        found = None if self.live.reading else overrun(self.live.base, now)
        return found.short if found else None

    def asks(self, now: dt.datetime) -> bool:
        """Whether it is to be said: not again what was taken as it is, nor before a gap is spoken of."""
        short = self.short(now)
        if short is None or self.live.gap or self.live.mending or self.desk.people:
            return False
        phase = self.live.base.phase
        return not self._accepted or self._accepted[0] is not phase or short > self._accepted[1] + WORSE

    def ways(self, now: dt.datetime) -> dict[str, Remedy]:
        """The ways out, each with its key. Questions are read aloud in the round only."""
        found = overrun(self.live.base, now)
        here = self.live.base.phase is Phase.ROUND
        ways = [way for way in remedies(found, now) if way.commands or here] if found else []
        return dict(zip(KEYS, ways, strict=False))

    def take(self, key: str, now: dt.datetime) -> Answer | None:
        """The way out that the key stands for; None if it stands for none now."""
        way = self.ways(now).get(key) if key in KEYS and self.asks(now) else None
        if way is None:
            return None
        if way.commands:
            words = " ".join(
                f"/plan {each.what} {_written(each)}" for each in way.commands if isinstance(each, PlanTime)
            )
            reasons = self.live.do_all(list(way.commands), words)
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
        self._accepted = (self.live.base.phase, short or self.short(now) or 0.0)
        return True

    def words(self, now: dt.datetime) -> Content | None:
        """What lacks and the ways out; None while nothing is to be said."""
        found = overrun(self.live.base, now) if self.asks(now) else None
        if found is None:
            return None
        t = self.desk.t
        lacks = t.plural(
            "{minutes} min short for {n} question.",
            "{minutes} min short for {n} questions.",
            found.people,
            minutes=math.ceil(found.short / 60),
        )
        parts: list[str | tuple[str, str]] = [("! ", "bold $text-warning"), (lacks, "bold $text-warning"), " "]
        for key, way in self.ways(now).items():
            label = t.message(way.label) if way.commands else t("read the rest aloud")
            parts += [(KEYS[key], "bold $text-accent"), f" {label} · "]
        return content(*parts, ("Esc", "bold $text-accent"), " ", t("leave it"))


def _written(plan: PlanTime) -> str:
    return write_span(plan.value) if plan.what in ("most", "least") else str(plan.value)
