"""The values that the steps of reading a list hand on: rows of cells, sheets, and records of one person each."""

from __future__ import annotations

from typing import NamedTuple

from reciring.ring.message import Message

MAX_LINES = 5_000
"""Lines or rows read, including blank ones."""
MAX_TEXT_LENGTH = 1_000_000
"""Characters of a text that are read: a list of 500 people has a tenth of that."""
MAX_ENTRIES = 500
"""Records read from one list; a ring has about twenty people."""
MAX_COLUMNS = 100
"""Cells of a row that are read."""
MAX_CELL_LENGTH = 4_000
"""Characters of a cell that are read: enough to see that it is too long."""


class Row(NamedTuple):
    """A row of a table that is not blank."""

    line: int
    """The line or row number, from 1."""
    cells: tuple[str, ...]
    left_out: Message | None = None
    """Why the owner of the list does not count this row: hidden, struck through."""

    @property
    def source(self) -> str:
        """The row as one text, to show."""
        return "; ".join(filter(None, self.cells))

    def cell(self, index: int) -> str:
        """The text of a cell; "" beyond the end of the row."""
        return self.cells[index] if index < len(self.cells) else ""


class Sheet(NamedTuple):
    """A sheet of a workbook, or a table of a page; ``title`` may be empty."""

    title: str
    rows: list[Row]
    notes: tuple[Message, ...] = ()
    """What the user should know about the sheet as a whole."""


class Record(NamedTuple):
    """One person as written; ``source`` is the text of the line."""

    line: int
    source: str
    name: str = ""
    organisation: str = ""
    email: str = ""
    question: str = ""
    problem: Message | None = None
    """Why the reader already knows that this is nobody to add."""
