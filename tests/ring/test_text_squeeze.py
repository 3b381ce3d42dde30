"""Squeezed text has no control characters, line breaks or bidirectional marks, and no spaces around it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.text import squeeze
from tests.support.hostile_texts import HOSTILE_TEXTS, with_every_hostile_text

BIDIRECTIONAL = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


def harmless(text: str) -> bool:
    return not any(
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(character) in BIDIRECTIONAL
        for character in text
    )


@with_every_hostile_text
def test_hostile_text_becomes_harmless(label: str) -> None:
    assert harmless(squeeze(HOSTILE_TEXTS[label]))


@given(st.text(st.characters(exclude_categories=())))
def test_squeezed_text_is_harmless_and_stays_the_same(text: str) -> None:
    once = squeeze(text)
    assert harmless(once)
    assert squeeze(once) == once
    assert "  " not in once
    assert once == once.strip()
    once.encode()


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Zoë van Dijk", "Zoë van Dijk"),
        (" one\ttwo\r\nthree\x0bfour\u2028five ", "one two three four five"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("Anne\x00Visser", "AnneVisser"),
        ("invoice\u202etxt.exe", "invoicetxt.exe"),
        ("فاطمة العمراني", "فاطمة العمراني"),
        ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"),
        ("Zo\udceb", "Zo"),
        (" \x00 \u202e ", ""),
    ],
)
def test_squeeze_keeps_the_readable_text(text: str, cleaned: str) -> None:
    assert squeeze(text) == cleaned
