"""The Excel workbook of offers and promises, read back by openpyxl: types, no formulas, a header that stays."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
from openpyxl.workbook import Workbook

from reciring.report.formats import Options, render_summary
from reciring.ring.session import Session, is_promise
from reciring.ring.text import squeeze
from tests.support.hostile_texts import HOSTILE_TEXTS, with_a_third_of_hostile_texts
from tests.support.summary_sessions import EMPTY, rehearsal, ring_of


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


@with_a_third_of_hostile_texts(0)
def test_no_text_becomes_a_formula_or_changes(label: str) -> None:
    text = HOSTILE_TEXTS[label]
    for sheet in book(ring_of(text)).worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    offer = book(ring_of(text)).worksheets[0]["F2"].value
    assert (offer or "") == squeeze(text)[:32_767]


def test_a_ring_without_offers_and_one_persons_workbook_can_be_read() -> None:
    assert [sheet.max_row for sheet in book(EMPTY).worksheets] == [1, 1]
    assert book(rehearsal(), Options(who="p12")).worksheets[0].max_row > 1
    assert render_summary("xlsx", rehearsal()) == render_summary("xlsx", rehearsal())
