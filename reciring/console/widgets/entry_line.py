"""The entry line. It always has the focus; keys that mean something else are offered to the screen first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, cast

from rich.cells import cached_cell_len
from textual import events
from textual.binding import Binding
from textual.widgets import Input

if TYPE_CHECKING:
    from reciring.console.type_ahead import TypeAheadApp

MAX_LINE = 2000
"""Characters on the line; what is pasted beyond it waits."""
MAX_UNDO = 200
"""Steps of typing that can be taken back."""

EDIT_ACTIONS: Final = {
    key: binding.action for binding in Input.BINDINGS if isinstance(binding, Binding) for key in binding.key.split(",")
}
"""The keys with which a line is edited, and what they do."""


class EntryLineListener(Protocol):
    """Who hears of the line: the ring's screen."""

    def typed(self, text: str) -> None: ...

    def press(self, key: str) -> bool: ...

    def pasted(self, text: str) -> None: ...


class EntryLine(Input):
    """A line of text that asks ``keyboard`` before it takes a key."""

    def __init__(self, keyboard: EntryLineListener) -> None:
        super().__init__(id="line", select_on_focus=False, compact=True, max_length=MAX_LINE)
        self.cursor_blink = False  # two thirds of what the console does while nobody types would be this
        self.keyboard = keyboard
        self._before: list[tuple[str, int]] = []
        self._after: list[tuple[str, int]] = []
        self._last = ("", 0)
        self._stepping = False

    @property
    def content_width(self) -> int:
        """Rounded up to whole rows: each other width would lay the whole screen out anew, at every letter."""
        width = max(1, self.size.width)
        return -(-super().content_width // width) * width

    def put(self, text: str) -> None:
        """Another text on the line, the cursor behind it; typing can be taken back to what stood there."""
        self.value = text
        self.cursor_position = len(text)

    def forget(self, text: str = "") -> None:
        """Another text on the line, and nothing of before."""
        self._stepping = True
        self.put(text)
        self._stepping = False
        self._before.clear()
        self._after.clear()
        self._last = (text, len(text))
        # Rich keeps the widths of four thousand texts, and so the line as it was after each of its letters.
        cached_cell_len.cache_clear()

    def _watch_value(self, value: str) -> None:
        if not self._stepping and value != self._last[0]:
            self._remember(value)
        self._last = (value, self.cursor_position)
        super()._watch_value(value)
        self.keyboard.typed(value)

    def _remember(self, value: str) -> None:
        """Keep what stood there, a word at a time rather than a letter."""
        before = self._last[0]
        letter = len(value) == len(before) + 1 and value.startswith(before) and not value[-1:].isspace()
        if not (letter and self._before and before and not before[-1:].isspace()):
            self._before.append(self._last)
            del self._before[:-MAX_UNDO]
        self._after.clear()

    def undo_typing(self) -> None:
        """One step of typing back."""
        if self._before:
            self._after.append((self.value, self.cursor_position))
            self._step(self._before.pop()[0])

    def redo_typing(self) -> None:
        """One step of typing forward again."""
        if self._after:
            self._before.append((self.value, self.cursor_position))
            self._step(self._after.pop()[0])

    def _step(self, text: str) -> None:
        self._stepping = True
        self.put(text)
        self._stepping = False

    async def _on_key(self, event: events.Key) -> None:
        if self.screen is not self.app.screen:
            # Typed on before the screen that another key opened was there: it is meant for that one.
            event.stop()
            event.prevent_default()
            front = self.app.screen
            (front.focused or front).post_message(events.Key(event.key, event.character))
            return
        gives_way = getattr(self.screen, "busy", False) and cast("TypeAheadApp", self.app).hold(event)
        if gives_way or self.keyboard.press(event.key):
            event.stop()
            event.prevent_default()
        elif action := EDIT_ACTIONS.get(event.key):
            # At once: a binding has its turn only after the keys that were typed meanwhile.
            event.stop()
            event.prevent_default()
            await self.run_action(action)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.keyboard.pasted(event.text)
