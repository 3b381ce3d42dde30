"""What msgspec has against a file, in words for people, with the path that it leaves out.

msgspec says *at `$.offers[...].helpers[1]`*: the entry that is wrong is found by trying them one by one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec
import tomli

from reciring.ring.message import Message, say
from reciring.ring.text import clean

_AT: Final = re.compile(r"(?P<reason>.*?)(?: - at (?P<key>`key` in )?`\$\.?(?P<path>[^`]*)`)?", re.DOTALL)
_FIELD: Final = re.compile(r"Object (?P<what>contains unknown|missing required) field `(?P<field>.*)`", re.DOTALL)
_TYPES: Final = re.compile(r"Expected `(?P<wanted>[^`]+)`, got `(?P<found>[^`]+)`")
_VALUE: Final = re.compile(r"Invalid enum value (?P<value>.+)", re.DOTALL)


def describe_type_error(
    tree: dict[str, Any], kind: type, tables: Mapping[str, type], builtin_types: tuple[type, ...]
) -> tuple[str, Message]:
    """The path and the sentence for the first thing that keeps ``tree`` from being a ``kind``."""
    for name, entry_kind in tables.items():
        table = tree.get(name)
        for key, entry in table.items() if isinstance(table, dict) else ():
            try:
                msgspec.convert(entry, entry_kind, builtin_types=builtin_types)
            except msgspec.ValidationError as error:
                return _in_words(str(error), f"{name}.{key}")
    try:
        msgspec.convert(tree, kind, builtin_types=builtin_types)
    except msgspec.ValidationError as error:
        return _in_words(str(error), "")
    raise AssertionError("asked for a complaint about a tree without fault")


def _in_words(error: str, base: str) -> tuple[str, Message]:
    at = _AT.fullmatch(error)
    assert at
    path = ".".join(filter(None, (base, at["path"])))
    if field := _FIELD.fullmatch(at["reason"]):
        path = ".".join(filter(None, (path, field["field"])))
        if field["what"] == "missing required":
            return path, say("{path} is missing.", path=path)
        return path, say("{path} is unknown. Is it a slip of the pen?", path=path)
    if types := _TYPES.fullmatch(at["reason"]):
        return path, say("{path} must be {wanted}.", path=path, wanted=_wanted(types["wanted"]))
    if value := _VALUE.fullmatch(at["reason"]):
        if at["key"]:
            path = f"{path}.{value['value'].strip(chr(39))}"
            return path, say("{path} is unknown. Is it a slip of the pen?", path=path)
        return path, say("{path} cannot be {value}.", path=path, value=value["value"])
    return path, say("{path} is wrong: {reason}.", path=path or "schema", reason=at["reason"])


def _wanted(types: str) -> Message:
    """What msgspec calls ``int | null``, in words."""
    words = {
        "str": say("text between quotation marks"),
        "int": say("a whole number"),
        "bool": say("true or false"),
        "date": say("a day such as 2026-11-24"),
        "time": say("a time such as 13:30:00"),
        "datetime": say("an instant such as 2026-11-24T12:30:00Z"),
        "array": say("a list between [ and ]"),
        "object": say("a table"),
    }
    return words.get(types.removesuffix(" | null"), say("something else"))


def find_line(text: str, path: str) -> int | None:
    """The line of a file where ``path`` stands, counted from 1, as far as it is written the way we write it.

    What is missing is looked for where its table begins.
    """
    start = 0
    steps = [re.sub(r"\[\d+\]$", "", step) for step in path.split(".")]
    if len(steps) > 1:
        for depth in (2, 1):
            heading = ".".join(steps[:depth])
            if found := re.search(rf"^\[{re.escape(heading)}\][ \t]*\r?$", text, re.MULTILINE):
                start, steps = found.start(), steps[depth:]
                break
        else:
            return None
    if not steps:
        return text.count("\n", 0, start) + 1
    end = text.find("\n[", start)
    key = re.compile(rf"^[ \t]*{re.escape(steps[0])}[ \t]*=", re.MULTILINE)
    if found := key.search(text, start, len(text) if end < 0 else end):
        return text.count("\n", 0, found.start()) + 1
    return text.count("\n", 0, start) + 1 if start else None


_TWICE: Final = say("this stands in the file twice")
_REASONS: Final = {
    "Expected '=' after": say("behind a key stands no ="),
    "Expected ']": say("the bracket that closes a heading is missing"),
    "Expected newline": say("behind a value stands something more; is a quote missing, or one too many?"),
    "Expected": say("the quotes that close a text are missing"),
    "Unterminated string": say("the quotes that close a text are missing"),
    "Cannot": _TWICE,
    "Duplicate": _TWICE,
    "Escaped": say("a \\ in a text has to be \\\\"),
    "Unescaped": say("a \\ in a text has to be \\\\"),
    "Invalid hex": say("a \\ in a text has to be \\\\"),
    "Illegal character": say("the quotes that close a text are missing"),
    "Invalid initial": say("a key is missing, or it needs quotes around it"),
    "Invalid date": say("there is no such day or time"),
    "Unclosed array": say("the bracket that closes a list is missing"),
    "Unclosed inline": say("the bracket that closes a table is missing"),
    "Invalid statement": say("here should stand a key, an = and a value"),
    "Invalid value": say("the value is missing, or it needs quotes around it"),
}


def describe_syntax_error(error: Exception, text: str) -> tuple[int, Message]:
    """Which line it is, from 1, and what is wrong with it."""
    said = str(error)
    found = re.search(r" \(at line (\d+), column \d+\)", said)
    line = int(found[1]) if found else text.count("\n") + 1
    if not isinstance(error, tomli.TOMLDecodeError):  # a number of thousands of digits, brackets within brackets
        return line, say("there is too much of it")
    said = clean(said.partition(" (at ")[0])
    known = next((reason for start, reason in _REASONS.items() if said.startswith(start)), None)
    return line, known or say("{reason}", reason=said)
