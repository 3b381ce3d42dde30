"""A list of which one is chosen, with the arrows or the mouse; the line keeps the focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from reciring.console.panes.rows import Row, Rows
from reciring.console.text import content


class Choice(NamedTuple):
    """A row: what choosing it means (``""``: it is a heading, or an empty line), and what it says."""

    key: str
    words: Content


class Choices(Rows):
    """Headings are stepped over; the choice stays with its key when the list changes."""

    DEFAULT_CSS = """
    Choices {
        height: 1fr;
        scrollbar-color: $foreground 25%; scrollbar-color-hover: $foreground 40%;
        scrollbar-color-active: $foreground 50%; scrollbar-background: $background;
        scrollbar-background-hover: $background; scrollbar-background-active: $background;
    }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.choices: list[Choice] = []
        self.chosen = ""

    def offer(self, choices: Sequence[Choice], chosen: str | None = None) -> None:
        """These may be chosen; ``chosen`` is, or what was, or else the first."""
        self.choices = list(choices)
        keys = self.keys
        wanted = self.chosen if chosen is None else chosen
        self.chosen = wanted if wanted in keys else (keys[0] if keys else "")
        self.draw()

    @property
    def keys(self) -> list[str]:
        return [choice.key for choice in self.choices if choice.key]

    def step(self, by: int) -> None:
        """Choose another one, so many further; the list has two ends."""
        keys = self.keys
        if keys:
            place = keys.index(self.chosen) if self.chosen in keys else -1
            self.chosen = keys[min(len(keys) - 1, max(0, place + by))]
            self.draw()

    @property
    def page(self) -> int:
        return max(1, self.size.height // 2)

    def draw(self) -> None:
        rows = []
        for choice in self.choices:
            if choice.key and choice.key == self.chosen:
                words = content((" ▸ ", "bold $text-accent"), choice.words)
                padded = content(words, " " * max(0, self.room - words.cell_length))
                rows.append(Row(choice.key, padded.stylize("bold on $panel")))
            else:
                rows.append(Row(choice.key, content("   ", choice.words) if choice.key else choice.words))
        self.show(rows)
        place = next((i for i, row in enumerate(rows) if row.key and row.key == self.chosen), None)
        if place is None:
            self.go_to(0)
        else:
            # The first choice brings the heading above it into sight.
            self.keep_in_sight(0 if self.chosen == (self.keys or [""])[0] else place, place)
