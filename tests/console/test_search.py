"""The help screen and the palette: from the table of commands, searched by typing, while the ring continues."""

from __future__ import annotations

from pathlib import Path

import pytest

from reciring.console.screens.command_palette import CommandPalette
from reciring.console.screens.help import HelpScreen
from reciring.locale import LANGUAGES, translator
from reciring.ring.command_registry import COMMAND_SPECS
from tests.support.console_driver import ConsoleDriver, console_on, rehearsal_session
from tests.support.goldens import check_golden


async def opened(driver: ConsoleDriver, *keys: str) -> None:
    await driver.press("escape", *keys)
    await driver.wait_until_drawn()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["f1", "ctrl+p"])
async def test_help_and_palette_look_as_their_goldens(tmp_path: Path, key: str, language: str) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, language), seconds=2130, size=(80, 24)) as driver:
        await opened(driver, key)
        name = "help" if key == "f1" else "palette"
        for width, height in ((80, 24), (120, 40)):
            await driver.resize(width, height)
            # Above the palette's edge is the ring, which has pictures of its own.
            own = driver.screen_text.rpartition("─" * width + "\n")[2] if name == "palette" else driver.screen_text
            check_golden(f"screens/{name}-{language}-{width}x{height}.txt", own)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_has_every_command_with_its_names_and_keys(tmp_path: Path, language: str) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, language), seconds=2130) as driver:
        await opened(driver, "f1")
        screen = driver.app.screen
        assert isinstance(screen, HelpScreen)
        assert {f"/{spec.name}" for spec in COMMAND_SPECS} == set(screen.choices.keys)
        words = " ".join(choice.words.plain for choice in screen.choices.choices)
        for spec in COMMAND_SPECS:
            for name in (spec.name, *spec.dutch):
                assert f"/{name}" in words


async def test_typing_searches_names_keys_and_what_they_do(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        await opened(driver, "f1")
        screen = driver.app.screen
        assert isinstance(screen, HelpScreen)
        for typed, command in (("f7", "/next"), ("WACHTRIJ", "/park"), ("undo", "/undo"), ("ctrl+z", "/undo")):
            screen.line.put(typed)
            await driver.wait_for_messages()
            assert command in screen.choices.keys, typed
            assert len(screen.choices.keys) < len(COMMAND_SPECS)
        screen.line.put("zzzzz")
        await driver.wait_until_drawn()
        assert not screen.choices.keys
        assert "Niets gevonden" in driver.screen_text


WORDS = {
    "merge": ["/merge"],
    "swap": ["/swap"],
    "order": ["/swap", "/park", "/next"],
    "wrong": ["/edit", "/delete", "/undo", "/rename"],
    "extra": ["/plus", "/add"],
    "break": ["/pause"],
    "remove": ["/remove", "/delete"],
    "delete": ["/delete", "/remove"],
    "weg": ["/away", "/remove", "/delete"],
    "samenvoegen": ["/merge"],
    "volgorde": ["/swap", "/park", "/next"],
    "fout": ["/edit", "/delete", "/undo"],
    "verwijder": ["/delete", "/remove"],
    "mend": ["/edit"],
    "langs": ["/todo"],
    "cry": ["/guide"],
    "ruzie": ["/guide"],
    "exit": ["/quit"],
    "afsluiten": ["/quit"],
    "email": ["/mail"],
    "opslaan": ["/save"],
    "export": ["/save"],
    "afdrukken": ["/print"],
    "afwezig": ["/away"],
    "corrigeer": ["/edit"],
    "telefoon": ["/join"],
}


@pytest.mark.parametrize("key", ["f1", "ctrl+p"])
async def test_commands_are_found_by_the_words_that_people_have(tmp_path: Path, key: str) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "en"), seconds=2130) as driver:
        await opened(driver, key)
        screen = driver.app.screen
        assert isinstance(screen, HelpScreen | CommandPalette)
        for typed, names in WORDS.items():
            screen.line.put(typed)
            await driver.wait_for_messages()
            found = [key for key in screen.choices.keys if key.startswith("/")]
            assert set(names) <= set(found[:12]), typed


async def test_the_palette_has_the_command_with_the_typed_name_first(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        await opened(driver, "ctrl+p")
        screen = driver.app.screen
        assert isinstance(screen, CommandPalette)
        for spec in COMMAND_SPECS:
            for name in spec.all_names:
                screen.line.put(f"/{name}")
                await driver.wait_for_messages()
                assert screen.choices.chosen == f"/{spec.name}", name


async def test_help_chooses_the_command_with_the_typed_name(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        await opened(driver, "f1", *"verwijder")
        screen = driver.app.screen
        assert isinstance(screen, HelpScreen)
        assert screen.choices.keys.index("/remove") < screen.choices.keys.index("/delete")
        assert screen.choices.chosen == "/delete"


async def test_a_command_that_cannot_be_done_says_why_and_is_not_chosen(tmp_path: Path) -> None:
    for key in ("f1", "ctrl+p"):
        async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
            await opened(driver, key, *"/begin")
            assert "De kring is al begonnen" in driver.screen_text
            await driver.press("enter")
            assert isinstance(driver.app.screen, HelpScreen | CommandPalette)
            await driver.press("escape")
            await driver.wait_until_drawn()
            assert driver.screen.line.value == ""


async def test_help_puts_a_command_on_the_line(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        before = driver.session
        await opened(driver, "f1", *"verder", "enter")
        await driver.wait_until_drawn()
        assert driver.screen.line.value == "/verder "
        assert driver.session == before
        assert driver.app.focused is driver.screen.line


async def test_the_palette_runs_a_command_without_arguments(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        await opened(driver, "ctrl+p", *"pauze", "enter")
        await driver.wait_until_drawn()
        assert driver.session.pause
        assert driver.screen.line.value == ""


async def test_the_palette_puts_a_command_with_arguments_on_the_line(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        await opened(driver, "ctrl+p", *"overslaan", "enter")
        await driver.wait_until_drawn()
        assert driver.screen.line.value == "/overslaan "


@pytest.mark.parametrize(
    ("seconds", "line"), [(-1, "/question 7 "), (860, "7 "), (2130, "7 "), (4350, "7 "), (5000, "/print 7 ")]
)
async def test_the_palette_puts_a_participant_on_the_line(tmp_path: Path, seconds: int, line: str) -> None:
    async with console_on(tmp_path, rehearsal_session(seconds, "nl"), seconds=max(0, seconds)) as driver:
        await opened(driver, "escape", "ctrl+p", *"karin", "enter")
        await driver.wait_until_drawn()
        assert driver.screen.line.value == line


async def test_a_whole_first_name_is_found_before_longer_names(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        await opened(driver, "ctrl+p", *"jan")
        assert isinstance(driver.app.screen, CommandPalette)
        assert driver.app.screen.choices.chosen == "who:p5"


async def test_letters_in_order_find_a_command(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        await opened(driver, "ctrl+p", *"vlgd")
        assert isinstance(driver.app.screen, CommandPalette)
        assert "/next" in driver.app.screen.choices.keys[:3]


async def test_up_brings_back_the_line_that_the_palette_replaced(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        await opened(driver, *"karin kent", "ctrl+p", "escape")
        await driver.wait_until_drawn()
        assert driver.screen.line.value == "karin kent"
        await driver.press("ctrl+p", *"overslaan", "enter")
        await driver.wait_until_drawn()
        assert driver.screen.line.value == "/overslaan "
        await driver.press("escape", "up")
        assert driver.screen.line.value in ("/overslaan ", "karin kent")


async def test_the_clock_continues_above_the_list(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        await opened(driver, "f1")
        screen = driver.app.screen
        assert isinstance(screen, HelpScreen)
        before = screen.status.shown.plain
        driver.clock.advance(10)
        screen.draw_status()
        after = screen.status.shown.plain
        assert "4 Fatima" in before
        assert before != after


async def test_keys_typed_at_once_go_to_the_screen_in_front(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        await driver.press("escape", "ctrl+p", *"pauze", "enter", *"bo ")
        await driver.wait_until_drawn()
        assert driver.session.pause
        assert driver.screen.line.value == "bo "


async def test_arrows_pages_and_clicks_choose(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130, size=(80, 24)) as driver:
        await opened(driver, "f1")
        screen = driver.app.screen
        assert isinstance(screen, HelpScreen)
        keys = screen.choices.keys
        await driver.press("down", "down", "up")
        assert screen.choices.chosen == keys[1]
        await driver.press(*["pagedown"] * 20)
        assert screen.choices.chosen == keys[-1]
        await driver.press(*["pageup"] * 20)
        assert screen.choices.chosen == keys[0]
        assert "De invoerregel" in driver.screen_text


async def test_help_and_palette_are_all_in_the_other_language(tmp_path: Path) -> None:
    english, dutch = translator("en"), translator("nl")
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        await opened(driver, "f1")
        screen = driver.app.screen
        assert isinstance(screen, HelpScreen)
        words = " ".join(choice.words.plain for choice in screen.choices.choices)
        for spec in COMMAND_SPECS:
            if dutch(spec.help) != english(spec.help):
                assert english(spec.help) not in words
