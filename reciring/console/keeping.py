"""The session that is open: as it is, as it is shown, and on its way to the disk. No screen in here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final, Protocol

import msgspec

from reciring.clock import Clock
from reciring.console.meanings import takes_floor, update
from reciring.ring.commands import Command, PauseRing, Speak
from reciring.ring.history import History, Step
from reciring.ring.message import Message, say
from reciring.ring.plan import GAP, gap
from reciring.ring.refusal import Refused
from reciring.ring.session import Draft, Phase, Session, last_fact
from reciring.ring.spans import write_span
from reciring.ring.timing import zone
from reciring.store.autosave import SaveState
from reciring.store.follow import Follower

AGAIN: Final = dt.timedelta(seconds=10)
"""So soon after the last fact nothing was missed."""
LONGEST: Final = 2_000_000
"""Letters of pasted lines, and what TOML puts beside each, that the file keeps: far from what makes it too big."""
BESIDE: Final = 10
FIRST: Final = 0.008
"""Seconds that a drawing waits for a save, at most: as long as a picture stands."""
Listener = Callable[[Session, Session], None]
replace = msgspec.structs.replace


class Saver(Protocol):
    """Whatever keeps the session: store.autosave.Autosave."""

    @property
    def state(self) -> SaveState: ...

    def put(self, session: Session) -> int: ...

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
        self.follower: Follower | None = None
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
        after = update(session, Speak(at=draft.begun, floor=who))
        return session if isinstance(after, Refused) else after

    def _settle(self) -> None:
        """Something else happens while the line already passed the floor: that is a step of its own, and stays."""
        if self.session is self.base:
            return
        who = self.session.speaker
        words = self.session.name(who) if who else "0"
        self.history = self.history.did(self.session, words)
        self.draft = replace(self.draft, passed=True)

    @property
    def newest(self) -> Step | None:
        """The step that undo would take back."""
        return self.history.done[-1] if self.history.done else None

    def tick(self) -> None:
        """Once a second: the draft goes to the file, and a long sleep of the computer is noticed."""
        now = self.now
        if self.follower and (session := self.follower.look()):
            self.follow(session)
        if (now - self._seen).total_seconds() > GAP and not self.reading:
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
        if self.now - last < AGAIN and not self.base.pause:
            return None
        if self.base.pause:
            return say("Open again, and paused: the last was noted at {time}. Space goes on.", time=since)
        span = write_span(max(0, round((self.now - last).total_seconds())))
        return say("Open again: the last was noted at {time}, and the time ran on for {span}.", time=since, span=span)

    def _mind_the_gap(self) -> None:
        """More than a quarter of an hour without a fact: a pause since the last one, until something else is said."""
        last, now = last_fact(self.base), self.now
        if last is None or gap(self.base, now) is None:
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
        if self.saver and self.saver.state.why is None:
            # Three milliseconds if it has the processor to itself, and eight beside a drawing, which gains nothing.
            self.saver.flush(FIRST)
        self._show()

    def _save(self) -> None:
        self._unsaved_draft = False
        if self.saver and not self.reading:
            self.saver.put(replace(self.base, draft=self._unsent()))

    def _unsent(self) -> Draft | None:
        """What was typed or pasted and not entered, as the file keeps it; None if there is nothing of the kind."""
        if not self.waiting:
            return self.draft if self.draft.text else None
        kept, room = [], LONGEST
        for line in self.waiting:
            room -= len(line) + BESIDE
            if room < 0:
                break
            kept.append(line)
        return replace(self.draft, waiting=tuple(kept))

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
