"""Text in cells: cut and filled to a width, whatever the script; and Content without markup."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content

ELLIPSIS = "…"


def fit_cells(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells; what does not fit ends in an ellipsis."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + ELLIPSIS
    return set_cell_size(text, width)


def truncate(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells."""
    return text if cell_len(text) <= width else fit_cells(text, width).rstrip()


def clock_digits(seconds: float) -> str:
    """``3:42`` for a time left, ``-0:05`` for a time over; as somebody who looks up at a clock reads it."""
    whole = math.ceil(seconds)
    minutes, second = divmod(abs(whole), 60)
    return f"{'-' if whole < 0 else ''}{minutes}:{second:02}"


def content(*parts: str | Content | tuple[str, str]) -> Content:
    """Pieces of text, plain or styled, never read as markup."""
    return Content.assemble(*parts)


def hanging_indent(part: Content, indent: int, width: int) -> Content:
    """A paragraph whose further rows stand in by ``indent`` cells, under its words and not under its number.

    While the width is not known yet (0) it stays as it is.
    """
    if part.cell_length <= width or width - indent < 8:
        return part
    first = part.wrap(width)[0]
    rest = part[len(first.plain) :]
    rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
    return Content("\n").join([first, *(Content.assemble(" " * indent, row) for row in rest.wrap(width - indent))])


def running_list(lead: Content, entries: Sequence[Content], width: int, most: int = 9999) -> Content:
    """Entries behind each other, on at most so many rows; none is broken off in its middle, as a seat from its name.

    Where there is no room for all, an ellipsis says that there are more.
    """
    width = max(1, width)
    rows: list[Content] = []
    row, empty = lead, True
    for place, entry in enumerate(entries):
        last = place == len(entries) - 1
        end = Content("" if last else " ·")
        gap = Content("" if empty else " ")
        if row.plain and row.cell_length + gap.cell_length + entry.cell_length + end.cell_length > width:
            if len(rows) + 1 < most:
                rows.append(row)
                row, gap = Content(""), Content("")
            elif not empty:
                return Content("\n").join([*rows, _more(row, width)])
        room = max(1, width - row.cell_length - gap.cell_length - end.cell_length)
        row = Content.assemble(row, gap, entry.truncate(room, ellipsis=True), end)
        empty = False
    return Content("\n").join([*rows, row])


def _more(row: Content, width: int) -> Content:
    """A row behind which there is more: after its dot, or instead of it."""
    return Content.assemble(row if row.cell_length + 2 <= width else row.right_crop(2), " …")
