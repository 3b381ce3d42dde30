"""Paragraphs with a hanging indent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from reciring.console.text import hanging_indent

words = st.lists(st.text("abcdé漢", min_size=1, max_size=9), min_size=1, max_size=20).map(" ".join)


@pytest.mark.parametrize(
    ("width", "rows"),
    [
        (20, [" 3 Bo  Hoe krijg ik", "   collega's op de", "   fiets?"]),
        (60, [" 3 Bo  Hoe krijg ik collega's op de fiets?"]),
        (0, [" 3 Bo  Hoe krijg ik collega's op de fiets?"]),
    ],
)
def test_hanging_indent_indents_every_row_but_the_first(width: int, rows: list[str]) -> None:
    part = Content.assemble((" 3 Bo  ", "bold"), "Hoe krijg ik collega's op de fiets?")
    assert hanging_indent(part, 3, width).plain.split("\n") == rows


@given(words, st.integers(0, 7), st.integers(24, 60))
def test_hanging_indent_keeps_all_words_within_the_width(text: str, indent: int, width: int) -> None:
    hung = hanging_indent(Content(text), indent, width)
    assert hung.plain.split() == text.split()
    assert all(row.cell_length <= width for row in hung.split("\n"))
