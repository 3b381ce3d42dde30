"""Colours of the screens: the three themes, every state of the clock, and what an offer still lacks.

``GOLDEN=write`` writes the SVG files in ``data/golden/svg``; open them in a browser to see what changed.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from reciring.console.theme import THEME_NAMES
from reciring.ring.message import say
from reciring.store.autosave import Autosave, SaveState
from reciring.store.settings import Settings
from tests.support.console_driver import START, ConsoleDriver, console_on, rehearsal_session
from tests.support.svg_goldens import check_svg

OFFERS = (
    "karin knows someone at the theatre #contact",
    "bo lends a microphone #tool @fri",
    "someone records it",
    "tom helps with the slides #help @fri #private *",
    "zoë sings along #no",
    "speaking slowly helps",
)
"""Offers without a day, with a day, without a helper, private with stars, and not useful; the last is a note."""


@asynccontextmanager
async def ring_with_offers(
    folder: Path, *, size: tuple[int, int] = (80, 24), theme: str = ""
) -> AsyncIterator[ConsoleDriver]:
    """A ring in its round, with offers of every kind; the clock is at 2:30 of 4:40."""
    settings = Settings(theme=theme)
    async with console_on(folder, rehearsal_session(2130, "en"), seconds=2130, size=size, settings=settings) as ring:
        await ring.press("escape")
        await ring.enter(*OFFERS)
        yield ring


async def hold(ring: ConsoleDriver, name: str) -> None:
    """Compare the screen with a golden, once everything is saved and drawn."""
    ring.saved_session()
    ring.screen.draw_line()
    await ring.wait_until_drawn()
    check_svg(ring.app, name)


@pytest.mark.parametrize("theme", THEME_NAMES)
async def test_round_looks_right_in_each_theme(tmp_path: Path, theme: str) -> None:
    async with ring_with_offers(tmp_path, theme=theme) as ring:
        await ring.pass_time(100)
        await hold(ring, f"round-amber-{theme.removeprefix('reciring-')}")


async def test_overtime_is_red(tmp_path: Path) -> None:
    async with ring_with_offers(tmp_path) as ring:
        await ring.pass_time(200)
        await hold(ring, "round-over")


async def test_pause_is_reversed(tmp_path: Path) -> None:
    async with ring_with_offers(tmp_path) as ring:
        await ring.press("space")
        await hold(ring, "round-paused")


async def test_speaking_times_are_bars(tmp_path: Path) -> None:
    async with ring_with_offers(tmp_path, size=(100, 30)) as ring:
        await ring.press("f2")
        await ring.pass_time()
        await hold(ring, "round-speaking-times")


async def test_save_warning_has_the_colour_of_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with ring_with_offers(tmp_path) as ring:
        ring.saved_session()
        state = SaveState(path=ring.path, submitted=1, failing_since=START, error=say("the disk is full"))
        monkeypatch.setattr(Autosave, "state", state)
        await ring.pass_time()
        ring.screen.draw_line()
        await ring.wait_until_drawn()
        check_svg(ring.app, "save-warning")


async def test_stage_shows_nothing_private(tmp_path: Path) -> None:
    async with ring_with_offers(tmp_path) as ring:
        await ring.press("f9")
        await ring.pass_time(100)
        await hold(ring, "stage-amber")


async def test_summary_marks_what_lacks_a_day(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(5000, "en"), seconds=5000, size=(80, 24)) as ring:
        await ring.press("escape")
        await ring.pass_time()
        await hold(ring, "summary")


@pytest.mark.parametrize(("key", "name"), [("f1", "help"), ("ctrl+p", "palette")])
async def test_list_marks_the_chosen_row(tmp_path: Path, key: str, name: str) -> None:
    async with ring_with_offers(tmp_path) as ring:
        await ring.press(key, "down", "down")
        await ring.wait_until_drawn()
        check_svg(ring.app, name)


async def test_no_color_leaves_only_greys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with ring_with_offers(tmp_path) as ring:
        await ring.pass_time(200)
        await hold(ring, "round-over-no-color")
