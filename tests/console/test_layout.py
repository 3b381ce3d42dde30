"""The layout: panes stay in place while text is typed, and lists break between entries."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.content import Content

from reciring.console.text import running_list
from reciring.console.widgets.pane import TextBlock
from tests.support.console_driver import ConsoleDriver, console_on, rehearsal_session

ROUND = 2130


def places(driver: ConsoleDriver) -> list[int]:
    """The rows in which a pane begins or ends."""
    return [number for number, row in enumerate(driver.screen_text.splitlines()) if row[:1] in ("├", "┌", "└")]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_panes_stay_in_place_while_text_is_typed(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "nl"), seconds=ROUND, size=size) as driver:
        await driver.press("escape")
        await driver.wait_until_drawn()
        before = places(driver)
        for text in ("kar", "karin ", "karin ik ken iemand die morgen zo'n link @vr", "xyzzy " * 12 + "@vriiijdag #t"):
            driver.screen.line.put(text)
            await driver.wait_until_drawn()
            assert places(driver) == before, text


@pytest.mark.parametrize("width", range(12, 90, 7))
@pytest.mark.parametrize("most", [1, 2, 99])
def test_running_list_breaks_between_entries(width: int, most: int) -> None:
    names = [f"{seat} {name}" for seat, name in enumerate(("Anne", "Jan-Willem", "Zoë", "Şule", "李明"), 1)]
    rows = running_list(Content("Next  "), [Content(name) for name in names], width, most).plain.split("\n")
    assert len(rows) <= most
    assert all(cell_len(row) <= width for row in rows)
    shown = [entry.strip() for row in rows for entry in row.removeprefix("Next  ").split("·") if entry.strip()]
    whole = [entry for entry in shown if "…" not in entry]
    assert set(whole) <= set(names)
    assert whole == names or "…" in rows[-1] or len(shown) == len(names)


@pytest.mark.parametrize("width", [60, 72, 80, 88, 99, 100, 120])
async def test_queue_keeps_seat_and_name_together_at_every_width(tmp_path: Path, width: int) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "nl"), seconds=ROUND, size=(120, 40)) as driver:
        await driver.resize(width, 40)
        await driver.pass_time()
        below = driver.screen.query_one("#below", TextBlock)
        assert below.size.height == below.shown.plain.count("\n") + 1
        for row in below.shown.plain.splitlines():
            assert cell_len(row) <= below.size.width
            assert not row.rstrip(" ·…")[-1:].isdigit(), row


async def test_compact_screen_shows_offers_and_refuses_keys_that_need_panes(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en"), seconds=ROUND, size=(40, 12)) as driver:
        await driver.press("escape")
        await driver.wait_until_drawn()
        assert "Karin: biedt de theaterzaal" in driver.screen_text
        assert "Next  5 Jan" in driver.screen_text
        for key in ("f2", "f3", "f4", "f5", "f8"):
            await driver.press("escape", key)
            assert "no room" in driver.preview, key


async def test_compact_screen_says_what_to_do_in_preparation(tmp_path: Path) -> None:
    async with console_on(tmp_path, size=(40, 12)) as driver:
        await driver.wait_until_drawn()
        assert "Type who comes, see whether the time" in driver.screen_text
