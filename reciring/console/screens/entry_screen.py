"""What all screens with a line have in common: the line has the focus, and the keys are below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from reciring.console.widgets.entry_line import EntryLine
from reciring.console.widgets.pane import TextBlock
from reciring.ring.text import squeeze


class EntryScreen(Screen[ScreenResultType]):
    """A screen whose line always has the focus."""

    AUTO_FOCUS = "#line"
    line: EntryLine
    busy = False
    """Whether this screen may be about to give way to another one. What is typed meanwhile is meant for that one."""

    def holds(self, event: events.Key) -> bool:
        """Keep a key for the next screen; a screen that gives way to another overrides this."""
        return False

    def pasted(self, text: str) -> None:
        """Take pasted text as one line, as a search or a title is."""
        self.line.insert_text_at_cursor(squeeze(text)[:200])

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Keep the focus on the line, also after the window had lost the focus."""
        line = self.line if self.line.is_attached else None
        super().set_focus(widget or line, scroll_visible=scroll_visible, from_app_focus=from_app_focus)


def entry_row(line: EntryLine, sign: str) -> ComposeResult:
    """Yield the row with the line and a sign before it."""
    prompt = TextBlock(id="prompt")
    prompt.show(Content(sign))
    with Horizontal(id="entry"):
        yield prompt
        yield line


def key_hints(keys: Iterable[tuple[str, str]]) -> Iterator[str | tuple[str, str]]:
    """Yield the parts of a row of keys and what they do."""
    for sign, does in keys:
        yield sign, "bold $text-accent"
        yield f" {does}   "
