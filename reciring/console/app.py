"""The console as a program: what it is opened with, in which language, and how it ends."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from textual.driver import Driver
from textual.screen import Screen

from reciring.clock import Clock, SystemClock
from reciring.console.crash_handler import AFTER_FIRST_PAINT, CrashSafeApp, print_crash_message, report_thread_crashes
from reciring.console.screens.ring import RingScreen
from reciring.console.screens.stage import StageScreen
from reciring.console.terminal import with_paste_safe_parser
from reciring.console.theme import apply_theme
from reciring.console.view_state import ViewState
from reciring.live.controller import Controller
from reciring.live.opening import OpenSession, open_session, remember_facilitator_and_place
from reciring.locale import choose_language, translator
from reciring.ring.commands import Command, SetLanguage
from reciring.ring.message import say
from reciring.ring.session import Session
from reciring.store.crash_report import write_crash_report
from reciring.store.settings import Settings
from reciring.store.toml import InvalidFileError
from reciring.store.watcher import SessionWatcher


class ConsoleApp(CrashSafeApp):
    """One session on the screen; without one, the start screen first."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "reciring"
    CSS_PATH = "ring.tcss"

    opened: OpenSession
    view: ViewState

    def __init__(
        self, opened: OpenSession | None, *, folder: Path, language: str | None, settings: Settings, clock: Clock
    ) -> None:
        super().__init__()
        apply_theme(self, settings.theme)
        self.folder, self.language, self.settings, self.clock = folder, language, settings, clock
        self.t = translator(choose_language(language, settings.language))
        self.has_session = opened is not None
        if opened:
            self._take(opened)

    def get_driver_class(self) -> type[Driver]:
        return with_paste_safe_parser(super().get_driver_class())

    def get_default_screen(self) -> Screen[None]:
        if self.has_session:
            return RingScreen(self.view)
        from reciring.console.screens.start import StartScreen

        return StartScreen(self)

    def _take(self, opened: OpenSession) -> None:
        controller = opened.controller
        self.opened, self.has_session = opened, True
        self.t = translator(choose_language(self.language, controller.session.language, self.settings.language))
        self.view = ViewState(controller, self.t, self.settings)
        controller.listeners.append(self._language)
        controller.heard.append(self._asked_language)
        if opened.saver:
            controller.listeners.append(remember_facilitator_and_place)

    def begin(self, opened: OpenSession) -> None:
        """Lead a session that was opened on the start screen."""
        self._take(opened)
        self.push_screen(RingScreen(self.view))
        self.set_timer(AFTER_FIRST_PAINT, opened.keep_awake)

    def practise(self) -> None:
        """Lead the practice ring, which is kept nowhere."""
        from reciring.live.practice import PracticeTour, practice_controller

        self._take(
            OpenSession(self.folder / "practice.toml", practice_controller(self.t.language, self.clock), None, None)
        )
        self.view.tour = PracticeTour(self.view.controller)
        self.push_screen(RingScreen(self.view))

    def on_mount(self) -> None:
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.exit, 128 + number)

    def settled(self) -> None:
        super().settled()
        if self.has_session:
            self.opened.keep_awake()

    @property
    def saved_in(self) -> Path:
        """Where the session is saved, if there is one."""
        if not self.has_session:
            return self.folder
        return self.opened.saver.state.path if self.opened.saver else self.opened.path

    async def action_quit(self) -> None:
        """Ctrl+Q, which Textual takes before any screen: not without asking if something would be lost."""
        ring = next((screen for screen in self.screen_stack if isinstance(screen, RingScreen)), None)
        if ring:
            ring.leave()
        else:
            self.exit(0)

    def _language(self, before: Session, after: Session) -> None:
        if before.language != after.language:
            self.t = self.view.t = translator(after.language)

    def _asked_language(self, command: Command) -> None:
        """``/language`` is about the screen too, also when the session was in that language all along."""
        if isinstance(command, SetLanguage):
            self.t = self.view.t = translator(command.language)


def run_console(
    path: Path | None,
    *,
    folder: Path,
    language: str | None,
    settings: Settings,
    read_only: bool = False,
    clock: Clock | None = None,
    practice: Controller | None = None,
) -> int:
    """Lead the session in ``path``; without a path, choose one in ``folder`` first. The exit code.

    ``practice_controller``: lead this ring instead, of which nothing is kept, and show whoever leads it around.
    """
    clock = clock or SystemClock()
    try:
        opened = open_session(path, clock, read_only=read_only) if path else None
    except InvalidFileError as bad:
        t = translator(choose_language(language, settings.language))
        print(t("{path}: {trouble}", path=str(path), trouble=bad.message), file=sys.stderr)
        from reciring.store.restore import restore_hint

        if path and (copy := restore_hint(path)):
            print(t.message(copy), file=sys.stderr)
        return 1
    if practice:
        opened = OpenSession(folder / "practice.toml", practice, None, None)
    app = ConsoleApp(opened, folder=folder, language=language, settings=settings, clock=clock)
    if practice:
        from reciring.live.practice import PracticeTour

        app.view.tour = PracticeTour(practice)
    # A save takes a dozen short steps between waits for the disk, and each would wait 5 ms for a screen that is drawn.
    sys.setswitchinterval(0.0001)
    code: int | None = None
    try:
        with report_thread_crashes(app):
            code = app.run()
    finally:
        # Ended from outside there is little time: a system that shuts down does not wait long.
        saved = not app.has_session or app.opened.close(1.0 if code and code > 128 else 5.0)
    if app.fault or not saved:
        print_crash_message(app.fault, app.t, app.saved_in, saved)
    return code or app.return_code or 0


class StageApp(CrashSafeApp):
    """The stage on the whole screen; every key that may mean *enough* ends it."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "reciring"

    def __init__(self, follower: SessionWatcher, view: ViewState, language: str | None) -> None:
        super().__init__()
        apply_theme(self, view.settings.theme)
        self.follower, self.view, self.language = follower, view, language

    def get_default_screen(self) -> Screen[None]:
        return StageScreen(self.view, self.follower, self.language)

    def on_mount(self) -> None:
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.exit, 128 + number)


def stage_app(path: Path, *, language: str | None, settings: Settings, clock: Clock) -> StageApp | None:
    """The program for the session in ``path``; None if that cannot be read."""
    follower = SessionWatcher(path)
    session = follower.poll()
    if session is None:
        return None
    controller = Controller(session, clock, reading=say("You are looking on: nothing can be changed here."))
    t = translator(choose_language(language, session.language, settings.language))
    return StageApp(follower, ViewState(controller, t, settings), language)


def run_stage(path: Path, *, language: str | None, settings: Settings, clock: Clock | None = None) -> int:
    """Show the room what it may see of the session in ``path``, as it goes on. The exit code."""
    app = stage_app(path, language=language, settings=settings, clock=clock or SystemClock())
    if app is None:
        follower = SessionWatcher(path)
        follower.poll()
        t = translator(choose_language(language, settings.language))
        if follower.error:
            print(t.message(follower.error), file=sys.stderr)
        return 1
    with report_thread_crashes(app):
        code = app.run()
    if app.fault:
        write_crash_report(app.fault)
        print(app.view.t("reciring made a mistake and had to stop."), file=sys.stderr)
    return code or app.return_code or 0
