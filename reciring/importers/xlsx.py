"""The rows of an .xlsx file, read without giving it a chance to do anything.

openpyxl reads it, in Python, so that a hostile file can cost an exception but never the process. Before it may,
the archive is measured: what it unpacks to, how many XML elements that is (each becomes objects of some hundred
bytes), and that none of it declares a document type, which an .xlsx never does and an entity bomb needs.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.parsers import expat

from reciring.importers.csv_table import MAX_CELL_LENGTH, MAX_COLUMNS, TableRow
from reciring.importers.participants import MAX_LINES, ParticipantListError
from reciring.importers.text import encrypted_message, wrong_format_message
from reciring.ring.message import say

MAX_UNPACKED_BYTES = 20_000_000
"""Bytes in all parts of a file together."""
MAX_ELEMENTS = 200_000
"""XML elements and attributes in all parts together."""
MAX_TAG_LENGTH = 100_000
"""Bytes; a parser goes over an unfinished tag again with every chunk it gets."""
MAX_PARTS = 1_000
_CHUNK = 65_536
_ENCRYPTED = 0x1


class Sheet(NamedTuple):
    """The sheet that was taken: its title, how many others there are, its rows that are not blank."""

    title: str
    other_sheets: int
    rows: list[TableRow]


def read_sheet(data: bytes, file: str) -> Sheet:
    """The sheet that was open when the file was saved, or else the first with anything on it.

    ``file`` is its name, for the message. Raises ImportProblem, and nothing else, if it cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _measure(archive, file)
        return _read(data)
    except ParticipantListError:
        raise
    except Exception as trouble:
        # openpyxl tells of a damaged file in a dozen ways, from KeyError to zlib.error.
        problem = say("{file} is damaged or not an .xlsx file: open it in a spreadsheet and save it as CSV.", file=file)
        raise ParticipantListError(problem) from trouble


def _measure(archive: zipfile.ZipFile, file: str) -> None:
    """Raise ImportProblem for what is no workbook, is locked, or would cost too much to open."""
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise ParticipantListError(encrypted_message(file))
    if "xl/workbook.xml" not in archive.namelist():
        raise ParticipantListError(wrong_format_message(file))
    elements = 0
    if len(parts) <= MAX_PARTS and sum(part.file_size for part in parts) <= MAX_UNPACKED_BYTES:
        for part in parts:
            elements += _elements(archive, part, MAX_ELEMENTS - elements)
            if elements > MAX_ELEMENTS:
                break
        else:
            return
    raise ParticipantListError(
        say("{file} holds far more than a list of participants: save only that list, as CSV.", file=file)
    )


def _elements(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """How many elements and attributes a part has, as far as it is XML; more than ``most`` is too many."""
    elements = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements
        elements += 1 + len(attributes)

    def declares(*_: object) -> None:
        raise ValueError("a part of a workbook declares a document type")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = declares
    given = 0
    with archive.open(part) as stream:
        while elements <= most and (chunk := stream.read(_CHUNK)):
            given += len(chunk)
            try:
                parser.Parse(chunk)
            except expat.ExpatError:  # a picture, or broken XML: openpyxl will get no further in it than this
                break
            if given - parser.CurrentByteIndex > MAX_TAG_LENGTH:
                return most + 1
    return elements


def _read(data: bytes) -> Sheet:
    # Only here: it takes longer to load than everything else before the first screen.
    import openpyxl

    with warnings.catch_warnings():
        # It warns on standard error, across the screen, of what it would lose on saving.
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"] or workbook.worksheets
            # False sorts before True: the active sheet first, the others as they are.
            sheets.sort(key=lambda sheet: sheet is not workbook.active)
            taken = Sheet("", 0, [])
            for sheet in sheets:
                taken = Sheet(sheet.title, len(sheets) - 1, list(_rows(sheet)))
                if taken.rows:
                    break
        finally:
            workbook.close()
    return taken


def _rows(sheet: Any) -> Iterator[TableRow]:
    """The rows that are not blank; ``stage_page`` is a read-only worksheet, whose published types contradict each other."""
    # With both bounds given it does not believe the size that the file claims to have.
    for number, values in enumerate(sheet.iter_rows(max_row=MAX_LINES, max_col=MAX_COLUMNS, values_only=True), 1):
        cells = [_text(value) for value in values]
        if any(cells):
            yield TableRow(number, "; ".join(filter(None, cells)), cells)


def _text(value: object) -> str:
    """What a cell shows, more or less: a number without a needless fraction, a day without midnight."""
    from openpyxl.utils.escape import unescape

    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return unescape(str(value)[:MAX_CELL_LENGTH]).strip()
