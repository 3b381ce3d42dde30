"""Keys and pastes that come before there is a line to take them: they wait, in their order, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from textual import events

Typed = events.Key | events.Paste
ENTER_DELAY: Final = 0.05
"""Seconds that an Enter has to open another screen, before the keys after it are given to the line."""
LEAVE_KEYS: Final = ("ctrl+q", "ctrl+c")
"""Keys that do not wait for a slow disk."""


class TypeAhead:
    """A queue of keys and pastes for the next line.

    ``waits`` says whether there is no line yet, ``is_busy`` whether the screen is opening something; ``forward`` gives
    an event to the line, ``set_timer`` calls a function after some seconds.
    """

    def __init__(
        self,
        *,
        waits: Callable[[], bool],
        is_busy: Callable[[], bool],
        forward: Callable[[Typed], Awaitable[None]],
        set_timer: Callable[[float, Callable[[], Awaitable[None]]], object],
    ) -> None:
        self._waits, self._is_busy, self._forward, self._set_timer = waits, is_busy, forward, set_timer
        self._queue: list[Typed] = []
        self._returned = 0
        """How many events at the front of the queue a line gave back."""

    async def take(self, event: Typed) -> None:
        """Give an event to the line, or keep it until there is one."""
        for one in as_typed(event):
            if (self._queue or self._waits()) and not self._leaves(one):
                self._queue.append(one)
            else:
                await self._forward(one)

    def give_back(self, event: events.Key) -> bool:
        """Take back a key from a line whose screen gives way to another. It goes before the keys that wait."""
        if self._leaves(event):
            return False
        self._queue.insert(self._returned, events.Key(event.key, event.character))
        self._returned += 1
        return True

    async def release(self) -> None:
        """Give what waits to the line, up to an Enter that may open another screen."""
        self._returned = 0
        while self._queue and not self._waits():
            event = self._queue.pop(0)
            await self._forward(event)
            if isinstance(event, events.Key) and event.key == "enter" and self._queue:
                self._set_timer(ENTER_DELAY, self.release)
                return

    def _leaves(self, event: Typed) -> bool:
        return self._is_busy() and isinstance(event, events.Key) and event.key in LEAVE_KEYS


def as_typed(event: Typed) -> list[Typed]:
    """Return the keys that were typed for an event of the terminal.

    A terminal sends an Escape and a letter right after it as it sends Alt and that letter. No key here is bound to Alt;
    a terminal that reports Alt itself sends no character with Alt. Before Textual configures the terminal, it sends a
    line feed (Ctrl+J) for Enter.
    """
    if isinstance(event, events.Key) and event.key == "ctrl+j":
        return [events.Key("enter", "\r")]
    if isinstance(event, events.Key) and event.key.startswith("alt+") and event.character:
        return [events.Key("escape", "\x1b"), events.Key(event.character, event.character)]
    return [event]
