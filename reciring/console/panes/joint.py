"""Where panes meet: one line that closes those above and opens the one below."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from reciring.console.text import cut


class Joint(Widget, can_focus=False):
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
            title = f" {cut(self._title, max(0, width - 6))} "
            return Content.assemble(
                ("".join(line[:1]), ""),
                (title, "bold $foreground"),
                "".join(line[1 + len(title) :]) if width > len(title) else "",
            )
        return Content("".join(line))
