"""A scrolling list of one-line rows that draws only the rows that changed."""

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


class LazyContent:
    """The content of a row, made when the row is first seen: of a thousand rows few ever are."""

    def __init__(self, make: Callable[[], Content]) -> None:
        self._make = make

    @cached_property
    def content(self) -> Content:
        return self._make()


class Row(NamedTuple):
    """One line of a pane. ``key`` says what it is about; it is "" if a click on the row does nothing."""

    key: str
    content: Content | LazyContent

    def same(self, other: Row) -> bool:
        """Whether both rows surely look the same. Lazy contents are not made to find out."""
        if self.content is other.content:
            return True
        return (
            isinstance(self.content, Content)
            and isinstance(other.content, Content)
            and self.content.is_same(other.content)
        )


class Rows(ScrollView, can_focus=False):
    """Rows drawn one by one. A click on a row with a key sends ``Chosen``."""

    DEFAULT_CSS = """
    Rows {
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: ellipsis;
        scrollbar-color: $foreground 25%; scrollbar-color-hover: $foreground 40%;
        scrollbar-color-active: $foreground 50%; scrollbar-background: $background;
        scrollbar-background-hover: $background; scrollbar-background-active: $background;
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
        """Columns that a row can fill."""
        return max(1, self.scrollable_content_region.width)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; draws only those that changed."""
        before, self._rows = self._rows, list(rows)
        if len(before) != len(rows):
            # The width is always 1: nothing scrolls sideways, and a new width would only cost a layout.
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
        """Scroll as little as possible to show rows ``first`` to ``last``; if they do not fit, from ``first`` on."""
        height = self.scrollable_content_region.height
        last = first if last is None else last
        top = self.scroll_offset.y
        top = max(top, last - height + 1)
        self.go_to(min(top, first))

    def go_to(self, y: int) -> None:
        """Scroll until row ``y`` is at the top; works before Textual has added the scroll bar."""
        self.scroll_to(y=y, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if not 0 <= index < len(self._rows):
            return Strip.blank(width, self.visual_style.rich_style)
        row = self._rows[index].content
        content = row.content if isinstance(row, LazyContent) else row
        strips = Visual.to_strips(self, content, width, 1, self.visual_style, pad=True)
        return strips[0] if strips else Strip.blank(width, self.visual_style.rich_style)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = offset.y + self.scroll_offset.y
        if 0 <= index < len(self._rows) and self._rows[index].key:
            self.post_message(self.Chosen(self, self._rows[index].key))
