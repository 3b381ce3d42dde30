"""Find the part of a table that holds the people: its headings, and the rows below them.

There can be titles and notes above a list, totals below it, several lists, and headings in two rows or on each page.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reciring.importers.columns import Columns, find_columns, realigned, row_record
from reciring.importers.headings import (
    is_name_heading,
    is_sentence,
    is_sure,
    normalised_heading,
    read_heading,
    shows_headings,
)
from reciring.importers.names import looks_like_name
from reciring.importers.participants import Field
from reciring.importers.rows import Row
from reciring.importers.words import is_total
from reciring.ring.text import fold, squeeze

_MIN_KNOWN = 2


@dataclass(frozen=True)
class Block:
    """A part of a table that can be a list of people."""

    columns: Columns
    rows: tuple[Row, ...]
    around: tuple[int, ...] = ()
    """The lines of rows that are titles, totals, or parts of other blocks."""

    @cached_property
    def score(self) -> tuple[bool, bool, int, int]:
        """How much this looks like the list of people: has names, has headings, how many names, how many fields."""
        names = {
            fold(record.name) for row in self.rows if looks_like_name((record := row_record(row, self.columns)).name)
        }
        has_names = bool(names) and self.columns.has_names
        return has_names, bool(self.columns.headings), len(names), len(self.columns.fields)


def find_people(rows: Sequence[Row], given: Mapping[int, Field | None]) -> Block:
    """The block with the people. ``given`` says what columns hold, as the user corrected them."""
    starts: list[int] = []
    for index, row in enumerate(rows):
        if is_heading_row(row, first=not starts):
            starts.append(index)
    blocks = [_block(rows, start, end, given) for start, end in itertools.pairwise([*starts, len(rows)])]
    blocks = _joined([block for block in blocks if block.rows])
    best = max(blocks, key=lambda block: block.score, default=None)
    if best is None and starts:
        best = replace(_block(rows, starts[0], len(rows), given), rows=())
    elif best is None or not (best.score[0] or _names_expected(best)):
        without = _without_headings(rows, given)
        best = without if best is None or without.score[0] else best
    used = {row.line for row in best.rows}
    heading_lines = {rows[start].line for start in starts}
    around = tuple(row.line for row in rows if row.line not in used and row.line not in heading_lines)
    return replace(best, around=around)


def _names_expected(block: Block) -> bool:
    return block.columns.has_names or len(block.columns.fields) > 1


def is_heading_row(row: Row, *, first: bool = True) -> bool:
    """Whether the cells are headings: two that are known, or one that cannot be a person, and no address or number.

    Below the ``first`` headings more is needed: there, a question or the word *name* can be an answer.
    """
    filled = [squeeze(cell) for cell in row.cells if cell]
    if not filled or any("@" in cell or cell.replace(".", "").isdigit() for cell in filled):
        return False
    if len(filled) == 1:
        return is_name_heading(filled[0])
    known = [cell for cell in filled if shows_headings(cell) and (first or not is_sentence(cell))]
    if not any((heading := read_heading(cell)) and heading.field for cell in known) or len(known) * 4 < len(filled):
        return False
    return (first and any(map(is_sure, filled))) or (len(known) >= _MIN_KNOWN and len(known) * 2 >= len(filled))


def _block(rows: Sequence[Row], start: int, end: int, given: Mapping[int, Field | None]) -> Block:
    """The block below the heading row ``start``; the row above it can hold headings too."""
    headings = [squeeze(cell) for cell in rows[start].cells]
    if start and rows[start - 1].line == rows[start].line - 1 and is_heading_row(rows[start - 1]):
        above = rows[start - 1].cells
        headings += [""] * (len(above) - len(headings))
        headings = [heading or (squeeze(above[n]) if n < len(above) else "") for n, heading in enumerate(headings)]
    width = len([heading for heading in headings if heading])
    below = _list_rows(rows[start + 1 : end], width, ends=end == len(rows))
    fitting = [row for row in below if len(row.cells) <= len(headings)]
    columns = find_columns(headings, fitting or below, given)
    return Block(columns, tuple(realigned(row, columns) for row in below))


def _list_rows(rows: Sequence[Row], width: int, *, ends: bool = True) -> list[Row]:
    """The rows without totals and titles of sections: single cells after a blank row or above other headings."""
    kept = []
    for number, row in enumerate(rows):
        filled = [cell for cell in row.cells if cell]
        gap = number > 0 and row.line > rows[number - 1].line + rows[number - 1].source.count("\n") + 1
        alone = len(filled) == 1 and width > 2
        lonely = alone and (gap or number == len(rows) - 1 or re.fullmatch(r"[^\W\d]+ \d+", squeeze(filled[0])))
        section = lonely and (any(map(str.isdigit, filled[0])) or (not ends and number == len(rows) - 1))
        if not (is_total(filled[0]) or section or all(set(cell) <= set("-=_:+ ") for cell in filled)):
            kept.append(row)
    return kept


def _joined(blocks: list[Block]) -> list[Block]:
    """Blocks with equal headings joined to one: the headings are on every page, or above every group."""
    joined: dict[tuple[str, ...], Block] = {}
    for block in blocks:
        key = tuple(map(normalised_heading, block.columns.headings))
        earlier = joined.get(key)
        joined[key] = block if earlier is None else replace(earlier, rows=earlier.rows + block.rows)
    return list(joined.values())


def _without_headings(rows: Sequence[Row], given: Mapping[int, Field | None]) -> Block:
    """The rows as a list without headings. Where most rows have several cells, one alone above them is a title."""
    kept = _list_rows(rows, 0)
    wide = sum(len([cell for cell in row.cells if cell]) > 1 for row in kept) * 2 > len(kept)
    if wide:
        kept = [row for row in kept if len([cell for cell in row.cells if cell]) > 1]
    columns = find_columns((), kept, given)
    name = columns.fields.get(Field.NAME, columns.fields.get(Field.FIRST))
    if name is not None:
        kept = [row for row in kept if row.cell(name) or any("@" in cell for cell in row.cells)]
        columns = find_columns((), kept, given)
    return Block(columns, tuple(kept))
