"""A piece of text on the screen that is drawn again only when it says something else."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Words(Static, can_focus=False):
    """Content, never markup."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(Content(""), markup=False, id=id, classes=classes)
        self._shown = Content("")

    @property
    def shown(self) -> Content:
        return self._shown

    def show(self, words: Content, *, layout: bool = False) -> None:
        """Say ``words``; ``layout`` if they may need more or less room than what stood there."""
        if words is self._shown or words.is_same(self._shown):
            return
        self._shown = words
        self.update(words, layout=layout)
