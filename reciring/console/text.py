"""Text in cells: cut and filled to a width, whatever the script; and Content without markup."""

from __future__ import annotations

import math

from rich.cells import cell_len, set_cell_size
from textual.content import Content

ELLIPSIS = "…"


def fit(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells; what does not fit ends in an ellipsis."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + ELLIPSIS
    return set_cell_size(text, width)


def cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells."""
    return text if cell_len(text) <= width else fit(text, width).rstrip()


def digits(seconds: float) -> str:
    """``3:42`` for a time left, ``-0:05`` for a time over; as somebody who looks up at a clock reads it."""
    whole = math.ceil(seconds)
    minutes, second = divmod(abs(whole), 60)
    return f"{'-' if whole < 0 else ''}{minutes}:{second:02}"


def content(*parts: str | Content | tuple[str, str]) -> Content:
    """Pieces of text, plain or styled, never read as markup."""
    return Content.assemble(*parts)
