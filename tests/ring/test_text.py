"""Cleaning and folding text."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.text import clean, fold, fold_map


@pytest.mark.parametrize(
    ("text", "cleaned"),
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
def test_clean_removes_control_characters(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def every_character() -> Iterator[str]:
    """Every character that Unicode has assigned, and one in a thousand of the others, which all behave alike."""
    for code in range(sys.maxunicode + 1):
        if code % 1000 == 0 or unicodedata.category(chr(code)) not in ("Cn", "Co"):
            yield chr(code)


def test_clean_keeps_replaces_or_removes_every_character() -> None:
    for character in every_character():
        kept = clean(character)
        assert kept in (character, " ", "")
        kept.encode()


@given(st.text(st.characters(codec=None)))
def test_clean_text_is_one_line_and_stays_the_same(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert len(once.splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Anne", "anne"),
        ("ZOË", "zoe"),
        ("Zoe\u0308", "zoe"),
        ("Łukasz", "lukasz"),
        ("Søren", "soren"),
        ("Đorđe", "dorde"),
        ("Şule Yılmaz", "sule yilmaz"),
        ("IŞIK", "isik"),
        ("İpek", "ipek"),
        ("I\u0307pek", "ipek"),
        ("Weiß", "weiss"),
        ("WEIẞ", "weiss"),
        ("Æsa", "aesa"),
        ("Ǽsa", "aesa"),
        ("Œuvre", "oeuvre"),
        ("Þóra Guðmundsdóttir", "thora gudmundsdottir"),
        ("Ħal", "hal"),
        ("Ŋala", "nala"),
        ("Ɓala", "bala"),
        ("Əli", "eli"),
        ("ǅ", "dz"),
        ("ﬁets", "fiets"),
        ("Ｊａｎ", "jan"),
        ("ℌ", "h"),
        ("één", "een"),
        ("ΆΛΦΑΣ", "αλφασ"),
        ("Αλφας", "αλφασ"),
        ("Ёлка", "елка"),
        ("van \u2019t Hof", "van 't hof"),
        ("van \u2018t Hof", "van 't hof"),
        ("van `t Hof", "van 't hof"),
        ("ŉ", "'n"),
        ("Jan\u2011Willem", "jan-willem"),
        ("Jan\u2013Willem", "jan-willem"),
        ("Jan\u00adWillem", "janwillem"),
        ("a\u00a0b", "a b"),
        ("a¨b", "a¨b"),
        ("\ufdfa", "\ufdfa"),
        ("❤\ufe0f", "❤"),
        ("\u0301", ""),
        ("😀", "😀"),
        ("a\tb", "a\tb"),
    ],
)
def test_fold_removes_case_and_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_map_gives_the_index_in_the_original() -> None:
    folded, origins = fold_map("Weiß, Zoe\u0308 en Þóra")
    assert folded == "weiss, zoe en thora"
    assert origins[:6] == [0, 1, 2, 3, 3, 4]
    start = folded.index("thora")
    assert "Weiß, Zoe\u0308 en Þóra"[origins[start] :] == "Þóra"


def test_folded_character_stays_the_same() -> None:
    for character in every_character():
        folded = fold(character)
        assert fold(folded) == folded, hex(ord(character))
        assert character.isspace() or not any(map(str.isspace, folded)), hex(ord(character))


@given(st.text())
def test_folded_text_stays_the_same(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_fold_of_joined_texts_is_the_joined_folds(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(st.text())
def test_fold_map_agrees_with_fold_and_is_ascending(text: str) -> None:
    folded, origins = fold_map(text)
    assert folded == fold(text)
    assert len(origins) == len(folded)
    assert origins == sorted(origins)
    assert all(0 <= index < len(text) for index in origins)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_composed_and_decomposed_text_fold_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))
