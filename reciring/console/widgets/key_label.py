"""A key and what it does, as it is written on the screen; a click on it presses the key."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from reciring.console.text import content


class KeyLabel(NamedTuple):
    """``F7 next: Karin``. ``keys`` are Textual's names of the keys; a click presses the first one."""

    keys: tuple[str, ...]
    sign: str
    does: str

    @property
    def width(self) -> int:
        return cell_len(self.sign) + 1 + cell_len(self.does)

    def draw(self) -> Content:
        words = content((self.sign, "bold $text-accent"), f" {self.does}" if self.does else "")
        return words.stylize(Style.from_meta({"@click": f"screen.press_key({self.keys[0]!r})"}))
