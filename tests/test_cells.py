"""Names, titles and paths that are shortened in the middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size
from wcwidth import wcwidth

from reciring.cells import ELLIPSIS, _rich_cell_len, of_steady_width, shorten, split_graphemes


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("Wolfeschlegelsteinhausenbergerdorff", 15, "Wolfesc…erdorff"),
        ("Samen slimmer 1 maart", 12, "Samen…maart"),
        ("2026-11-27-samen-slimmer-2.toml", 20, "2026-11-27…er-2.toml"),
        ("Anne", 4, "Anne"),
        ("Anne", 2, "A…"),
        ("Anne", 1, "…"),
        ("Anne", 0, ""),
        ("漢字漢字漢字", 8, "漢字…字"),
    ],
)
def test_shorten_keeps_the_beginning_and_the_end(text: str, width: int, short: str) -> None:
    assert shorten(text, width) == short


@given(st.text("ab漢é\u0301 ", max_size=40), st.integers(0, 45))
def test_shortened_text_fits_and_keeps_both_ends(text: str, width: int) -> None:
    short = shorten(text, width)
    assert cell_len(short) <= width
    if cell_len(text) <= width:
        assert short == text
    elif width > 1:
        head, _, tail = short.partition(ELLIPSIS)
        assert text.startswith(head) and text.endswith(tail)


def test_names_that_differ_at_the_end_stay_different() -> None:
    assert shorten("kennisdag-noord-2026-11-27-2", 16) != shorten("kennisdag-noord-2026-11-27-3", 16)


PIECES = (
    *("⚠", "❤", "👍", "👨", "👩", "👧", "🏳", "🌈", "🏴", "©", "1", "a", " ", "漢", "é", "e\u0301", "│"),
    *("\ufe0f", "\ufe0e", "\u200d", "\u20e3", "🏻", "🏽", "🏿", "🇳", "🇱", "\U000e0067", "\U000e007f"),
)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("let ⚠️ op", "let ⚠  op"),
        ("👍🏽 top", "👍 top"),
        ("👨‍👩‍👧 samen", "👨 samen"),
        ("🏳️‍🌈!", "🏳 !"),
        ("naar 🇳🇱 toe", "naar NL toe"),
        ("1️⃣ eerst", "1  eerst"),
        ("👍 漢 é", "👍 漢 é"),
        ("a\u200db क\u094d\u200dष", "ab क\u094dष"),
        ("👩\u200d👧\u200da", "👩"),
    ],
)
def test_an_emoji_is_drawn_without_what_terminals_measure_differently(text: str, drawn: str) -> None:
    assert of_steady_width(text) == drawn


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_drawn_is_as_wide_as_laid_out_in_terminals_that_add_up_characters(text: str) -> None:
    drawn = of_steady_width(text)
    assert cell_len(drawn) == cell_len(text)
    assert sum(max(0, wcwidth(character)) for character in drawn) == cell_len(text)
    assert of_steady_width(drawn) == drawn


def test_a_letter_after_a_joiner_has_its_cells() -> None:
    assert _rich_cell_len("a\u200db", "auto") == 1, "rich counts it itself: reciring.cells need not do it"
    assert cell_len("a\u200db") == cell_len("क\u094d\u200dष") == 2
    assert split_graphemes("xa\u200db👩\u200d👧") == ([(0, 1, 1), (1, 3, 1), (3, 4, 1), (4, 7, 2)], 5)
    assert set_cell_size("a\u200dbcd", 2) == "a\u200db"


@given(st.text(max_size=40))
def test_any_text_keeps_its_width(text: str) -> None:
    assert cell_len(of_steady_width(text)) == cell_len(text)
