"""The colours of the page, for light and dark: each text colour is readable on each ground (a test computes it)."""

from __future__ import annotations

from typing import Final

LIGHT: Final = {
    "ink": "#1c2b2e",
    "quiet": "#4d5f65",
    "teal": "#0b5c66",
    "rust": "#96410e",
    "paper": "#ffffff",
    "pale": "#eef3f3",
    "hair": "#b9c6c9",
}
DARK: Final = {
    "ink": "#e7eeee",
    "quiet": "#aebdc1",
    "teal": "#7fccd6",
    "rust": "#f2a970",
    "paper": "#101819",
    "pale": "#1a2628",
    "hair": "#44565a",
}
TEXTS: Final = ("ink", "quiet", "teal", "rust")
GROUNDS: Final = ("paper", "pale")


def declared(colours: dict[str, str]) -> str:
    """As custom properties of a style sheet."""
    return " ".join(f"--{name}: {value};" for name, value in colours.items())
