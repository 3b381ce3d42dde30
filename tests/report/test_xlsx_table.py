"""The Excel workbook of offers and promises, read back by openpyxl and LibreOffice."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from reciring.report.formats import Options, render_summary
from reciring.ring.session import Session, is_promise
from reciring.ring.text import squeeze
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.large_sessions import hostile_rings
from tests.support.summary_sessions import EMPTY, rehearsal


def book(session: Session, options: Options | None = None) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_summary("xlsx", session, options)))


def test_cells_have_types_and_the_header_stays() -> None:
    found = book(rehearsal(), Options(language="en"))
    offers, promises = found.worksheets
    assert (offers.title, promises.title) == ("Offers", "Promises")
    for sheet in found.worksheets:
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
        assert all(cell.font.b for cell in sheet[1])
    heads, *rows = offers.iter_rows(values_only=True)
    assert len(rows) == 41 and "mailregels" not in str(rows)
    row = dict(zip(heads, next(row for row in rows if row[0] == 6), strict=True))
    assert (row["asker"], row["offered by"], row["kind"]) == ("Anneke de Groot", "Zoë van Dijk", "tool")
    assert isinstance(row["day"], dt.datetime) and row["day"].date() == dt.date(2026, 12, 1)
    assert isinstance(row["stars"], int)


def test_promises_are_sorted_by_day() -> None:
    session = rehearsal()
    _, *rows = book(session).worksheets[1].iter_rows(values_only=True)
    days = [str(row[0]) for row in rows]
    assert days == sorted(days)
    assert len(rows) == sum(is_promise(offer) and not offer.private for offer in session.offers.values())


def test_no_text_becomes_a_formula_or_changes() -> None:
    for labels, session in hostile_rings():
        found = book(session)
        for sheet in found.worksheets:
            assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        offers = {str(row[0].value): row[5].value or "" for row in found.worksheets[0].iter_rows(min_row=2)}
        for number, label in enumerate(labels, 1):
            if label not in ("noncharacters", "surrogate"):  # XML has no place for those.
                assert offers[str(number)] == squeeze(HOSTILE_TEXTS[label])[:32_767], label


def test_a_ring_without_offers_and_one_persons_workbook_can_be_read() -> None:
    assert [sheet.max_row for sheet in book(EMPTY).worksheets] == [1, 1]
    assert book(rehearsal(), Options(who="p12")).worksheets[0].max_row > 1


def test_the_same_ring_gives_the_same_file_without_the_present_time() -> None:
    found = book(rehearsal()).properties
    assert found.created == found.modified == dt.datetime(2026, 11, 24)
    assert render_summary("xlsx", rehearsal()) == render_summary("xlsx", rehearsal())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here (Debian: libreoffice-calc)")
def test_libreoffice_shows_the_same_rows(tmp_path: Path) -> None:
    (tmp_path / "ring.xlsx").write_bytes(render_summary("xlsx", rehearsal(), Options(language="en")))
    subprocess.run(
        # UTF-8, with commas, the first sheet, and cells as they are shown.
        [
            *("soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", "ring.xlsx"),
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    with (tmp_path / "ring.csv").open(encoding="utf-8", newline="") as file:
        shown = list(csv.reader(file))
    ours = list(book(rehearsal(), Options(language="en")).worksheets[0].iter_rows(values_only=True))
    day = ours[0].index("day")
    texts = [[str(value) if value is not None else "" for value in row] for row in ours]
    assert [row[:day] + row[day + 1 :] for row in shown] == [row[:day] + row[day + 1 :] for row in texts]
    assert [bool(row[day]) for row in shown[1:]] == [isinstance(row[day], dt.datetime) for row in ours[1:]]
    assert "2026" in next(row for row in shown if row[0] == "6")[day]
