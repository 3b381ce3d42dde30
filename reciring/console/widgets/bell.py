"""When the terminal bell rings: once when a countdown turns amber, once when it reaches zero."""

from __future__ import annotations

import datetime as dt

from reciring.console.widgets.clock import countdown_state
from reciring.ring.schedule import countdown
from reciring.ring.session import Session
from reciring.store.settings import BellMode


class BellRinger:
    """Remembers the countdowns that it has rung for: a step of the ring, or one start of a question."""

    def __init__(self, mode: BellMode) -> None:
        self._mode = mode
        self._last: tuple[object, str] | None = None
        self._rung: set[tuple[object, str]] = set()

    def rings(self, session: Session, now: dt.datetime) -> bool:
        """Whether the bell rings at ``now``. Called once a second; rings only when the state of a countdown changes."""
        started = session.questions[session.current].started if session.current else None
        counted = (session.phase, session.current, started)
        count = countdown(session, now)
        state = "over" if count and not count.paused and count.remaining <= 0 else countdown_state(count)
        before, self._last = self._last, (counted, state)
        if before is None or before[0] != counted or before[1] == state or (counted, state) in self._rung:
            return False
        if state not in ("over", "amber"):
            return False
        self._rung.add((counted, state))
        return self._mode is BellMode.AMBER or (self._mode is BellMode.ZERO and state == "over")
