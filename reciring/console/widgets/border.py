"""The line between the panes above and the pane below, with the title of the pane below."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from reciring.console.text import truncate


class PaneBorder(Widget, can_focus=False):
    """``├ Offers ────┴┴────┤``: a line with a corner under each side of the panes above it."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._above: tuple[Widget, ...] = ()
        self._title = ""
        self._pane_below = True
        self._drawn: tuple[object, ...] = ()

    def join(self, title: str, *above: Widget, opens: bool = True) -> None:
        """Set the title of the pane below and the panes above. Pass ``opens=False`` if there is no pane below."""
        self._title, self._pane_below, self._above = title, opens, above
        drawn = (title, opens, *(pane.region for pane in above if pane.display))
        if drawn != self._drawn:
            self._drawn = drawn
            self.refresh()

    def render(self) -> RenderResult:
        width = self.size.width
        line = ["─"] * width
        left, right = "┌", "┐"
        for pane in self._above:
            if not pane.display or pane.region.bottom != self.region.y:
                continue  # this pane does not touch this border
            left, right = "├", "┤"
            first, last = pane.region.x - self.region.x, pane.region.right - 1 - self.region.x
            for column, corner in ((first, "┴" if self._pane_below else "└"), (last, "┴" if self._pane_below else "┘")):
                if 0 <= column < width:
                    line[column] = corner
        if self._pane_below and width > 1:
            line[0], line[-1] = left, right
            title = f" {truncate(self._title, max(0, width - 6))} "
            return Content.assemble(
                ("".join(line[:1]), ""),
                (title, "bold $foreground"),
                "".join(line[1 + len(title) :]) if width > len(title) else "",
            )
        return Content("".join(line))
