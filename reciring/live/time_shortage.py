"""A round that cannot be done in time, even with the shortest slots, and a key for each way out."""

from __future__ import annotations

import datetime as dt
from typing import Final

from reciring.live.answer import Answer, Outcome, refused
from reciring.live.controller import Controller
from reciring.ring import time_shortage
from reciring.ring.command_registry import SPEC_BY_TYPE
from reciring.ring.command_types import Command, SetPlan
from reciring.ring.durations import format_duration
from reciring.ring.session import Phase
from reciring.ring.time_shortage import ShortageOption, find_time_shortage, shortage_options

WAY_OUT_SIGNS: Final = {"ctrl+t": "Ctrl+T", "ctrl+r": "Ctrl+R", "ctrl+l": "Ctrl+L"}
"""The keys for the ways out and how they are written: time per question, reflection, read aloud (*voorlezen*).

They have no other meaning, also while there is a text on the line. A key always has the same way out.
"""
ASK_AGAIN_MINUTES: Final = 2
"""How much worse the shortage must get to be announced again after Escape."""


class TimeShortage:
    """The shortage of time in the session of ``controller``, unless it was accepted."""

    def __init__(self, controller: Controller) -> None:
        self.controller = controller
        self._accepted: tuple[Phase, int] | None = None
        """The phase in which a shortage was accepted, and its minutes."""

    def announced(self, now: dt.datetime) -> time_shortage.TimeShortage | None:
        """Return the shortage to announce; None if there is none, it was accepted, or a gap is to be settled first."""
        if self.controller.read_only_reason or self.controller.gap or self.controller.editing:
            return None
        found = find_time_shortage(self.controller.base, now)
        if found and self._accepted:
            phase, minutes = self._accepted
            if phase is self.controller.base.phase and found.minutes <= minutes + ASK_AGAIN_MINUTES:
                return None
        return found

    def ways(self, now: dt.datetime) -> dict[str, ShortageOption]:
        """Return the ways out by their key."""
        session = self.controller.base
        found = find_time_shortage(session, now)
        return {_key(way): way for way in shortage_options(found, session, now)} if found else {}

    def take(self, key: str, now: dt.datetime) -> Answer | None:
        """Take the way out of a key; None if the key has none now."""
        if key not in WAY_OUT_SIGNS or not self.announced(now) or (way := self.ways(now).get(key)) is None:
            return None
        reasons = self.controller.do_all(list(way.commands), " ".join(map(_line, way.commands)))
        return refused(reasons[0]) if reasons else Answer(Outcome.DONE, way.done)

    def accept(self, now: dt.datetime) -> bool:
        """Accept the shortage for this phase; False if there is nothing to accept."""
        found = self.announced(now)
        if not found:
            return False
        self._accepted = (self.controller.base.phase, found.minutes)
        return True


def _key(way: ShortageOption) -> str:
    """Return the key of a way out."""
    plans = [command.what for command in way.commands if isinstance(command, SetPlan)]
    return "ctrl+t" if "least" in plans else "ctrl+r" if plans else "ctrl+l"


def _line(command: Command) -> str:
    if not isinstance(command, SetPlan):
        return f"/{SPEC_BY_TYPE[type(command)].name}"
    plan = command
    value = format_duration(plan.value) if plan.what in ("most", "least") else str(plan.value)
    return f"/plan {plan.what} {value}"
