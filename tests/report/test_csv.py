"""The table of offers: a spreadsheet opens it, in the way of the language, and reckons nothing of what people typed."""

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
from tests.support.hostile_texts import HOSTILE_TEXTS
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
def test_a_row_for_every_offer_but_the_private_one(language: str) -> None:
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


def test_ones_own_table_has_what_one_asked_and_offered() -> None:
    _, *rows = table(rehearsal(), Options(who="p12"))
    assert {row[0] for row in rows} >= {"6", "10"}
    assert all("Zoë van Dijk" in (row[1], row[3]) for row in rows)
    assert any("mailregels" in row[5] for row in rows)


def test_an_empty_session_has_a_head() -> None:
    assert len(table(EMPTY, Options(language="en"))) == 1


@pytest.mark.parametrize("label", HOSTILE_TEXTS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_hostile_text_stays_text(label: str, language: str) -> None:
    typed = squeeze(HOSTILE_TEXTS[label])
    heads, *rows = table(ring_of(HOSTILE_TEXTS[label], language=language), Options())
    assert len(rows) == 4 and {len(row) for row in rows} == {len(heads)}
    for row in rows:
        assert row[5] in (typed, f"'{typed}")
        assert row[1] in (typed, f"'{typed}")
        for cell in row:
            assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))


@given(st.text())
def test_a_cell_is_never_a_formula_and_otherwise_as_typed(text: str) -> None:
    cell = escape_formula(text)
    assert cell.removeprefix("'") == squeeze(text).removeprefix("'")
    assert not cell.lstrip().startswith(tuple("=+-@|%＝＋－＠"))
    assert not set("\t\r\n") & set(cell)
