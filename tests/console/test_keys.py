"""Keys: they act in the order of typing, a key does what the screen says, and what it did can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from reciring.ring.session import Phase
from tests.support.console_driver import console_on, rehearsal_session

ROUND = 2130
IN_ROUND = rehearsal_session(ROUND, "en")


# --- what was said ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_what_was_taken_stays_beside_a_new_line_for_four_seconds(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND, size=size) as driver:
        await driver.enter("karin stuurt sheets #tool @vr")
        await driver.press(*"tom e")
        assert "✓ tool from" in driver.preview
        assert driver.preview.splitlines()[-1].endswith("tip from Tom for Fatima")
        await driver.pass_time(3.5)
        assert "✓ tool from" in driver.preview
        await driver.pass_time(1)
        assert "tool" not in driver.preview


async def test_what_was_said_stays_until_the_next_key(tmp_path: Path) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND) as driver:
        await driver.enter("karin stuurt sheets #tool @vr")
        await driver.pass_time(60)
        assert "✓ tool from Karin" in driver.preview
        await driver.press(*"tom")
        await driver.pass_time(1)
        assert "tool" not in driver.preview


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_holds_on_covers_no_confirmation_and_no_refusal(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND, size=size) as driver:
        await driver.enter("karin stuurt sheets #tool @vr")
        driver.clock.advance(200)
        await driver.enter("/until 14:20")
        await driver.enter("tom een tip")
        await driver.pass_time(2)
        assert "min short" in driver.reminder or "min  Ctrl" in driver.reminder
        assert "✓ tip from Tom" in driver.preview
        await driver.press("up", "escape", "down")
        await driver.press("f7", "f7")
        await driver.enter("/park nobody")
        await driver.pass_time(2)
        assert "✗" in driver.preview


# --- a gap ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_a_gap_is_asked_about_when_it_is_due(tmp_path: Path, size: tuple[int, int]) -> None:
    """Fifteen minutes after the last event, with the console open and no key pressed."""
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND, size=size) as driver:
        await driver.enter("tom een tip")
        for _ in range(15):
            await driver.pass_time(60)
        assert not driver.session.pause
        await driver.pass_time(1)
        assert driver.session.pause
        assert "since 14:05" in driver.reminder
        assert "F6" in driver.reminder
        assert driver.saved_session().pause
        if size[0] > 40:
            await driver.press("escape")
            assert not driver.saved_session().pause
            await driver.pass_time(14 * 60)
            assert not driver.session.pause, "it was answered"
            await driver.pass_time(2 * 60)
            assert driver.session.pause


async def test_typing_is_not_a_gap(tmp_path: Path) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND) as driver:
        await driver.pass_time(14 * 60)
        await driver.press(*"tom een lang")
        await driver.pass_time(5 * 60)
        assert not driver.session.pause


# --- keys in order ----------------------------------------------------------------------------------------------------


async def test_ctrl_q_does_not_overtake_an_enter(tmp_path: Path) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND) as driver:
        await driver.press(*"tom een tip", "enter", "ctrl+q")
        assert not driver.app.is_running
    assert [offer.text for offer in driver.saved_session().offers.values()][-1] == "een tip"


@pytest.mark.parametrize("before", ["f9", "f4", "f2", "f8", "f1", "ctrl+p", "f7", "/stage", "/end", "/begin"])
async def test_leaving_in_one_burst_with_another_key(tmp_path: Path, before: str) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND) as driver:
        keys = [*before, "enter"] if before[0] == "/" else [before]
        await driver.press(*keys, "ctrl+q", "f9", "a", "enter")
        assert not driver.app.is_running or len(driver.app.screen_stack) > 1
    assert driver.app.fault is None
    assert driver.app.return_code in (0, None)


# --- the arrow --------------------------------------------------------------------------------------------------------


async def test_the_arrow_twice_within_a_quarter_second(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter("Anne", "Bo")
        await driver.press("right")
        driver.clock.advance(0.2)
        await driver.press("right")
        assert driver.phase() is Phase.INTRODUCTION


async def test_a_bouncing_key_counts_once(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter("Anne", "Bo")
        for _ in range(4):
            await driver.press("right")
            driver.clock.advance(0.008)
        assert driver.phase() is Phase.PREPARE
        assert "press again" in driver.preview


async def test_a_held_key_starts_one_question(tmp_path: Path) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=ROUND) as driver:
        await driver.press("f7")
        asker = driver.session.asker
        driver.clock.advance(0.5)
        for _ in range(30):
            await driver.press("f7")
            driver.clock.advance(0.03)
        assert driver.session.asker == asker


# --- the footer -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("seconds", [-1, 300, 700, ROUND, 4350, 99_999])
async def test_labels_of_the_footer_have_at_most_thirteen_cells(tmp_path: Path, seconds: float, language: str) -> None:
    """Without the name in the label of the next question, and the step that undo takes back."""
    session = rehearsal_session(seconds, language)
    async with console_on(tmp_path, session, seconds=max(0, seconds), size=(200, 60)) as driver:
        asker = driver.screen.view.short_name(session.queue[0]) if session.queue else ""
        for keys in ("", "a", "escape", "up", "escape", "f9", "f9"):
            await driver.press(*[keys] if keys else [])
            footer = driver.screen.footer
            for key in footer.named():
                if "ctrl+z" not in key.label.keys or driver.screen.line.value:
                    assert cell_len(key.label.does) - len(asker) * ("right" in key.label.keys) <= 13, key.label


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("seconds", [-1, 300, 700, ROUND, 4350, 99_999])
async def test_the_way_back_is_in_sight_at_every_size(tmp_path: Path, seconds: float, language: str) -> None:
    session = rehearsal_session(seconds, language)
    async with console_on(tmp_path, session, seconds=max(0, seconds)) as driver:
        assert "Ctrl+Z" not in driver.row(-1), "there is nothing to undo"
        await driver.enter("/place Aula")
        for size in ((40, 12), (60, 18), (80, 24), (120, 40)):
            await driver.resize(*size)
            assert ("Ctrl+Z undo" if language == "en" else "Ctrl+Z terug") in driver.row(-1)
            assert ": Au" in driver.row(-1) or size[0] < 80
            await driver.press("f9")
            assert "Ctrl+Z" in driver.row(-1), "on the stage without the step: the room reads along"
            assert "Aula" not in driver.row(-1)
            await driver.press("f9")
