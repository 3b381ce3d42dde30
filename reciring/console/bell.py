"""The bell: once when a slot's time is up; also when it is nearly up, if that is wanted."""

from __future__ import annotations

import datetime as dt

from reciring.console.panes.time import state
from reciring.ring.session import Session
from reciring.ring.timing import countdown
from reciring.store.settings import Bell as When


class Bell:
    """Knows for which time it rang: the question that is open and how often it began, or the phase."""

    def __init__(self, when: When) -> None:
        self._when = when
        self._state: tuple[object, str] | None = None
        self._rung: set[tuple[object, str]] = set()

    def rings(self, session: Session, now: dt.datetime) -> bool:
        """Whether it rings now; told once a second."""
        what = (session.phase, session.current, session.questions[session.current].started if session.current else None)
        count = countdown(session, now)
        here = "over" if count and not count.paused and count.left <= 0 else state(count)
        before, self._state = self._state, (what, here)
        if before is None or before[0] != what or before[1] == here or (what, here) in self._rung:
            return False
        if here not in ("over", "amber"):
            return False
        self._rung.add((what, here))
        return self._when is When.AMBER or (self._when is When.ZERO and here == "over")
