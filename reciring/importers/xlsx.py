"""Read the rows of an .xlsx file. A hostile file can cause an error, but cannot use up memory or time.

openpyxl reads it, in Python. Before that the archive is checked: the size of its parts, their number of XML elements
(each becomes objects of some hundred bytes), and that no part declares a document type, which an .xlsx file never does
and an entity bomb needs.
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
from reciring.importers.decode import encrypted_message, wrong_format_message
from reciring.importers.participants import MAX_LINES, ParticipantListError
from reciring.ring.message import say

MAX_UNPACKED_BYTES = 20_000_000
"""Bytes in all parts of a file together."""
MAX_ELEMENTS = 200_000
"""XML elements and attributes in all parts together."""
MAX_TAG_LENGTH = 100_000
"""Bytes. The parser reads an unfinished tag again with every chunk."""
MAX_PARTS = 1_000
"""Parts in the archive."""
_CHUNK_BYTES = 65_536
_ENCRYPTED_FLAG = 0x1


class Sheet(NamedTuple):
    """A sheet: its title, the number of other sheets, and its rows that are not blank."""

    title: str
    other_sheets: int
    rows: list[TableRow]


def read_sheet(data: bytes, file: str) -> Sheet:
    """The sheet that was active when the file was saved; if it is blank, the first that is not.

    ``file`` is the name of the file, for messages. Raises ParticipantListError, and nothing else.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive, file)
        return _read_workbook(data)
    except ParticipantListError:
        raise
    except Exception as error:
        # openpyxl has a dozen exceptions for a damaged file, from KeyError to zlib.error.
        problem = say("{file} is damaged or not an .xlsx file: open it in a spreadsheet and save it as CSV.", file=file)
        raise ParticipantListError(problem) from error


def _check_archive(archive: zipfile.ZipFile, file: str) -> None:
    """Raise ParticipantListError if this is not a workbook, has a password, or is too large to open."""
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise ParticipantListError(encrypted_message(file))
    if "xl/workbook.xml" not in archive.namelist():
        raise ParticipantListError(wrong_format_message(file))
    elements = 0
    if len(parts) <= MAX_PARTS and sum(part.file_size for part in parts) <= MAX_UNPACKED_BYTES:
        for part in parts:
            elements += _count_elements(archive, part, MAX_ELEMENTS - elements)
            if elements > MAX_ELEMENTS:
                break
        else:
            return
    raise ParticipantListError(
        say("{file} holds far more than a list of participants: save only that list, as CSV.", file=file)
    )


def _count_elements(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """The number of XML elements and attributes in a part; counting stops after ``most``.

    Raises ValueError if the part declares a document type. A part that is not XML is counted up to its first error.
    """
    elements = 0

    def start_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements
        elements += 1 + len(attributes)

    def start_doctype(*_: object) -> None:
        raise ValueError("a part of a workbook declares a document type")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start_element
    parser.StartDoctypeDeclHandler = start_doctype
    size = 0
    with archive.open(part) as stream:
        while elements <= most and (chunk := stream.read(_CHUNK_BYTES)):
            size += len(chunk)
            try:
                parser.Parse(chunk)
            except expat.ExpatError:  # An image, or broken XML, in which openpyxl will stop at the same place.
                break
            if size - parser.CurrentByteIndex > MAX_TAG_LENGTH:
                return most + 1
    return elements


def _read_workbook(data: bytes) -> Sheet:
    import openpyxl  # Imported here, because it takes more than 60 ms and only this function needs it.

    with warnings.catch_warnings():
        # Its warnings, about what it would lose on saving, would appear on the screen of the console.
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"] or workbook.worksheets
            sheets.sort(key=lambda sheet: sheet is not workbook.active)  # The active sheet comes first.
            result = Sheet("", 0, [])
            for sheet in sheets:
                result = Sheet(sheet.title, len(sheets) - 1, list(_rows(sheet)))
                if result.rows:
                    break
        finally:
            workbook.close()
    return result


def _rows(sheet: Any) -> Iterator[TableRow]:
    """The rows that are not blank. ``sheet`` is a read-only worksheet, whose published types contradict each other."""
    # With both limits given, openpyxl ignores the size that the file claims to have.
    for number, values in enumerate(sheet.iter_rows(max_row=MAX_LINES, max_col=MAX_COLUMNS, values_only=True), 1):
        cells = [_cell_text(value) for value in values]
        if any(cells):
            yield TableRow(number, "; ".join(filter(None, cells)), cells)


def _cell_text(value: object) -> str:
    """About what a cell shows: a whole number without a decimal point, a date without midnight."""
    from openpyxl.utils.escape import unescape

    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return unescape(str(value)[:MAX_CELL_LENGTH]).strip()
