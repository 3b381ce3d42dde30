"""``reciring stage FILE``: the stage as a program of its own, for a second window or a second screen."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from textual.screen import Screen

from reciring.clock import Clock, SystemClock
from reciring.console.desk import Desk
from reciring.console.live import Live
from reciring.console.mishap import Guarded, faults_of_threads
from reciring.console.stage_screen import StageScreen
from reciring.console.theme import dress
from reciring.locale import settle, translator
from reciring.ring.message import say
from reciring.store.faults import report
from reciring.store.follow import Follower
from reciring.store.settings import Settings


class StageApp(Guarded):
    """The stage on the whole screen; every key that may mean *enough* ends it."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "reciring"

    def __init__(self, follower: Follower, desk: Desk, language: str | None) -> None:
        super().__init__()
        dress(self, desk.settings.theme)
        self.follower, self.desk, self.language = follower, desk, language

    def get_default_screen(self) -> Screen[None]:
        return StageScreen(self.desk, self.follower, self.language)

    def on_mount(self) -> None:
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.exit, 128 + number)


def stage_of(path: Path, *, language: str | None, settings: Settings, clock: Clock) -> StageApp | None:
    """The program for the session in ``path``; None if that cannot be read."""
    follower = Follower(path)
    session = follower.look()
    if session is None:
        return None
    live = Live(session, clock, reading=say("You are looking on: nothing can be changed here."))
    t = translator(settle(language, session.language, settings.language))
    return StageApp(follower, Desk(live, t, settings), language)


def run_stage(path: Path, *, language: str | None, settings: Settings, clock: Clock | None = None) -> int:
    """Show the room what it may see of the session in ``path``, as it goes on. The exit code."""
    app = stage_of(path, language=language, settings=settings, clock=clock or SystemClock())
    if app is None:
        follower = Follower(path)
        follower.look()
        t = translator(settle(language, settings.language))
        if follower.problem:
            print(t.message(follower.problem), file=sys.stderr)
        return 1
    with faults_of_threads(app):
        code = app.run()
    if app.fault:
        report(app.fault)
        print(app.desk.t("reciring made a mistake and had to stop."), file=sys.stderr)
    return code or app.return_code or 0
