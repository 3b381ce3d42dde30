"""What may be kept of a text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.text import clean


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("Zoë van Dijk", "Zoë van Dijk"),
        ("  two  spaces  ", "  two  spaces  "),
        ("a\tb\nc\r\nd\re", "a b c d e"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", "a b c d e f"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("a\x00\x07\x7f\x9bb", "ab"),
        ("\u202eturned\u202c \u2066x\u2069\u200e\u200f\u061c", "turned x"),
        ("half\ud83d", "half"),
        ("👩\u200d💻 \u00a0 \u3000", "👩\u200d💻 \u00a0 \u3000"),
        ("Ann [/x]", "Ann [/x]"),
    ],
)
def test_clean(text: str, kept: str) -> None:
    assert clean(text) == kept


def test_every_character_is_kept_made_a_space_or_dropped() -> None:
    for code in range(sys.maxunicode + 1):
        kept = clean(chr(code))
        assert kept in (chr(code), " ", "")
        kept.encode()


@given(st.text(st.characters(codec=None)))
def test_cleaning_twice_is_cleaning_once_and_leaves_one_line(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert len(once.splitlines()) <= 1
