"""The offers, and the promises by day, as an Excel workbook: typed cells, no formulas, and a header that stays.

openpyxl writes it, which also reads the lists of participants.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reciring.report.csv_table import Cell, heads, is_formula, rows
from reciring.report.options import Options
from reciring.report.wording import printable_text
from reciring.ring.session import Session
from reciring.ring.text import squeeze

_MAX_TEXT: Final = 32_767
"""The most characters that Excel takes in a cell."""
_WIDTHS: Final = {"number": 9, "asker": 22, "question": 50, "offered by": 26, "kind": 10, "offer": 50, "day": 12}
_DEFAULT_WIDTH: Final = 12
_PROMISES: Final = ("day", "offered by", "offer", "kind", "asker", "question", "number")
"""The columns of the promises, in their order."""


def render(session: Session, options: Options) -> bytes:
    """Return the workbook of the offers that the group may see, or of those by and to the person ``options.who``."""
    t = options.translator(session)
    book = Workbook()
    book.properties.creator = printable_text(squeeze(session.facilitator))
    book.properties.created = book.properties.modified = dt.datetime.combine(session.date, dt.time())
    found = list(rows(session, options, t))
    labels = dict(zip(heads(), map(t, heads()), strict=True))
    offers = book.worksheets[0]
    offers.title = t("Offers")
    _fill(offers, heads(), labels, found)
    promises = [row for row in found if row["promised"]]
    _fill(book.create_sheet(t("Promises")), _PROMISES, labels, sorted(promises, key=lambda row: str(row["day"])))
    data = io.BytesIO()
    # Not book.save, which writes the present time into the file.
    ExcelWriter(book, zipfile.ZipFile(data, "w")).save()
    return _without_times(data.getvalue())


def _fill(sheet: Worksheet, columns: Sequence[str], labels: dict[str, str], found: Iterable[dict[str, Cell]]) -> None:
    for number, column in enumerate(columns, 1):
        sheet.cell(1, number, labels[column]).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, _DEFAULT_WIDTH)
    line = 1
    for line, row in enumerate(found, 2):
        for number, column in enumerate(columns, 1):
            value, cell = row[column], sheet.cell(line, number)
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
            if isinstance(value, str):
                text = printable_text(squeeze(value))[:_MAX_TEXT]
                cell.value, cell.data_type = text, "s"
                cell.quotePrefix = is_formula(text)  # Text also after someone edits the cell.
            elif value is not None:
                cell.value = value
                if isinstance(value, dt.date):
                    cell.number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{line}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _without_times(data: bytes) -> bytes:
    """Write the file again without the time of writing, so that the same session gives the same file."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()
