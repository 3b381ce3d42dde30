"""The console as a program: what it is opened with, in which language, and how it ends."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from textual.driver import Driver
from textual.screen import Screen

from reciring.clock import Clock, SystemClock
from reciring.console.bracketed import reading_pastes
from reciring.console.desk import Desk
from reciring.console.live import Live
from reciring.console.mishap import SETTLED, Guarded, faults_of_threads, tell
from reciring.console.opening import Opened, open_session
from reciring.console.remembering import remembering
from reciring.console.ring_screen import RingScreen
from reciring.console.theme import dress
from reciring.locale import settle, translator
from reciring.ring.commands import Command, Language
from reciring.ring.session import Session
from reciring.store.settings import Settings
from reciring.store.toml import BadFile


class Console(Guarded):
    """One session on the screen; without one, the start screen first."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "reciring"
    CSS_PATH = "ring.tcss"

    opened: Opened
    desk: Desk

    def __init__(
        self, opened: Opened | None, *, folder: Path, language: str | None, settings: Settings, clock: Clock
    ) -> None:
        super().__init__()
        dress(self, settings.theme)
        self.folder, self.language, self.settings, self.clock = folder, language, settings, clock
        self.t = translator(settle(language, settings.language))
        self.has_session = opened is not None
        if opened:
            self._take(opened)

    def get_driver_class(self) -> type[Driver]:
        return reading_pastes(super().get_driver_class())

    def get_default_screen(self) -> Screen[None]:
        if self.has_session:
            return RingScreen(self.desk)
        from reciring.console.start_screen import StartScreen

        return StartScreen(self)

    def _take(self, opened: Opened) -> None:
        live = opened.live
        self.opened, self.has_session = opened, True
        self.t = translator(settle(self.language, live.session.language, self.settings.language))
        self.desk = Desk(live, self.t, self.settings)
        live.listeners.append(self._language)
        live.heard.append(self._asked_language)
        if opened.saver:
            live.listeners.append(remembering)

    def begin(self, opened: Opened) -> None:
        """Lead a session that was opened on the start screen."""
        self._take(opened)
        self.push_screen(RingScreen(self.desk))
        self.set_timer(SETTLED, opened.stay_awake)

    def practise(self) -> None:
        """Lead the practice ring, which is kept nowhere."""
        from reciring.console.practice import practice
        from reciring.console.tour import Tour

        self._take(Opened(self.folder / "practice.toml", practice(self.t.language, self.clock), None, None))
        self.desk.tour = Tour(self.desk.live)
        self.push_screen(RingScreen(self.desk))

    def on_mount(self) -> None:
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.exit, 128 + number)

    def settled(self) -> None:
        super().settled()
        if self.has_session:
            self.opened.stay_awake()

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
            self.t = self.desk.t = translator(after.language)

    def _asked_language(self, command: Command) -> None:
        """``/language`` is about the screen too, also when the session was in that language all along."""
        if isinstance(command, Language):
            self.t = self.desk.t = translator(command.language)


def run(
    path: Path | None,
    *,
    folder: Path,
    language: str | None,
    settings: Settings,
    read_only: bool = False,
    clock: Clock | None = None,
    practice: Live | None = None,
) -> int:
    """Lead the session in ``path``; without a path, choose one in ``folder`` first. The exit code.

    ``practice``: lead this ring instead, of which nothing is kept, and show whoever leads it around.
    """
    clock = clock or SystemClock()
    try:
        opened = open_session(path, clock, read_only=read_only) if path else None
    except BadFile as bad:
        t = translator(settle(language, settings.language))
        print(t("{path}: {trouble}", path=str(path), trouble=bad.message), file=sys.stderr)
        from reciring.store.restore import offer

        if path and (copy := offer(path)):
            print(t.message(copy), file=sys.stderr)
        return 1
    if practice:
        opened = Opened(folder / "practice.toml", practice, None, None)
    app = Console(opened, folder=folder, language=language, settings=settings, clock=clock)
    if practice:
        from reciring.console.tour import Tour

        app.desk.tour = Tour(practice)
    # A save takes a dozen short steps between waits for the disk, and each would wait 5 ms for a screen that is drawn.
    sys.setswitchinterval(0.0001)
    code: int | None = None
    try:
        with faults_of_threads(app):
            code = app.run()
    finally:
        # Ended from outside there is little time: a system that shuts down does not wait long.
        saved = not app.has_session or app.opened.close(1.0 if code and code > 128 else 5.0)
    if app.fault or not saved:
        tell(app.fault, app.t, app.saved_in, saved)
    return code or app.return_code or 0
