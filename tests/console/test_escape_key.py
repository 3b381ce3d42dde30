"""Keys on their way to the line: an Escape with a letter right behind it, which Textual reads as Alt and the letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.support.console_driver import Led, led


async def sent(ring: Led, key: str, character: str | None) -> None:
    """A key as Textual names it."""
    driver = ring.app._driver
    assert driver
    driver.send_message(events.Key(key, character))
    await ring.settle()


@pytest.mark.parametrize(("key", "letter"), [("alt+x", "x"), ("alt+shift+x", "X"), ("alt+é", "é")])
async def test_a_letter_right_behind_an_escape_is_typed_and_the_escape_counts(
    tmp_path: Path, key: str, letter: str
) -> None:
    async with led(tmp_path) as ring:
        await ring.press(*"anne")
        await sent(ring, key, letter)
        await ring.press("y")
        assert ring.screen.line.value == f"{letter}y"
        await ring.press("escape", "up")
        assert ring.screen.line.value == f"{letter}y"


async def test_where_a_terminal_tells_them_apart_alt_does_nothing(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.press(*"anne")
        await sent(ring, "alt+x", None)
        assert ring.screen.line.value == "anne"
