"""A list of rows that is never rebuilt: only the rows that changed are drawn again, and the place stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from reciring.console.text import content


class LazyContent:
    """What a row says, made when the row is first seen: of a thousand few ever are."""

    def __init__(self, make: Callable[[], Content]) -> None:
        self._make = make

    @cached_property
    def content(self) -> Content:
        return self._make()


class Row(NamedTuple):
    """One line of a pane; ``key`` says what it is about, "" if a click on it means nothing."""

    key: str
    content: Content | LazyContent

    def same(self, other: Row) -> bool:
        """Whether it says the same as another row, as far as can be told without making what was never seen."""
        if self.content is other.content:
            return True
        return (
            isinstance(self.content, Content)
            and isinstance(other.content, Content)
            and self.content.is_same(other.content)
        )


class Rows(ScrollView, can_focus=False):
    """Rows drawn one by one. It never takes the focus; a click tells which row was meant."""

    DEFAULT_CSS = """
    Rows {
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, rows: Rows, key: str) -> None:
            super().__init__()
            self.rows, self.key = rows, key

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._rows: list[Row] = []

    @property
    def room(self) -> int:
        """Cells that a row may have."""
        return max(1, self.scrollable_content_region.width)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; those that are as they were are left alone."""
        before, self._rows = self._rows, list(rows)
        if len(before) != len(rows):
            # The width does not matter, there is no sideways scrolling; a change of it would only cost a layout.
            self.virtual_size = Size(1, len(rows))
        changed = [
            y
            for y in range(max(len(before), len(rows)))
            if y >= len(before) or y >= len(rows) or not before[y].same(rows[y])
        ]
        if len(changed) > self.size.height:
            self.refresh()
            return
        for y in changed:
            self.refresh_lines(y)

    def keep_in_sight(self, first: int, last: int | None = None) -> None:
        """Scroll as little as needed to have rows ``first`` to ``last`` in sight, the first before all."""
        height = self.scrollable_content_region.height
        last = first if last is None else last
        top = self.scroll_offset.y
        top = max(top, last - height + 1)
        self.go_to(min(top, first))

    def go_to(self, y: int) -> None:
        """Have row ``y`` at the top, also when it is not known yet that there is a scrollbar."""
        self.scroll_to(y=y, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if not 0 <= index < len(self._rows):
            return Strip.blank(width, self.visual_style.rich_style)
        said = self._rows[index].content
        content = said.content if isinstance(said, LazyContent) else said
        strips = Visual.to_strips(self, content, width, 1, self.visual_style, pad=True)
        return strips[0] if strips else Strip.blank(width, self.visual_style.rich_style)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = offset.y + self.scroll_offset.y
        if 0 <= index < len(self._rows) and self._rows[index].key:
            self.post_message(self.Chosen(self, self._rows[index].key))


class Choice(NamedTuple):
    """A row: what choosing it means (``""``: it is a heading, or an empty line), and what it says."""

    key: str
    words: Content


class ChoiceList(Rows):
    """Headings are stepped over; the choice stays with its key when the list changes."""

    DEFAULT_CSS = """
    ChoiceList {
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
        """These may be chosen; ``theme_name`` is, or what was, or else the first."""
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
