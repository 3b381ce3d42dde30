"""Text cut and padded to a width in terminal cells, and Textual Content built without markup."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from reciring.cells import ELLIPSIS
from reciring.guide import split_code_spans


def fit_cells(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells: padded with spaces, or cut with an ellipsis at the end."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + ELLIPSIS
    return set_cell_size(text, width)


def truncate(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, cut with an ellipsis at the end if it is longer."""
    return text if cell_len(text) <= width else fit_cells(text, width).rstrip()


def clock_digits(seconds: float) -> str:
    """Seconds as ``3:42``, or ``-0:05`` below zero; rounded up, as a clock that counts down does."""
    rounded = math.ceil(seconds)
    minutes, rest = divmod(abs(rounded), 60)
    return f"{'-' if rounded < 0 else ''}{minutes}:{rest:02}"


def content(*parts: str | Content | tuple[str, str]) -> Content:
    """Join pieces of text, plain or with a style. Square brackets in them are text, never markup."""
    return Content.assemble(*parts)


def hanging_indent(part: Content, indent: int, width: int) -> Content:
    """Wrap a paragraph to ``width`` cells, with every row but the first indented by ``indent`` cells.

    Returns it unchanged while the width is not known yet (0).
    """
    if part.cell_length <= width or width - indent < 8:
        return part
    first = part.wrap(width)[0]
    rest = part[len(first.plain) :]
    rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
    return join_lines([first, *(Content.assemble(" " * indent, row) for row in rest.wrap(width - indent))])


def join_lines(rows: Iterable[Content]) -> Content:
    """The rows below each other."""
    return Content("\n").join(rows)


def guide_text(text: str, style: str = "") -> Content:
    """A text of the guide; what is between backticks is to be typed, and gets the accent colour."""
    return content(*((part, "bold $text-accent" if code else style) for part, code in split_code_spans(text)))


def running_list(lead: Content, entries: Sequence[Content], width: int, max_rows: int = 9999) -> Content:
    """``lead`` and the entries after each other, with dots between them, on at most ``max_rows`` rows.

    No entry is broken over two rows. An ellipsis at the end says that some entries did not fit.
    """
    width = max(1, width)
    rows: list[Content] = []
    row, empty = lead, True
    for index, entry in enumerate(entries):
        last = index == len(entries) - 1
        end = Content("" if last else " ·")
        gap = Content("" if empty else " ")
        if row.plain and row.cell_length + gap.cell_length + entry.cell_length + end.cell_length > width:
            if len(rows) + 1 < max_rows:
                rows.append(row)
                row, gap = Content(""), Content("")
            elif not empty:
                return join_lines([*rows, _with_ellipsis(row, width)])
        room = max(1, width - row.cell_length - gap.cell_length - end.cell_length)
        row = Content.assemble(row, gap, entry.truncate(room, ellipsis=True), end)
        empty = False
    return join_lines([*rows, row])


def _with_ellipsis(row: Content, width: int) -> Content:
    """The row with an ellipsis after its last dot, or in place of it if there is no room."""
    return Content.assemble(row if row.cell_length + 2 <= width else row.right_crop(2), " …")


def display_path(path: Path) -> str:
    """A path with ``~`` for the home folder."""
    home = str(Path.home())
    text = str(path)
    return "~" + text[len(home) :] if text.startswith(home + os.sep) else text
