"""The commands of the registry work in the console: each has its handler, its keys and its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding

from reciring.console.actions.commands import HANDLERS
from reciring.console.screens.ring import RingScreen
from reciring.console.widgets.footer import AFTER_RING, DURING_RING
from reciring.ring.command_registry import COMMAND_SPECS, CommandSpec, find_command
from reciring.ring.command_types import EditEntry, MeasureSpeaking, ScreenCommand
from reciring.ring.session import Phase
from tests.support.console_driver import console_on, rehearsal_session

SCREEN_SPECS = [spec for spec in COMMAND_SPECS if spec.type is ScreenCommand]


def test_every_command_of_the_screen_has_a_handler_and_no_handler_is_left_over() -> None:
    shown = {spec.name for spec in SCREEN_SPECS}
    # /times alone shows the speaking times, and /edit 7 puts an entry on the line; with more they change the session.
    toggles = {spec.name for spec in COMMAND_SPECS if spec.type in (MeasureSpeaking, EditEntry)}
    assert set(HANDLERS) == shown | toggles


@pytest.mark.parametrize("spec", SCREEN_SPECS, ids=lambda spec: spec.name)
def test_the_preview_has_words_for_every_command_of_the_screen(spec: CommandSpec) -> None:
    assert spec.does


@pytest.mark.parametrize("name", sorted({*DURING_RING, *AFTER_RING} - {"", "go"}))
def test_every_command_in_the_footer_has_a_label_and_a_key(name: str) -> None:
    spec = find_command(name)
    assert spec and spec.footer and (spec.keys or spec.signs)


def test_the_bindings_of_the_screen_are_the_keys_of_the_registry() -> None:
    bound = [(b.key, b.action) for b in RingScreen.BINDINGS if isinstance(b, Binding)]
    assert bound == [(key, f"run_command('{spec.name}')") for spec in COMMAND_SPECS for key in spec.keys]


async def test_textual_knows_which_commands_cannot_be_done_now(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "en"), seconds=2000) as driver:
        session = driver.screen.controller.base
        for spec in COMMAND_SPECS:
            allowed = driver.screen.check_action("run_command", (spec.name,))
            assert allowed is (None if spec.why_not(session) else True), spec.name


async def test_an_action_of_textual_runs_a_command(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "en"), seconds=2000) as driver:
        await driver.screen.run_action("run_command('pause')")
        assert driver.session.pause


async def test_keys_of_a_burst_act_in_the_order_they_were_typed(tmp_path: Path) -> None:
    """Left on the empty line is a command. With priority bindings it would run before ``ab`` is on the line."""
    async with console_on(tmp_path, rehearsal_session(2000, "en"), seconds=2000) as driver:
        assert driver.phase() is Phase.ROUND
        await driver.press("a", "b", "left", "c")
        assert driver.screen.line.value == "acb"
        assert driver.screen.view.prompt == -1
        await driver.press("escape", "left", "a")
        assert driver.screen.line.value == "a"
        assert driver.screen.view.prompt == 0
