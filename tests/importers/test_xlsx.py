"""Participants in .xlsx files: what spreadsheets save, and hostile files."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.chart import BarChart

from reciring.importers.participants import ImportedPerson, ListKind, ParticipantList, ParticipantListError
from reciring.importers.read import read_participants
from reciring.importers.xlsx import archive_kind, read_xlsx
from tests.support.hostile_texts import HOSTILE_TEXTS

TABLE = (("Naam", "Organisatie", "E-mail", "Vraag"), ("Anne Visser", "Gemeente", "a@x", "Wie?"), ("Zoë",))
TOO_MUCH = "x.xlsx has far more than a list of participants. Save only that list, as CSV."
DAMAGED = "x.xlsx is damaged. Open it in a spreadsheet program and save it as CSV."
OTHER_KIND = "reciring cannot read x.xlsx. Save it as CSV or .xlsx, or paste the names."


def workbook_bytes(workbook: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def sheet_bytes(rows: Iterable[Sequence[object]], title: str = "Blad1") -> bytes:
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
    return workbook_bytes(workbook)


def read(folder: Path, data: bytes) -> ParticipantList:
    path = folder / "x.xlsx"
    path.write_bytes(data)
    return read_participants(path)


def refusal_for(folder: Path, data: bytes) -> str:
    with pytest.raises(ParticipantListError) as caught:
        read(folder, data)
    return str(caught.value)


def with_parts(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The archive with some of its parts replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [name for name in old.namelist() if name not in changes]:
            new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return stream.getvalue()


def read_part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_a_table_is_read_from_a_sheet(tmp_path: Path) -> None:
    people = read(tmp_path, sheet_bytes(TABLE))
    assert people.participants == (
        ImportedPerson("Anne Visser", "Gemeente", "a@x", "Wie?", 2),
        ImportedPerson("Zoë", "", "", "", 3),
    )
    assert people.errors == ()
    assert people.details.kind is ListKind.SHEET
    assert [str(message) for message in people.details.messages()] == [
        "Read from the sheet Blad1.",
        "Columns: 1 Naam → name, 2 Organisatie → organisation, 3 E-mail → e-mail address, 4 Vraag → question. "
        "Wrong? Type 2=name 5=email.",
    ]


def test_a_sheet_without_headings_can_have_blank_rows_and_columns(tmp_path: Path) -> None:
    people = read(tmp_path, sheet_bytes([(), (), (None, "Anne", "a@x"), (), ("", "Bo", "Provincie")]))
    assert [(person.name, person.line) for person in people.participants] == [("Anne", 3), ("Bo", 5)]


def test_numbers_dates_and_formulas_become_text(tmp_path: Path) -> None:
    day, hour = dt.datetime(2026, 11, 24), dt.datetime(2026, 11, 24, 13, 30)
    rows = [("Naam", "Bedrijf"), ("Anne", 7.0), ("Bo", 1.5), ("Kim", day), ("Lou", hour), ("Mo", True), (12.0, "x")]
    people = read(tmp_path, sheet_bytes([*rows, ("Formule", "=1+1")]))
    shown = {person.name: person.organisation for person in people.participants}
    assert shown == {
        "Anne": "7",
        "Bo": "1.5",
        "Kim": "2026-11-24",
        "Lou": "2026-11-24 13:30:00",
        "Mo": "",
        # The value of a formula; this one was never calculated.
        "Formule": "",
    }
    assert [(problem.line, problem.text) for problem in people.errors] == [(7, "12; x")]


def test_the_active_sheet_or_else_the_first_with_rows_is_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.create_chartsheet("Grafiek", 0).add_chart(BarChart())
    workbook.create_sheet("Leeg")
    workbook.create_sheet("Verborgen").append(["Geheim"])
    workbook["Verborgen"].sheet_state = "hidden"
    workbook.create_sheet("Lijst").append(["Anne"])
    workbook.create_sheet("Andere").append(["Bo"])
    people = read(tmp_path, workbook_bytes(workbook))
    assert [person.name for person in people.participants] == ["Anne"]
    messages = [str(message) for message in people.details.messages()]
    assert messages[:2] == ["Read from the sheet Lijst.", "Sheets: 1 Lijst, 2 Andere. Another one? Type sheet=2."]
    workbook.active = workbook["Andere"]
    assert [person.name for person in read(tmp_path, workbook_bytes(workbook)).participants] == ["Bo"]


def test_an_empty_workbook_has_no_participants(tmp_path: Path) -> None:
    people = read(tmp_path, workbook_bytes(openpyxl.Workbook()))
    assert not people.participants
    assert not people.errors


@pytest.mark.parametrize("claimed", [b"A1", b"A1:XFD1048576", b"Z90:ZZ99"])
def test_a_wrong_dimension_is_ignored(claimed: bytes, tmp_path: Path) -> None:
    data = bytes_with_dimension(claimed)
    assert [person.name for person in read(tmp_path, data).participants] == ["Anne Visser", "Zoë"]


def bytes_with_dimension(claimed: bytes) -> bytes:
    workbook = openpyxl.Workbook()
    for row in TABLE:
        workbook.worksheets[0].append(row)
    data = workbook_bytes(workbook)
    name = "xl/worksheets/sheet1.xml"
    sheet = read_part(data, name)
    assert b'<dimension ref="A1:D3"' in sheet
    return with_parts(data, {name: sheet.replace(b"A1:D3", claimed)})


def test_a_line_break_in_a_cell_becomes_a_space(tmp_path: Path) -> None:
    people = read(tmp_path, sheet_bytes([("Naam", "Vraag"), ("Anne", "Wie\nkent_x000D_\teen spreker?")]))
    assert people.participants[0].question == "Wie kent een spreker?"


@pytest.mark.parametrize("label", ["formula-dde", "markup-click", "html-script", "rtl", "arabic", "letters-2000"])
def test_hostile_text_is_read(label: str, tmp_path: Path) -> None:
    text = HOSTILE_TEXTS.get(label, "\u05d0\u05d1")
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["Naam", "Vraag"])
    workbook.worksheets[0].append(["Anne"])
    cell = workbook.worksheets[0].cell(2, 2, text)
    cell.data_type = "s"
    assert read(tmp_path, workbook_bytes(workbook)).participants[0].question == text


def test_cells_beyond_the_limits_are_ignored(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"], sheet["XFD1"], sheet["A1048576"], sheet["XFD1048576"] = "Anne", "ver", "Bo", "weg"
    assert [person.name for person in read(tmp_path, workbook_bytes(workbook)).participants] == ["Anne"]


def test_a_sheet_is_read_up_to_the_maximum_of_people(tmp_path: Path) -> None:
    people = read(tmp_path, sheet_bytes([("Naam", "Mail"), *((f"Anne {number}e", "") for number in range(3000))]))
    assert len(people.participants) == 500
    assert [problem.line for problem in people.errors] == [502]


def test_a_zip_bomb_raises_an_error(tmp_path: Path) -> None:
    data = with_parts(sheet_bytes(TABLE), {"xl/media/zeros.png": b"\0" * 25_000_000})
    assert len(data) < 100_000
    assert refusal_for(tmp_path, data) == TOO_MUCH


def test_an_archive_with_wrong_sizes_raises_an_error(tmp_path: Path) -> None:
    data = with_parts(sheet_bytes(TABLE), {"xl/sharedStrings.xml": b"<sst>" + b" " * 30_000_000 + b"</sst>"})
    size = (30_000_011).to_bytes(4, "little")
    assert size in data
    # Unpacking stops at the size in the directory, and then the checksum is wrong.
    assert refusal_for(tmp_path, data.replace(size, (1000).to_bytes(4, "little"))) == DAMAGED


def test_millions_of_empty_cells_raise_an_error(tmp_path: Path) -> None:
    name = "xl/worksheets/sheet1.xml"
    data = sheet_bytes(TABLE)
    cells = b"<row>" + b"<c/>" * 2_000_000 + b"</row></sheetData>"
    assert (
        refusal_for(tmp_path, with_parts(data, {name: read_part(data, name).replace(b"</sheetData>", cells)}))
        == TOO_MUCH
    )


def test_thousands_of_parts_raise_an_error(tmp_path: Path) -> None:
    assert (
        refusal_for(tmp_path, with_parts(sheet_bytes(TABLE), {f"x/{number}": b"" for number in range(1100)}))
        == TOO_MUCH
    )


BOMB = """<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "koi8-r"])
@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_document_type_raises_an_error(name: str, encoding: str, tmp_path: Path) -> None:
    data = sheet_bytes(TABLE)
    content = f'<?xml version="1.0" encoding="{encoding}"?>{BOMB}<x>&b;&c;</x>'.encode(encoding)
    assert refusal_for(tmp_path, with_parts(data, {name: content})) == DAMAGED


def test_an_encrypted_archive_raises_an_error(tmp_path: Path) -> None:
    data = bytearray(sheet_bytes(TABLE))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := data.find(mark, start + 1)) >= 0:
            data[start + place] |= 1
    assert refusal_for(tmp_path, bytes(data)) == (
        "x.xlsx has a password. Open it in a spreadsheet program and save it without one, or as CSV."
    )


DOCUMENT = "x.xlsx is a text document. Open it, copy the list and paste it in reciring."


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["mimetype", "content.xml"], DOCUMENT),
        (["word/document.xml"], DOCUMENT),
        (["Index/Document.iwa"], DOCUMENT),
        (["xl/workbook.bin"], DAMAGED),
        (["list.csv"], "x.xlsx is an archive. Unpack it and use the list in it."),
        ([], OTHER_KIND),
    ],
)
def test_other_archives_say_what_to_do(names: list[str], message: str, tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    assert refusal_for(tmp_path, stream.getvalue()) == message


@pytest.mark.parametrize("size", [5, 100, 0.5, 0.99])
def test_a_truncated_file_raises_an_error(size: float, tmp_path: Path) -> None:
    data = sheet_bytes(TABLE)
    assert refusal_for(tmp_path, data[: int(size if size > 1 else size * len(data))]) == DAMAGED


VALID = sheet_bytes(TABLE)


@given(st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_file_with_changed_bytes_is_read_or_refused(edits: list[tuple[int, int]]) -> None:
    data = bytearray(VALID)
    for place, value in edits:
        data[place] = value
    read_or_refuse(bytes(data))


PARTS = ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
PARTS += ["xl/styles.xml"]


@given(st.sampled_from(PARTS), st.data())
def test_a_part_with_changed_bytes_is_read_or_refused(name: str, data: st.DataObject) -> None:
    content = bytearray(read_part(VALID, name))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3) | st.just(b'"/><'))
    read_or_refuse(with_parts(VALID, {name: bytes(content)}))


def read_or_refuse(data: bytes) -> None:
    try:
        archive_kind(data, "x.xlsx")
        read_xlsx(data, "x.xlsx")
    except ParticipantListError as problem:
        assert "x.xlsx" in str(problem)


def test_reading_gives_no_warnings(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    data = sheet_bytes(TABLE)
    name = "xl/worksheets/sheet1.xml"
    extension = b'</sheetData><extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst>'
    people = read(tmp_path, with_parts(data, {name: read_part(data, name).replace(b"</sheetData>", extension)}))
    assert len(people.participants) == 2
    assert not recwarn.list


def test_openpyxl_is_imported_only_for_a_spreadsheet() -> None:
    code = "import sys, reciring.importers.read; print([name for name in sys.modules if name.startswith('openpyxl')])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
