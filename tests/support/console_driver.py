"""Drive the console in a test, without a terminal: a session, a clock that the test sets, and the screen as text.

``screen_text``, ``send_key`` and ``draw_now`` use private parts of Textual 8.2: it has no public way to read the screen
as text, to send a key with any character, or to draw at once.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
from collections.abc import AsyncIterator
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
from tests.support.rehearsal import rehearsal_lines
from tests.support.waiting import WAIT_LIMIT

START = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)
_SIGNS = {"space": " ", "plus": "+", "minus": "-", "question_mark": "?", "tab": "\t", "enter": "\r"}
EMPTY_SESSION = Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam", language="en")


@functools.cache
def rehearsal_session(until: float, language: str) -> Session:
    """Return the session of the sample ring ``until`` seconds after the start; -1 means before the start."""
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
    """Return the app for a session file, to be run with ``run_test``."""
    opened = open_session(path, clock, read_only=read_only)
    return ConsoleApp(opened, folder=path.parent, language=language, settings=settings or Settings(), clock=clock)


def screen_text(app: App[int]) -> str:
    """Return the rows of the screen without trailing blanks."""
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


def send_key(app: App[int], key: str, character: str | None) -> None:
    """Send a key to the app as a terminal does. ``key`` is Textual's name of it."""
    driver = app._driver
    assert driver
    driver.send_message(events.Key(key, character))


def draw_now(app: App[int]) -> None:
    """Draw what waits for the next frame."""
    app.screen._on_timer_update()


async def until_idle() -> None:
    """Let all other tasks run until each waits for a timer, a thread or input. Nobody looks at a clock."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


class ConsoleDriver:
    """A running console: types and presses keys in it, moves its clock, and reads its screen."""

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
        """Press keys by Textual's names, and wait until they were handled."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            send_key(self.app, name, key if len(key) == 1 else _SIGNS.get(key))
        await self.wait_for_messages()

    async def wait_for_messages(self) -> None:
        """Wait until all messages have been handled, with what they led to, and the screen is drawn once."""
        await until_idle()
        draw_now(self.app)
        await until_idle()

    async def type_rehearsal(self) -> None:
        """Type the whole sample ring, each line at its time."""
        for seconds, line in rehearsal_lines():
            if seconds is not None:
                self.clock.set(START + dt.timedelta(seconds=seconds))
            await self.enter(line)

    async def pass_time(self, seconds: float = 0) -> None:
        """Move the clock forward and wait until the screen shows it."""
        self.clock.advance(seconds)
        self.screen.second()
        await self.wait_until_drawn()

    async def resize(self, width: int, height: int) -> None:
        """Change the window size and wait until everything is drawn."""
        await self.pilot.resize_terminal(width, height)
        await self.wait_until_drawn()

    async def wait_until_drawn(self) -> None:
        """Wait until the screen shows the final state, also after work in threads and a changed layout."""
        while not all(worker.is_finished for worker in self.app.workers):  # a job may start another one
            with suppress(WorkerFailed):  # the screen reports it
                await self.app.workers.wait_for_complete()
        for _ in range(4):
            await self.wait_for_messages()
            draw_now(self.app)

    @property
    def screen_text(self) -> str:
        return screen_text(self.app)

    def row(self, number: int) -> str:
        """Return a row of the screen; negative numbers count from the bottom: -2 is the entry line, -3 the preview."""
        return self.screen_text.splitlines()[number]

    @property
    def preview(self) -> str:
        return self.screen.preview.shown.plain

    @property
    def reminder(self) -> str:
        return self.screen.reminder.shown.plain

    def saved_session(self) -> Session:
        """Wait until everything is saved; return the session in the file."""
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
    """Run the console on a new session file in ``folder``, ``seconds`` after the start of the ring."""
    clock = ManualClock(START + dt.timedelta(seconds=seconds))
    path = create_session_file(folder, session)
    app = console_for(path, clock, language=language, settings=settings, read_only=read_only)
    async with running(app, clock, path, size) as driver:
        yield driver


@asynccontextmanager
async def running(
    app: ConsoleApp, clock: ManualClock, path: Path, size: tuple[int, int]
) -> AsyncIterator[ConsoleDriver]:
    """Run a console that was made for the session file ``path``."""
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield ConsoleDriver(app, pilot, clock, path)
    finally:
        app.opened.close()
