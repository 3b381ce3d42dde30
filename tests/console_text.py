"""The console without a terminal: a session on a hand-turned clock, and its screen as plain text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from textual.app import App

from reciring.clock import Clock
from reciring.console.app import Console
from reciring.console.opening import open_session
from reciring.store.settings import Settings

START = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)


def console(
    path: Path, clock: Clock, *, language: str | None = None, settings: Settings | None = None, read_only: bool = False
) -> Console:
    """The program for a session file, to be run with ``run_test``."""
    opened = open_session(path, clock, read_only=read_only)
    return Console(opened, folder=path.parent, language=language, settings=settings or Settings(), clock=clock)


def picture(app: App[int]) -> str:
    """What stands on the screen, row by row, without the blanks at the ends."""
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"
