"""What panes have in common: they draw themselves anew whenever they get another size."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from reciring.console.text import truncate
from reciring.console.view_state import ViewState


class TextBlock(Static, can_focus=False):
    """Content, never markup."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(Content(""), markup=False, id=id, classes=classes)
        self._shown = Content("")

    @property
    def shown(self) -> Content:
        return self._shown

    def show(self, words: Content, *, layout: bool = False) -> None:
        """Say ``encode_header_text``; ``layout`` if they may need more or less room than what stood there."""
        if words is self._shown or words.is_same(self._shown):
            return
        self._shown = words
        self.update(words, layout=layout)


W = TypeVar("W", bound=Widget)


class Pane(Widget):
    """Beside a kind of widget: something with a desk that can be drawn for an instant."""

    view: ViewState
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
        self.draw(self.view.controller.now)


def mount_now(parent: Widget, widget: W, *, before: Widget | str | None = None, after: str | None = None) -> W:
    """A widget that is seldom seen, mounted when it is first to be shown: each costs a start most of a millisecond."""
    parent.mount(widget, before=before, after=after)
    return widget


class PaneBorder(Widget, can_focus=False):
    """``├ Offers ────┴┴────┤``: the corners stand under the sides of the panes above, whatever their widths."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._above: tuple[Widget, ...] = ()
        self._title = ""
        self._opens = True
        self._drawn: tuple[object, ...] = ()

    def join(self, title: str, *above: Widget, opens: bool = True) -> None:
        """The title of the pane below, and the panes above; ``opens`` is False if there is none below."""
        self._title, self._opens, self._above = title, opens, above
        drawn = (title, opens, *(pane.region for pane in above if pane.display))
        if drawn != self._drawn:
            self._drawn = drawn
            self.refresh()

    def render(self) -> RenderResult:
        width = self.size.width
        line = ["─"] * width
        left, right = "┌", "┐"  # unless something stands above
        for pane in self._above:
            if not pane.display or pane.region.bottom != self.region.y:
                continue  # It does not stand right above.
            left, right = "├", "┤"
            first, last = pane.region.x - self.region.x, pane.region.right - 1 - self.region.x
            for place, corner in ((first, "┴" if self._opens else "└"), (last, "┴" if self._opens else "┘")):
                if 0 <= place < width:
                    line[place] = corner
        if self._opens and width > 1:
            line[0], line[-1] = left, right
            title = f" {truncate(self._title, max(0, width - 6))} "
            return Content.assemble(
                ("".join(line[:1]), ""),
                (title, "bold $foreground"),
                "".join(line[1 + len(title) :]) if width > len(title) else "",
            )
        return Content("".join(line))
