"""Split delimited text into rows of cells: CSV of any separator, a paste from a spreadsheet, tables drawn with bars."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache

from reciring.importers.rows import MAX_CELL_LENGTH, MAX_COLUMNS, MAX_LINES, Row

_BARS = str.maketrans("│┃║¦｜", "|||||")
_RULE = re.compile(r"[-:=+*\s|_─━═┼╪┬┴├┤┌┐└┘╞╡]*")
"""A line between the rows of a drawn table."""


def parse_rows(text: str, delimiter: str) -> Iterator[Row]:
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
        if any(cells):
            yield Row(line, tuple(cells))
        line, start, cells = line + text.count("\n", start, match.start("end")) + 1, match.end(), []
        if line > MAX_LINES:
            return


@cache
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    """Matches one cell and what ends it: the delimiter, the end of the line or the end of the text."""
    sign = re.escape(delimiter)
    quoted = rf' *+"(?P<quoted>(?:[^"]|""){{0,{MAX_CELL_LENGTH}}}+)" *+(?={sign}|\n|\Z)'
    return re.compile(rf"(?:{quoted}|(?P<plain>[^{sign}\n]*+))(?P<end>{sign}|\n|\Z)")


def parse_bars(text: str) -> list[Row]:
    """The rows of a table drawn with bars, as in Markdown; the lines between its rows are skipped."""
    rows = []
    for number, raw in enumerate(text.translate(_BARS).split("\n", MAX_LINES)[:MAX_LINES], 1):
        line = raw.strip()
        if "|" not in line or _RULE.fullmatch(line[: 2 * MAX_CELL_LENGTH]):
            continue
        cells = line.removeprefix("|").removesuffix("|").split("|", MAX_COLUMNS)[:MAX_COLUMNS]
        stripped = tuple(cell.strip(" \t*`")[:MAX_CELL_LENGTH] for cell in cells)
        if any(stripped):
            rows.append(Row(number, stripped))
    return rows


def has_bars(text: str) -> bool:
    """Whether most lines that are not blank have a bar between two texts."""
    lines = [line for line in text.translate(_BARS).split("\n", 200)[:200] if line.strip()]
    return bool(lines) and sum(
        "|" in line.strip()[1:-1] or bool(_RULE.fullmatch(line[:500])) for line in lines
    ) * 2 > len(lines)
