"""Read the sheets of an .xlsx file. A hostile file can cause an error, but cannot use up memory or time.

openpyxl reads it, in Python: it knows which rows are hidden and struck through, which cells are merged, and the links
below cells. Before that the archive is checked: the size of its parts, their number of XML elements (each becomes
objects of some hundred bytes), and that no part declares a document type, which an .xlsx file never does and an entity
bomb needs.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from operator import itemgetter
from typing import Any
from xml.parsers import expat

from reciring.importers.files import (
    archive_message,
    damaged_message,
    document_message,
    encrypted_message,
    too_much_message,
    wrong_format_message,
)
from reciring.importers.participants import ParticipantListError
from reciring.importers.rows import MAX_CELL_LENGTH, MAX_COLUMNS, MAX_LINES, Row, Sheet
from reciring.ring.message import Message, say

MAX_UNPACKED_BYTES = 20_000_000
"""Bytes in all parts of a file together."""
MAX_ELEMENTS = 150_000
"""XML elements and attributes in all parts together."""
MAX_TAG_LENGTH = 100_000
"""Bytes. The parser reads an unfinished tag again with every chunk."""
MAX_PARTS = 1_000
"""Parts in the archive."""
_CHUNK_BYTES = 65_536
_ENCRYPTED_FLAG = 0x1
_MAILTO = re.compile(r"mailto:([^?\"]+)", re.IGNORECASE)
_DOCUMENT_PARTS = ("word/document.xml", "ppt/presentation.xml", "index/document.iwa", "index.xml")
_OPEN_DOCUMENT_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def archive_kind(data: bytes, file: str) -> str:
    """Whether an archive is an ``xlsx``, ``xlsb`` or ``ods`` file. Raises ParticipantListError for all others."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _check_archive(archive, file)
    except ParticipantListError:
        raise
    except Exception as error:
        # zipfile raises half a dozen kinds of errors for a damaged archive, from KeyError to zlib.error.
        raise ParticipantListError(damaged_message(file)) from error


def _check_archive(archive: zipfile.ZipFile, file: str) -> str:
    parts, names = archive.infolist(), set(archive.namelist())
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise ParticipantListError(encrypted_message(file))
    kind = _kind(archive, names)
    if not kind:
        if not {name.lower() for name in names}.isdisjoint(_DOCUMENT_PARTS) or {"mimetype", "content.xml"} <= names:
            raise ParticipantListError(document_message(file))
        message = archive_message if names and "mimetype" not in names else wrong_format_message
        raise ParticipantListError(message(file))
    elements = 0
    if len(parts) <= MAX_PARTS and sum(part.file_size for part in parts) <= MAX_UNPACKED_BYTES:
        for part in parts:
            elements += _count_elements(archive, part, MAX_ELEMENTS - elements)
            if elements > MAX_ELEMENTS:
                break
        else:
            return kind
    raise ParticipantListError(too_much_message(file))


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if {"mimetype", "content.xml"} <= names:
        with archive.open("mimetype") as stream:
            return "ods" if stream.read(100).startswith(_OPEN_DOCUMENT_SHEET) else ""
    return ""


def _count_elements(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """The number of XML elements and attributes in a part; counting stops after ``most``.

    Raises ValueError if the part declares a document type. A part that is not XML is counted up to its first error.
    """
    elements, repeated_rows = 0, 1

    def start_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements, repeated_rows
        elements += 1 + len(attributes)
        if name == "table:table-row":
            repeated_rows = _number(attributes.get("table:number-rows-repeated"))
        elif name == "table:table-cell" and "office:value-type" in attributes:
            # In an OpenDocument sheet a cell with a value counts as often as it is repeated.
            elements += repeated_rows * _number(attributes.get("table:number-columns-repeated"))
        elif name.endswith("mergeCell"):
            elements += _area(attributes.get("ref", ""))

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
            except expat.ExpatError:  # An image, or broken XML: openpyxl will stop at the same place.
                break
            if size - parser.CurrentByteIndex > MAX_TAG_LENGTH:
                return most + 1
    return elements


def _number(value: str | None) -> int:
    return int(value[:9]) if value and value.isdecimal() else 1


def _area(reference: str) -> int:
    """How many cells a reference such as ``A1:C9`` covers: openpyxl makes each cell of a merged area."""
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = (int(bound or 1) for bound in range_boundaries(reference[:40]))
    return max(0, right - left + 1) * max(0, bottom - top + 1)


def read_xlsx(data: bytes, file: str) -> list[Sheet]:
    """The sheets, the one that was active first, hidden ones last. Raises ParticipantListError, and nothing else."""
    try:
        return _read_workbook(data)
    except Exception as error:
        # openpyxl has a dozen exceptions for a damaged file.
        raise ParticipantListError(damaged_message(file)) from error


def _read_workbook(data: bytes) -> list[Sheet]:
    import openpyxl  # Imported here, because it takes more than 60 ms and only this function needs it.

    with warnings.catch_warnings():
        # Its warnings, about what it would lose on saving, would appear on the screen of the console.
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        formulas = None
        if _has_formulas(data):
            formulas = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"] or workbook.worksheets
    active = workbook.active
    sheets.sort(key=lambda sheet: sheet is not active)
    return [_sheet(sheet, formulas[sheet.title] if formulas else None) for sheet in sheets]


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f" in archive.read(name) for name in sheets)


def _sheet(sheet: Any, formulas: Any) -> Sheet:
    """The rows of a sheet that are not blank. ``sheet`` has no published types."""
    merged = _merged_cells(sheet)
    uncalculated = 0
    rows: list[Row] = []
    for number, found in _cells(sheet).items():
        cells = [""] * max(found)
        for column, cell in found.items():
            value, link = merged.get((number, column), cell), cell.hyperlink
            text = _cell_text(value.value)
            formula = formulas.cell(number, column).value if formulas is not None else None
            if isinstance(formula, str) and formula.startswith("="):
                uncalculated += cell.value is None
                text = _formula_address(formula) or text
            elif link is not None and (match := _MAILTO.match(link.target or "")) and "@" not in text:
                text = match[1]
            cells[column - 1] = text
        if any(cells):
            rows.append(Row(number, tuple(cells), _why_left_out(sheet, number, list(found.values()))))
    notes = []
    if uncalculated:
        notes.append(
            say("Formulas without a value: {n}. Open the file in a spreadsheet program and save it.", n=uncalculated)
        )
    return Sheet(sheet.title, rows, tuple(notes))


def _cells(sheet: Any) -> dict[int, dict[int, Any]]:
    """The cells that exist, by row and column. Asking the sheet for a cell would make it, up to any corner."""
    found: dict[int, dict[int, Any]] = {}
    for (row, column), cell in sorted(sheet._cells.items(), key=itemgetter(0)):
        if row <= MAX_LINES and column <= MAX_COLUMNS:
            found.setdefault(row, {})[column] = cell
    return found


def _merged_cells(sheet: Any) -> dict[tuple[int, int], Any]:
    """For each cell of one column that is merged downwards, the cell that holds its value."""
    found: dict[tuple[int, int], Any] = {}
    for area in sheet.merged_cells.ranges:
        if area.min_col == area.max_col and area.max_row <= MAX_LINES and len(found) < MAX_LINES:
            top = sheet.cell(area.min_row, area.min_col)
            found |= {(row, area.min_col): top for row in range(area.min_row, area.max_row + 1)}
    return found


def _why_left_out(sheet: Any, number: int, cells: list[Any]) -> Message | None:
    dimension = sheet.row_dimensions.get(number)
    if dimension is not None and dimension.hidden:
        if sheet.auto_filter.ref:
            return say("Skipped: a filter hides this row.")
        return say("Skipped: this row is hidden.")
    filled = [cell for cell in cells if cell.value is not None]
    if filled and sum(bool(cell.font and cell.font.strike) for cell in filled) * 2 > len(filled):
        return say("Skipped: this row is struck through.")
    return None


def _formula_address(formula: str) -> str:
    """The address of a link made by a formula; its text may be anything."""
    if "hyperlink" not in formula[:40].lower():
        return ""
    match = _MAILTO.search(formula[:MAX_CELL_LENGTH])
    return match[1] if match else ""


def _cell_text(value: object) -> str:
    """About what a cell shows: a whole number without a point, a date without midnight, nothing for an error."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    text = _without_escapes(str(value)[:MAX_CELL_LENGTH]).strip()
    return "" if text in ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!") else text


def _without_escapes(text: str) -> str:
    from openpyxl.utils.escape import unescape

    return str(unescape(text)) if "_x" in text else text
