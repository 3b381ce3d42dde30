"""How the console looks: light, dark, or in high contrast. Colour never says anything alone.

NO_COLOR is Textual's to follow: it makes everything grey, and nothing is lost by that.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

from textual.app import App
from textual.theme import Theme

from reciring.ring.message import N_

DARK, LIGHT, CONTRAST = "reciring-dark", "reciring-light", "reciring-contrast"
THEME_NAMES: Final = {DARK: N_("dark"), LIGHT: N_("light"), CONTRAST: N_("high contrast")}
"""The themes, and what they are called."""
_KNOWN: Final = {
    "dark": DARK,
    "donker": DARK,
    "light": LIGHT,
    "licht": LIGHT,
    "contrast": CONTRAST,
    "high-contrast": CONTRAST,
    "high contrast": CONTRAST,
    "hoog contrast": CONTRAST,
}


def _theme(
    name: str, *, dark: bool, ground: str, panel: str, ink: str, muted: str, faint: str, hues: dict[str, str]
) -> Theme:
    texts = {f"text-{hue}": colour for hue, colour in hues.items()}
    return Theme(
        name=name,
        dark=dark,
        background=ground,
        surface=ground,
        panel=panel,
        foreground=ink,
        variables={
            "foreground-muted": muted,
            "foreground-disabled": faint,
            "text-muted": muted,
            "text-disabled": faint,
            "input-cursor-background": ink,
            "input-cursor-foreground": ground,
            **texts,
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
        ground="#14171c",
        panel="#222831",
        ink="#e8e6e1",
        muted="#a6abb5",
        faint="#7d838e",
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
        ground="#fbfaf7",
        panel="#ebe8e0",
        ink="#1d2025",
        muted="#565b64",
        faint="#7a7f88",
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
        ground="#000000",
        panel="#1a1a1a",
        ink="#ffffff",
        muted="#e0e0e0",
        faint="#b0b0b0",
        hues={
            "primary": "#7fd4ff",
            "secondary": "#b8e6ff",
            "accent": "#ffe14d",
            "success": "#7dff8a",
            "warning": "#ffd500",
            "error": "#ffb0a8",
        },
    ),
)


def theme_name(wanted: str, environ: Mapping[str, str] = os.environ) -> str:
    """The theme of that name, in either language; without one that fits the terminal, as far as it tells."""
    name = wanted.strip().casefold()
    if name in THEME_NAMES:
        return name
    if name in _KNOWN:
        return _KNOWN[name]
    # Some terminals say what they are: "15;0" is white on black.
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in ("7", "15") else DARK


def apply_theme(app: App[Any], wanted: str) -> None:
    """Give an app our themes and put on the one that is wanted."""
    for theme in THEMES:
        app.register_theme(theme)
    # Put on before there is anything to see: changing it as one does later reads all styles a second time.
    app.set_reactive(App.theme, theme_name(wanted))
    theme = app.current_theme
    app.add_class(f"-theme-{theme.name}", update=False)
    app.set_class(theme.dark, "-dark-mode", update=False)
    app.set_class(not theme.dark, "-light-mode", update=False)
    app.stylesheet.set_variables(app.get_css_variables())


def next_theme(name: str) -> str:
    """The theme that comes after another, round and round."""
    names = list(THEME_NAMES)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
