"""Undo and redo: every change keeps the session before and after it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from reciring.ring.session import Session


class Change(msgspec.Struct, frozen=True):
    """The session before and after one line or command, and that line as typed."""

    before: Session
    after: Session
    line: str


class History(msgspec.Struct, frozen=True):
    """The current session, the changes that led to it, and those that were undone (the last undone comes last)."""

    session: Session
    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()

    def record(self, session: Session, line: str, *, typed: bool = False) -> History:
        """The history after one more change; changes undone before it can no longer be redone.

        A ``typed`` line is recorded even if it changed nothing, so that undo reverses that line and not the change
        before it. A key that changed nothing is not recorded.
        """
        if session == self.session and not typed:
            return self
        return History(session, (*self.done, Change(self.session, session, line)), ())

    def with_all(self, change: Callable[[Session], Session]) -> History:
        """The history with the same change in every session, so that undo does not reverse it."""
        done = {id(session): change(session) for step in self.done for session in (step.before, step.after)}
        undone = {id(session): change(session) for step in self.undone for session in (step.before, step.after)}
        changed = done | undone

        def steps(of: tuple[Change, ...]) -> tuple[Change, ...]:
            return tuple(Change(changed[id(step.before)], changed[id(step.after)], step.line) for step in of)

        session = changed.get(id(self.session)) or change(self.session)
        return History(session, steps(self.done), steps(self.undone))

    def undo(self) -> History | None:
        """The history without its last change; None if there is none."""
        if not self.done:
            return None
        *done, change = self.done
        return History(change.before, tuple(done), (*self.undone, change))

    def redo(self) -> History | None:
        """The history with the last undone change again; None if there is none."""
        if not self.undone:
            return None
        *undone, change = self.undone
        return History(change.after, (*self.done, change), tuple(undone))
