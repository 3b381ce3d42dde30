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
    "x = [1": "haakje dat een lijst",
    "x = [": "de waarde ontbreekt",
    "x = {a = 1": "haakje dat een tabel",
    "[a": "haakje dat een kop",
    "[[a]": "haakje dat een kop",
    'x = "a\ny = 1': "aanhalingstekens die",
    'x = "a': "aanhalingstekens die",
    "x = 'a": "aanhalingstekens die",
    'x = "a"b"': "nog iets",
    "x = a": "aanhalingstekens omheen",
    "x": "geen =",
    "= 3": "een sleutel staan",
    'x = "C:\\pad"': r"een \ in een tekst moet \\ zijn",
    'x = "\\uZZ"': r"een \ in een tekst moet \\ zijn",
    "x = 1\nx = 2": "twee keer",
    "[a]\n[a]": "twee keer",
    "x = {a = 1, a = 2}": "twee keer",
    "x = 9" + "9" * 5000: "te veel",
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
    "date = 24-11-2026": "24-11-2026 is not how a day is written here: write 2026-11-24",
    "date = 24/11/26  # a day": "24/11/26 is not how a day is written here: write 2026-11-24",
    "date = 24.11.2026": "24.11.2026 is not how a day is written here: write 2026-11-24",
    "date = 2026-1-4": "2026-1-4 is not how a day is written here: write 2026-01-04",
    "[offers.o1]\nat = 24-11-2026 13:00": "24-11-2026 13:00 is not how a day is written here: write 2026-11-24",
    "date = 2026-13-24": "2026-13-24 is not a day that exists",
    "date = 31-11-2026": "31-11-2026 is not a day that exists",
    "[plan]\nround = 30,5": "30,5 is a number with a comma: write a whole number, such as 30",
    "[plan]\nround = 30 min": "behind the number 30 stands something more: 30 min",
    "times = ja": "ja has to be true or false, in small letters",
    "times = True": "True has to be true or false, in small letters",
    "title = “Kennisdag”": 'the quotes around a text have to be straight ones: "',
    "title = Kennisdag": "the value is missing, or it needs quotes around it",
    '<<<<<<< HEAD\ntitle = "a"\n=======\ntitle = "b"\n>>>>>>> theirs': "git left two versions here: keep one",
    'title = "a"\n=======\ntitle = "b"\n>>>>>>> theirs': "git left two versions here",
    'title = "a" b': "is a quote missing, or one too many?",
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
    assert message and "line 2 is not valid TOML" in str(message) and "needs quotes around it" in str(message)
