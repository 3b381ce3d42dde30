"""Split delimited text (CSV, or a paste from a spreadsheet) into rows of cells."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reciring.importers.participants import MAX_LINES

MAX_COLUMNS = 50
"""Cells of a row that are read."""
MAX_CELL_LENGTH = 4_000
"""Characters of a cell that are read: enough to see that it is too long."""


class TableRow(NamedTuple):
    """A row of a table that is not blank."""

    line: int
    """The line or row number, from 1."""
    source: str
    """The text that the row came from."""
    cells: list[str]


def parse_rows(text: str, delimiter: str) -> Iterator[TableRow]:
    """The rows of ``text``, whose lines end in LF, with quoted cells unquoted. Blank rows are skipped.

    A quotation mark that does not open a whole quoted cell is an ordinary character, so that one forgotten mark does
    not spoil the rows after it.
    """
    line, start = 1, 0
    cells: list[str] = []
    for match in itertools.islice(_cell_pattern(delimiter).finditer(text), MAX_LINES * MAX_COLUMNS):
        if len(cells) < MAX_COLUMNS:
            value = match["plain"] if match["quoted"] is None else match["quoted"].replace('""', '"')
            cells.append(value[:MAX_CELL_LENGTH].strip())
        if match["end"] == delimiter:
            continue
        source = text[start : match.start("end")]
        if any(cells):
            yield TableRow(line, source, cells)
        line, start, cells = line + source.count("\n") + 1, match.end(), []
        if line > MAX_LINES:
            return


@cache
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    """Matches one cell and what ends it: the delimiter, the end of the line or the end of the text."""
    sign = re.escape(delimiter)
    quoted = rf' *+"(?P<quoted>(?:[^"]|""){{0,{MAX_CELL_LENGTH}}}+)" *+(?={sign}|\n|\Z)'
    return re.compile(rf"(?:{quoted}|(?P<plain>[^{sign}\n]*+))(?P<end>{sign}|\n|\Z)")
