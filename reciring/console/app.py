"""The console as a program: what it is opened with, in which language, and how it ends."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from textual.screen import Screen

from reciring.clock import Clock, SystemClock
from reciring.console.desk import Desk
from reciring.console.mishap import Guarded, faults_of_threads, tell
from reciring.console.opening import Opened, open_session
from reciring.console.ring_screen import RingScreen
from reciring.console.theme import dress
from reciring.locale import settle, translator
from reciring.ring.session import Session
from reciring.store.restore import offer
from reciring.store.settings import Settings
from reciring.store.toml import BadFile


class Console(Guarded):
    """One session on the screen."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "reciring"
    CSS_PATH = "ring.tcss"

    def __init__(self, opened: Opened, *, folder: Path, language: str | None, settings: Settings, clock: Clock) -> None:
        super().__init__()
        dress(self, settings.theme)
        self.opened, self.folder, self.language, self.settings, self.clock = opened, folder, language, settings, clock
        live = opened.live
        self.desk = Desk(live, translator(settle(language, live.session.language, settings.language)), settings)
        live.listeners.append(self._language)

    def get_default_screen(self) -> Screen[None]:
        return RingScreen(self.desk)

    def on_mount(self) -> None:
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.exit, 128 + number)

    async def action_quit(self) -> None:
        """Ctrl+Q, which Textual takes before any screen: not without asking if something would be lost."""
        ring = next((screen for screen in self.screen_stack if isinstance(screen, RingScreen)), None)
        if ring:
            ring.leave()
        else:
            self.exit(0)

    def _language(self, before: Session, after: Session) -> None:
        if before.language != after.language:
            self.desk.t = translator(after.language)


def run(
    path: Path | None,
    *,
    folder: Path,
    language: str | None,
    settings: Settings,
    read_only: bool = False,
    clock: Clock | None = None,
) -> int:
    """Lead the session in ``path``; without a path, choose one in ``folder`` first. The exit code."""
    clock = clock or SystemClock()
    assert path is not None
    try:
        opened = open_session(path, clock, read_only=read_only)
    except BadFile as bad:
        t = translator(settle(language, settings.language))
        print(t("{path}: {trouble}", path=str(path), trouble=bad.message), file=sys.stderr)
        if copy := offer(path):
            print(t.message(copy), file=sys.stderr)
        return 1
    app = Console(opened, folder=folder, language=language, settings=settings, clock=clock)
    code: int | None = None
    try:
        with faults_of_threads(app):
            code = app.run()
    finally:
        # Ended from outside there is little time: a system that shuts down does not wait long.
        saved = opened.close(1.5 if code and code > 128 else 5.0)
    if app.fault or not saved:
        tell(app.fault, app.desk.t, opened.saver.state.path if opened.saver else opened.path, saved)
    return code or app.return_code or 0
