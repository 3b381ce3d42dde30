"""The two programs on Textual: the console that leads a session, and the stage that shows one."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import Screen

from reciring.clock import Clock, SystemClock
from reciring.console.crash_handler import print_crash_message, report_thread_crashes
from reciring.console.screens.entry_screen import EntryScreen
from reciring.console.screens.ring import RingScreen
from reciring.console.screens.stage import StageScreen
from reciring.console.textual_internals import QuietApp
from reciring.console.theme import apply_theme
from reciring.console.type_ahead import TypeAhead, as_typed
from reciring.console.view_state import ViewState
from reciring.live.controller import Controller
from reciring.live.opening import OpenSession, open_session, remember_facilitator_and_place
from reciring.live.practice import practice_controller
from reciring.live.tour_steps import PracticeTour
from reciring.locale import choose_language, translator
from reciring.ring.command_types import Command, SetLanguage
from reciring.ring.message import say
from reciring.ring.session import Session
from reciring.store.crash_report import write_crash_report
from reciring.store.restore import restore_hint
from reciring.store.settings import Settings
from reciring.store.toml import InvalidFileError
from reciring.store.watcher import SessionWatcher

AFTER_FIRST_PAINT: Final = 0.1
"""Seconds after Textual is ready: by then the first picture is painted."""


class ConsoleApp(QuietApp, inherit_bindings=False):
    """The console with one session; without a session it begins with the start screen."""

    # Textual's own Ctrl+Q has priority: it would overtake an Enter that was typed before it.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False)]
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
        self.type_ahead = TypeAhead(
            waits=self._has_no_line, is_busy=self._is_busy, forward=super().on_event, set_timer=self.set_timer
        )
        self.has_session = opened is not None
        if opened:
            self._take(opened)

    def get_default_screen(self) -> Screen[None]:
        if self.has_session:
            return RingScreen(self.view)
        from reciring.console.screens.start import StartScreen

        return StartScreen(self)

    def _take(self, opened: OpenSession) -> None:
        controller = opened.controller
        self.opened, self.has_session = opened, True
        self.t = translator(choose_language(self.language, controller.session.language, self.settings.language))
        self.view = ViewState(controller, self.t, self.settings, path=opened.path, language=self.language)
        self.view.opened = opened
        controller.listeners.append(self._language_changed)
        controller.command_listeners.append(self._language_asked)
        if opened.saver:
            controller.listeners.append(remember_facilitator_and_place)

    def begin(self, opened: OpenSession) -> None:
        """Lead a session that was opened on the start screen."""
        self._take(opened)
        self.push_screen(RingScreen(self.view))
        self.set_timer(AFTER_FIRST_PAINT, opened.keep_awake)

    def practise(self) -> None:
        """Lead the practice ring, which is not saved."""
        self.take_practice_ring(practice_controller(self.t.language, self.clock))
        self.push_screen(RingScreen(self.view))

    def take_practice_ring(self, controller: Controller) -> None:
        """Use a practice ring as the session, with the tour."""
        self._take(OpenSession(self.folder / "practice.toml", controller, None, None))
        self.view.tour = PracticeTour(controller)

    def on_mount(self) -> None:
        exit_on_signals(self)
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def on_ready(self) -> None:
        if self.has_session:
            self.set_timer(AFTER_FIRST_PAINT, self.opened.keep_awake)

    # --- keys that come before there is a line -----------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.type_ahead.take(event)
        else:
            await super().on_event(event)

    async def on_descendant_focus(self) -> None:
        """The line has the focus: it gets what was typed before."""
        await self.type_ahead.release()

    def _has_no_line(self) -> bool:
        """Return whether the screen in front has no line yet, or is about to give way to another screen."""
        screen = self.screen if self.screen_stack else None
        return isinstance(screen, EntryScreen) and (screen.busy or not screen.focused)

    def _is_busy(self) -> bool:
        screen = self.screen if self.screen_stack else None
        return isinstance(screen, EntryScreen) and screen.busy

    # --- the end -----------------------------------------------------------------------------------------------------

    @property
    def saved_in(self) -> Path:
        """The file where the session is saved; without a session the folder of all sessions."""
        return self.view.saved_in if self.has_session else self.folder

    async def action_quit(self) -> None:
        """Ctrl+Q on a screen that does not handle it. It asks first if something would be lost."""
        ring = next((screen for screen in self.screen_stack if isinstance(screen, RingScreen)), None)
        if ring:
            (self.screen.focused or ring).call_later(ring.leave)  # After the keys that were typed before it.
        else:
            self.exit(0)

    # --- the language ------------------------------------------------------------------------------------------------

    def _language_changed(self, before: Session, after: Session) -> None:
        if before.language != after.language:
            self.t = self.view.t = translator(after.language)

    def _language_asked(self, command: Command) -> None:
        """``/language`` sets the language of the screen, also if the session has that language already."""
        if isinstance(command, SetLanguage):
            self.t = self.view.t = translator(command.language)


def exit_on_signals(app: QuietApp) -> None:
    """End an app when the system or a closed terminal asks for it, with 128 plus the signal as exit code."""
    if sys.platform != "win32":
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, app.exit, 128 + number)


def run_console(
    path: Path | None,
    *,
    folder: Path,
    language: str | None,
    settings: Settings,
    read_only: bool = False,
    clock: Clock | None = None,
    practice: Controller | None = None,
    ascii_drawing: bool = False,
) -> int:
    """Lead the session in ``path``; without a path, choose one in ``folder`` first. Returns the exit code.

    ``practice``: lead this practice ring instead, with the tour.
    """
    clock = clock or SystemClock()
    try:
        opened = open_session(path, clock, read_only=read_only) if path else None
    except InvalidFileError as bad:
        t = translator(choose_language(language, settings.language))
        print(t("{path}: {trouble}", path=str(path), trouble=bad.message), file=sys.stderr)
        if path and (hint := restore_hint(path)):
            print(t.message(hint), file=sys.stderr)
        return 1
    app = ConsoleApp(opened, folder=folder, language=language, settings=settings, clock=clock)
    if ascii_drawing:
        app.draw_with_ascii()
    if practice:
        app.take_practice_ring(practice)
    # A save takes a dozen short steps between waits for the disk. At Python's interval of 5 ms each of them would wait
    # that long for a screen that is being drawn (docs/development/performance.md, Enter to durable).
    sys.setswitchinterval(0.0001)
    code: int | None = None
    try:
        with report_thread_crashes(app):
            code = app.run(mouse=settings.mouse)
    finally:
        # A signal leaves little time: a system that shuts down does not wait long.
        saved = not app.has_session or app.opened.close(1.0 if code and code > 128 else 5.0)
    if app.fault or not saved:
        print_crash_message(app.fault, app.t, app.saved_in, saved)
    return code or app.return_code or 0


class StageApp(QuietApp):
    """The stage on the whole terminal, for the beamer. Every key that may mean *enough* ends it."""

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
        exit_on_signals(self)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            for typed in as_typed(event):
                await super().on_event(typed)
        else:
            await super().on_event(event)


def stage_app(path: Path, *, language: str | None, settings: Settings, clock: Clock) -> StageApp | None:
    """Return the stage of the session in ``path``; None if the file cannot be read."""
    follower = SessionWatcher(path, clock)
    session = follower.poll()
    if session is None:
        return None
    controller = Controller(session, clock, read_only_reason=say("Read-only: nothing can be changed here."))
    t = translator(choose_language(language, session.language, settings.language))
    return StageApp(follower, ViewState(controller, t, settings), language)


def run_stage(
    path: Path, *, language: str | None, settings: Settings, clock: Clock | None = None, ascii_drawing: bool = False
) -> int:
    """Show the stage of the session in ``path``, and follow the file. Returns the exit code."""
    clock = clock or SystemClock()
    app = stage_app(path, language=language, settings=settings, clock=clock)
    if app is None:
        follower = SessionWatcher(path, clock)
        follower.poll()
        t = translator(choose_language(language, settings.language))
        if follower.error:
            print(t.message(follower.error), file=sys.stderr)
        return 1
    if ascii_drawing:
        app.draw_with_ascii()
    with report_thread_crashes(app):
        code = app.run(mouse=settings.mouse)
    if app.fault:
        write_crash_report(app.fault)
        print(app.view.t("reciring stopped because of a bug."), file=sys.stderr)
    return code or app.return_code or 0
