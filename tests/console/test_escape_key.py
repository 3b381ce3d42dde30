"""Keys on their way to the line: an Escape with a letter right after it, which Textual reads as Alt and the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.console_driver import ConsoleDriver, console_on, send_key


async def sent(console: ConsoleDriver, key: str, character: str | None) -> None:
    """A key as Textual names it."""
    send_key(console.app, key, character)
    await console.wait_for_messages()


@pytest.mark.parametrize(("key", "letter"), [("alt+x", "x"), ("alt+shift+x", "X"), ("alt+é", "é")])
async def test_an_escape_and_a_letter_right_after_it_both_count(tmp_path: Path, key: str, letter: str) -> None:
    async with console_on(tmp_path) as driver:
        await driver.press(*"anne")
        await sent(driver, key, letter)
        await driver.press("y")
        assert driver.screen.line.value == f"{letter}y"
        await driver.press("escape", "up")
        assert driver.screen.line.value == f"{letter}y"


async def test_alt_does_nothing_if_the_terminal_reports_it(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.press(*"anne")
        await sent(driver, "alt+x", None)
        assert driver.screen.line.value == "anne"
