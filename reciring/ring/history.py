"""Undo and redo: sessions are values, so a step back is the very session that was there before."""

from __future__ import annotations

import msgspec

from reciring.ring.session import Session


class Change(msgspec.Struct, frozen=True):
    """A session before and after one line or command, and that line in words."""

    before: Session
    after: Session
    line: str


class History(msgspec.Struct, frozen=True):
    """The session as it is now, and the steps that led to it or were taken back."""

    session: Session
    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()

    def record(self, session: Session, line: str, *, typed: bool = False) -> History:
        """After one more step; what was taken back before it cannot be done again.

        A line that was ``typed`` is a step even if it changed nothing: undo then takes back that line, not what was
        done before it. A key that did nothing is none.
        """
        if session == self.session and not typed:
            return self
        return History(session, (*self.done, Change(self.session, session, line)), ())

    def undo(self) -> History | None:
        """One step back, None if there is none."""
        if not self.done:
            return None
        *done, step = self.done
        return History(step.before, tuple(done), (*self.undone, step))

    def redo(self) -> History | None:
        """One step forward again, None if nothing was taken back."""
        if not self.undone:
            return None
        *undone, step = self.undone
        return History(step.after, (*self.done, step), tuple(undone))
