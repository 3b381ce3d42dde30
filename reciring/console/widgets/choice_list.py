"""A list of choices with headings, moved through with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from reciring.console.text import content
from reciring.console.widgets.rows import Row, Rows


class Choice(NamedTuple):
    """A row of the list: the key of the choice ("" for a heading or an empty row), and its text."""

    key: str
    words: Content


class ChoiceList(Rows):
    """Choices, one of them chosen. When the list changes, the same key stays chosen if it is still there."""

    DEFAULT_CSS = "ChoiceList { height: 1fr; }"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.choices: list[Choice] = []
        self.chosen = ""

    def offer(self, choices: Sequence[Choice], chosen: str | None = None) -> None:
        """Show ``choices``. Chosen is the key ``chosen`` (default: the one before), or the first if it is not there."""
        self.choices = list(choices)
        keys = self.keys
        wanted = self.chosen if chosen is None else chosen
        self.chosen = wanted if wanted in keys else (keys[0] if keys else "")
        self.draw()

    @property
    def keys(self) -> list[str]:
        return [choice.key for choice in self.choices if choice.key]

    def step(self, by: int) -> None:
        """Choose the key that is ``by`` places further, or the last one (the first one, backwards)."""
        keys = self.keys
        if keys:
            index = keys.index(self.chosen) if self.chosen in keys else -1
            self.chosen = keys[min(len(keys) - 1, max(0, index + by))]
            self.draw()

    @property
    def page(self) -> int:
        """How many choices PgUp and PgDn go."""
        return max(1, self.size.height // 2)

    def draw(self) -> None:
        rows = []
        for choice in self.choices:
            if choice.key and choice.key == self.chosen:
                text = content((" ▸ ", "bold $text-accent"), choice.words)
                padded = content(text, " " * max(0, self.room - text.cell_length))
                rows.append(Row(choice.key, padded.stylize("bold on $panel")))
            else:
                rows.append(Row(choice.key, content("   ", choice.words) if choice.key else choice.words))
        self.show(rows)
        index = next((i for i, row in enumerate(rows) if row.key and row.key == self.chosen), None)
        if index is None:
            self.go_to(0)
        else:
            # With the first choice, show the heading above it too.
            self.keep_in_sight(0 if self.chosen == (self.keys or [""])[0] else index, index)
