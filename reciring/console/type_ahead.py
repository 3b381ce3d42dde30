"""Keys that are typed before there is a line wait for it, in their order: nothing typed is lost."""

from __future__ import annotations

from textual import events
from textual.app import App

from reciring.console.screens.entry_screen import EntryScreen

ENTER_DELAY = 0.05
"""Seconds that an Enter has to open something."""


class TypeAheadApp(App[int]):
    """Textual would give such keys to a screen that does not listen yet."""

    def __init__(self) -> None:
        super().__init__()
        self._early: list[events.Key | events.Paste] = []
        self._back = 0
        """How many of them came back from a line."""

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if isinstance(event, events.Key) and event.key == "ctrl+j":
                # Until Textual takes the terminal over, that one turns an Enter into a line break.
                event = events.Key("enter", "\r")
            for one in _apart(event):
                if (self._early or self._no_line_yet()) and not self._leaves(one):
                    self._early.append(one)
                else:
                    await super().on_event(one)
            return
        await super().on_event(event)

    def _no_line_yet(self) -> bool:
        """Whether the screen in front is one with a line, which has not come yet, or soon gives way to another's."""
        screen = self.screen if self._screen_stack else None
        return isinstance(screen, EntryScreen) and (screen.busy or not screen.focused)

    def _leaves(self, event: events.Key | events.Paste) -> bool:
        """Whether it is a way out, which waits for no disk."""
        busy = isinstance(self.screen, EntryScreen) and self.screen.busy if self._screen_stack else False
        return busy and isinstance(event, events.Key) and event.key in ("ctrl+q", "ctrl+c")

    def hold(self, event: events.Key) -> bool:
        """Take a key back from a line whose screen just gives way to another: it came before those that wait."""
        if self._leaves(event):
            return False
        self._early.insert(self._back, events.Key(event.key, event.character))
        self._back += 1
        return True

    async def on_descendant_focus(self) -> None:
        """The line is there: what was typed comes on it."""
        await self.let_in()

    async def let_in(self) -> None:
        """What waited comes on the line, up to an Enter that may open another screen: the rest waits for that one."""
        self._back = 0
        while self._early and not self._no_line_yet():
            event = self._early.pop(0)
            await super().on_event(event)
            if isinstance(event, events.Key) and event.key == "enter" and self._early:
                self.set_timer(ENTER_DELAY, self.let_in)
                return


def _apart(event: events.Key | events.Paste) -> list[events.Key | events.Paste]:
    """An Escape and the letter right behind it, which a terminal sends as it sends Alt and that letter.

    Nothing here is bound to Alt; where a terminal tells the two apart, Alt's has no character.
    """
    if isinstance(event, events.Key) and event.key.startswith("alt+") and event.character:
        return [events.Key("escape", "\x1b"), events.Key(event.character, event.character)]
    return [event]
