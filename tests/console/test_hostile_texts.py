"""Names and words that could be taken for markup, orders to the terminal, or a table's borders: they are only text."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from reciring.live.answer import Outcome
from reciring.ring.text import squeeze
from tests.support.console_driver import console_on
from tests.support.hostile_texts import HOSTILE_TEXTS

NAMES = (
    "Ann [/x]",
    "[bold]Bo",
    "=cmd|' /C calc'!A0",
    "x" * 200,
    "🦊🦊 🦊",
    "\x1b[31mRood\x1b[0m",
    "[@click=app.bell]Klik",
    "名前 漢字",
)
SIZES = ((120, 40), (80, 24), (40, 12))


@pytest.mark.parametrize(("name", "other"), list(zip(NAMES[::2], NAMES[1::2], strict=True)))
async def test_a_name_is_only_text(tmp_path: Path, name: str, other: str) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(name, other, "Bo Jansen", f"/title {name}", "/begin", "/go", f"1: {name}?", "/go")
        await driver.enter("/next", f"2: {other} #contact", f"1: nog iets {name}", f".1: {name}")
        clean, also = squeeze(name), squeeze(other)
        assert [driver.session.participants[who].name for who in ("p1", "p2")] == [clean, also]
        for size in SIZES:
            await driver.resize(*size)
            for key in ("f2", "f3", "f4", "f4", "f2", "f8"):
                await driver.press(key)
                await driver.pass_time()
                rows = driver.screen_text.splitlines()
                assert len(rows) == size[1]
                assert max(map(cell_len, rows)) <= size[0]
                assert "\x1b" not in driver.screen_text
            assert clean[:8] in driver.screen_text
            assert also[:8] in driver.screen_text or size[0] < 80
        await driver.enter("/go reflectie", f"1: {name} #verrast", "/end")
        await driver.resize(*SIZES[0])
        await driver.pass_time()
        assert clean[:8] in driver.screen_text


async def test_every_hostile_text_is_typed_and_hostile_texts_in_every_phase(tmp_path: Path) -> None:
    """Each text in two of the six steps: tests/ring types all of them in every phase, without a screen."""
    async with console_on(tmp_path, size=(80, 24)) as driver:
        await driver.enter("Anne Visser", "Bo Jansen")
        for number, step in enumerate(("/begin", "/go", "/go", "/next", "/go reflectie", "/end")):
            for text in [*HOSTILE_TEXTS.values()][number % 3 :: 3]:
                driver.screen.line.put(f"2: {text}"[:2000])
                driver.screen.press("enter")
                if driver.screen.line.value:
                    driver.screen.press("enter")
                driver.screen.controller.leave()
                driver.screen.line.forget(driver.screen.controller.text)
            await driver.pass_time()
            assert max(map(cell_len, driver.screen_text.splitlines())) <= 80
            driver.screen.controller.type(step)
            assert driver.screen.controller.enter().outcome is Outcome.DONE
        assert driver.saved_session() == driver.screen.controller.base
