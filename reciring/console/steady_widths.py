"""Draws emoji so that every terminal gives them as many cells as the layout did."""

from __future__ import annotations

from operator import itemgetter
from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reciring.cells import is_steady, of_steady_width

_TEXT: Final = itemgetter(0)


class SteadyWidths(LineFilter):
    """Draws every line of the screen with characters whose width is certain, so that frames hold."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if all(map(is_steady, map(_TEXT, segments))):
            return segments
        return [Segment(of_steady_width(text), style, control) for text, style, control in segments]
