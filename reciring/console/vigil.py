"""The computer stays awake while a ring goes on, and may sleep before and after."""

from __future__ import annotations

from collections.abc import Callable

from reciring.awake import Awake, keep_awake
from reciring.ring.session import Phase, Session


class Vigil:
    """Follows a session: call it with the session before and after, as ``Live.listeners`` are."""

    def __init__(self, session: Session, keep: Callable[[], Awake] = keep_awake) -> None:
        self._keep = keep
        self._awake: Awake | None = None
        self(session, session)

    @property
    def holds(self) -> bool:
        """Whether the computer is kept awake now."""
        return self._awake is not None and self._awake.holds

    def __call__(self, before: Session, after: Session) -> None:
        if after.phase in (Phase.PREPARE, Phase.DONE):
            self.end()
        elif self._awake is None:
            self._awake = self._keep()

    def end(self) -> None:
        """Nothing is kept awake any more."""
        if self._awake is not None:
            self._awake.release()
            self._awake = None
