"""What may hold the empty line without standing in its way: a shortage of time, a walk along what is open, a page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from textual.content import Content

from reciring.console.answer import Answer, Outcome, refused
from reciring.console.meanings import describe
from reciring.console.shortage import Shortage
from reciring.console.ticking_off import meant
from reciring.console.walk import Walk
from reciring.ring.commands import Command, Tick
from reciring.ring.message import Message
from reciring.ring.session import Phase
from reciring.ring.text import squeeze

if TYPE_CHECKING:
    from reciring.console.ring_screen import RingScreen


class Asides:
    """Keys on the empty line, and lines that only make sense beside something. The most urgent comes first."""

    def __init__(self, screen: RingScreen) -> None:
        self.screen, self.desk, self.live = screen, screen.desk, screen.live
        self.shortage, self.walk = Shortage(screen.desk), Walk(screen.desk)
        self._said = ""

    def key(self, key: str) -> bool:
        """A key on the empty line; whether it meant something here."""
        if self.live.mending or self.desk.people:
            return False
        screen, now = self.screen, self.live.now
        if answer := self.shortage.take(key, now):
            if self.live.base.phase is Phase.ROUND and not self.shortage.asks(now) and key == self._aloud:
                self._read_aloud()
            screen.draw_all()
            screen.say(answer)
            return True
        return key in ("tab", "shift+tab") and self.along(1 if key == "tab" else -1)

    def along(self, by: int = 1) -> bool:
        """To the next that is open; False if nothing is."""
        if not self.walk.step(by):
            return False
        self.screen.preview.answer = None
        self.screen.draw_all()
        return True

    def enter(self) -> bool:
        """Enter: whether the line was for what is gone along, or ticked something."""
        answer, at = self.walk.answer(), self.walk.at
        if answer:
            return self._do([answer], at)
        if self.live.mending or self.live.reading:
            return False
        if at and not squeeze(self.live.text) and self.live.base.phase is not Phase.ROUND:
            return self.along()  # skips, as Tab does; in the round the empty line gives the floor back
        keys = meant(self._ticking, self.desk.guide.checklist)
        if isinstance(keys, Message):
            self.screen.say(refused(keys))
            return True
        return bool(keys) and self._do([Tick(at=self.live.now, item=key) for key in keys or ()], at)

    def leave(self, *, hidden: bool) -> bool:
        """Escape on the empty line: whatever is there goes, one thing at a time. ``hidden``: it could not be read."""
        if self.desk.page:
            self.desk.page = None
            self.screen.middle.home()
        elif not self.walk.leave() and (hidden or not self.shortage.accept(self.live.now)):
            return False
        self.screen.draw_all()
        return True

    def changed(self, now: dt.datetime) -> bool:
        """Whether something else is to be said beside the empty line; asked once a second."""
        words = None if self.live.text else self.words(now)
        before, self._said = self._said, words.plain if words else ""
        if self._said and not before:
            self.screen.preview.answer = None
        return self._said != before

    def words(self, now: dt.datetime) -> Content | None:
        """What the preview says instead of its own; None if it is to say its own."""
        if squeeze(self.live.text):
            keys = meant(self._ticking, self.desk.guide.checklist)
            return self._ticks(keys) if isinstance(keys, list) else self.walk.words()
        walk = self.walk.words(staged=self.screen.has_class("-stage"))
        # Where somebody is on the way Enter means that, so that stands there.
        return walk if self.walk.at else self.shortage.words(now) or walk

    @property
    def _ticking(self) -> str:
        """The line; on the way along the checklist numbers alone tick, and are nobody's name."""
        text = squeeze(self.live.text)
        numbers = bool(text) and text.isascii() and text.replace(" ", "").isdigit()
        return f"/tick {text}" if numbers and self.walk.at and self.live.base.phase is Phase.PREPARE else text

    def _ticks(self, keys: list[str]) -> Content:
        texts = {item.key: item.text for item in self.desk.guide.checklist}
        signs = (("☐" if key in self.live.base.ticked else "✓") + f" {texts[key]}" for key in keys)
        return Content("  ".join(signs))

    def _do(self, commands: list[Command], at: str) -> bool:
        """Do it as one step; the line is free again, and the walk goes on."""
        screen, live = self.screen, self.live
        typed = live.text
        said = None if isinstance(commands[0], Tick) else describe(commands[0], live.base)
        live.type("")  # nobody took the floor by it
        reasons = live.do_all(commands, squeeze(typed) or "/tick")
        if reasons:
            live.type(typed)
        said = (self.walk.go_on(at) if at else None) or said
        screen.draw_all()
        # On the way the next question is more use than what was answered.
        screen.say(refused(reasons[0]) if reasons else Answer(Outcome.DONE, None if self.walk.at else said))
        return True

    @property
    def _aloud(self) -> str:
        return next((key for key, way in self.shortage.ways(self.live.now).items() if not way.commands), "")

    def _read_aloud(self) -> None:
        """All that wait, each with its words, large."""
        if not self.screen.has_class("-large-queue"):
            self.screen.enlarge("queue")
