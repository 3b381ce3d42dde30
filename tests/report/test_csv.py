"""The CSV of offers: a spreadsheet opens it in the user's language, and no text becomes a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.report.csv_table import escape_formula
from reciring.report.formats import Options, render_summary
from reciring.ring.session import Session
from reciring.ring.text import squeeze
from tests.support.hostile_texts import HOSTILE_TEXTS, with_every_hostile_text
from tests.support.summary_sessions import EMPTY, rehearsal, ring_of

SEPARATORS = {"nl": ";", "en": ","}
MARK = b"\xef\xbb\xbf"


def table(session: Session, options: Options) -> list[list[str]]:
    made = render_summary("csv", session, options)
    assert made.startswith(MARK) and made.endswith(b"\r\n")
    language = options.language or session.language
    text = made.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATORS[language], strict=True))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_has_a_row_for_every_offer_except_private_ones(language: str) -> None:
    heads, *rows = table(rehearsal(), Options(language=language))
    assert len(rows) == 41
    assert {len(row) for row in rows} == {len(heads)} == {9}
    by_number = {row[0]: row for row in rows}
    assert "mailregels" not in str(rows)
    assert by_number["6"][1] == "Anneke de Groot"
    assert by_number["6"][3:6] == [
        "Zoë van Dijk",
        "tool",
        "leent haar kaartspel voor teamgesprekken uit",
    ]
    assert by_number["6"][6:] == ["2026-12-01", {"nl": "toegezegd", "en": "promised"}[language], "3"]
    assert by_number["23"][3] == by_number["23"][6] == ""
    assert {row[7] for row in rows} == {
        "nl": {"toegezegd", "nog open", "gegeven", "ook genoemd"},
        "en": {"promised", "still open", "given", "also mentioned"},
    }[language]


def test_a_personal_table_has_offers_to_and_by_that_person() -> None:
    _, *rows = table(rehearsal(), Options(who="p12"))
    assert {row[0] for row in rows} >= {"6", "10"}
    assert all("Zoë van Dijk" in (row[1], row[3]) for row in rows)
    assert any("mailregels" in row[5] for row in rows)


def test_an_empty_session_has_only_the_header_row() -> None:
    assert len(table(EMPTY, Options(language="en"))) == 1


@with_every_hostile_text
@pytest.mark.parametrize("language", ["nl", "en"])
def test_hostile_text_is_not_a_formula_or_a_new_cell(label: str, language: str) -> None:
    typed = squeeze(HOSTILE_TEXTS[label])
    heads, *rows = table(ring_of(HOSTILE_TEXTS[label], language=language), Options())
    assert len(rows) == 4 and {len(row) for row in rows} == {len(heads)}
    for row in rows:
        assert row[5] in (typed, f"'{typed}")
        assert row[1] in (typed, f"'{typed}")
        for cell in row:
            assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))


@given(st.text())
def test_escape_formula_changes_formulas_only(text: str) -> None:
    cell = escape_formula(text)
    assert cell.removeprefix("'") == squeeze(text).removeprefix("'")
    assert not cell.lstrip().startswith(tuple("=+-@|%＝＋－＠"))
    assert not set("\t\r\n") & set(cell)
