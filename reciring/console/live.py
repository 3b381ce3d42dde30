"""A session being led: the line as it is typed, what Enter makes of it, and the way back. No screen in here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from reciring.clock import Clock
from reciring.console.answer import DONE, Answer, Outcome, refused
from reciring.console.keeping import Keeping, Saver
from reciring.console.meanings import describe, interpret, redone, unclear, undone, update
from reciring.ring.commands import Command, Floor, Line, Redo, Show, Speak, Undo
from reciring.ring.message import Message, say
from reciring.ring.refusal import Refused
from reciring.ring.session import Draft, Session
from reciring.ring.table import BY_TYPE, why_not
from reciring.ring.text import squeeze

if TYPE_CHECKING:
    from reciring.console.mending import Mending
    from reciring.ring.history import History
    from reciring.ring.line import Unclear

replace = msgspec.structs.replace


class Live(Keeping):
    """``draft`` is the line in hand; ``mending`` is set while an entry is on the line instead."""

    def __init__(
        self, session: Session, clock: Clock, saver: Saver | None = None, *, reading: Message | None = None
    ) -> None:
        self.mending: Mending | None = None
        super().__init__(session, clock, saver, reading=reading)
        if session.draft and session.draft.mending and self.mend(session.draft.mending):
            self.type(session.draft.mended)
        self.cleared: Draft | None = None
        self._asked: str | None = None

    @property
    def text(self) -> str:
        """What stands on the line."""
        return self.mending.line if self.mending else self.draft.text

    # --- the line --------------------------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """The line is now ``text``."""
        if text == self.text:
            return
        self._asked = None
        if self.mending:
            self.mending.lines[self.mending.ref] = text
            self._unsaved_draft = True
            return
        if not squeeze(text):
            self.draft = Draft(text=text)
        elif self.draft.begun is None:
            self.draft = Draft(text=text, begun=self.now, question=self.base.current)
        else:
            self.draft = replace(self.draft, text=text)
        self._unsaved_draft = True
        self._show()

    @property
    def bound(self) -> str | None:
        """The question for which the line is, if that is not the open one any more."""
        return self.draft.question if self.draft.question != self.base.current else None

    def meaning(self) -> Command | Unclear:
        """What Enter would do now."""
        if self.mending:
            command = self.mending.command(self.base, self.now)
            if command is None:
                return unclear(say("As it was. Change it, empty it to delete it, or leave with Escape."))
            return unclear(command) if isinstance(command, Message) else command
        return interpret(self.text, self.base, self.now, bound=self.draft.question)

    def enter(self) -> Answer:
        """Enter: do what the line says. What cannot be done leaves the line as it is."""
        meaning, line = self.meaning(), squeeze(self.text)
        if self.reading and not isinstance(meaning, Show):
            return refused(self.reading)
        if self.mending:
            return self._enter_mended(meaning)
        if not isinstance(meaning, Command):
            if meaning.keep is None:
                return refused(meaning.reason)
            if self._asked != self.text:
                self._asked = self.text
                return Answer(Outcome.ASK, meaning.reason)
            meaning = meaning.keep
        if isinstance(meaning, Show | Undo | Redo):
            self._empty_line()
            return self._other(meaning)
        before, command = self.base, meaning
        if isinstance(meaning, Line) and meaning.floor is not None:
            before, command = self._pass(before, meaning.floor), replace(meaning, floor=None)
        elif isinstance(meaning, Floor) and line[:1] not in "/":
            if self.draft.passed:
                command = Speak(at=meaning.at)
            elif self.draft.begun:
                command = replace(meaning, at=self.draft.begun)
        after = update(before, command)
        if isinstance(after, Refused):
            return refused(after.reason)
        said = describe(meaning, self.base)
        self._tell(meaning)
        self.draft, self._asked = Draft(text=""), None
        if line:
            self.cleared = None  # another line went in: Up walks through what was noted again
        self._commit(self.history.did(after, line or _called(meaning), typed=bool(line)))
        return Answer(Outcome.DONE, said)

    def _tell(self, command: Command) -> None:
        for hear in self.heard:
            hear(command)

    def _commit(self, history: History) -> None:
        if self.mending and not self.mending.there(history.session):
            # What was being mended is gone; Up brings back what it was to become.
            self.cleared = Draft(text=self.mending.line) if self.mending.changed else self.cleared
            self.mending = None
        super()._commit(history)

    def _unsent(self) -> Draft | None:
        draft, mending = super()._unsent(), self.mending
        if mending is None or not mending.changed:
            return draft
        return replace(draft or self.draft, mending=mending.ref, mended=mending.line)

    def _empty_line(self) -> None:
        self.draft = Draft(text="")
        self._asked = None
        self._show()

    def _enter_mended(self, meaning: Command | Unclear) -> Answer:
        if not isinstance(meaning, Command):
            if self.mending and not self.mending.changed:
                self._leave_entry()
                return DONE
            return refused(meaning.reason)
        said = describe(meaning, self.base)
        answer = self.do(meaning)
        if answer.outcome is Outcome.DONE:
            self._leave_entry()
            return Answer(Outcome.DONE, said)
        return answer

    def _leave_entry(self) -> None:
        """The line in hand is the line again."""
        self.mending = None
        self._unsaved_draft = True

    def put_off(self, lines: Iterable[str]) -> None:
        """Lines for which the line has no room yet wait."""
        self.waiting += lines
        self._unsaved_draft = True

    def next_line(self) -> str:
        """The first line that waits, if the line is free for it; else nothing."""
        if not self.waiting or self.text:
            return ""
        self._unsaved_draft = True
        return self.waiting.pop(0)

    def let_go(self) -> int:
        """Nothing waits any more; how many lines did."""
        many = len(self.waiting)
        self.waiting.clear()
        self._unsaved_draft = True
        return many

    # --- commands by key, click or palette -------------------------------------------------------------------------

    def do(self, command: Command, line: str | None = None) -> Answer:
        """Do a command that is not typed on the line; the line stays as it is."""
        if self.reading and not isinstance(command, Show):
            return refused(self.reading)
        if isinstance(command, Show | Undo | Redo):
            return self._other(command)
        if reason := why_not(self.base, command):
            return refused(reason)
        self._settle()
        after = update(self.base, command)
        if isinstance(after, Refused):
            return refused(after.reason)
        self._tell(command)
        self._commit(self.history.did(after, line or _called(command)))
        return DONE

    def do_all(self, commands: list[Command], line: str) -> list[Message]:
        """Do several commands as one step; gives the reasons of those that could not be done."""
        session, reasons = self.base, []
        for command in commands:
            after = update(session, command)
            if isinstance(after, Refused):
                reasons.append(after.reason)
            else:
                session = after
        self._commit(self.history.did(session, line))
        return reasons

    def _other(self, command: Show | Undo | Redo) -> Answer:
        if isinstance(command, Show):
            return Answer(Outcome.SHOW, show=command)
        if isinstance(command, Undo):
            history = self.history.undo()
            if history is None:
                return refused(say("There is nothing to undo."))
            said = undone(history.undone[-1].before, history.undone[-1].after)
        else:
            history = self.history.redo()
            if history is None:
                return refused(say("There is nothing to do again."))
            said = redone(history.done[-1].before, history.done[-1].after)
        self.gap = None
        self._commit(history)
        return Answer(Outcome.DONE, said)

    # --- mending ---------------------------------------------------------------------------------------------------

    def older(self) -> bool:
        """Up: the line that was cleared, else an older entry to mend; False if there is none."""
        self._asked = None
        if self.mending:
            self._unsaved_draft = True
            return self.mending.step(self.base, -1)
        if self.cleared and not self.text:
            self.draft, self.cleared = self.cleared, None
            self._show()
            return True
        from reciring.console.mending import Mending, entries

        found = entries(self.base)
        if not found or self.reading:
            return False
        self.mending = Mending(self.base, found[-1][0])
        return True

    def newer(self) -> bool:
        """Down: a newer entry, and past the newest the line as it was."""
        if self.mending is None:
            return False
        self._unsaved_draft = True
        if not self.mending.step(self.base, 1):
            self._leave_entry()
        return True

    def mend(self, ref: str) -> bool:
        """Open an entry for mending; False if it is not there or cannot be mended."""
        from reciring.console.mending import Mending, entries

        if self.reading or ref not in dict(entries(self.base)):
            return False
        self.mending = Mending(self.base, ref)
        return True

    def leave(self) -> bool:
        """Escape: leave mending, or clear the line (Up brings it back); False if there was nothing to leave."""
        self._asked = None
        if self.mending:
            self._leave_entry()
            return True
        if not self.text:
            return False
        self.cleared = self.draft if squeeze(self.text) else self.cleared
        self.type("")
        return True


def _called(command: Command) -> str:
    """What a step without a line of its own is called; what only lines are, as an Enter in a pause, is a dot."""
    spec = BY_TYPE.get(type(command))
    return f"/{spec.name}" if spec else "."
