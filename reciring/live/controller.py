"""A session being led: the line as it is typed, what Enter makes of it, and the way back. No screen in here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from reciring.clock import Clock
from reciring.live.answer import DONE, Answer, Outcome, refused
from reciring.ring.command_wording import describe_command
from reciring.ring.commands import Command, LineCommand, Redo, ScreenCommand, SetSpeaker, SpeakerLine, Undo
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Message, Refused, say
from reciring.ring.registry import SPEC_BY_TYPE, unavailable_reason
from reciring.ring.session import Draft, Session
from reciring.ring.text import squeeze
from reciring.ring.undo_wording import describe_redo, describe_undo
from reciring.ring.update import update

if TYPE_CHECKING:
    from reciring.live.editing import Editing
    from reciring.ring.history import History
    from reciring.ring.interpret_line import Unclear
import datetime as dt
from collections.abc import Callable
from typing import Final, Protocol

from reciring.ring.commands import PauseRing
from reciring.ring.durations import format_duration
from reciring.ring.history import Change, History
from reciring.ring.interpret_line import next_speaker
from reciring.ring.plan import timezone_of
from reciring.ring.schedule import IDLE_LIMIT, idle_seconds
from reciring.ring.session import Phase, last_event
from reciring.store.autosave import SaveState
from reciring.store.watcher import SessionWatcher

RECENT: Final = dt.timedelta(seconds=10)
"""So soon after the last fact nothing was missed."""
MAX_WAITING: Final = 2_000_000
"""Letters of pasted lines, and what TOML puts beside each, that the file keeps: far from what makes it too big."""
TOML_OVERHEAD: Final = 10
MAX_SAVE_WAIT: Final = 0.008
"""Seconds that a drawing waits for a save, at most: as long as a picture stands."""
Listener = Callable[[Session, Session], None]
replace = msgspec.structs.replace


class Saver(Protocol):
    """Whatever keeps the session: store.autosave.Autosave."""

    @property
    def state(self) -> SaveState: ...

    def submit(self, session: Session) -> int: ...

    def flush(self, timeout: float) -> bool: ...

    def close(self, timeout: float) -> bool: ...


class Keeping:
    """``session`` is what is shown: with the floor as ``draft``, the unsent line, already gives it.

    ``reading`` says why nothing can be changed, if that is so. Listeners are called with the session shown before
    and after.
    """

    def __init__(
        self, session: Session, clock: Clock, saver: Saver | None = None, *, reading: Message | None = None
    ) -> None:
        draft = (None if reading else session.draft) or Draft(text="")
        self.history = History(replace(session, draft=None))
        self.clock, self.saver, self.reading = clock, saver, reading
        self.draft = replace(draft, mending=None, mended="", waiting=())
        self.waiting = list(draft.waiting)
        """Pasted lines that come on the line one by one."""
        self.gap: tuple[dt.datetime, dt.datetime] | None = None
        self.listeners: list[Listener] = []
        self.heard: list[Callable[[Command], None]] = []
        """Called with what is done, before the listeners: also if it leaves the session as it was."""
        self.follower: SessionWatcher | None = None
        """Looks for what another console saves, while this one only looks on."""
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
    def base(self) -> Session:
        """The session without what the unsent line does to it."""
        return self.history.session

    def _pass(self, session: Session, who: str | None) -> Session:
        """The floor passes by the line, at its first key; not a second time, nor in a question that came later."""
        draft = self.draft
        if who is None or draft.passed or draft.begun is None or draft.question != session.current:
            return session
        after = update(session, SpeakerLine(at=draft.begun, speaker=who))
        return session if isinstance(after, Refused) else after

    def _settle(self) -> None:
        """Something else happens while the line already passed the floor: that is a step of its own, and stays."""
        if self.session is self.base:
            return
        who = self.session.speaker
        words = self.session.name(who) if who else "0"
        self.history = self.history.record(self.session, words)
        self.draft = replace(self.draft, passed=True)

    @property
    def newest(self) -> Change | None:
        """The step that undo would take back."""
        return self.history.done[-1] if self.history.done else None

    def tick(self) -> None:
        """Once a second: the draft goes to the file, and a long sleep of the computer is noticed."""
        now = self.now
        if self.follower and (session := self.follower.poll()):
            self.follow(session)
        if (now - self._seen).total_seconds() > IDLE_LIMIT and not self.reading:
            self._mind_the_gap()
            self._show()
        self._seen = now
        if self._unsaved_draft:
            self._save()

    def _meanwhile(self) -> Message | None:
        """What happened while nobody had the session open."""
        last = last_event(self.base)
        if self.reading or self.gap or last is None or self.base.phase in (Phase.PREPARE, Phase.DONE):
            return None
        since = last.astimezone(timezone_of(self.base)).time()
        if self.now - last < RECENT and not self.base.pause:
            return None
        if self.base.pause:
            return say("Open again, and paused: the last was noted at {time}. Space goes on.", time=since)
        span = format_duration(max(0, round((self.now - last).total_seconds())))
        return say("Open again: the last was noted at {time}, and the time ran on for {span}.", time=since, span=span)

    def _mind_the_gap(self) -> None:
        """More than a quarter of an hour without a fact: a pause since the last one, until something else is said."""
        last, now = last_event(self.base), self.now
        if last is None or idle_seconds(self.base, now) is None:
            return
        paused = update(self.base, PauseRing(at=last))
        if not isinstance(paused, Refused):
            self.history = self.history.record(paused, "/pause")
            self.gap = (last, now)

    def count_gap(self) -> bool:
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
        self._commit(self.history.record(replace(session, draft=None), line))

    def start_over(self, session: Session) -> None:
        """Another session in the place of this one, and no way back to what was before."""
        self._commit(History(replace(session, draft=None)))

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
        self.history = history
        if self.base.pause is None:
            self.gap = None
        self._save()
        if self.saver and self.saver.state.error is None:
            # Three milliseconds if it has the processor to itself, and eight beside a drawing, which gains nothing.
            self.saver.flush(MAX_SAVE_WAIT)
        self._show()

    def _save(self) -> None:
        self._unsaved_draft = False
        if self.saver and not self.reading:
            self.saver.submit(replace(self.base, draft=self._unsent()))

    def _unsent(self) -> Draft | None:
        """What was typed or pasted and not entered, as the file keeps it; None if there is nothing of the kind."""
        if not self.waiting:
            return self.draft if self.draft.text else None
        kept, room = [], MAX_WAITING
        for line in self.waiting:
            room -= len(line) + TOML_OVERHEAD
            if room < 0:
                break
            kept.append(line)
        return replace(self.draft, waiting=tuple(kept))

    def _show(self) -> None:
        """Work out what is to be shown, and tell the listeners if it is something else."""
        draft = self.draft
        who = next_speaker(draft.text, self.base) if draft.begun and not self.reading else None
        cause = (self.base, who, draft.begun, draft.passed)
        if self._cause and cause[0] is self._cause[0] and cause[1:] == self._cause[1:]:
            return
        self._cause = cause
        before, self.session = self.session, self._pass(self.base, who)
        if self.session is not before:
            for listener in self.listeners:
                listener(before, self.session)


replace = msgspec.structs.replace


class Controller(Keeping):
    """``draft`` is the line in hand; ``mending`` is set while an entry is on the line instead."""

    def __init__(
        self, session: Session, clock: Clock, saver: Saver | None = None, *, reading: Message | None = None
    ) -> None:
        self.mending: Editing | None = None
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
    def other_question(self) -> str | None:
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
        meaning, line = self.meaning(), squeeze(self.text)
        if self.reading and not isinstance(meaning, ScreenCommand):
            return refused(self.reading)
        if self.mending:
            return self._enter_mended(meaning)
        if not isinstance(meaning, Command):
            if meaning.fallback is None:
                return refused(meaning.reason)
            if self._asked != self.text:
                self._asked = self.text
                return Answer(Outcome.ASK, meaning.reason)
            meaning = meaning.fallback
        if isinstance(meaning, ScreenCommand | Undo | Redo):
            self._empty_line()
            return self._other(meaning)
        before, command = self.base, meaning
        if isinstance(meaning, LineCommand) and meaning.speaker is not None:
            before, command = self._pass(before, meaning.speaker), replace(meaning, speaker=None)
        elif isinstance(meaning, SetSpeaker) and line[:1] not in "/":
            if self.draft.passed:
                command = SpeakerLine(at=meaning.at)
            elif self.draft.begun:
                command = replace(meaning, at=self.draft.begun)
        after = update(before, command)
        if isinstance(after, Refused):
            return refused(after.reason)
        said = describe_command(meaning, self.base)
        self._tell(meaning)
        self.draft, self._asked = Draft(text=""), None
        if line:
            self.cleared = None  # another line went in: Up walks through what was noted again
        self._commit(self.history.record(after, line or _called(meaning), typed=bool(line)))
        return Answer(Outcome.DONE, said)

    def _tell(self, command: Command) -> None:
        for hear in self.heard:
            hear(command)

    def _commit(self, history: History) -> None:
        if self.mending and not self.mending.exists_in(history.session):
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
        said = describe_command(meaning, self.base)
        answer = self.do(meaning)
        if answer.outcome is Outcome.DONE:
            self._leave_entry()
            return Answer(Outcome.DONE, said)
        return answer

    def _leave_entry(self) -> None:
        """The line in hand is the line again."""
        self.mending = None
        self._unsaved_draft = True

    def add_waiting(self, lines: Iterable[str]) -> None:
        """Lines for which the line has no room yet wait."""
        self.waiting += lines
        self._unsaved_draft = True

    def next_line(self) -> str:
        """The first line that waits, if the line is free for it; else nothing."""
        if not self.waiting or self.text:
            return ""
        self._unsaved_draft = True
        return self.waiting.pop(0)

    def drop_waiting(self) -> int:
        """Nothing waits any more; how many lines did."""
        many = len(self.waiting)
        self.waiting.clear()
        self._unsaved_draft = True
        return many

    # --- commands by key, click or palette -------------------------------------------------------------------------

    def do(self, command: Command, line: str | None = None) -> Answer:
        """Do a command that is not typed on the line; the line stays as it is."""
        if self.reading and not isinstance(command, ScreenCommand):
            return refused(self.reading)
        if isinstance(command, ScreenCommand | Undo | Redo):
            return self._other(command)
        if reason := unavailable_reason(self.base, command):
            return refused(reason)
        self._settle()
        after = update(self.base, command)
        if isinstance(after, Refused):
            return refused(after.reason)
        self._tell(command)
        self._commit(self.history.record(after, line or _called(command)))
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
        self._commit(self.history.record(session, line))
        return reasons

    def _other(self, command: ScreenCommand | Undo | Redo) -> Answer:
        if isinstance(command, ScreenCommand):
            return Answer(Outcome.SHOW, show=command)
        if isinstance(command, Undo):
            history = self.history.undo()
            if history is None:
                return refused(say("There is nothing to undo."))
            said = describe_undo(history.undone[-1].before, history.undone[-1].after)
        else:
            history = self.history.redo()
            if history is None:
                return refused(say("There is nothing to do again."))
            said = describe_redo(history.done[-1].before, history.done[-1].after)
        self.gap = None
        self._commit(history)
        return Answer(Outcome.DONE, said)

    # --- mending ---------------------------------------------------------------------------------------------------

    def previous_entry(self) -> bool:
        """Up: the line that was cleared, else an older entry to mend; False if there is none."""
        self._asked = None
        if self.mending:
            self._unsaved_draft = True
            return self.mending.step(self.base, -1)
        if self.cleared and not self.text:
            self.draft, self.cleared = self.cleared, None
            self._show()
            return True
        from reciring.live.editing import Editing, editable_entries

        found = editable_entries(self.base)
        if not found or self.reading:
            return False
        self.mending = Editing(self.base, found[-1][0])
        return True

    def next_entry(self) -> bool:
        """Down: a newer entry, and past the newest the line as it was."""
        if self.mending is None:
            return False
        self._unsaved_draft = True
        if not self.mending.step(self.base, 1):
            self._leave_entry()
        return True

    def mend(self, ref: str) -> bool:
        """Open an entry for mending; False if it is not there or cannot be mended."""
        from reciring.live.editing import Editing, editable_entries

        if self.reading or ref not in dict(editable_entries(self.base)):
            return False
        self.mending = Editing(self.base, ref)
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
    spec = SPEC_BY_TYPE.get(type(command))
    return f"/{spec.name}" if spec else "."
