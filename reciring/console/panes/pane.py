"""What panes have in common: they draw themselves anew whenever they get another size."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from reciring.console.desk import Desk

W = TypeVar("W", bound=Widget)


class Pane(Widget):
    """Beside a kind of widget: something with a desk that can be drawn for an instant."""

    desk: Desk
    _titled: str | None = None

    class Resized(Message):
        """A pane has another size; where panes meet may be elsewhere."""

    def draw(self, now: dt.datetime) -> None:
        raise NotImplementedError

    def title(self, words: str) -> None:
        """The words in the pane's border, which is drawn again only if they are others."""
        if words != self._titled:
            self._titled = words
            self.border_title = Content(words)

    def on_resize(self, event: events.Resize) -> None:
        self.resized()
        self.post_message(self.Resized())

    def resized(self) -> None:
        """Only now it is known how much room there is."""
        self.draw(self.desk.live.now)


def mounted(parent: Widget, widget: W, *, before: Widget | str | None = None, after: str | None = None) -> W:
    """A widget that is seldom seen, mounted when it is first to be shown: each costs a start most of a millisecond."""
    parent.mount(widget, before=before, after=after)
    return widget
