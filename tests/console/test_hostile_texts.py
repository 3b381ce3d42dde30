"""Names and words that could be taken for markup, orders to the terminal, or a table's borders: they are only text."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from reciring.live.answer import Outcome
from reciring.ring.text import squeeze
from tests.support.console_driver import led
from tests.support.hostile_texts import HOSTILE

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


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_is_only_text(tmp_path: Path, name: str) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(name, "Anne Visser", "Bo Jansen", f"/title {name}", "/begin", "/go", f"1: {name}?", "/go")
        await ring.enter("/next", f"2: {name} #contact", f"1: nog iets {name}", f".1: {name}")
        clean = squeeze(name)
        assert ring.session.participants["p1"].name == clean
        for size in SIZES:
            await ring.resize(*size)
            for key in ("f2", "f3", "f4", "f4", "f2", "f8"):
                await ring.press(key)
                await ring.second()
                rows = ring.text().splitlines()
                assert len(rows) == size[1]
                assert max(map(cell_len, rows)) <= size[0]
                assert "\x1b" not in ring.text()
            assert clean[:8] in ring.text()
        await ring.enter("/go reflectie", f"1: {name} #verrast", "/end")
        await ring.resize(*SIZES[0])
        await ring.second()
        assert clean[:8] in ring.text()


async def test_every_hostile_string_is_typed_in_every_phase(tmp_path: Path) -> None:
    async with led(tmp_path, size=(80, 24)) as ring:
        await ring.enter("Anne Visser", "Bo Jansen")
        for step in ("/begin", "/go", "/go", "/next", "/go reflectie", "/end"):
            for text in HOSTILE:
                ring.screen.line.put(f"2: {text}"[:2000])
                ring.screen.press("enter")
                if ring.screen.line.value:
                    ring.screen.press("enter")
                ring.screen.controller.leave()
                ring.screen.line.forget(ring.screen.controller.text)
            await ring.second()
            assert max(map(cell_len, ring.text().splitlines())) <= 80
            ring.screen.controller.type(step)
            assert ring.screen.controller.enter().outcome is Outcome.DONE
        assert ring.saved() == ring.screen.controller.base
