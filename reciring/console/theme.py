"""The colour themes of the console: dark, light, high contrast, and the colours that the terminal has itself.

Whatever a colour says, a word or a sign says as well. With NO_COLOR set, Textual draws everything in greys.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

from textual.app import App
from textual.theme import Theme

from reciring.console.textual_internals import keep_terminal_colours
from reciring.ring.message import N_

DARK, LIGHT, CONTRAST, TERMINAL = "reciring-dark", "reciring-light", "reciring-contrast", "reciring-terminal"
THEME_NAMES: Final = {
    DARK: N_("dark"),
    LIGHT: N_("light"),
    CONTRAST: N_("high contrast"),
    TERMINAL: N_("the terminal's colours"),
}
"""Each theme and its title."""
_BY_TITLE: Final = {
    "dark": DARK,
    "donker": DARK,
    "light": LIGHT,
    "licht": LIGHT,
    "contrast": CONTRAST,
    "high-contrast": CONTRAST,
    "high contrast": CONTRAST,
    "hoog contrast": CONTRAST,
    "terminal": TERMINAL,
}


def _theme(
    name: str, *, dark: bool, background: str, panel: str, text: str, muted: str, disabled: str, hues: dict[str, str]
) -> Theme:
    text_colours = {f"text-{hue}": colour for hue, colour in hues.items()}
    return Theme(
        name=name,
        dark=dark,
        background=background,
        surface=background,
        panel=panel,
        foreground=text,
        variables={
            "foreground-muted": muted,
            "foreground-disabled": disabled,
            "text-muted": muted,
            "text-disabled": disabled,
            "input-cursor-background": text,
            "input-cursor-foreground": background,
            **text_colours,
        },
        primary=hues["primary"],
        secondary=hues["secondary"],
        accent=hues["accent"],
        success=hues["success"],
        warning=hues["warning"],
        error=hues["error"],
    )


THEMES: Final = (
    _theme(
        DARK,
        dark=True,
        background="#14171c",
        panel="#222831",
        text="#e8e6e1",
        muted="#a6abb5",
        disabled="#7d838e",
        hues={
            "primary": "#7db3e8",
            "secondary": "#9fb8d0",
            "accent": "#f2b95c",
            "success": "#83cf8f",
            "warning": "#ffca4d",
            "error": "#ff8f85",
        },
    ),
    _theme(
        LIGHT,
        dark=False,
        background="#fbfaf7",
        panel="#ebe8e0",
        text="#1d2025",
        muted="#565b64",
        disabled="#7a7f88",
        hues={
            "primary": "#1f5f99",
            "secondary": "#3d5a75",
            "accent": "#8a4b08",
            "success": "#1c6b2d",
            "warning": "#825400",
            "error": "#b3261e",
        },
    ),
    _theme(
        CONTRAST,
        dark=True,
        background="#000000",
        panel="#1a1a1a",
        text="#ffffff",
        muted="#e0e0e0",
        disabled="#b0b0b0",
        hues={
            "primary": "#7fd4ff",
            "secondary": "#b8e6ff",
            "accent": "#ffe14d",
            "success": "#7dff8a",
            "warning": "#ffd500",
            "error": "#ffb0a8",
        },
    ),
    # The terminal decides which colours these are. There is no grey: in some terminals it equals the background.
    Theme(
        name=TERMINAL,
        ansi=True,
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        foreground="ansi_default",
        primary="ansi_cyan",
        secondary="ansi_cyan",
        accent="ansi_magenta",
        success="ansi_green",
        warning="ansi_yellow",
        error="ansi_red",
        variables=dict.fromkeys(
            (
                *("foreground-muted", "foreground-disabled", "text-muted", "text-disabled", "panel"),
                *("ansi-background", "ansi-foreground"),
            ),
            "ansi_default",
        ),
    ),
)


def theme_name(wanted: str, environ: Mapping[str, str] = os.environ) -> str:
    """The theme that ``wanted`` names, in English or Dutch; else the one for the terminal's background, else dark."""
    name = wanted.strip().casefold()
    if name in THEME_NAMES:
        return name
    if name in _BY_TITLE:
        return _BY_TITLE[name]
    # Some terminals set this to their text and background colour: "15;0" is white on black.
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if background in ("7", "15") else DARK


def apply_theme(app: App[Any], wanted: str) -> None:
    """Register our themes with an app, and set the one that ``wanted`` names."""
    for theme in THEMES:
        app.register_theme(theme)
    # Set without the watcher of App.theme: before the first paint it would only parse all styles a second time.
    app.set_reactive(App.theme, theme_name(wanted))
    theme = app.current_theme
    app.add_class(f"-theme-{theme.name}", update=False)
    app.set_class(theme.dark, "-dark-mode", update=False)
    app.set_class(not theme.dark, "-light-mode", update=False)
    app.stylesheet.set_variables(app.get_css_variables())
    keep_terminal_colours(app, theme.ansi)


def next_theme(name: str) -> str:
    """The theme after ``name``; after the last one the first."""
    names = list(THEME_NAMES)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
