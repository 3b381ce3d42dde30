"""Text measured in cells: the columns of a terminal, of which some characters take two."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len, set_cell_size

ELLIPSIS: Final = "…"


def shorten(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, with an ellipsis in the middle if it is longer.

    For names, titles and paths: two of them often begin alike, and differ at the end.
    """
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return ELLIPSIS[: max(0, width)]
    room = (width - 1) // 2
    start, used = len(text), 0
    while start and used + cell_len(text[start - 1]) <= room:
        start -= 1
        used += cell_len(text[start])
    # An accent that is a character of its own stays with its letter.
    while start < len(text) and not cell_len(text[start]):
        start += 1
    end = text[start:].lstrip()
    return set_cell_size(text, width - 1 - cell_len(end)).rstrip() + ELLIPSIS + end
