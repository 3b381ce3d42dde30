"""Names, titles and paths that are shortened in the middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reciring.cells import ELLIPSIS, shorten


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
