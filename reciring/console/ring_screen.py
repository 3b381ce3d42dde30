"""The screen of a ring: what the line, keys, clicks and the palette do on it. The line always has the focus."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from reciring.console import pressing
from reciring.console.answer import Answer, Outcome, refused
from reciring.console.bell import Bell
from reciring.console.board import Board
from reciring.console.desk import Desk
from reciring.console.meanings import describe, warm
from reciring.console.mishap import SETTLED
from reciring.console.panes.rows import Rows
from reciring.console.shows import SHOWS
from reciring.console.ticking import Ticking
from reciring.ring.commands import Command, Floor, Next, Show, Tick
from reciring.ring.message import say
from reciring.ring.session import Phase, Session
from reciring.ring.table import find
from reciring.store.lock import Lock

if TYPE_CHECKING:
    from reciring.console.erasing import Erasing
    from reciring.console.handing import Handing

DRAFT = 0.3
"""Seconds that the file may be behind what is typed; it promises one."""


class RingScreen(Board):
    """Where a ring is led."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self)
        self.keys = pressing.Pressing(self)
        self.ticking = Ticking(self, desk, self.second)
        self.bell = Bell(desk.settings.bell)
        self.preview.aside = self.keys.asides.words
        self._leaving = self._drafted = self._unread = False
        self.claims: list[Lock] = []
        """Files that the session moved to, while it was open."""

    @cached_property
    def handing(self) -> Handing:
        """Everything that leaves the console: paper, files, mail."""
        from reciring.console.handing import Handing

        return Handing(self)

    @cached_property
    def erasing(self) -> Erasing:
        """What becomes of the speaking times when the ring is done."""
        from reciring.console.erasing import Erasing

        return Erasing(self)

    def on_mount(self) -> None:
        self.live.listeners.append(self.changed)
        self.set_class(self.desk.times, "-times")
        early = self.line.value  # Letters may be on the line before it tells of them.
        self.line.forget(self.live.text)
        if early and early != self.live.text:
            self.line.put(self.live.text + early)
        if self.live.waiting:
            self.keys.pasting.next_line()
        if self.live.notice:
            self.preview.answer = Answer(Outcome.DONE, self.live.notice)
        if self.desk.guide.problems and not self.live.notice:
            self.say(refused(self.desk.guide.problems[0]))
        self.ticking.start()
        self.set_timer(SETTLED, warm)

    def on_unmount(self) -> None:
        self.live.listeners.remove(self.changed)
        for lock in self.claims:
            lock.release()

    def changed(self, before: Session, after: Session) -> None:
        if Phase.DONE in (before.phase, after.phase):
            self.erasing.changed(before, after)
        self.ticking.draw(partial(super().changed, before, after))

    # --- the line: see Keyboard ------------------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        """The text on the line changed."""
        if not self.line.is_mounted or text == self.live.text:
            return
        self.live.type(text)
        if not self._drafted:
            self._drafted = True
            self.set_timer(DRAFT, self._keep_draft)
        self.preview.answer = self.preview.asking = None
        if not self._unread:
            self._unread = True
            self.line.call_after_refresh(self._read)

    def _read(self) -> None:
        """What the line means is worked out once the letter itself is on the screen: the echo waits for nothing."""
        self._unread = False
        self.draw_line()

    def _keep_draft(self) -> None:
        """The unsent line goes to the file, a moment behind the keys."""
        self._drafted = False
        self.live.kept(0)

    def press(self, key: str) -> bool:
        return self.keys.press(key)

    def pasted(self, text: str) -> None:
        self.keys.pasting.paste(text)

    # --- what keys, clicks and the palette do ------------------------------------------------------------------------

    def do(self, command: Command, line: str | None = None) -> None:
        """Do a command that was not typed, and say what it did as if it had been."""
        before = self.live.base
        answer = self.live.do(command, line)
        if answer.outcome is Outcome.DONE and answer.said is None:
            answer = Answer(Outcome.DONE, describe(command, before))
        self.say(answer)

    def say(self, answer: Answer) -> None:
        """Say what came of it, and show what is to be shown."""
        self.preview.answer, self.preview.asking = answer, None
        if self.line.value != self.live.text:
            self.line.forget(self.live.text)
        if answer.outcome is Outcome.SHOW and answer.show:
            self.show(answer.show)
        self.draw_line()

    def show(self, show: Show) -> None:
        """Do what a command of the screen asks for."""
        spec = find(show.what)
        if spec and (why := spec.why_not(self.live.base)):
            self.say(refused(why))
        elif action := SHOWS.get(show.what):
            action(self, show.argument)

    def leave(self) -> None:
        """Back to where the session was opened. Asks only if something would be lost."""
        saver = self.live.saver
        if saver and not self._leaving and not self.live.kept(0.5):
            self._leaving = True
            why = saver.state.why or say("the disk takes its time")
            lost = say(
                "Not saved: {why}. /elsewhere saves it in another folder; Ctrl+Q again leaves and loses it.", why=why
            )
            self.say(Answer(Outcome.REFUSED, lost))
            return
        self.app.exit(0)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click: a participant takes the floor, an entry opens for mending."""
        if event.rows.id == "offers":
            if self.live.mend(event.key):
                self.say(Answer(Outcome.DONE))
            return
        session = self.live.base
        if session.phase in (Phase.ROUND, Phase.REFLECT):
            self.do(Floor(at=self.live.now, who=event.key), session.name(event.key))
        elif session.phase is Phase.FORMULATE and not self.line.value:
            self.line.put(f"{event.key[1:]} ")

    def action_tick(self, item: str) -> None:
        """A click on a thing of the checklist."""
        self.do(Tick(at=self.live.now, item=item), f"/tick {item}")

    def action_call_next(self, who: str) -> None:
        """A click on somebody who waits."""
        self.do(Next(at=self.live.now, who=who), f"/next {self.live.base.name(who)}")

    def second(self) -> None:
        """A second went by."""
        if self.bell.rings(self.live.session, self.live.now):
            self.app.bell()
        self.live.tick()
        self.draw_time()
        if self.keys.asides.changed(self.live.now):
            self.draw_line()
        if self.desk.times:
            self._draw_circle(self.live.now)
