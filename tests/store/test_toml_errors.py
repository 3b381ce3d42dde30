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
