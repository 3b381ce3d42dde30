"""Draws emoji so that every terminal gives them as many cells as the layout did."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reciring.cells import of_steady_width


class SteadyWidths(LineFilter):
    """Draws every line of the screen with characters whose width is certain, so that frames hold."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if all(text.isascii() for text, _, _ in segments):
            return segments
        return [Segment(of_steady_width(text), style, control) for text, style, control in segments]
