"""What every screen with a line has in common: the line has the focus, and below it stand the keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from reciring.console.widgets.entry_line import EntryLine
from reciring.console.widgets.pane import TextBlock


class EntryScreen(Screen[ScreenResultType]):
    """A screen whose line always has the focus."""

    AUTO_FOCUS = "#line"
    line: EntryLine
    busy = False
    """Whether something is under way after which another screen may come: what is typed meanwhile is meant for that."""

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """The line keeps the focus, also when the mouse was beside the window."""
        line = self.line if self.line.is_attached else None
        super().set_focus(widget or line, scroll_visible=scroll_visible, from_app_focus=from_app_focus)


def entry_row(line: EntryLine, sign: str) -> ComposeResult:
    """The row of a line that has one, and a sign in front of it."""
    prompt = TextBlock(id="prompt")
    prompt.show(Content(sign))
    with Horizontal(id="entry"):
        yield prompt
        yield line


def key_hints(keys: Iterable[tuple[str, str]]) -> Iterator[str | tuple[str, str]]:
    """Keys and what they do, in a row."""
    for sign, does in keys:
        yield sign, "bold $text-accent"
        yield f" {does}   "
