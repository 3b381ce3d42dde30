"""Keys that are typed before there is a line wait for it, in their order: nothing typed is lost."""

from __future__ import annotations

from textual import events
from textual.app import App


class Early(App[int]):
    """Textual would give such keys to a screen that does not listen yet."""

    def __init__(self) -> None:
        super().__init__()
        self._early: list[events.Key | events.Paste] = []

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if isinstance(event, events.Key) and event.key == "ctrl+j":
                # Until Textual takes the terminal over, that one turns an Enter into a line break.
                event = events.Key("enter", "\r")
            for one in _apart(event):
                if self._early or self._no_line_yet():
                    self._early.append(one)
                else:
                    await super().on_event(one)
            return
        await super().on_event(event)

    def _no_line_yet(self) -> bool:
        """Whether the screen in front is one with a line, which has not come yet."""
        return bool(self._screen_stack and self.screen.AUTO_FOCUS and not self.screen.focused)

    async def on_descendant_focus(self) -> None:
        """The line is there: what was typed comes on it. Should it open another screen, the rest waits for that."""
        while self._early and not self._no_line_yet():
            await super().on_event(self._early[0])
            self._early.pop(0)


def _apart(event: events.Key | events.Paste) -> list[events.Key | events.Paste]:
    """An Escape and the letter right behind it, which a terminal sends as it sends Alt and that letter.

    Nothing here is bound to Alt; where a terminal tells the two apart, Alt's has no character.
    """
    if isinstance(event, events.Key) and event.key.startswith("alt+") and event.character:
        return [events.Key("escape", "\x1b"), events.Key(event.character, event.character)]
    return [event]
