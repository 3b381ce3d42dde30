"""The panes around the line: where they stand, and when they are drawn."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from reciring.console.desk import Desk
from reciring.console.lined import Lined
from reciring.console.panes.circle import Circle
from reciring.console.panes.footer import Keys
from reciring.console.panes.guide import GuideStrip
from reciring.console.panes.joint import Joint
from reciring.console.panes.line import Keyboard, Line
from reciring.console.panes.middle import Middle
from reciring.console.panes.offers import Offers
from reciring.console.panes.pane import mounted
from reciring.console.panes.preview import Preview
from reciring.console.panes.strip import StatusStrip
from reciring.console.panes.time import Time
from reciring.console.panes.words import Words
from reciring.ring.session import Phase, Session

if TYPE_CHECKING:
    from reciring.console.panes.stage import Stage
    from reciring.console.panes.summary import Summary
    from reciring.console.panes.tiny import Tiny
    from reciring.console.panes.tour import TourStrip
    from reciring.console.panes.trouble import Trouble

OPEN = 16
"""With fewer rows than this left beside the open guide the offers make room for it."""
ROOMY = 22
"""With so many rows the preview has two of its own in the round: nothing jumps while somebody types."""
ENLARGED = ("queue", "offers", "clock")


class Board(Lined[None]):
    """``desk`` holds what is shown; panes are drawn when the session changes, time as it goes."""

    def __init__(self, desk: Desk, keyboard: Keyboard) -> None:
        super().__init__()
        self.desk, self.live = desk, desk.live
        self.strip, self.circle = StatusStrip(desk), Circle(desk, id="circle")
        self.middle, self.time, self.offers = Middle(desk), Time(desk), Offers(desk)
        self.joint = Joint(id="joint")
        self.guide, self.preview, self.footer = GuideStrip(desk), Preview(desk), Keys(desk)
        self.tour: TourStrip | None = None
        if desk.tour:
            from reciring.console.panes.tour import TourStrip

            self.tour = TourStrip(desk)
        self.prompt, self.line = Words(id="prompt"), Line(keyboard)
        self._sized: Size | None = None
        self._held = ExitStack()
        """Keeps Textual from painting until the panes know their sizes: the first picture is whole."""

    # Panes that are seldom seen.

    @cached_property
    def trouble(self) -> Trouble:
        from reciring.console.panes.trouble import Trouble

        return mounted(self, Trouble(self.desk), before="#top")

    @cached_property
    def flow(self) -> Circle:
        """The circle in running lines, on a narrow screen."""
        return mounted(self, Circle(self.desk, id="flow"), before=self.joint)

    @cached_property
    def flow_joint(self) -> Joint:
        return mounted(self, Joint(id="flow-joint"), before=self.flow)

    @cached_property
    def tiny(self) -> Tiny:
        from reciring.console.panes.tiny import Tiny

        return mounted(self, Tiny(self.desk), before=self.joint)

    @cached_property
    def summary(self) -> Summary:
        """The ring that is done."""
        from reciring.console.panes.summary import Summary

        return mounted(self, Summary(self.desk), before=self.guide)

    @cached_property
    def stage(self) -> Stage:
        """What the room may see."""
        from reciring.console.panes.stage import Stage

        return mounted(self, Stage(self.desk), before=self.guide)

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
            pane.draw(self.live.now)  # What they say decides how tall they are.
        # Of what is seldom seen there may be something on the first picture already.
        self._draw_seldom(self.live.now)
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
        session = self.desk.session
        small = width < 60 or height < 18
        self.set_class(small, "-small")
        self.set_class(width < 100 and not small, "-flowing")
        self.set_class(width >= 160, "-vast")
        self.set_class(session.phase is Phase.DONE and not self.desk.page, "-done")
        self.set_class(session.phase is not Phase.ROUND and not (session.offers or session.notes), "-bare")
        if small:
            self.preview.least = 1
            self.remove_class("-tight")
            return
        flowing = width < 100
        more = self.guide.rows(width, height) - 1
        self.preview.least = 2 if session.phase is Phase.ROUND and height - more >= ROOMY else 1
        tour = max(self.tour.tall, 2 if flowing else 1) if self.tour else 0
        rest = height - 4 - self.preview.least - (2 + self.circle.lines(width - 4) if flowing else 1) - more - tour
        self.set_class(more > 0 and rest < OPEN, "-guided")
        wanted = 8 if flowing else max(10, len(session.participants) + 2 + 3 * self.desk.times)
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
        return self.has_class("-bare") and bool(self.desk.session.offers or self.desk.session.notes)

    def draw_all(self) -> None:
        """Every pane says what holds now; what says the same as before is not drawn again."""
        now = self.live.now
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
        session, t = self.desk.session, self.desk.t
        offering = session.offers or session.phase in (Phase.ROUND, Phase.REFLECT, Phase.DONE)
        above: list[Widget] = [self.circle, self.middle, self.time]
        if self.has_class("-flowing"):
            self.flow_joint.join(t("Circle"), self.middle, self.time)
            above.append(self.flow)
        self.joint.join(t("Offers") if offering else t("Notes"), *above, opens=self.offers.display)

    def on_pane_resized(self) -> None:
        self._join()

    def draw_time(self) -> None:
        """What goes with the seconds."""
        now = self.live.now
        self.time.draw(now)
        self.strip.draw(now)
        self._draw_seldom(now)

    def _draw_seldom(self, now: dt.datetime) -> None:
        """Of the panes that are seldom seen those that are to be seen now."""
        self.set_class(bool(self.live.saver and not self.live.saver.state.well), "-trouble")
        if self.has_class("-trouble"):
            self.trouble.draw(now)
        if self.has_class("-small") or self.has_class("-large-offers"):
            self.tiny.draw(now)
        if self.has_class("-done"):
            self.summary.draw(now)
        if self.has_class("-stage"):
            self.stage.draw(now)

    def _draw_circle(self, now: dt.datetime) -> None:
        circle = self.flow if self.has_class("-flowing") else self.circle
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
            self.middle.follow(now)

    def enlarge(self, pane: str) -> None:
        """One pane large, or all as they were."""
        for other in ENLARGED:
            self.set_class(other == pane and not self.has_class(f"-large-{pane}"), f"-large-{other}")
        self.make_room()
