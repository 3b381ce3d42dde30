"""The themes: their names in both languages, and contrast between text and background as WCAG 2.2 defines it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from rich.color import ColorType
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from reciring.console.theme import (
    CONTRAST,
    DARK,
    LIGHT,
    TERMINAL,
    THEME_NAMES,
    THEMES,
    apply_theme,
    next_theme,
    theme_name,
)
from reciring.live import opening as remembering
from reciring.store.files import create_session_file
from reciring.store.settings import Settings
from tests.support.console_driver import console_on, rehearsal_session
from tests.support.terminal import Terminal

IN_ROUND = rehearsal_session(2000, "en")
TEXTS = ("foreground", "foreground-muted", "text-accent", "text-success", "text-warning", "text-error", "primary")
GREY = "foreground-disabled"
"""WCAG asks no contrast of text for disabled things; ours has 3:1 all the same."""


def luminance(colour: Color) -> float:
    parts = [value / 255 for value in colour.rgb]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


OWN_COLOURS = [theme for theme in THEMES if not theme.ansi]
"""The others have colours of the terminal: which ones cannot be known."""


@pytest.mark.parametrize("theme", OWN_COLOURS, ids=lambda theme: theme.name)
@pytest.mark.parametrize("background", ["background", "panel"])
def test_text_contrasts_with_every_background(theme: Theme, background: str) -> None:
    app: App[None] = App()
    apply_theme(app, theme.name)
    colours = app.get_css_variables()
    least = 7.0 if app.theme == CONTRAST else 4.5
    for text in TEXTS:
        assert contrast(colours[text], colours[background]) >= least, text
    assert contrast(colours[GREY], colours[background]) >= 3


def test_theme_name_reads_both_languages() -> None:
    assert theme_name("Donker") == theme_name("dark") == DARK
    assert theme_name("licht") == theme_name("LIGHT ") == LIGHT
    assert theme_name("hoog contrast") == theme_name("high-contrast") == CONTRAST
    assert theme_name("Terminal") == TERMINAL
    assert all(theme_name(name) == name for name in THEME_NAMES)


def test_unknown_theme_follows_the_background_of_the_terminal() -> None:
    assert theme_name("paars", {}) == DARK
    assert theme_name("", {"COLORFGBG": "0;15"}) == LIGHT
    assert theme_name("", {"COLORFGBG": "15;0"}) == DARK
    assert theme_name("", {"COLORFGBG": "default"}) == DARK


def test_next_theme_goes_through_all_themes() -> None:
    name, seen = DARK, []
    for _ in THEME_NAMES:
        name = next_theme(name)
        seen.append(name)
    assert set(seen) == set(THEME_NAMES)
    assert name == DARK
    assert next_theme("textual-dark") in THEME_NAMES


async def test_theme_comes_from_the_settings(tmp_path: Path) -> None:
    async with console_on(tmp_path, settings=Settings(theme="licht")) as driver:
        assert driver.app.theme == LIGHT


async def test_a_theme_is_changed_to_the_colours_of_the_terminal_and_back(tmp_path: Path) -> None:
    async with console_on(tmp_path, IN_ROUND, seconds=2000, language="en") as driver:
        for words, ansi in (("the terminal's colours", True), ("dark", False), ("the terminal's colours", True)):
            await driver.press("ctrl+p", *f"theme: {words}", "enter")
            await driver.wait_until_drawn()
            assert bool(driver.app.current_theme.ansi) is ansi
            strips = driver.app.screen._compositor.render_strips(driver.app.size)
            colours = {
                colour.type
                for strip in strips
                for segment in strip
                if segment.style and segment.text.strip()
                for colour in (segment.style.color, segment.style.bgcolor)
                if colour
            }
            assert (ColorType.TRUECOLOR not in colours) is ansi
        await driver.press("ctrl+p")
        await driver.wait_until_drawn()
        assert "Karin" in driver.screen_text and "/pause" in driver.screen_text


@pytest.mark.terminal
@pytest.mark.skipif(sys.platform != "linux", reason="a pseudo-terminal, and settings below XDG_CONFIG_HOME")
def test_the_theme_of_the_terminal_sends_its_colours_from_the_first_picture(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "reciring"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('theme = "terminal"')
    path = create_session_file(tmp_path, IN_ROUND)
    command = [sys.executable, "-m", "reciring", "open", str(path)]
    env = {"XDG_CONFIG_HOME": str(folder.parent), "COLORTERM": "truecolor"}
    with Terminal.start(command, 120, 40, env=env) as terminal:
        terminal.wait_for("Karin")
        terminal.settle()
        assert not re.search(rb"\x1b\[[0-9;]*[34]8;[25];", terminal.raw)
        assert re.search(rb"\x1b\[(?:[0-9;]*;)?35[;m]", terminal.raw)  # Magenta, the accent.
        terminal.key("ctrl+q")
        terminal.wait()


async def test_no_color_still_says_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with console_on(tmp_path, size=(80, 24)) as driver:
        await driver.enter("Anne", "Bo", "/begin", "/go", "/go", "/next", "bo belt iemand #c")
        await driver.pass_time(400)
        assert driver.app.no_color
        assert "-" in driver.screen_text.splitlines()[3] or "over" in driver.screen_text
        assert "when?" in driver.screen_text


async def test_theme_chosen_in_the_palette_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[dict[str, str]] = []
    monkeypatch.setattr(remembering, "save_remembered", lambda **values: kept.append(values))
    async with console_on(tmp_path) as driver:
        await driver.press("ctrl+p", *"theme: light", "enter")
        assert driver.app.theme == LIGHT
        assert driver.app.focused is driver.screen.line
    assert {"theme": LIGHT} in kept
