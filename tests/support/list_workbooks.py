"""Make the workbooks of ``tests/data/more_lists``: ``python -m tests.support.list_workbooks``.

What each of them means is in ``expected.json`` beside them. ``old.xls`` was saved by another program.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import Font

from tests.support.paths import DATA

FOLDER = DATA / "more_lists"
HEADINGS = ("Naam", "Organisatie", "E-mail")
ANNE = ("Anne Visser", "Gemeente", "anne@stad.example")
BO = ("Bo Jansen", "Hogeschool", "bo@x.example")
KARIN = ("Karin Smit", "Bibliotheek", "karin@bieb.example")


def _book(*rows: Sequence[object], change: Callable[[Any], None] | None = None) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    if change:
        change(book.worksheets[0])
    return book


def _merge_organisation(sheet: Any) -> None:
    sheet["B3"] = None
    sheet.merge_cells("B2:B3")


def _hide(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def _strike_name(sheet: Any) -> None:
    for cell in sheet[3]:
        cell.font = Font(strike=True)


def _link_name(sheet: Any) -> None:
    sheet["A2"].hyperlink = "https://example.org/anne"
    sheet["C2"] = "stuur een mail"
    sheet["C2"].hyperlink = "mailto:anne@stad.example?subject=ring"


def _sheets(*titled: tuple[str, Iterable[Sequence[object]], bool]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows, hidden in titled:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if hidden else "visible"
    return book


WORKBOOKS = {
    "explanation-above.xlsx": _book(*[(f"Step {n}: fill in.",) for n in range(5)], (), HEADINGS, ANNE, BO),
    "total-and-date.xlsx": _book(HEADINGS, ANNE, BO, (), ("Total", 2), ("Printed 24-11-2026",)),
    "merged-organisation.xlsx": _book(
        HEADINGS, ANNE, ("Bo Jansen", "", "bo@x.example"), KARIN, change=_merge_organisation
    ),
    "hidden-without-filter.xlsx": _book(HEADINGS, ANNE, KARIN, BO, change=_hide),
    "link-with-subject.xlsx": _book(HEADINGS, ANNE, BO, change=_link_name),
    "hidden-sheet.xlsx": _sheets(
        ("Oud", [HEADINGS, KARIN, BO, ANNE], True),
        ("Nu", [HEADINGS, ANNE, BO], False), ("Zalen", [("Zaal", "Etage")], False)
    ),
    "forms-dutch.xlsx": _book(
        ("Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Hoe heet je?", "Waar werk je?", "Wat vraag je?"),
        (1, "10-11-26 9:14", "10-11-26 9:16", "anonymous", "", "Anne Visser", "Gemeente", "Wie kent een spreker?"),
        (2, "10-11-26 9:20", "10-11-26 9:21", "anonymous", "", "Bo Jansen", "Hogeschool", "Een zaal"),
    ),
    "two-heading-rows.xlsx": _book(
        ("Deelnemer", "", "", "Contact"), ("Voornaam", "Tussenvoegsel", "Achternaam", "E-mail"),
        ("Jan", "van den", "Berg", "jan@hs.example"), ("Anne", "", "Visser", "anne@stad.example"),
    ),
    "struck-row.xlsx": _book(HEADINGS, ANNE, KARIN, BO, change=_strike_name),
    "errors-and-status.xlsx": _book(
        (*HEADINGS, "Afgemeld"), (*ANNE, ""), ("#REF!", "x", "", ""), (*KARIN, "ja"), (*BO, "nee")
    ),
}  # fmt: skip


def open_document_sheet(rows: Iterable[Sequence[str]]) -> bytes:
    """An .ods file with one sheet."""
    prefix = "urn:oasis:names:tc:opendocument:xmlns:"
    names = "".join(f' xmlns:{name}="{prefix}{name}:1.0"' for name in ("office", "table", "text"))
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(
        f"<table:table-row>{''.join(cell.format(escape(text)) for text in row)}</table:table-row>" for row in rows
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{prefix}manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Lijst">{lines}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return stream.getvalue()


def main() -> None:
    """Write the workbooks."""
    for name, book in WORKBOOKS.items():
        book.save(FOLDER / name)
    (FOLDER / "sheet.ods").write_bytes(open_document_sheet([HEADINGS, ANNE, BO]))


if __name__ == "__main__":
    main()
