"""The screen of a ring: panes around the line that always has the focus."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from reciring.console import pressing
from reciring.console.answer import Answer, Outcome, refused
from reciring.console.desk import Desk
from reciring.console.panes.circle import Circle
from reciring.console.panes.footer import Keys
from reciring.console.panes.guide import GuideStrip
from reciring.console.panes.joint import Joint
from reciring.console.panes.line import Line
from reciring.console.panes.middle import Middle
from reciring.console.panes.offers import Offers
from reciring.console.panes.preview import Preview
from reciring.console.panes.rows import Rows
from reciring.console.panes.stage import Stage
from reciring.console.panes.strip import StatusStrip
from reciring.console.panes.summary import Summary
from reciring.console.panes.time import Time
from reciring.console.panes.tiny import Tiny
from reciring.console.panes.tour import TourStrip
from reciring.console.panes.trouble import Trouble
from reciring.console.panes.words import Words
from reciring.console.shows import SHOWS
from reciring.console.ticking import Ticking
from reciring.ring.commands import Command, Floor, Next, Show, Tick
from reciring.ring.message import say
from reciring.ring.session import Phase, Session
from reciring.ring.table import find
from reciring.store.lock import Lock

DRAFT = 0.3
"""Seconds that the file may be behind what is typed; it promises one."""
if TYPE_CHECKING:
    from reciring.console.handing import Handing

ENLARGED = ("queue", "offers", "clock")


class RingScreen(Screen[None]):
    """Where a ring is led. ``desk`` holds what is shown; panes are drawn when the session changes, time as it goes."""

    AUTO_FOCUS = "#line"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.live = desk, desk.live
        self.keys = pressing.Pressing(self)
        self.ticking = Ticking(self)
        self.strip, self.trouble = StatusStrip(desk), Trouble(desk)
        self.circle, self.flow = Circle(desk, id="circle"), Circle(desk, id="flow")
        self.middle, self.time, self.offers, self.tiny = Middle(desk), Time(desk), Offers(desk), Tiny(desk)
        self.joint = Joint("#circle, #middle, #time, #flow", id="joint")
        self.flow_joint = Joint("#middle, #time", id="flow-joint")
        self.stage, self.summary = Stage(desk), Summary(desk)
        self.guide, self.preview, self.footer = GuideStrip(desk), Preview(desk), Keys(desk)
        self.tour = TourStrip(desk)
        self.preview.aside = self.keys.asides.words
        self.prompt, self.line = Words(id="prompt"), Line(self)
        self._leaving = self._drafted = False
        self.claims: list[Lock] = []
        """Files that the session moved to, while it was open."""

    def compose(self) -> ComposeResult:
        # As much as can be known beforehand is said before the first layout, which is the dearest thing of a start.
        self._divide(*self.app.size)
        yield self.strip
        yield self.trouble
        with Horizontal(id="top"):
            yield self.circle
            yield self.middle
            yield self.time
        yield self.flow_joint
        yield self.flow
        yield self.joint
        yield self.offers
        yield self.tiny
        yield self.stage
        yield self.summary
        yield self.guide
        if self.desk.tour:
            yield self.tour
        yield self.preview
        with Horizontal(id="entry"):
            yield self.prompt
            yield self.line
        yield self.footer

    @cached_property
    def handing(self) -> Handing:
        """Everything that leaves the console: paper, files, mail."""
        from reciring.console.handing import Handing

        return Handing(self)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """The line keeps the focus, also when the mouse was beside the window."""
        line = self.line if self.line.is_attached else None
        super().set_focus(widget or line, scroll_visible=scroll_visible, from_app_focus=from_app_focus)

    def on_mount(self) -> None:
        self.live.listeners.append(self._changed)
        self.set_class(self.desk.times, "-times")
        self.line.forget(self.live.text)
        if self.live.notice:
            self.preview.answer = Answer(Outcome.DONE, self.live.notice)
        self.draw_all()
        self.ticking.start()

    def on_unmount(self) -> None:
        self.live.listeners.remove(self._changed)
        for lock in self.claims:
            lock.release()

    # --- drawing ---------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        self.make_room()

    def make_room(self) -> None:
        """Give every pane its room, and draw it in there."""
        self._divide(*self.size)
        self.draw_all()

    def _divide(self, width: int, height: int) -> None:
        """Which panes there is room for."""
        session = self.desk.session
        small = width < 60 or height < 18
        self.set_class(small, "-small")
        self.set_class(width < 100 and not small, "-flowing")
        self.set_class(width >= 160, "-vast")
        self.set_class(session.phase is Phase.DONE and not self.desk.page, "-done")
        self.set_class(session.phase is not Phase.ROUND and not (session.offers or session.notes), "-bare")
        if small:
            return
        flowing = width < 100
        rest = height - 5 - (3 if flowing else 1)
        wanted = 8 if flowing else max(10, len(session.participants) + 2 + 3 * self.desk.times)
        if session.phase is not Phase.ROUND:
            wanted = rest
        top = min(wanted, rest - max(6, rest // 3))
        self.offers.styles.height = max(4, rest - top) if not self.has_class("-large-offers") else "1fr"

    def _changed(self, before: Session, after: Session) -> None:
        """The session shown is another one."""
        if len(before.participants) != len(after.participants) or before.phase is not after.phase or self._bared():
            self.make_room()
        else:
            self.draw_all()

    def _bared(self) -> bool:
        return self.has_class("-bare") and bool(self.desk.session.offers or self.desk.session.notes)

    def draw_all(self) -> None:
        """Every pane says what holds now; what says the same as before is not drawn again."""
        now = self.live.now
        self._draw_circle(now)
        self.middle.draw(now)
        self.offers.draw(now)
        self._join()
        self.guide.draw(now)
        self.tour.draw(now)
        self.draw_time()
        self.draw_line()

    def _join(self) -> None:
        """The lines where panes meet follow their sides."""
        self.joint.name_it(self.desk.t("Offers"), opens=self.offers.display)
        self.flow_joint.name_it(self.desk.t("Circle"))

    def on_pane_resized(self) -> None:
        self._join()

    def draw_time(self) -> None:
        """What goes with the seconds."""
        now = self.live.now
        self.time.draw(now)
        self.strip.draw(now)
        self.tiny.draw(now)
        self.trouble.draw(now)
        self.stage.draw(now)
        self.summary.draw(now)

    def _draw_circle(self, now: dt.datetime) -> None:
        for circle in (self.circle, self.flow):
            if circle.display:
                circle.draw(now)

    def draw_line(self) -> None:
        """The line, what it will do, and the keys."""
        now = self.live.now
        mending = self.live.mending
        number = f"{mending.ref[1:]} " if mending and mending.ref[0] == "o" else ""
        self.prompt.show(Content(f"{number}{'✎' if mending else '›'} "), layout=True)
        self.preview.draw(now)
        self.footer.draw(now)
        if self.desk.session.phase is Phase.PREPARE:
            self.middle.draw(now)  # what a plan costs is seen while it is typed

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
        """Do a command that was not typed."""
        self.say(self.live.do(command, line))

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

    def enlarge(self, pane: str) -> None:
        """One pane large, or all as they were."""
        for other in ENLARGED:
            self.set_class(other == pane and not self.has_class(f"-large-{pane}"), f"-large-{other}")
        self.make_room()

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
        self.live.tick()
        self.draw_time()
        if self.keys.asides.shortage.changed(self.live.now):
            self.preview.answer = None
            self.draw_line()
        if self.desk.times:
            self._draw_circle(self.live.now)
