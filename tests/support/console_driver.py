"""The console without a terminal: a session on a hand-turned clock, and its screen as plain text."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import msgspec
from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.worker import WorkerFailed

from reciring.clock import Clock, ManualClock
from reciring.console.app import ConsoleApp
from reciring.console.screens.ring import RingScreen
from reciring.live.answer import Outcome
from reciring.live.controller import Controller
from reciring.live.opening import open_session
from reciring.ring.session import Phase, Session
from reciring.store.files import create_session_file, load_session
from reciring.store.settings import Settings
from tests.support.paths import DATA

START = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)
_SIGNS = {"space": " ", "plus": "+", "minus": "-", "question_mark": "?", "tab": "\t", "enter": "\r"}
EMPTY = Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam", language="en")


def rehearsal() -> Iterator[tuple[float | None, str]]:
    """The lines of the rehearsal, each with its seconds since the start; None before it."""
    for line in (DATA / "ring.txt").read_text("utf-8").splitlines():
        match = re.match(r"(\d+):(\d\d):(\d\d)  (.*)", line)
        if match:
            yield int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3]), match[4]
        elif line and not line.startswith("#"):
            yield None, line


@functools.cache
def rehearsed(until: float, language: str) -> Session:
    """The session of the rehearsal so many seconds after the start; -1: before it."""
    clock = ManualClock(START)
    controller = Controller(msgspec.structs.replace(EMPTY, language=language), clock)
    for seconds, line in rehearsal():
        if seconds is not None and seconds > until:
            break
        if seconds is not None:
            clock.set(START + dt.timedelta(seconds=seconds))
        if not line.startswith("/language"):
            controller.type(line)
            assert controller.enter().outcome is Outcome.DONE, line
    return controller.base


def console(
    path: Path, clock: Clock, *, language: str | None = None, settings: Settings | None = None, read_only: bool = False
) -> ConsoleApp:
    """The program for a session file, to be run with ``run_test``."""
    opened = open_session(path, clock, read_only=read_only)
    return ConsoleApp(opened, folder=path.parent, language=language, settings=settings or Settings(), clock=clock)


def picture(app: App[int]) -> str:
    """What stands on the screen, row by row, without the blanks at the ends."""
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


class Led:
    """A console that is being led by a test."""

    def __init__(self, app: ConsoleApp, pilot: Pilot[int], clock: ManualClock, path: Path) -> None:
        self.app, self.pilot, self.clock, self.path = app, pilot, clock, path

    @property
    def screen(self) -> RingScreen:
        screen = self.app.screen
        assert isinstance(screen, RingScreen)
        return screen

    @property
    def session(self) -> Session:
        return self.screen.controller.session

    def phase(self) -> Phase:
        return self.session.phase

    async def enter(self, *lines: str) -> None:
        """Type lines, each with its Enter."""
        for line in lines:
            self.screen.line.put(line)
            await self.press("enter")

    async def press(self, *keys: str) -> None:
        """Press keys, named as Textual names them. Unlike Pilot's own this does not wait until the machine idles."""
        driver = self.app._driver
        assert driver
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            character = key if len(key) == 1 else _SIGNS.get(key)
            driver.send_message(events.Key(name, character))
        await self.settle()

    async def settle(self) -> None:
        """Wait until what was sent arrived, and what it led to was done: the program, then its widgets.

        What waits for the screen to be painted is not kept waiting for a clock that runs by itself.
        """
        for _ in range(3):
            await self.pilot._wait_for_screen()
        self.app.screen._on_timer_update()
        await self.pilot._wait_for_screen()

    async def rehearse(self) -> None:
        """The whole rehearsal typed, each line at its time."""
        for seconds, line in rehearsal():
            if seconds is not None:
                self.clock.set(START + dt.timedelta(seconds=seconds))
            await self.enter(line)

    async def second(self, seconds: float = 0) -> None:
        """Time goes by, and the screen is drawn."""
        self.clock.advance(seconds)
        self.screen.second()
        await self.drawn()

    async def resize(self, width: int, height: int) -> None:
        """Another window size, and everything drawn in it."""
        await self.pilot.resize_terminal(width, height)
        await self.drawn()

    async def drawn(self) -> None:
        """Wait until the screen says what it has to say, also what only a new layout makes room for, or a thread."""
        with suppress(WorkerFailed):  # What went wrong there is for the screen to say.
            await self.app.workers.wait_for_complete()
        for _ in range(4):
            await self.settle()
            self.app.screen._on_timer_update()

    def text(self) -> str:
        return picture(self.app)

    def row(self, number: int) -> str:
        """A row of the screen; below zero from the bottom: -2 the line, -3 the preview."""
        return self.text().splitlines()[number]

    @property
    def preview(self) -> str:
        return self.screen.preview.shown.plain

    def saved(self) -> Session:
        """The session in the file, once everything is there."""
        assert self.app.opened.saver
        assert self.app.opened.saver.flush(5)
        return load_session(self.path)[0]


@asynccontextmanager
async def led(
    folder: Path,
    session: Session = EMPTY,
    *,
    seconds: float = 0,
    size: tuple[int, int] = (120, 40),
    language: str | None = None,
    settings: Settings | None = None,
    read_only: bool = False,
) -> AsyncIterator[Led]:
    """A console on a session in ``folder``, so many seconds after the start."""
    clock = ManualClock(START + dt.timedelta(seconds=seconds))
    path = create_session_file(folder, session)
    app = console(path, clock, language=language, settings=settings, read_only=read_only)
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Led(app, pilot, clock, path)
    finally:
        app.opened.close()
