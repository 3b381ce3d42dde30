"""The text of the ring screen in every step, in both languages, on a small and a large screen.

``GOLDEN=write`` writes the files in ``data/golden/screens``; their diff is what a facilitator would see.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from reciring.locale import LANGUAGES
from tests.support.console_driver import console_on, rehearsal_session
from tests.support.goldens import check_golden
from tests.support.screen_goldens import check_screen

SIZES = ((80, 24), (120, 40))
MOMENTS = {
    "prepare": (-1, ()),
    "introduction": (200, ()),
    "formulate": (860, ("12: Ik zoek ",)),
    "round": (2130, ("jan stuurt ook zijn oude slides #tool @vr",)),
    "paused": (3500, ()),
    "reflect": (4350, ("bo ",)),
    "done": (5000, ()),
}
"""Seconds since the start of the rehearsal, and the text on the entry line."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("moment", MOMENTS)
async def test_ring_screen_looks_right(tmp_path: Path, moment: str, language: str) -> None:
    seconds, typed = MOMENTS[moment]
    session = rehearsal_session(seconds, language)
    async with console_on(tmp_path, session, seconds=max(0, seconds), size=SIZES[0]) as driver:
        await driver.press("escape")
        for text in typed:
            driver.screen.line.put(text)
        for size in SIZES:
            await driver.resize(*size)
            await driver.pass_time()
            await check_screen(driver, f"screens/{moment}-{language}-{size[0]}x{size[1]}.txt")
            assert all(cell_len(row) <= size[0] for row in driver.screen_text.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
async def test_smallest_and_largest_screen_look_right(tmp_path: Path, language: str) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, language), seconds=2130) as driver:
        await driver.press("escape")
        for size in ((40, 12), (200, 60)):
            await driver.resize(*size)
            await driver.pass_time()
            check_golden(f"screens/round-{language}-{size[0]}x{size[1]}.txt", driver.screen_text)


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5", "f8"])
async def test_key_enlarges_a_pane_and_restores_it(tmp_path: Path, key: str) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130, size=(80, 24)) as driver:
        await driver.press("escape")
        await driver.pass_time()
        before = driver.screen_text
        await driver.press(key)
        await driver.pass_time()
        large = driver.screen_text
        assert large != before
        check_golden(f"screens/round-nl-80x24-{key}.txt", large)
        for _ in range(2 if key == "f8" else 1):
            await driver.press(key)
        await driver.pass_time()
        assert driver.screen_text.splitlines()[:-4] == before.splitlines()[:-4]
