"""Read the sheets of .xls, .xlsb and .ods files with python-calamine, which knows all three and is written in Rust."""

from __future__ import annotations

import datetime as dt
import io

from reciring.importers.files import damaged_message, encrypted_message, too_much_message
from reciring.importers.participants import ParticipantListError
from reciring.importers.rows import MAX_CELL_LENGTH, MAX_COLUMNS, MAX_LINES, Row, Sheet
from reciring.ring.message import say

_MAX_CELLS = 5_000_000
"""Cells of the area that a sheet spans, which the library makes all at once."""


def read_spreadsheet(data: bytes, file: str) -> list[Sheet]:
    """The visible sheets. Raises ParticipantListError, and nothing else."""
    import python_calamine as calamine

    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        hidden = {
            sheet.name for sheet in workbook.sheets_metadata if sheet.visible is not calamine.SheetVisibleEnum.Visible
        }
        names = [name for name in workbook.sheet_names if name not in hidden] or workbook.sheet_names
        return [_sheet(workbook.get_sheet_by_name(name), file) for name in names[:50]]
    except ParticipantListError:
        raise
    except calamine.PasswordError as error:
        raise ParticipantListError(encrypted_message(file)) from error
    except Exception as error:
        # The library has its own errors, and those of Rust for a file that breaks it.
        raise ParticipantListError(damaged_message(file)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ParticipantListError(damaged_message(file)) from error


def _sheet(sheet: object, file: str) -> Sheet:
    from python_calamine import CalamineSheet

    assert isinstance(sheet, CalamineSheet)
    if sheet.total_height * sheet.total_width > _MAX_CELLS:
        raise ParticipantListError(too_much_message(file))
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if left == right and bottom < MAX_LINES:
            merged |= {(row, left): (top, left) for row in range(top, bottom + 1)}
    table = sheet.to_python(skip_empty_area=False, nrows=MAX_LINES)
    rows = []
    for number, values in enumerate(table):
        cells = []
        for column, value in enumerate(values[:MAX_COLUMNS]):
            top, left = merged.get((number, column), (number, column))
            cells.append(_text(table[top][left] if top < number else value))
        if any(cells):
            rows.append(Row(number + 1, tuple(cells)))
    notes = (say("Check the names: in this kind of file, hidden and struck-through rows are read too."),)
    return Sheet(sheet.name, rows, notes)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    text = str(value)[:MAX_CELL_LENGTH].strip()
    return "" if text.startswith("#") and text.rstrip("!?").isupper() and text[-1] in "!?A" else text
