"""The console without a terminal: a session on a hand-turned clock, and its screen as plain text."""

from __future__ import annotations

import asyncio
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
from tests.support.waiting import WAIT_LIMIT

START = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)
_SIGNS = {"space": " ", "plus": "+", "minus": "-", "question_mark": "?", "tab": "\t", "enter": "\r"}
EMPTY_SESSION = Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam", language="en")


def rehearsal_lines() -> Iterator[tuple[float | None, str]]:
    """The lines of the rehearsal, each with its seconds since the start; None before it."""
    for line in (DATA / "ring.txt").read_text("utf-8").splitlines():
        match = re.match(r"(\d+):(\d\d):(\d\d)  (.*)", line)
        if match:
            yield int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3]), match[4]
        elif line and not line.startswith("#"):
            yield None, line


@functools.cache
def rehearsal_session(until: float, language: str) -> Session:
    """The session of the rehearsal so many seconds after the start; -1: before it."""
    clock = ManualClock(START)
    controller = Controller(msgspec.structs.replace(EMPTY_SESSION, language=language), clock)
    for seconds, line in rehearsal_lines():
        if seconds is not None and seconds > until:
            break
        if seconds is not None:
            clock.set(START + dt.timedelta(seconds=seconds))
        if not line.startswith("/language"):
            controller.type(line)
            assert controller.enter().outcome is Outcome.DONE, line
    return controller.base


def console_for(
    path: Path, clock: Clock, *, language: str | None = None, settings: Settings | None = None, read_only: bool = False
) -> ConsoleApp:
    """The program for a session file, to be run with ``run_test``."""
    opened = open_session(path, clock, read_only=read_only)
    return ConsoleApp(opened, folder=path.parent, language=language, settings=settings or Settings(), clock=clock)


def screen_text(app: App[int]) -> str:
    """What stands on the screen, row by row, without the blanks at the ends."""
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


async def until_idle() -> None:
    """Let all other tasks run until each waits for a timer, a thread or input. Nobody looks at a clock."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


class ConsoleDriver:
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
        await self.wait_for_messages()

    async def wait_for_messages(self) -> None:
        """Wait until all messages have been handled, with what they led to, and the screen is drawn once."""
        await until_idle()
        self.app.screen._on_timer_update()
        await until_idle()

    async def type_rehearsal(self) -> None:
        """The whole rehearsal typed, each line at its time."""
        for seconds, line in rehearsal_lines():
            if seconds is not None:
                self.clock.set(START + dt.timedelta(seconds=seconds))
            await self.enter(line)

    async def pass_time(self, seconds: float = 0) -> None:
        """Time goes by, and the screen is drawn."""
        self.clock.advance(seconds)
        self.screen.second()
        await self.wait_until_drawn()

    async def resize(self, width: int, height: int) -> None:
        """Another window size, and everything drawn in it."""
        await self.pilot.resize_terminal(width, height)
        await self.wait_until_drawn()

    async def wait_until_drawn(self) -> None:
        """Wait until the screen says what it has to say, also what only a new layout makes room for, or a thread."""
        with suppress(WorkerFailed):  # What went wrong there is for the screen to say.
            await self.app.workers.wait_for_complete()
        for _ in range(4):
            await self.wait_for_messages()
            self.app.screen._on_timer_update()

    @property
    def screen_text(self) -> str:
        return screen_text(self.app)

    def row(self, number: int) -> str:
        """A row of the screen; below zero from the bottom: -2 the line, -3 the preview."""
        return self.screen_text.splitlines()[number]

    @property
    def preview(self) -> str:
        return self.screen.preview.shown.plain

    def saved_session(self) -> Session:
        """The session in the file, once everything is there."""
        assert self.app.opened.saver
        assert self.app.opened.saver.flush(WAIT_LIMIT)
        return load_session(self.path)[0]


@asynccontextmanager
async def console_on(
    folder: Path,
    session: Session = EMPTY_SESSION,
    *,
    seconds: float = 0,
    size: tuple[int, int] = (120, 40),
    language: str | None = None,
    settings: Settings | None = None,
    read_only: bool = False,
) -> AsyncIterator[ConsoleDriver]:
    """A console on a session in ``folder``, so many seconds after the start."""
    clock = ManualClock(START + dt.timedelta(seconds=seconds))
    path = create_session_file(folder, session)
    app = console_for(path, clock, language=language, settings=settings, read_only=read_only)
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield ConsoleDriver(app, pilot, clock, path)
    finally:
        app.opened.close()
