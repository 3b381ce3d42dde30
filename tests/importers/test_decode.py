"""Encodings of text files: marks, UTF-16 without one, old code pages, and text that was decoded twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.importers.decode import decode_text
from reciring.importers.participants import ParticipantListError


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("Zoë van Dijk", "utf-8", "UTF-8"),
        ("Zoë van Dijk\nCafé De Brug\n", "cp1252", "Windows-1252"),
        ("Zoë van Dijk\nRené Müller", "mac_roman", "Mac Roman"),
        ("Łukasz Kołodziej\nJiří Novák", "cp1250", "Windows-1250"),
        ("Анна Иванова\nБорис Петров", "cp1251", "Windows-1251"),
        ("Μαρία Παπαδοπούλου", "cp1253", "Windows-1253"),
        ("山田太郎\n鈴木花子", "shift_jis", "Shift-JIS"),
        ("Naam;E-mail\nZoë;z@x", "utf-16-le", "UTF-16"),
        ("Naam;E-mail\nZoë;z@x", "utf-16-be", "UTF-16"),
        ("Naam\nAnne", "utf-32", "UTF-32"),
    ],
)
def test_a_text_is_read_as_typed(text: str, codec: str, encoding: str) -> None:
    decoded = decode_text(text.encode(codec), "list")
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_an_uncertain_encoding_is_said_with_a_sample() -> None:
    decoded = decode_text("Naam\nJiří Novák\n".encode("cp1250"), "list")
    assert decoded.text == "Naam\nJiří Novák\n"
    assert str(decoded.doubt) == "Some letters may be wrong. Check: Jiří, Novák."
    assert decode_text("Naam\nSøren Kjær\n".encode("cp1252"), "list").text == "Naam\nSøren Kjær\n"
    assert decode_text("Naam\nZoë Müller\n".encode("cp1252"), "list").doubt is None


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "latin-1"])
@pytest.mark.parametrize("name", ["Zoë van Dijk", "François Lefèvre", "Jürgen Groß"])
def test_text_that_was_decoded_wrongly_is_put_right(name: str, codec: str) -> None:
    wrong = name.encode().decode(codec)
    assert decode_text(wrong.encode(), "list").text == name


@pytest.mark.parametrize("data", [b"\0\1\2\xff" * 500, bytes(range(1, 32)) * 10])
def test_bytes_that_are_not_text_are_refused(data: bytes) -> None:
    with pytest.raises(ParticipantListError):
        decode_text(data, "list")


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode_text(data, "list")
    except ParticipantListError:
        return
    assert "\r" not in decoded.text
    assert decoded.encoding


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=80))
def test_utf_8_without_control_characters_stays_or_is_put_right(text: str) -> None:
    try:
        decoded = decode_text(text.encode(), "list")
    except ParticipantListError:
        return
    assert decoded.encoding == "UTF-8" or "\0" in text
    if text.isascii():
        assert decoded.text == text
