"""The help screen and the palette: from the table of commands, searched by typing, while the ring goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from reciring.console.screens.command_palette import CommandPalette
from reciring.console.screens.help import HelpScreen
from reciring.locale import LANGUAGES, translator
from reciring.ring.registry import COMMAND_SPECS
from tests.support.console_driver import Led, led, rehearsed
from tests.support.goldens import check


async def opened(ring: Led, *keys: str) -> None:
    await ring.press("escape", *keys)
    await ring.drawn()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["f1", "ctrl+p"])
async def test_how_they_look(tmp_path: Path, key: str, language: str) -> None:
    async with led(tmp_path, rehearsed(2130, language), seconds=2130, size=(80, 24)) as ring:
        await opened(ring, key)
        name = "help" if key == "f1" else "palette"
        for width, height in ((80, 24), (120, 40)):
            await ring.resize(width, height)
            # Above the palette's edge stands the ring, which has pictures of its own.
            own = ring.text().rpartition("─" * width + "\n")[2] if name == "palette" else ring.text()
            check(f"screens/{name}-{language}-{width}x{height}.txt", own)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_has_every_command_with_its_names_and_keys(tmp_path: Path, language: str) -> None:
    async with led(tmp_path, rehearsed(2130, language), seconds=2130) as ring:
        await opened(ring, "f1")
        screen = ring.app.screen
        assert isinstance(screen, HelpScreen)
        assert {f"/{spec.name}" for spec in COMMAND_SPECS} == set(screen.choices.keys)
        words = " ".join(choice.words.plain for choice in screen.choices.choices)
        for spec in COMMAND_SPECS:
            for name in (spec.name, *spec.dutch):
                assert f"/{name}" in words


async def test_typing_searches_names_keys_and_what_they_do(tmp_path: Path) -> None:
    async with led(tmp_path, rehearsed(2130, "nl"), seconds=2130) as ring:
        await opened(ring, "f1")
        screen = ring.app.screen
        assert isinstance(screen, HelpScreen)
        for typed, command in (("f7", "/next"), ("WACHTRIJ", "/park"), ("undo", "/undo"), ("ctrl+z", "/undo")):
            screen.line.put(typed)
            await ring.settle()
            assert command in screen.choices.keys, typed
            assert len(screen.choices.keys) < len(COMMAND_SPECS)
        screen.line.put("zzzzz")
        await ring.drawn()
        assert not screen.choices.keys
        assert "Daar past niets bij" in ring.text()


async def test_what_cannot_be_done_now_says_why_and_is_not_taken(tmp_path: Path) -> None:
    for key in ("f1", "ctrl+p"):
        async with led(tmp_path, rehearsed(2130, "nl"), seconds=2130) as ring:
            await opened(ring, key, *"/begin")
            assert "De kring is al begonnen" in ring.text()
            await ring.press("enter")
            assert isinstance(ring.app.screen, HelpScreen | CommandPalette)
            await ring.press("escape")
            await ring.drawn()
            assert ring.screen.line.value == ""


async def test_help_puts_a_command_on_the_line_and_does_nothing_yet(tmp_path: Path) -> None:
    async with led(tmp_path, rehearsed(2130, "nl"), seconds=2130) as ring:
        before = ring.session
        await opened(ring, "question_mark", *"verder", "enter")
        await ring.drawn()
        assert ring.screen.line.value == "/verder "
        assert ring.session == before
        assert ring.app.focused is ring.screen.line


async def test_the_palette_does_what_needs_no_more(tmp_path: Path) -> None:
    async with led(tmp_path, rehearsed(2130, "nl"), seconds=2130) as ring:
        await opened(ring, "ctrl+p", *"pauze", "enter")
        await ring.drawn()
        assert ring.session.pause
        assert ring.screen.line.value == ""


async def test_the_palette_begins_what_needs_more(tmp_path: Path) -> None:
    async with led(tmp_path, rehearsed(2130, "nl"), seconds=2130) as ring:
        await opened(ring, "ctrl+p", *"overslaan", "enter")
        await ring.drawn()
        assert ring.screen.line.value == "/overslaan "


@pytest.mark.parametrize(
    ("seconds", "line"), [(-1, "/question 7 "), (860, "7 "), (2130, "7 "), (4350, "7 "), (5000, "/print 7 ")]
)
async def test_somebody_in_the_palette_is_somebody_on_the_line(tmp_path: Path, seconds: int, line: str) -> None:
    async with led(tmp_path, rehearsed(seconds, "nl"), seconds=max(0, seconds)) as ring:
        await opened(ring, "escape", "ctrl+p", *"karin", "enter")
        await ring.drawn()
        assert ring.screen.line.value == line


async def test_a_first_name_finds_that_person_before_those_it_begins(tmp_path: Path) -> None:
    async with led(tmp_path, rehearsed(2130, "nl"), seconds=2130) as ring:
        await opened(ring, "ctrl+p", *"jan")
        assert isinstance(ring.app.screen, CommandPalette)
        assert ring.app.screen.choices.chosen == "who:p5"


async def test_letters_in_order_are_enough(tmp_path: Path) -> None:
    async with led(tmp_path, rehearsed(2130, "nl"), seconds=2130) as ring:
        await opened(ring, "ctrl+p", *"vlgd")
        assert isinstance(ring.app.screen, CommandPalette)
        assert "/next" in ring.app.screen.choices.keys[:3]


async def test_what_stood_on_the_line_comes_back_with_up(tmp_path: Path) -> None:
    async with led(tmp_path, rehearsed(2130, "nl"), seconds=2130) as ring:
        await opened(ring, *"karin kent", "ctrl+p", "escape")
        await ring.drawn()
        assert ring.screen.line.value == "karin kent"
        await ring.press("ctrl+p", *"overslaan", "enter")
        await ring.drawn()
        assert ring.screen.line.value == "/overslaan "
        await ring.press("escape", "up")
        assert ring.screen.line.value in ("/overslaan ", "karin kent")


async def test_the_time_goes_on_in_sight(tmp_path: Path) -> None:
    async with led(tmp_path, rehearsed(2130, "nl"), seconds=2130) as ring:
        await opened(ring, "f1")
        screen = ring.app.screen
        assert isinstance(screen, HelpScreen)
        before = screen.status.shown.plain
        ring.clock.advance(10)
        screen.draw_status()
        after = screen.status.shown.plain
        assert "4 Fatima" in before
        assert before != after


async def test_keys_typed_on_at_once_go_to_the_screen_in_front(tmp_path: Path) -> None:
    async with led(tmp_path, rehearsed(2130, "nl"), seconds=2130) as ring:
        await ring.press("escape", "ctrl+p", *"pauze", "enter", *"bo ")
        await ring.drawn()
        assert ring.session.pause
        assert ring.screen.line.value == "bo "


async def test_arrows_pages_and_a_click(tmp_path: Path) -> None:
    async with led(tmp_path, rehearsed(2130, "nl"), seconds=2130, size=(80, 24)) as ring:
        await opened(ring, "f1")
        screen = ring.app.screen
        assert isinstance(screen, HelpScreen)
        keys = screen.choices.keys
        await ring.press("down", "down", "up")
        assert screen.choices.chosen == keys[1]
        await ring.press(*["pagedown"] * 20)
        assert screen.choices.chosen == keys[-1]
        await ring.press(*["pageup"] * 20)
        assert screen.choices.chosen == keys[0]
        assert "De regel" in ring.text()


async def test_in_the_other_language_every_word_is(tmp_path: Path) -> None:
    english, dutch = translator("en"), translator("nl")
    async with led(tmp_path, rehearsed(2130, "nl"), seconds=2130) as ring:
        await opened(ring, "f1")
        screen = ring.app.screen
        assert isinstance(screen, HelpScreen)
        words = " ".join(choice.words.plain for choice in screen.choices.choices)
        for spec in COMMAND_SPECS:
            if dutch(spec.help) != english(spec.help):
                assert english(spec.help) not in words
