"""Base classes of the panes: ``Pane`` draws itself again when its size changes, ``TextBlock`` shows Content."""

from __future__ import annotations

import datetime as dt

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from reciring.console.view_state import ViewState


class TextBlock(Static, can_focus=False):
    """A Static for Content, never for markup, that is drawn again only if its content changes."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(Content(""), markup=False, id=id, classes=classes)
        self._shown = Content("")

    @property
    def shown(self) -> Content:
        return self._shown

    def show(self, text: Content, *, layout: bool = False) -> None:
        """Show ``text``. Pass ``layout`` if it can need another number of rows or columns than the text before it."""
        if text is self._shown or text.is_same(self._shown):
            return
        self._shown = text
        self.update(text, layout=layout)


class Pane(Widget):
    """Mixin for a widget that shows the view state, as it is at a given time.

    It comes last among the base classes: Textual takes the styles of the first one only.
    """

    view: ViewState
    _titled: str | None = None

    class Resized(Message):
        """A pane changed its size, so the lines between panes may have to move."""

    def draw(self, now: dt.datetime) -> None:
        """Show the view state as it is at ``now``."""
        raise NotImplementedError

    def title(self, text: str) -> None:
        """Set the title in the pane's border; draws the border only if the title changed."""
        if text != self._titled:
            self._titled = text
            self.border_title = Content(text)

    def on_resize(self, event: events.Resize) -> None:
        self.resized()
        self.post_message(self.Resized())

    def resized(self) -> None:
        """Draw the pane for its new size."""
        self.draw(self.view.controller.now)
