"""Explain errors in a TOML file in plain words: syntax errors of tomli and type errors of msgspec; find their line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec
import tomli

from reciring.ring.message import Message, say
from reciring.ring.text import clean

# Syntax errors.

_TWICE: Final = say("this appears twice in the file")
_NO_CLOSING_QUOTE: Final = say("the quotation mark at the end of a text is missing")
_BACKSLASH: Final = say("write \\\\ instead of \\ in a text")
_SYNTAX_ERRORS: Final = {
    "Expected '=' after": say("the = after the key is missing"),
    "Expected ']": say("the ] at the end of a heading is missing"),
    "Expected newline": say("extra text after the value; is a quotation mark missing, or one too many?"),
    "Expected": _NO_CLOSING_QUOTE,
    "Unterminated string": _NO_CLOSING_QUOTE,
    "Cannot": _TWICE,
    "Duplicate": _TWICE,
    "Escaped": _BACKSLASH,
    "Unescaped": _BACKSLASH,
    "Invalid hex": _BACKSLASH,
    "Illegal character": _NO_CLOSING_QUOTE,
    "Invalid initial": say("a key is missing, or needs quotation marks around it"),
    "Invalid date": say("this day or time does not exist"),
    "Unclosed array": say("the ] at the end of a list is missing"),
    "Unclosed inline": say("the brace at the end of a table is missing"),
    "Invalid statement": say("expected: key = value"),
    "Invalid value": say("the value is missing, or needs quotation marks around it"),
}
"""How a message of tomli begins, and what we say. The first that fits is used."""


def describe_syntax_error(error: Exception, text: str) -> tuple[int, Message]:
    """The line, from 1, and the reason of an error that ``tomli.loads(text)`` raised."""
    position = re.search(r" \(at line (\d+), column \d+\)", str(error))
    line = int(position[1]) if position else text.count("\n") + 1
    if not isinstance(error, tomli.TOMLDecodeError):  # A number of thousands of digits, or brackets nested too deeply.
        return line, say("a number is too long, or brackets are nested too deeply")
    lines = text.split("\n")
    if found := _describe_line(lines[line - 1] if line <= len(lines) else ""):
        return line, found
    english = clean(str(error).partition(" (at ")[0])
    reason = next((reason for start, reason in _SYNTAX_ERRORS.items() if english.startswith(start)), None)
    return line, reason or say("{reason}", reason=english)


_GIT_MARKER: Final = re.compile(r"<{7}|={7}|>{7}|\|{7}")
_UNQUOTED: Final = re.compile(r"\s*[\w.\"-]+\s*=\s*(?P<value>[^\s\"'\[{#][^#]*?)\s*(?:#.*)?", re.DOTALL)
_DAY: Final = re.compile(r"(?P<first>\d{1,4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<last>\d{1,4})(?:[ T].*)?")


def _describe_line(line: str) -> Message | None:
    """What is wrong in a line with a syntax error, if it is something that people often write; else None."""
    if _GIT_MARKER.match(line):
        return say("git left two versions here; keep one, and delete the lines with <<<<<<<, ======= and >>>>>>>")
    match = _UNQUOTED.fullmatch(line.rstrip("\r"))
    if match is None:
        return None
    value = match["value"]
    if day := _DAY.fullmatch(value):
        return _describe_day(value, day)
    if number := re.fullmatch(r"(-?\d+),\d+", value):
        return say("write a whole number, such as {number}, instead of {value}", value=value, number=number[1])
    if number := re.fullmatch(r"(-?\d+)\s*[^\W\d].*", value):
        return say("extra text after the number {number}: {value}", number=number[1], value=value)
    if value.lower() in ("true", "false", "yes", "no", "on", "off", "ja", "nee", "aan", "uit", "waar", "onwaar"):
        return say("{value} must be true or false, in small letters", value=value)
    if value[0] in "“”„‟«‘’‚":
        return say('use straight quotation marks around a text: "')
    return None


def _describe_day(value: str, parts: re.Match[str]) -> Message:
    """What is wrong with a day that is not written as TOML has it."""
    year, day = (parts["first"], parts["last"]) if len(parts["first"]) == 4 else (parts["last"], parts["first"])
    try:
        meant = dt.date(int(year) + (2000 if len(year) <= 2 else 0), int(parts["month"]), int(day))
    except ValueError:
        return say("the day {value} does not exist", value=value)
    return say("write the day {value} as {day}", value=value, day=meant.isoformat())


# Type errors. msgspec gives a path such as `$.offers[...].helpers[1]`, without the key.

_ERROR: Final = re.compile(r"(?P<reason>.*?)(?: - at (?P<key>`key` in )?`\$\.?(?P<path>[^`]*)`)?", re.DOTALL)
_FIELD: Final = re.compile(r"Object (?P<what>contains unknown|missing required) field `(?P<field>.*)`", re.DOTALL)
_TYPE: Final = re.compile(r"Expected `(?P<wanted>[^`]+)`, got `(?P<found>[^`]+)`")
_VALUE: Final = re.compile(r"Invalid enum value (?P<value>.+)", re.DOTALL)


def describe_type_error(
    tree: dict[str, Any], kind: type, tables: Mapping[str, type], builtin_types: tuple[type, ...]
) -> tuple[str, Message]:
    """The path and the message for the first error that ``msgspec.convert(tree, kind)`` raises.

    ``tables`` has the fields of ``kind`` that are tables keyed by id, and the types of their records. The records are
    converted one by one, to find the key that msgspec leaves out of the path.
    """
    for name, record_kind in tables.items():
        table = tree.get(name)
        for key, record in table.items() if isinstance(table, dict) else ():
            try:
                msgspec.convert(record, record_kind, builtin_types=builtin_types)
            except msgspec.ValidationError as error:
                return _explain(str(error), f"{name}.{key}")
    try:
        msgspec.convert(tree, kind, builtin_types=builtin_types)
    except msgspec.ValidationError as error:
        return _explain(str(error), "")
    raise AssertionError("the tree has no type error")


def _explain(error: str, base: str) -> tuple[str, Message]:
    """The path and our message for a message of msgspec about the part of the file at ``base``."""
    match = _ERROR.fullmatch(error)
    assert match
    path = ".".join(filter(None, (base, match["path"])))
    if field := _FIELD.fullmatch(match["reason"]):
        path = ".".join(filter(None, (path, field["field"])))
        if field["what"] == "missing required":
            return path, say("{path} is missing.", path=path)
        return path, say("{path} is not a known key. Check the spelling.", path=path)
    if types := _TYPE.fullmatch(match["reason"]):
        return path, say("{path} must be {wanted}.", path=path, wanted=_type_name(types["wanted"]))
    if value := _VALUE.fullmatch(match["reason"]):
        if match["key"]:
            path = f"{path}.{value['value'].strip(chr(39))}"
            return path, say("{path} is not a known key. Check the spelling.", path=path)
        return path, say("{path} cannot be {value}.", path=path, value=value["value"])
    return path, say("{path} is not valid: {reason}.", path=path or "schema", reason=match["reason"])


def _type_name(types: str) -> Message:
    """The name of a type, such as ``int | null``, in plain words."""
    names = {
        "str": say("text in quotation marks"),
        "int": say("a whole number"),
        "bool": say("true or false"),
        "date": say("a day such as 2026-11-24"),
        "time": say("a time such as 13:30:00"),
        "datetime": say("a date and time such as 2026-11-24T12:30:00Z"),
        "array": say("a list between [ and ]"),
        "object": say("a table"),
    }
    return names.get(types.removesuffix(" | null"), say("something else"))


def find_line(text: str, path: str) -> int | None:
    """The line of a file where the key ``path`` is, from 1, if it is written as we write it; else None.

    For a key that is missing it is the line of its table.
    """
    start = 0
    keys = [re.sub(r"\[\d+\]$", "", key) for key in path.split(".")]
    if len(keys) > 1:
        for depth in (2, 1):
            heading = ".".join(keys[:depth])
            if match := re.search(rf"^\[{re.escape(heading)}\][ \t]*\r?$", text, re.MULTILINE):
                start, keys = match.start(), keys[depth:]
                break
        else:
            return None
    if not keys:
        return text.count("\n", 0, start) + 1
    end = text.find("\n[", start)
    key = re.compile(rf"^[ \t]*{re.escape(keys[0])}[ \t]*=", re.MULTILINE)
    if match := key.search(text, start, len(text) if end < 0 else end):
        return text.count("\n", 0, match.start()) + 1
    return text.count("\n", 0, start) + 1 if start else None
