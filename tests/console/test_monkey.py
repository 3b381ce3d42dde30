"""A monkey that reads the screen and then presses any key: only a key whose label is there changes the session."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reciring.live.time_shortage import WAY_OUT_SIGNS
from reciring.ring.command_registry import SPECS_BY_KEY
from reciring.ring.session import Phase
from tests.support.console_driver import ConsoleDriver, console_on, rehearsal_session, screen_text

SIGNS = {
    "right": "→",
    "up": "↑",
    "down": "↓",
    "tab": "Tab",
    "escape": "Esc",
    "space": "(␣|Space|Spatie)",
    "*": r"\*",
    **{key: re.escape(sign) for key, sign in WAY_OUT_SIGNS.items()},
    **{f"f{n}": f"F{n}" for n in range(1, 13)},
}
"""How each key is written on the screen, as regular expressions."""
FREE = {"enter", "ctrl+j", "ctrl+z", "ctrl+y", "backspace"}
"""Keys that may change the session without a label: Enter, undo, and the keys that edit the line."""
LETTERS = tuple("ak1+-?")
OTHER = ("shift+tab", "left", "home", "end", "delete", "pageup", "pagedown", "insert")
CTRL = tuple(f"ctrl+{letter}" for letter in "abcdefghijklmnoprstuvwxyz")
KEYS = sorted({*SIGNS, *FREE, *LETTERS, *OTHER, *CTRL, *SPECS_BY_KEY} - {"ctrl+q"})
EXPORTS = {*(f"f{number}" for number in range(3, 8)), "ctrl+r", "enter", "ctrl+j"}
"""In a ring that is done these print, send and open files."""
WAITS = (1, 25, 130, 950)
STARTS = {"round": 2130, "questions": 700, "reflection": 4350, "done": 99_999, "preparation": -1}


def labelled(driver: ConsoleDriver, key: str) -> bool:
    """Whether the sign of a key is in the footer or among the reminders, as the screen is drawn now."""
    ring = driver.app.screen_stack[0]
    if key not in SIGNS or driver.app.screen is not ring:
        return False
    rows = screen_text(driver.app).splitlines()
    shown = "\n".join(rows[region.y] for region in (driver.screen.reminder.region, driver.screen.footer.region))
    return re.search(rf"(?<![\w+]){SIGNS[key]}(?!\w)", shown) is not None


async def press_keys(start: str, language: str, size: tuple[int, int], short: bool, steps: list[str | int]) -> None:
    session = rehearsal_session(STARTS[start], language)
    with tempfile.TemporaryDirectory() as folder:
        async with console_on(Path(folder), session, seconds=max(0, STARTS[start]), size=size) as driver:
            controller = driver.screen.controller
            if short:
                await driver.enter("/until 14:25")
            for step in steps:
                if controller.base.phase is Phase.DONE and step in EXPORTS:
                    continue
                if isinstance(step, int):
                    driver.clock.advance(step)
                    driver.app.screen_stack[0].second()  # type: ignore[attr-defined]
                    await driver.wait_for_messages()
                    continue
                before, named = controller.base, labelled(driver, step)
                text = controller.text
                await driver.press(step)
                if step in FREE or controller.base == before:
                    continue
                assert named, f"{step} changed the session, but is not on the screen; on the line: {text!r}"


@settings(max_examples=12)
@given(
    st.sampled_from(sorted(STARTS)),
    st.sampled_from(["en", "nl"]),
    st.sampled_from([(80, 24), (120, 40), (40, 12), (60, 18), (20, 6)]),
    st.booleans(),
    st.lists(st.sampled_from(KEYS) | st.sampled_from(WAITS), min_size=20, max_size=50),
)
def test_only_keys_that_are_named_change_the_session(
    start: str, language: str, size: tuple[int, int], short: bool, steps: list[str | int]
) -> None:
    asyncio.run(press_keys(start, language, size, short, steps))


def test_the_monkey_finds_a_key_that_is_not_named() -> None:
    """The check itself: a footer that names nothing while its keys still work."""

    async def press() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with console_on(Path(folder), rehearsal_session(2130, "en"), seconds=2130) as driver:
                assert labelled(driver, "f7") and labelled(driver, "f6") and not labelled(driver, "ctrl+t")
                driver.screen.footer.show(driver.screen.footer.shown[:0])
                await driver.wait_for_messages()
                assert not labelled(driver, "f7")

    asyncio.run(press())


def test_a_session_of_each_start_is_in_its_phase() -> None:
    phases = {name: rehearsal_session(seconds, "en").phase for name, seconds in STARTS.items()}
    assert phases == {
        "round": Phase.ROUND,
        "questions": Phase.FORMULATE,
        "reflection": Phase.REFLECT,
        "done": Phase.DONE,
        "preparation": Phase.PREPARE,
    }
