"""Syntax errors in TOML are explained in our own words, in both languages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from reciring.locale import translator
from reciring.ring.message import Message
from reciring.store.settings import load_settings
from reciring.store.toml import InvalidFileError, decode
from reciring.store.toml_errors import _SYNTAX_ERRORS

BROKEN = {
    "x = [1": "eind van een lijst",
    "x = [": "de waarde ontbreekt",
    "x = {a = 1": "eind van een tabel",
    "[a": "eind van een kop",
    "[[a]": "eind van een kop",
    'x = "a\ny = 1': "aan het eind van een tekst",
    'x = "a': "aan het eind van een tekst",
    "x = 'a": "aan het eind van een tekst",
    'x = "a"b"': "nog iets",
    "x = a": "aanhalingstekens omheen",
    "x": "= na de sleutel",
    "= 3": "sleutel = waarde",
    'x = "C:\\pad"': r"schrijf \\ in plaats van \ in een tekst",
    'x = "\\uZZ"': r"schrijf \\ in plaats van \ in een tekst",
    "x = 1\nx = 2": "twee keer",
    "[a]\n[a]": "twee keer",
    "x = {a = 1, a = 2}": "twee keer",
    "x = 9" + "9" * 5000: "getal is te lang",
}


def error_message(text: str) -> Message:
    with pytest.raises(InvalidFileError) as bad:
        decode(text.encode())
    return bad.value.message


@pytest.mark.parametrize(("text", "words"), BROKEN.items())
def test_a_syntax_error_is_explained_in_dutch(text: str, words: str) -> None:
    message = translator("nl").message(error_message(text))
    assert message.startswith("Regel ") and words in message


HABITS = {
    "date = 24-11-2026": "write the day 24-11-2026 as 2026-11-24",
    "date = 24/11/26  # a day": "write the day 24/11/26 as 2026-11-24",
    "date = 24.11.2026": "write the day 24.11.2026 as 2026-11-24",
    "date = 2026-1-4": "write the day 2026-1-4 as 2026-01-04",
    "[offers.o1]\nat = 24-11-2026 13:00": "write the day 24-11-2026 13:00 as 2026-11-24",
    "date = 2026-13-24": "the day 2026-13-24 does not exist",
    "date = 31-11-2026": "the day 31-11-2026 does not exist",
    "[plan]\nround = 30,5": "write a whole number, such as 30, instead of 30,5",
    "[plan]\nround = 30 min": "extra text after the number 30: 30 min",
    "times = ja": "ja must be true or false, in small letters",
    "times = True": "True must be true or false, in small letters",
    "title = “Kennisdag”": 'use straight quotation marks around a text: "',
    "title = Kennisdag": "the value is missing, or needs quotation marks around it",
    '<<<<<<< HEAD\ntitle = "a"\n=======\ntitle = "b"\n>>>>>>> theirs': "git left two versions here; keep one",
    'title = "a"\n=======\ntitle = "b"\n>>>>>>> theirs': "git left two versions here",
    'title = "a" b': "is a quotation mark missing, or one too many?",
}


@pytest.mark.parametrize(("text", "words"), HABITS.items())
def test_what_people_often_write_is_named(text: str, words: str) -> None:
    said = str(error_message(text))
    assert words in said and not said.endswith("?.")


def test_every_message_of_the_parser_is_known() -> None:
    """tomli is compiled, so the messages are read from the source of tomllib, which is the same parser."""
    source = Path(tomllib.__file__).with_name("_parser.py").read_text("utf-8")
    messages = re.findall(r"""["']((?:Expected|Cannot|Duplicate|Escaped|Unescaped|In|Il|Un)[a-z]* [^"]*)""", source)
    assert len(messages) > 10
    assert [each for each in messages if not each.startswith(tuple(_SYNTAX_ERRORS))] == []


def test_an_error_in_the_settings_is_explained_too(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('language = "nl"\ntheme = light\n')
    _, message = load_settings(tmp_path)
    assert message and "line 2 is not valid TOML" in str(message) and "needs quotation marks around it" in str(message)
