"""The screen of a ring: what the line, keys, clicks and the palette do on it. The line always has the focus."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from reciring.console.actions import keys as pressing
from reciring.console.actions.show import VIEW_COMMANDS
from reciring.console.view_state import ENLARGED, ViewState
from reciring.console.widgets.bell import BellRinger
from reciring.console.widgets.rows import Rows
from reciring.console.widgets.second_timer import SecondTimer
from reciring.live.answer import Answer, Outcome, refused
from reciring.ring.command_wording import describe_command
from reciring.ring.commands import Command, NextQuestion, ScreenCommand, SetSpeaker, ToggleItem
from reciring.ring.message import say
from reciring.ring.registry import find_command
from reciring.ring.session import Phase, Session
from reciring.store.lock import SessionLock

if TYPE_CHECKING:
    from reciring.console.actions.erase import EraseTimes
    from reciring.console.actions.export import ExportRunner
import asyncio
import datetime as dt
from contextlib import ExitStack

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from reciring.console.screens.entry_screen import EntryScreen
from reciring.console.widgets.border import PaneBorder
from reciring.console.widgets.circle import Circle
from reciring.console.widgets.clock import ClockPane
from reciring.console.widgets.entry_line import EntryLine, EntryLineListener
from reciring.console.widgets.footer import Footer
from reciring.console.widgets.guide import GuidePane
from reciring.console.widgets.header import Header
from reciring.console.widgets.offers import Offers
from reciring.console.widgets.pane import TextBlock, mount_now
from reciring.console.widgets.phase import PhasePane
from reciring.console.widgets.preview import Preview

if TYPE_CHECKING:
    from reciring.console.widgets.compact import Compact
    from reciring.console.widgets.save_warning import SaveWarning
    from reciring.console.widgets.stage import Stage
    from reciring.console.widgets.summary import Summary
    from reciring.console.widgets.tour import TourPane


OPEN = 16
"""With fewer rows than this left beside the open guide the offers make room for it."""
ROOMY = 22
"""With so many rows the preview has two of its own in the round: nothing jumps while somebody types."""


class Board(EntryScreen[None]):
    """``desk`` holds what is shown; panes are drawn when the session changes, time as it goes."""

    def __init__(self, view: ViewState, keyboard: EntryLineListener) -> None:
        super().__init__()
        self.view, self.controller = view, view.controller
        self.strip, self.circle = Header(view), Circle(view, id="circle")
        self.middle, self.time, self.offers = PhasePane(view), ClockPane(view), Offers(view)
        self.joint = PaneBorder(id="border")
        self.guide, self.preview, self.footer = GuidePane(view), Preview(view), Footer(view)
        self.tour: TourPane | None = None
        if view.tour:
            from reciring.console.widgets.tour import TourPane

            self.tour = TourPane(view)
        self.prompt, self.line = TextBlock(id="prompt"), EntryLine(keyboard)
        self._sized: Size | None = None
        self._held = ExitStack()
        """Keeps Textual from painting until the panes know their sizes: the first picture is whole."""

    # Panes that are seldom seen.

    @cached_property
    def trouble(self) -> SaveWarning:
        from reciring.console.widgets.save_warning import SaveWarning

        return mount_now(self, SaveWarning(self.view), before="#top")

    @cached_property
    def flow(self) -> Circle:
        """The circle in running lines, on a narrow screen."""
        return mount_now(self, Circle(self.view, id="circle-lines", inline=True), before=self.joint)

    @cached_property
    def flow_joint(self) -> PaneBorder:
        return mount_now(self, PaneBorder(id="circle-border"), before=self.flow)

    @cached_property
    def tiny(self) -> Compact:
        from reciring.console.widgets.compact import Compact

        return mount_now(self, Compact(self.view), before=self.joint)

    @cached_property
    def summary(self) -> Summary:
        """The ring that is done."""
        from reciring.console.widgets.summary import Summary

        return mount_now(self, Summary(self.view), before=self.guide)

    @cached_property
    def stage(self) -> Stage:
        """What the room may see."""
        from reciring.console.widgets.stage import Stage

        return mount_now(self, Stage(self.view), before=self.guide)

    def compose(self) -> ComposeResult:
        # As much as can be known beforehand is said before the first layout, which is the dearest thing of a start.
        self._divide(*self.app.size)
        yield self.strip
        with Horizontal(id="top"):
            yield self.circle
            yield self.middle
            yield self.time
        yield self.joint
        yield self.offers
        yield self.guide
        if self.tour:
            yield self.tour
        yield self.preview
        with Horizontal(id="entry"):
            yield self.prompt
            yield self.line
        yield self.footer

    def on_mount(self) -> None:
        self._held.enter_context(self.app.batch_update())
        for pane in (self.guide, self.preview):
            pane.draw(self.controller.now)  # What they say decides how tall they are.
        # Of what is seldom seen there may be something on the first picture already.
        self._draw_seldom(self.controller.now)
        self._join()

    async def on_resize(self, event: events.Resize) -> None:
        if event.size == self._sized:  # Textual tells of the same size several times while it starts.
            return
        first, self._sized = self._sized is None, event.size
        if not first:
            self.make_room()
            return
        # Every pane hears of its size for the first time, and draws itself; what is to be laid out anew comes of it.
        for _ in range(3):
            await asyncio.sleep(0)
        self._join()
        self.draw_line()
        self._held.close()

    def on_unmount(self) -> None:
        self._held.close()

    def make_room(self) -> None:
        """Give every pane its room, and draw it in there."""
        self._divide(*self.size)
        self.draw_all()

    def _divide(self, width: int, height: int) -> None:
        """Which panes there is room for."""
        session = self.view.session
        small = width < 60 or height < 18
        self.set_class(small, "-compact")
        self.set_class(width < 100 and not small, "-narrow")
        self.set_class(width >= 160, "-wide")
        self.set_class(session.phase is Phase.DONE and not self.view.page, "-done")
        self.set_class(session.phase is not Phase.ROUND and not (session.offers or session.notes), "-no-offers")
        if small:
            self.preview.least = 1
            self.remove_class("-tight")
            return
        flowing = width < 100
        more = self.guide.rows(width, height) - 1
        self.preview.least = 2 if session.phase is Phase.ROUND and height - more >= ROOMY else 1
        tour = max(self.tour.rows, 2 if flowing else 1) if self.tour else 0
        rest = (
            height - 4 - self.preview.least - (2 + self.circle.inline_height(width - 4) if flowing else 1) - more - tour
        )
        self.set_class(more > 0 and rest < OPEN, "-guide-replaces-offers")
        wanted = 8 if flowing else max(10, len(session.participants) + 2 + 3 * self.view.times)
        if session.phase is not Phase.ROUND:
            wanted = rest
        top = min(wanted, rest - max(4 if flowing else 6, rest // 3))
        self.set_class(flowing and top < 8, "-tight")
        self.offers.styles.height = max(4, rest - top) if not self.has_class("-large-offers") else "1fr"

    def changed(self, before: Session, after: Session) -> None:
        """The session shown is another one."""
        if len(before.participants) != len(after.participants) or before.phase is not after.phase or self._bared():
            self.make_room()
        else:
            self.draw_all()

    def _bared(self) -> bool:
        return self.has_class("-no-offers") and bool(self.view.session.offers or self.view.session.notes)

    def draw_all(self) -> None:
        """Every pane says what holds now; what says the same as before is not drawn again."""
        now = self.controller.now
        self._draw_circle(now)
        self.middle.draw(now)
        self.offers.draw(now)
        self._join()
        self.guide.draw(now)
        if self.tour:
            self.tour.draw(now)
        self.draw_time()
        self.draw_line()

    def _join(self) -> None:
        """The lines where panes meet follow their sides."""
        session, t = self.view.session, self.view.t
        offering = session.offers or session.phase in (Phase.ROUND, Phase.REFLECT, Phase.DONE)
        above: list[Widget] = [self.circle, self.middle, self.time]
        if self.has_class("-narrow"):
            self.flow_joint.join(t("Circle"), self.middle, self.time)
            above.append(self.flow)
        self.joint.join(t("Offers") if offering else t("Notes"), *above, opens=self.offers.display)

    def on_pane_resized(self) -> None:
        self._join()

    def draw_time(self) -> None:
        """What goes with the seconds."""
        now = self.controller.now
        self.time.draw(now)
        self.strip.draw(now)
        self._draw_seldom(now)

    def _draw_seldom(self, now: dt.datetime) -> None:
        """Of the panes that are seldom seen those that are to be seen now."""
        self.set_class(bool(self.controller.saver and not self.controller.saver.state.ok), "-save-warning")
        if self.has_class("-save-warning"):
            self.trouble.draw(now)
        if self.has_class("-compact") or self.has_class("-large-offers"):
            self.tiny.draw(now)
        if self.has_class("-done"):
            self.summary.draw(now)
        if self.has_class("-stage"):
            self.stage.draw(now)

    def _draw_circle(self, now: dt.datetime) -> None:
        circle = self.flow if self.has_class("-narrow") else self.circle
        if circle.display:
            circle.draw(now)

    def draw_line(self) -> None:
        """The line, what it will do, and the keys."""
        now = self.controller.now
        mending = self.controller.mending
        number = f"{mending.ref[1:]} " if mending and mending.ref[0] == "o" else ""
        self.prompt.show(Content(f"{number}{'✎' if mending else '›'} "), layout=True)
        self.preview.draw(now)
        self.footer.draw(now)
        if self.view.session.phase is Phase.PREPARE:
            self.middle.follow(now)

    def enlarge(self, pane: str) -> None:
        """One pane large, or all as they were."""
        for other in ENLARGED:
            self.set_class(other == pane and not self.has_class(f"-large-{pane}"), f"-large-{other}")
        self.make_room()


DRAFT = 0.3
"""Seconds that the file may be behind what is typed; it promises one."""


class RingScreen(Board):
    """Where a ring is led."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(view, self)
        self.keys = pressing.KeyHandler(self)
        self.ticking = SecondTimer(self, view, self.second)
        self.bell = BellRinger(view.settings.bell)
        self.preview.aside = self.keys.asides.words
        self._leaving = self._drafted = self._unread = False
        self.claims: list[SessionLock] = []
        """Files that the session moved to, while it was open."""

    @cached_property
    def handing(self) -> ExportRunner:
        """Everything that leaves the console: paper, files, mail."""
        from reciring.console.actions.export import ExportRunner

        return ExportRunner(self)

    @cached_property
    def erasing(self) -> EraseTimes:
        """What becomes of the speaking times when the ring is done."""
        from reciring.console.actions.erase import EraseTimes

        return EraseTimes(self)

    def on_mount(self) -> None:
        self.controller.listeners.append(self.changed)
        self.set_class(self.view.times, "-speaking-times")
        early = self.line.value  # Letters may be on the line before it tells of them.
        self.line.forget(self.controller.text)
        if early and early != self.controller.text:
            self.line.put(self.controller.text + early)
        if self.controller.waiting:
            self.keys.pasting.next_line()
        if self.controller.notice:
            self.preview.answer = Answer(Outcome.DONE, self.controller.notice)
        if self.view.guide.problems and not self.controller.notice:
            self.say(refused(self.view.guide.problems[0]))
        self.ticking.start()

    def on_unmount(self) -> None:
        self.controller.listeners.remove(self.changed)
        for lock in self.claims:
            lock.release()

    def changed(self, before: Session, after: Session) -> None:
        if Phase.DONE in (before.phase, after.phase):
            self.erasing.changed(before, after)
        self.ticking.draw(partial(super().changed, before, after))

    # --- the line: see Keyboard ------------------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        """The text on the line changed."""
        if not self.line.is_mounted or text == self.controller.text:
            return
        self.controller.type(text)
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
        self.controller.kept(0)

    def press(self, key: str) -> bool:
        return self.keys.press(key)

    def pasted(self, text: str) -> None:
        self.keys.pasting.paste(text)

    # --- what keys, clicks and the palette do ------------------------------------------------------------------------

    def do(self, command: Command, line: str | None = None) -> None:
        """Do a command that was not typed, and say what it did as if it had been."""
        before = self.controller.base
        answer = self.controller.do(command, line)
        if answer.outcome is Outcome.DONE and answer.said is None:
            answer = Answer(Outcome.DONE, describe_command(command, before))
        self.say(answer)

    def say(self, answer: Answer) -> None:
        """Say what came of it, and show what is to be shown."""
        self.preview.answer, self.preview.asking = answer, None
        if self.line.value != self.controller.text:
            self.line.forget(self.controller.text)
        if answer.outcome is Outcome.SHOW and answer.show:
            self.show(answer.show)
        self.draw_line()

    def show(self, show: ScreenCommand) -> None:
        """Do what a command of the screen asks for."""
        spec = find_command(show.what)
        if spec and (why := spec.why_not(self.controller.base)):
            self.say(refused(why))
        elif action := VIEW_COMMANDS.get(show.what):
            action(self, show.argument)

    def leave(self) -> None:
        """Back to where the session was opened. Asks only if something would be lost."""
        saver = self.controller.saver
        if saver and not self._leaving and not self.controller.kept(0.5):
            self._leaving = True
            why = saver.state.error or say("the disk takes its time")
            lost = say(
                "Not saved: {why}. /elsewhere saves it in another folder; Ctrl+Q again leaves and loses it.", why=why
            )
            self.say(Answer(Outcome.REFUSED, lost))
            return
        self.app.exit(0)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click: a participant takes the floor, an entry opens for mending."""
        if event.rows.id == "offers":
            if self.controller.mend(event.key):
                self.say(Answer(Outcome.DONE))
            return
        session = self.controller.base
        if session.phase in (Phase.ROUND, Phase.REFLECT):
            self.do(SetSpeaker(at=self.controller.now, who=event.key), session.name(event.key))
        elif session.phase is Phase.FORMULATE and not self.line.value:
            self.line.put(f"{event.key[1:]} ")

    def action_tick(self, item: str) -> None:
        """A click on a thing of the checklist."""
        self.do(ToggleItem(at=self.controller.now, item=item), f"/tick {item}")

    def action_call_next(self, who: str) -> None:
        """A click on somebody who waits."""
        self.do(NextQuestion(at=self.controller.now, who=who), f"/next {self.controller.base.name(who)}")

    def second(self) -> None:
        """A second went by."""
        if self.bell.rings(self.controller.session, self.controller.now):
            self.app.bell()
        self.controller.tick()
        self.draw_time()
        if self.keys.asides.changed(self.controller.now):
            self.draw_line()
        if self.view.times:
            self._draw_circle(self.controller.now)
