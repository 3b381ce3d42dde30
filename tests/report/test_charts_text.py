"""The circle and the timeline as text: the same data as the SVG charts, and no line is too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reciring.locale import translator
from reciring.report.charts.text_charts import circle_text, timeline_text
from reciring.ring.session import Session
from tests.support.large_sessions import hostile_rings, ring_of_size
from tests.support.strategies import sessions
from tests.support.summary_sessions import EMPTY, rehearsal, with_private


def test_the_circle_has_a_row_per_asker_and_a_column_per_helper() -> None:
    lines = circle_text(rehearsal(), translator("en"), 80)
    assert lines[0].split() == ["asks", "↓", "helps", "→", *map(str, range(1, 14)), "?"]
    assert lines[2].split() == ["2", "Anneke", "de", "Groot", "2●", "·", "●"]
    assert lines[7].rstrip().endswith("○")  # Karin still looks for a helper.
    assert lines[-1] == "● a promise with a day  ○ no day or no helper yet  · a tip, given on the spot"


def test_narrow_columns_have_the_tens_above_the_units() -> None:
    tens, units, *_ = circle_text(rehearsal(), translator("en"), 56)
    assert tens.split()[-4:] == ["1"] * 4
    assert units.split() == [*"1234567890123", "?"]
    assert tens.rindex("1") == units.rindex("3")


def test_a_table_that_is_too_wide_becomes_a_list_of_names() -> None:
    lines = circle_text(rehearsal(), translator("en"), 38)
    assert "13 Willem Kok ←  ● Anne Visser" in lines


def test_the_timeline_shows_minutes_and_overtime() -> None:
    lines = timeline_text(rehearsal(), translator("en"), 80)
    assert lines[5].startswith("  3 Bo Jansen")
    assert lines[5].endswith("5:11/4:40 +0:31")
    assert "▓" in lines[5] and "█" in lines[5]
    assert lines[-1] == "░ planned  █ used  ▓ overtime"


def test_an_empty_chart_is_a_sentence() -> None:
    assert circle_text(EMPTY, translator("en")) == ["There are no offers yet."]
    assert timeline_text(EMPTY, translator("nl")) == ["De kring is nog niet begonnen."]


def test_the_circle_leaves_private_offers_out() -> None:
    assert circle_text(with_private(rehearsal(), "geheim")) == circle_text(rehearsal())


@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    rings = [session for _, session in hostile_rings()]
    for session in (rehearsal(), ring_of_size(6), ring_of_size(20), ring_of_size(1), EMPTY, *rings):
        for line in (*circle_text(session, width=width), *timeline_text(session, width=width)):
            assert cell_len(line) <= width
            assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)


@given(sessions(), st.integers(1, 130))
def test_any_session_fits_any_width(session: Session, width: int) -> None:
    for line in (*circle_text(session, width=width), *timeline_text(session, width=width)):
        assert cell_len(line) <= max(20, width)
