"""Fill the screens in docs/tutorial/practice-ring.md and practice-ring-nl.md from a real console."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

from textual.pilot import Pilot

from reciring.clock import ManualClock
from reciring.console.app import ConsoleApp
from reciring.console.screens.ring import RingScreen
from reciring.console.screens.start import StartScreen
from reciring.store.settings import Settings
from tests.support.console_driver import START, ConsoleDriver
from tests.support.paths import PROJECT

FOLDER = PROJECT / "docs" / "tutorial"
PAGES = {"en": FOLDER / "practice-ring.md", "nl": FOLDER / "practice-ring-nl.md"}
SIZE = (80, 24)


_MOMENT: Final = re.compile(r"(<!-- after (\d+) s(?:, (type|press) (.+?))? -->\n```text\n)([\s\S]*?)(```\n)")


async def render(language: str) -> str:
    """Return the page in ``language`` (en or nl) with what a console shows now.

    A comment before a block says after how many seconds which keys are pressed. A block of more than three rows is
    the whole screen, and a shorter one what the preview says.
    """
    page = PAGES[language].read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(PROJECT / "sessions" / "example.toml", folder)
        clock = ManualClock(START)
        app = ConsoleApp(None, folder=Path(folder), language=language, settings=Settings(), clock=clock)
        async with app.run_test(size=SIZE) as pilot:
            await _wait_for_sessions(app, pilot)
            led = ConsoleDriver(app, pilot, clock, Path(folder))
            for moment in _MOMENT.finditer(page):
                clock.advance(int(moment[2]))
                await led.press(*((moment[4] if moment[3] == "type" else (moment[4] or "").split()) or ()))
                await pilot.pause()
                if isinstance(app.screen, RingScreen):
                    await led.pass_time()
                shown = led.screen_text if moment[5].count("\n") > 3 else led.preview
                page = page.replace(moment[0], f"{moment[1]}{shown.rstrip()}\n{moment[6]}")
        app.opened.close()
    return page


async def _wait_for_sessions(app: ConsoleApp, pilot: Pilot[int]) -> None:
    """Wait until the start screen lists the sessions."""
    screen = app.screen
    assert isinstance(screen, StartScreen)
    while screen.found is None:
        await pilot.pause()
    await pilot.pause()
