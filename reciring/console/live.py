"""One open session: the line as it is typed, what Enter makes of it, and the way back. No screen in here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final, Protocol

import msgspec

from reciring.clock import Clock
from reciring.console.answer import DONE, Answer, Outcome, refused
from reciring.console.mending import Mending, entries
from reciring.ring.changes import redone, undone
from reciring.ring.commands import Command, Floor, Line, PauseRing, Redo, Show, Speak, Undo
from reciring.ring.describe import describe
from reciring.ring.history import History, Step
from reciring.ring.line import Unclear, interpret
from reciring.ring.message import Message, say
from reciring.ring.refusal import Refused
from reciring.ring.session import Draft, Phase, Session, last_fact
from reciring.ring.spans import write_span
from reciring.ring.table import BY_TYPE, why_not
from reciring.ring.text import squeeze
from reciring.ring.timing import zone
from reciring.ring.update import update
from reciring.ring.voice import takes_floor
from reciring.store.autosave import SaveState
from reciring.store.follow import Follower

GAP: Final = dt.timedelta(minutes=15)
"""Without a fact for longer than this, it is asked whether time went on."""
Listener = Callable[[Session, Session], None]
replace = msgspec.structs.replace


class Saver(Protocol):
    """Whatever keeps the session: store.autosave.Autosave."""

    @property
    def state(self) -> SaveState: ...

    def put(self, session: Session) -> int: ...

    def flush(self, timeout: float) -> bool: ...

    def close(self, timeout: float) -> bool: ...


class Live:
    """A session being led. ``session`` is what is shown: with the floor as the unsent line already gives it.

    ``draft`` is the line in hand; ``mending`` is set while an entry is on the line instead. ``reading`` says why
    nothing can be changed, if that is so. Listeners are called with the session shown before and after.
    """

    def __init__(
        self, session: Session, clock: Clock, saver: Saver | None = None, *, reading: Message | None = None
    ) -> None:
        draft = session.draft or Draft(text="")
        self.history = History(replace(session, draft=None))
        self.clock, self.saver, self.reading = clock, saver, reading
        self.draft = draft
        self.mending: Mending | None = None
        self.cleared: Draft | None = None
        self.gap: tuple[dt.datetime, dt.datetime] | None = None
        self.listeners: list[Listener] = []
        self.follower: Follower | None = None
        """Looks for what another console saves, while this one only looks on."""
        self._asked: str | None = None
        self._unsaved_draft = False
        self._seen = clock.now()
        self._cause: tuple[Session, str | None, dt.datetime | None, bool] | None = None
        if reading is None:
            self._mind_the_gap()
        self.notice = self._meanwhile()
        """What is to be said once, at the beginning."""
        self.session = self.history.session
        self._show()

    @property
    def now(self) -> dt.datetime:
        return self.clock.now()

    @property
    def text(self) -> str:
        """What stands on the line."""
        return self.mending.line if self.mending else self.draft.text

    @property
    def base(self) -> Session:
        """The session without what the unsent line does to it."""
        return self.history.session

    # --- the line --------------------------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """The line is now ``text``."""
        if text == self.text:
            return
        self._asked = None
        if self.mending:
            self.mending.lines[self.mending.ref] = text
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
                return Unclear(say("As it was. Change it, empty it to delete it, or leave with Escape."))
            return Unclear(command) if isinstance(command, Message) else command
        return interpret(self.text, self.base, self.now, bound=self.draft.question)

    def enter(self) -> Answer:
        """Enter: do what the line says. What cannot be done leaves the line as it is."""
        if self.reading:
            return refused(self.reading)
        meaning, line = self.meaning(), squeeze(self.text)
        if self.mending:
            return self._enter_mended(meaning)
        if isinstance(meaning, Unclear):
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
        self.draft = Draft(text="")
        self._commit(self.history.did(after, line or f"/{BY_TYPE[type(meaning)].name}"))
        return DONE

    def _empty_line(self) -> None:
        self.draft = Draft(text="")
        self._asked = None
        self._show()

    def _enter_mended(self, meaning: Command | Unclear) -> Answer:
        if isinstance(meaning, Unclear):
            if self.mending and not self.mending.changed:
                self.mending = None
                return DONE
            return refused(meaning.reason)
        said = describe(meaning, self.base)
        answer = self.do(meaning)
        if answer.outcome is Outcome.DONE:
            self.mending = None
            return Answer(Outcome.DONE, said)
        return answer

    def _pass(self, session: Session, who: str | None) -> Session:
        """The floor passes by the line, at its first key; not a second time, nor in a question that came later."""
        draft = self.draft
        if who is None or draft.passed or draft.begun is None or draft.question != session.current:
            return session
        after = update(session, Speak(at=draft.begun, floor=who))
        return session if isinstance(after, Refused) else after

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
        self._commit(self.history.did(after, line or f"/{BY_TYPE[type(command)].name}"))
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

    def _settle(self) -> None:
        """Something else happens while the line already passed the floor: that is a step of its own, and stays."""
        if self.session is self.base:
            return
        who = self.session.speaker
        words = self.session.name(who) if who else "0"
        self.history = self.history.did(self.session, words)
        self.draft = replace(self.draft, passed=True)

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

    @property
    def newest(self) -> Step | None:
        """The step that undo would take back."""
        return self.history.done[-1] if self.history.done else None

    # --- mending ---------------------------------------------------------------------------------------------------

    def older(self) -> bool:
        """Up: the line that was cleared, else an older entry to mend; False if there is none."""
        self._asked = None
        if self.mending:
            return self.mending.step(self.base, -1)
        if self.cleared and not self.text:
            self.draft, self.cleared = self.cleared, None
            self._show()
            return True
        found = entries(self.base)
        if not found or self.reading:
            return False
        self.mending = Mending(self.base, found[-1][0])
        return True

    def newer(self) -> bool:
        """Down: a newer entry, and past the newest the line as it was."""
        if self.mending is None:
            return False
        if not self.mending.step(self.base, 1):
            self.mending = None
        return True

    def mend(self, ref: str) -> bool:
        """Open an entry for mending; False if it is not there or cannot be mended."""
        if self.reading or ref not in dict(entries(self.base)):
            return False
        self.mending = Mending(self.base, ref)
        return True

    def leave(self) -> bool:
        """Escape: leave mending, or clear the line (Up brings it back); False if there was nothing to leave."""
        self._asked = None
        if self.mending:
            self.mending = None
            return True
        if not self.text:
            return False
        self.cleared = self.draft if squeeze(self.text) else self.cleared
        self.type("")
        return True

    # --- time and the file -----------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Once a second: the draft goes to the file, and a long sleep of the computer is noticed."""
        now = self.now
        if self.follower and (session := self.follower.look()):
            self.follow(session)
        if now - self._seen > GAP and not self.reading:
            self._mind_the_gap()
            self._show()
        self._seen = now
        if self._unsaved_draft:
            self._save()

    def _meanwhile(self) -> Message | None:
        """What happened while nobody had the session open."""
        last = last_fact(self.base)
        if self.reading or self.gap or last is None or self.base.phase in (Phase.PREPARE, Phase.DONE):
            return None
        since = last.astimezone(zone(self.base)).time()
        if self.base.pause:
            return say("Open again, and paused: the last was noted at {time}. Space goes on.", time=since)
        span = write_span(max(0, round((self.now - last).total_seconds())))
        return say("Open again: the last was noted at {time}, and the time ran on for {span}.", time=since, span=span)

    def _mind_the_gap(self) -> None:
        """More than a quarter of an hour without a fact: a pause since the last one, until something else is said."""
        last, now = last_fact(self.base), self.now
        if last is None or now - last <= GAP:
            return
        paused = update(self.base, PauseRing(at=last))
        if not isinstance(paused, Refused):
            self.history = self.history.did(paused, "/pause")
            self.gap = (last, now)

    def count_on(self) -> bool:
        """The gap was no pause after all; False if there is none to speak of."""
        step = self.newest
        if self.gap is None or step is None or step.line != "/pause":
            return False
        self.gap = None
        history = self.history.undo()
        assert history is not None
        self._commit(History(history.session, history.done))
        return True

    def follow(self, session: Session) -> None:
        """Somebody else leads: show what the file holds now."""
        self.history = History(replace(session, draft=None))
        self._show()

    def take(self, session: Session, line: str) -> None:
        """Another version of the session, as one step that can be taken back; the line in hand stays."""
        self._commit(self.history.did(replace(session, draft=None), line))

    def kept(self, timeout: float) -> bool:
        """Whether everything is on the disk, waiting for it that long."""
        if self._unsaved_draft:
            self._save()
        return self.saver is None or self.saver.flush(timeout)

    def close(self, timeout: float = 5.0) -> bool:
        """Everything to the disk; False if that did not succeed in time."""
        if self._unsaved_draft:
            self._save()
        return self.saver is None or self.saver.close(timeout)

    def _commit(self, history: History) -> None:
        self._asked = None
        self.history = history
        if self.base.pause is None:
            self.gap = None
        self._show()
        self._save()

    def _save(self) -> None:
        self._unsaved_draft = False
        if self.saver and not self.reading:
            draft = self.draft if self.draft.text else None
            self.saver.put(replace(self.base, draft=draft))

    def _show(self) -> None:
        """Work out what is to be shown, and tell the listeners if it is something else."""
        draft = self.draft
        who = takes_floor(draft.text, self.base) if draft.begun and not self.reading else None
        cause = (self.base, who, draft.begun, draft.passed)
        if self._cause and cause[0] is self._cause[0] and cause[1:] == self._cause[1:]:
            return
        self._cause = cause
        before, self.session = self.session, self._pass(self.base, who)
        if self.session is not before:
            for listener in self.listeners:
                listener(before, self.session)
