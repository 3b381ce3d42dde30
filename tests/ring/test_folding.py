"""Case and accents: what a person types finds what is written."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.folding import fold, fold_map


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
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_place_in_the_folded_text_leads_back_to_the_typed_one() -> None:
    folded, origins = fold_map("Weiß, Zoe\u0308 en Þóra")
    assert folded == "weiss, zoe en thora"
    assert origins[:6] == [0, 1, 2, 3, 3, 4]
    start = folded.index("thora")
    assert "Weiß, Zoe\u0308 en Þóra"[origins[start] :] == "Þóra"


def test_every_character_folds_once_and_for_all() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        folded = fold(character)
        assert fold(folded) == folded, hex(code)
        assert character.isspace() or not any(map(str.isspace, folded)), hex(code)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_texts_fold_piece_by_piece(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(st.text())
def test_the_map_agrees_with_fold_and_never_runs_back(text: str) -> None:
    folded, origins = fold_map(text)
    assert folded == fold(text)
    assert len(origins) == len(folded)
    assert origins == sorted(origins)
    assert all(0 <= index < len(text) for index in origins)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_composed_and_decomposed_are_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))
