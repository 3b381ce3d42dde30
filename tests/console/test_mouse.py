"""The mouse reaches the keys of the footer, completions, names and lists, and the line keeps the focus."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual import events
from textual.widget import Widget

from reciring.console.screens import ring as ring_screen
from reciring.console.screens.save_as import SaveAs
from reciring.ring.session import Phase
from reciring.store.files import create_session_file
from reciring.store.settings import Settings
from tests.support.console_driver import ConsoleDriver, console_on, rehearsal_session
from tests.support.terminal import Terminal

ROUND = 2130
IN_ROUND = rehearsal_session(ROUND, "en")


async def click_on(driver: ConsoleDriver, words: str) -> None:
    """Click on the first row of the screen that has these words."""
    await driver.wait_until_drawn()
    row, text = next((row, text) for row, text in enumerate(driver.screen_text.splitlines()) if words in text)
    driver.clock.advance(1.5)
    await driver.pilot.click(offset=(text.index(words) + 1, row))
    await driver.wait_until_drawn()


async def wheel(driver: ConsoleDriver, widget: Widget, down: bool) -> None:
    region = widget.region
    kind = events.MouseScrollDown if down else events.MouseScrollUp
    await driver.pilot._post_mouse_events([kind], offset=(region.x + 3, region.y + 1), button=0)
    await driver.wait_until_drawn()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_click_presses_a_key_of_the_footer(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND, size=size) as driver:
        await click_on(driver, "pause")
        assert driver.session.pause
        await click_on(driver, "resume")
        assert not driver.session.pause
        await click_on(driver, "next: Jan")
        assert driver.session.asker == "p5"
        await click_on(driver, "Ctrl+Z")
        assert driver.session.asker == "p4"
        await click_on(driver, "F1 help")
        assert driver.app.screen is not driver.app.screen_stack[0]


async def test_a_click_on_a_completion_puts_it_on_the_line(tmp_path: Path) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND, size=(80, 24)) as driver:
        await driver.press(*"ann")
        await click_on(driver, "Anneke de")
        assert driver.screen.line.value == "Anneke de Groot "
        assert driver.app.focused is driver.screen.line


async def test_a_click_on_a_name_sets_the_speaker_at_80_columns(tmp_path: Path) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND, size=(80, 24)) as driver:
        await driver.wait_until_drawn()
        y = driver.screen.circle_lines.region.y
        row = driver.screen_text.splitlines()[y]
        await driver.pilot.click(offset=(row.index("Anneke"), y))
        assert driver.session.speaker == "p2"
        assert "Anneke" in driver.preview


@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
async def test_the_wheel_scrolls_the_lists(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND, size=size) as driver:
        await driver.wait_until_drawn()
        offers = driver.screen.offers
        at = offers.scroll_offset.y
        assert offers.show_vertical_scrollbar
        await wheel(driver, offers, down=at == 0)
        assert offers.scroll_offset.y != at
        for circle in (driver.screen.circle, driver.screen.circle_lines):
            assert circle.styles.overflow_y == "auto", "it scrolls where there are more names than rows"


async def test_save_as_needs_one_click(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(99_999, "en"), seconds=5000) as driver:
        assert driver.phase() is Phase.DONE
        await click_on(driver, "save as")
        assert type(driver.app.screen) is SaveAs
        await click_on(driver, ".md")
        await driver.wait_until_drawn()
        assert driver.app.screen is driver.app.screen_stack[0]
        assert list(tmp_path.glob("*.md"))


async def drag(driver: ConsoleDriver, start: tuple[int, int], end: tuple[int, int]) -> None:
    await driver.pilot._post_mouse_events([events.MouseDown], offset=start, button=1)
    await driver.pilot._post_mouse_events([events.MouseMove], offset=end, button=1)
    await driver.pilot._post_mouse_events([events.MouseUp], offset=end, button=1)
    await driver.wait_until_drawn()


async def test_a_drag_over_the_screen_says_once_how_text_is_selected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[dict[str, object]] = []
    monkeypatch.setattr(ring_screen, "keep_settings", lambda **values: kept.append(values))
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND) as driver:
        await driver.pilot.hover(offset=(20, 10))
        assert "Shift" not in driver.screen_text
        await drag(driver, (10, 10), (20, 10))
        assert "hold Shift" in driver.screen_text
        await driver.press("a", "backspace")
        await driver.pass_time(60)
        assert "hold Shift" not in driver.screen_text
        await drag(driver, (10, 10), (20, 10))
        assert "hold Shift" not in driver.screen_text
    assert kept == [{"shift_drag_said": True}]


async def test_a_drag_says_nothing_if_it_was_said_before(tmp_path: Path) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND, settings=Settings(shift_drag_said=True)) as driver:
        await drag(driver, (10, 10), (20, 10))
        assert "hold Shift" not in driver.screen_text


@pytest.mark.terminal
@pytest.mark.skipif(sys.platform != "linux", reason="a pseudo-terminal, and settings below XDG_CONFIG_HOME")
@pytest.mark.parametrize("mouse", [True, False])
def test_a_setting_leaves_the_mouse_to_the_terminal(tmp_path: Path, mouse: bool) -> None:
    folder = tmp_path / "config" / "reciring"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text(f"mouse = {str(mouse).lower()}")
    path = create_session_file(tmp_path, IN_ROUND)
    command = [sys.executable, "-m", "reciring", "open", str(path)]
    with Terminal.start(command, 80, 24, env={"XDG_CONFIG_HOME": str(folder.parent)}) as terminal:
        terminal.wait_for("Karin")
        terminal.settle()
        assert (b"\x1b[?1000h" in terminal.raw) is mouse
        terminal.key("ctrl+q")
        terminal.wait()
