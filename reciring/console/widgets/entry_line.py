"""The entry line. It always has the focus, and offers each key to its screen first."""

from __future__ import annotations

import unicodedata
from typing import Final, Protocol

from rich.cells import cached_cell_len
from textual import events
from textual.binding import Binding
from textual.widgets import Input

from reciring.console.view_state import MAX_LINE
from reciring.ring.text import clean

MAX_UNDO = 200
"""The most steps of typing that can be undone."""

EDIT_ACTIONS: Final = {
    key: binding.action for binding in Input.BINDINGS if isinstance(binding, Binding) for key in binding.key.split(",")
}
"""The keys that edit a line, and the actions of Input behind them."""


def _is_typed(character: str) -> bool:
    """Whether a character that is not printable may be on the line: a joiner, or an emoji newer than this Python."""
    return unicodedata.category(character) in ("Cf", "Cn", "Co") and bool(clean(character))


class EntryLineListener(Protocol):
    """What the screen of an entry line must handle."""

    def typed(self, text: str) -> None:
        """Called when the text on the line changed."""

    def press(self, key: str) -> bool:
        """Take a key, named as Textual names it. False leaves it to the line."""

    def pasted(self, text: str) -> None:
        """Take pasted text. The line itself takes none of it."""

    def holds(self, event: events.Key) -> bool:
        """Keep a key for the screen that comes next, if this one is about to give way to it."""


class EntryLine(Input):
    """A line of text that offers each key to ``listener`` first."""

    def __init__(self, listener: EntryLineListener) -> None:
        super().__init__(id="line", select_on_focus=False, compact=True, max_length=MAX_LINE)
        self.cursor_blink = False  # Two thirds of what the console does while nobody types would be the blinking.
        self.listener = listener
        self._before: list[tuple[str, int]] = []
        """Texts that undo brings back, each with the place of the cursor."""
        self._after: list[tuple[str, int]] = []
        """Texts that redo brings back."""
        self._last = ("", 0)
        self._stepping = False

    @property
    def content_width(self) -> int:
        """The width of the text, rounded up to whole rows: a new width needs a new layout of the screen."""
        width = max(1, self.size.width)
        return -(-super().content_width // width) * width

    def put(self, text: str) -> None:
        """Put a text on the line, with the cursor after it. Undo brings back the text that was there."""
        self.value = text
        self.cursor_position = len(text)

    def forget(self, text: str = "") -> None:
        """Put a text on the line, and forget the texts of before."""
        self._stepping = True
        self.put(text)
        self._stepping = False
        self._before.clear()
        self._after.clear()
        self._last = (text, len(text))
        # Rich keeps the widths of four thousand texts, so also the line after each letter.
        cached_cell_len.cache_clear()

    def show_start(self) -> None:
        """Put the cursor at the start of a text that does not fit, so that its start is in sight."""
        if cached_cell_len(self.value) >= self.size.width:
            self.cursor_position = 0

    def watch_value(self, value: str) -> None:
        if not self._stepping and value != self._last[0]:
            self._remember(value)
        self._last = (value, self.cursor_position)
        self.listener.typed(value)

    def _remember(self, value: str) -> None:
        """Keep the text of before: one step of undo takes back a word, not a letter."""
        before = self._last[0]
        letter = len(value) == len(before) + 1 and value.startswith(before) and not value[-1:].isspace()
        if not (letter and self._before and before and not before[-1:].isspace()):
            self._before.append(self._last)
            del self._before[:-MAX_UNDO]
        self._after.clear()

    def undo_typing(self) -> None:
        """Undo a step of typing."""
        if self._before:
            self._after.append((self.value, self.cursor_position))
            self._step(self._before.pop()[0])

    def redo_typing(self) -> None:
        """Redo a step of typing."""
        if self._after:
            self._before.append((self.value, self.cursor_position))
            self._step(self._after.pop()[0])

    def _step(self, text: str) -> None:
        self._stepping = True
        self.put(text)
        self._stepping = False

    async def on_key(self, event: events.Key) -> None:
        if self.screen is not self.app.screen:
            # Typed before the screen was there that another key opened: it is meant for that screen.
            event.stop()
            event.prevent_default()
            front = self.app.screen
            (front.focused or front).post_message(events.Key(event.key, event.character))
        elif self.listener.holds(event) or self.listener.press(event.key):
            event.stop()
            event.prevent_default()
        elif action := EDIT_ACTIONS.get(event.key):
            # At once, because a binding has its turn only after the keys that were typed meanwhile.
            event.stop()
            event.prevent_default()
            await self.run_action(action)
        elif event.character and not event.is_printable and _is_typed(event.character):
            event.stop()
            event.prevent_default()
            self.insert_text_at_cursor(event.character)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.listener.pasted(event.text)
