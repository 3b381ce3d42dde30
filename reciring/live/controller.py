"""The controller of a session: the entry line, what Enter makes of it, undo, editing and saving. It has no screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import Any, Final, Protocol

import msgspec

from reciring.clock import Clock
from reciring.live.answer import DONE, Answer, Outcome, refused
from reciring.live.editing import Editing, editable_refs
from reciring.live.unsent import unsent
from reciring.ring.command_registry import SPEC_BY_TYPE, unavailable_reason
from reciring.ring.command_types import (
    Command,
    LineCommand,
    PauseRing,
    Redo,
    ScreenCommand,
    SetEndTime,
    SetSpeaker,
    SpeakerLine,
    Undo,
)
from reciring.ring.command_wording import describe_done
from reciring.ring.durations import seconds_between
from reciring.ring.history import Change, History
from reciring.ring.interpret_line import Unclear, interpret, next_speaker
from reciring.ring.message import Message, Refused, say
from reciring.ring.schedule import IDLE_LIMIT, idle_seconds
from reciring.ring.session import Draft, Session, last_event
from reciring.ring.text import squeeze
from reciring.ring.time_wording import describe_reopening, doubt_end_time
from reciring.ring.undo_wording import describe_redo, describe_undo
from reciring.ring.update import update
from reciring.store.autosave import SaveState
from reciring.store.watcher import SessionWatcher

MAX_SAVE_WAIT: Final = 0.008
"""The most seconds that drawing waits for a save: about one frame."""
Listener = Callable[[Session, Session], None]
"""Gets the session that was shown before and the one that is shown now."""
replace = msgspec.structs.replace


class Saver(Protocol):
    """What saves the session: ``store.autosave.Autosave``."""

    @property
    def state(self) -> SaveState: ...

    def submit(self, session: Session) -> int: ...

    def flush(self, timeout: float) -> bool: ...

    def close(self, timeout: float) -> bool: ...


class Controller:
    """One open session and the line that is being typed.

    ``session`` is what is shown: ``base``, with the speaker that the line being typed would set.
    ``draft`` is the unsent line; while an entry is being edited, ``editing`` is on the line instead.
    ``read_only_reason`` says why nothing can be changed, if that is so.
    """

    def __init__(
        self, session: Session, clock: Clock, saver: Saver | None = None, *, read_only_reason: Message | None = None
    ) -> None:
        self.editing: Editing | None = None
        self.refused: list[Draft] = []
        """The lines that could not be done and were typed over; Up brings them back, the last one first."""
        self._refused: Draft | None = None
        """The line that the last Enter could not do, as long as it is on the line."""
        self.clock, self.saver, self.read_only_reason = clock, saver, read_only_reason
        self.waiting: list[str] = []
        """Pasted lines that come on the line one by one."""
        self._take(session if read_only_reason is None else replace(session, draft=None))
        self.gap: tuple[dt.datetime, dt.datetime] | None = None
        self.changed_at: dt.datetime | None = None
        """When the session changed last; None if it did not since it was opened."""
        self.listeners: list[Listener] = []
        self.command_listeners: list[Callable[[Command], None]] = []
        """Called with each command that is done, before the listeners, also if it leaves the session as it was."""
        self.follower: SessionWatcher | None = None
        """Reads what another console saves, while this one only looks on."""
        self._can_lead: Callable[[], bool] = lambda: False
        self.may_lead = False
        """Whether this console is read-only and no other one leads now."""
        self.when_saved: Callable[[], object] = lambda: None
        """Called in the saving thread when the state of saving changed. It must not wait."""
        self._unsaved_draft = False
        self._counted: dt.datetime | None = None
        """Until when a gap counts, because the facilitator said so."""
        self._cause: tuple[Session, str | None, dt.datetime | None, bool] | None = None
        if read_only_reason is None:
            self._record_gap()
        self.notice = None if read_only_reason or self.gap else describe_reopening(self.base, self.now)
        """What to say once, at the beginning."""
        self.session = self.history.session
        self._show()
        self.cleared: Draft | None = None
        """The line that Escape cleared, or that undo took back; Up brings it back."""
        self._brought_back: Draft | None = None
        """The line that Up brought back last."""
        self._asked: str | None = None
        """The line that the last Enter asked about. A second Enter does it all the same."""
        self._go_on_editing(session)

    def _take(self, session: Session) -> None:
        """Begin with a session, and with the line that was left in its file."""
        draft = session.draft or Draft(text="")
        self.history = History(replace(session, draft=None))
        self.draft = replace(draft, mending=None, mended="", waiting=(), refused=())
        self.waiting = list(draft.waiting)
        self.refused = [Draft(text=text) for text in draft.refused]

    def _go_on_editing(self, session: Session) -> None:
        """Open the entry that was being edited when the file was left."""
        if session.draft and session.draft.mending and self.edit(session.draft.mending):
            self.type(session.draft.mended)

    @property
    def now(self) -> dt.datetime:
        return self.clock.now()

    @property
    def base(self) -> Session:
        """The session, without what the unsent line does to it."""
        return self.history.session

    @property
    def text(self) -> str:
        """The text on the line."""
        return self.editing.line if self.editing else self.draft.text

    @property
    def newest(self) -> Change | None:
        """The change that undo would undo."""
        return self.history.done[-1] if self.history.done else None

    # --- the line ---------------------------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Change the line to ``text``."""
        if text == self.text:
            return
        self._asked = None
        if self._refused and _is_replaced(self.text, text):
            self.refused.append(self._refused)
            self._refused = None
        if self.editing:
            self.editing.lines[self.editing.ref] = text
            self._unsaved_draft = True
            return
        if not squeeze(text):
            self.draft = Draft(text=text, hand_in=self.draft.hand_in)
        elif self.draft.hand_in:
            self.draft = replace(self.draft, text=text)
        elif self.draft.begun is None:
            self.draft = Draft(text=text, begun=self.now, question=self.base.current)
        else:
            self.draft = replace(self.draft, text=text)
        self._unsaved_draft = True
        self._show()

    def meaning(self) -> Command | Unclear:
        """Return what Enter would do now."""
        if self.editing:
            command = self.editing.command(self.base, self.now)
            if command is None:
                return Unclear(say("Edit the line and press Enter. Empty line: delete. Esc: cancel."))
            return Unclear(command) if isinstance(command, Message) else command
        return interpret(self.text, self.base, self.now, bound=self.draft.question)

    def enter(self) -> Answer:
        """Do what the line says, and keep unclear text as typed. Only what cannot be done stays on the line.

        The screen selects such a line, so that the next letter replaces it.
        """
        answer = self._enter()
        if answer.outcome is Outcome.REFUSED and self.text and not self.editing:
            self._refused = self.draft
        return answer

    def _enter(self) -> Answer:
        meaning, line = self.meaning(), squeeze(self.text)
        if self.read_only_reason and not isinstance(meaning, ScreenCommand):
            return refused(self.read_only_reason)
        if self.editing:
            return self._enter_edited(meaning)
        unclear: Message | None = None
        if not isinstance(meaning, Command):
            if meaning.fallback is None:
                return refused(meaning.reason)
            unclear, meaning = meaning.reason, meaning.fallback
        doubt = doubt_end_time(self.base, meaning.time, self.now) if isinstance(meaning, SetEndTime) else None
        if doubt and self._asked != self.text:
            self._asked = self.text
            return Answer(Outcome.ASK, doubt.question)
        if isinstance(meaning, ScreenCommand | Undo | Redo):
            if reason := unavailable_reason(self.base, meaning):
                return refused(reason)
            self._empty_line()
            return self._other(meaning)
        before, command = self.base, meaning
        if isinstance(meaning, LineCommand) and meaning.speaker is not None:
            before, command = self._give_floor(before, meaning.speaker), replace(meaning, speaker=None)
        elif isinstance(meaning, SetSpeaker) and line[:1] not in "/":
            if self.draft.passed:
                command = SpeakerLine(at=meaning.at)
            elif self.draft.begun:
                command = replace(meaning, at=self.draft.begun)
        after = update(before, command)
        if isinstance(after, Refused):
            return refused(after.reason)
        said = describe_done(meaning, self.base)
        self._announce(meaning)
        self.draft, self._refused, self._asked = Draft(text=""), None, None
        if line:
            self.cleared = None  # Another line was entered: Up walks through the entries again.
        self._commit(self.history.record(after, line or _step_name(meaning), typed=bool(line)))
        if unclear:
            return Answer(Outcome.MARKED, say("{what} · {question}", what=said, question=unclear))
        return Answer(Outcome.DONE, said)

    def _enter_edited(self, meaning: Command | Unclear) -> Answer:
        if not isinstance(meaning, Command):
            if self.editing and not self.editing.changed:
                self._leave_entry()
                return DONE
            return refused(meaning.reason)
        said, cleared = describe_done(meaning, self.base), self.cleared
        answer = self.do(meaning)
        if answer.outcome is Outcome.DONE:
            if self.draft is self._brought_back and self.draft.text:
                # Up passed it on the way to the entry: it must not be glued to the next line.
                cleared, self.draft = self.draft, Draft(text="")
            self.cleared = cleared
            self._leave_entry()
            return Answer(Outcome.DONE, said)
        return answer

    def put_draft(self, draft: Draft) -> None:
        """Put another line on the line."""
        self.draft, self._refused = draft, None
        self._unsaved_draft = True
        self._show()

    def put_back(self, draft: Draft) -> None:
        """Put a line back that turned out to be impossible after it had left the line."""
        self.draft = self._refused = draft
        self._unsaved_draft = True
        self._show()

    def _empty_line(self) -> None:
        self.draft, self._refused = Draft(text=""), None
        self._show()

    def add_waiting(self, lines: Iterable[str]) -> None:
        """Let lines wait until the line is free."""
        self.waiting += lines
        self._unsaved_draft = True

    def next_line(self) -> str:
        """Take the first line that waits, if the line is free; else return ""."""
        if not self.waiting or self.text:
            return ""
        self._unsaved_draft = True
        return self.waiting.pop(0)

    def drop_waiting(self) -> int:
        """Drop the lines that wait, and return how many there were."""
        many = len(self.waiting)
        self.waiting.clear()
        self._unsaved_draft = True
        return many

    # --- commands that are not typed --------------------------------------------------------------------------------

    def do(self, command: Command, line: str | None = None) -> Answer:
        """Do a command that was not typed; the line stays as it is. ``line`` is how the history names the step."""
        if self.read_only_reason and not isinstance(command, ScreenCommand):
            return refused(self.read_only_reason)
        if isinstance(command, ScreenCommand | Undo | Redo):
            return self._other(command)
        if reason := unavailable_reason(self.base, command):
            return refused(reason)
        self._record_speaker()
        after = update(self.base, command)
        if isinstance(after, Refused):
            return refused(after.reason)
        self._announce(command)
        self._commit(self.history.record(after, line or _step_name(command)))
        return DONE

    def do_all(self, commands: list[Command], line: str) -> list[Message]:
        """Do several commands as one step, and return why some of them could not be done."""
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
            undone = history.undone[-1]
            said = describe_undo(undone.before, undone.after)
            self.cleared = Draft(text=undone.line) if undone.line[:1] not in ("", "/", ".") else None
        else:
            history = self.history.redo()
            if history is None:
                return refused(say("There is nothing to redo."))
            said = describe_redo(history.done[-1].before, history.done[-1].after)
            self.cleared = None
        if self.gap:
            self._counted = self.gap[1]  # Undoing the pause is an answer: its time counts.
        self.gap = None
        self._commit(history)
        return Answer(Outcome.DONE, said)

    def count_gap(self) -> bool:
        """Undo the pause that was made of a gap, so that its time counts; False if there is no such gap."""
        step = self.newest
        if self.gap is None or step is None or step.line != "/pause":
            return False
        self._counted = self.gap[1]
        self.gap = None
        history = self.history.undo()
        assert history is not None
        self._commit(History(history.session, history.done))
        return True

    # --- editing ----------------------------------------------------------------------------------------------------

    def previous_entry(self) -> bool:
        """Bring back the line that was cleared, else go to an older entry to edit; False if there is none."""
        if self.editing:
            self._unsaved_draft = True
            return self.editing.step(self.base, -1)
        if not self.text and (self.cleared or self.refused):
            self.draft = self._brought_back = self.cleared or self.refused.pop()
            self.cleared = None
            self._unsaved_draft = True
            self._show()
            return True
        found = editable_refs(self.base)
        if not found or self.read_only_reason:
            return False
        self.editing = Editing(self.base, found[-1])
        return True

    def next_entry(self) -> bool:
        """Go to a newer entry, and past the newest one back to the line; False if no entry is being edited."""
        if self.editing is None:
            return False
        self._unsaved_draft = True
        if not self.editing.step(self.base, 1):
            self._leave_entry()
        return True

    def edit(self, ref: str) -> bool:
        """Open an entry for editing; False if there is none of that key, or it cannot be edited."""
        if self.read_only_reason or ref not in editable_refs(self.base):
            return False
        self.editing = Editing(self.base, ref)
        return True

    def leave(self) -> bool:
        """Leave the entry, or clear the line (Up brings it back); False if there was nothing to leave."""
        if self.editing:
            self._leave_entry()
            return True
        if not self.text:
            return False
        self.cleared = self.draft if squeeze(self.text) else self.cleared
        self._refused = None
        self.type("")
        return True

    def _leave_entry(self) -> None:
        """Go back from the entry to the line."""
        self.editing = None
        self._unsaved_draft = True

    # --- what happens elsewhere -------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Call this once a second. It saves the draft, follows the file, and notices a long time without an event."""
        self.follow_file()
        if self.follower:
            self.may_lead = self._can_lead()
        if not self.read_only_reason and self._record_gap():
            self._save()
            self._show()
        if self._unsaved_draft:
            self._save()

    def follow_file(self) -> None:
        """Show what another console saved since the last look."""
        if self.follower and (session := self.follower.poll()):
            self.follow(session)

    def follow(self, session: Session) -> None:
        """Show what the file holds now, while another console leads."""
        self.history = History(replace(session, draft=None))
        self._show()

    def look_on(self, reason: Message, follower: SessionWatcher, can_lead: Callable[[], bool]) -> None:
        """Follow what another console does. ``can_lead`` says whether no console leads now."""
        self.read_only_reason, self.follower, self._can_lead = reason, follower, can_lead
        self.saver, self.editing, self.gap = None, None, None
        self.waiting.clear()
        self._empty_line()

    def lead(self, session: Session, saver: Saver) -> None:
        """Lead the ring from now on, from ``session``, with the line that the other console left."""
        self.read_only_reason, self.follower, self.may_lead, self.saver = None, None, False, saver
        self._take(session)
        self._record_gap()
        self._show()
        self._go_on_editing(session)

    def remember(self, **fields: Any) -> None:
        """Set fields of the session that are not a change of the ring: undo does not take them back."""
        if not self.read_only_reason:
            self.history = self.history.with_all(lambda session: replace(session, **fields))
            self._save()
            self._show()

    def replace_session(self, session: Session, line: str) -> None:
        """Replace the session as one step, which can be undone. The line stays."""
        self._commit(self.history.record(replace(session, draft=None), line))

    def reset_session(self, session: Session) -> None:
        """Replace the session and its history: this cannot be undone."""
        self._commit(History(replace(session, draft=None)))

    def _record_gap(self) -> bool:
        """After a long time without an event, record a pause since the last event, until the facilitator decides.

        Typing is an event too. False if there is no such gap.
        """
        last, now = last_event(self.base), self.now
        if last is None or idle_seconds(self.base, now) is None:
            return False
        if any(seen and seconds_between(seen, now) <= IDLE_LIMIT for seen in (self._counted, self.draft.begun)):
            return False
        paused = update(self.base, PauseRing(at=last))
        if isinstance(paused, Refused):
            return False
        self.history = self.history.record(paused, "/pause")
        self.gap = (last, now)
        return True

    # --- saving -----------------------------------------------------------------------------------------------------

    def save_now(self, timeout: float) -> bool:
        """Save, and return whether everything is on the disk within ``timeout`` seconds."""
        if self._unsaved_draft:
            self._save()
        return self.saver is None or self.saver.flush(timeout)

    def close(self, timeout: float = 5.0) -> bool:
        """Save and stop saving; False if not everything is on the disk within ``timeout`` seconds."""
        if self._unsaved_draft:
            self._save()
        return self.saver is None or self.saver.close(timeout)

    def _commit(self, history: History) -> None:
        if self.editing and not self.editing.exists_in(history.session):
            # The entry that was being edited is gone; Up brings back the line that was to replace it.
            self.cleared = Draft(text=self.editing.line) if self.editing.changed else self.cleared
            self.editing = None
        if history.session is not self.history.session:
            self.changed_at = self.now
        self.history = history
        if self.base.pause is None:
            self.gap = None
        self._save()
        if self.saver and self.saver.state.error is None:
            # A save takes 3 ms alone, and 8 ms while the screen is being drawn, which then takes longer too.
            self.saver.flush(MAX_SAVE_WAIT)
        self._show()

    def _save(self) -> None:
        self._unsaved_draft = False
        if self.saver and not self.read_only_reason:
            draft = unsent(self.draft, self.waiting, self.refused, self.editing)
            self.saver.submit(replace(self.base, draft=draft))

    # --- what is shown ----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Compute what is shown, and tell the listeners if it is another session."""
        draft = self.draft
        who = next_speaker(draft.text, self.base) if draft.begun and not self.read_only_reason else None
        cause = (self.base, who, draft.begun, draft.passed)
        if self._cause and cause[0] is self._cause[0] and cause[1:] == self._cause[1:]:
            return
        self._cause = cause
        before, self.session = self.session, self._give_floor(self.base, who)
        if self.session is not before:
            for listener in self.listeners:
                listener(before, self.session)

    def _give_floor(self, session: Session, who: str | None) -> Session:
        """Make the person at the start of the line the speaker, as of its first key.

        Not a second time for the same line, nor in a question that came after the line was begun.
        """
        draft = self.draft
        if who is None or draft.passed or draft.begun is None or draft.question != session.current:
            return session
        after = update(session, SpeakerLine(at=draft.begun, speaker=who))
        return session if isinstance(after, Refused) else after

    def _record_speaker(self) -> None:
        """Record the speaker that the unsent line set, before something else happens."""
        if self.session is self.base:
            return
        who = self.session.speaker
        words = self.session.name(who) if who else "0"
        self.history = self.history.record(self.session, words)
        self.draft = replace(self.draft, passed=True)

    def _announce(self, command: Command) -> None:
        for listener in self.command_listeners:
            listener(command)


def _is_replaced(before: str, after: str) -> bool:
    """Whether a text was typed over another one, rather than made from it by changing a part."""
    kept = sum(block.size for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks())
    return 2 * kept < len(before)


def _step_name(command: Command) -> str:
    """Return the line for the history of a command that was not typed; "." if the command has no name."""
    spec = SPEC_BY_TYPE.get(type(command))
    return f"/{spec.name}" if spec else "."
