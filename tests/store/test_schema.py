"""The JSON Schema accepts what opens, and rejects wrong types and keys."""

from __future__ import annotations

import copy
import datetime as dt
import json
import tomllib
from collections.abc import Callable
from functools import cache
from typing import Any

import fastjsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.session import Session
from reciring.store.schema import session_schema
from reciring.store.toml import InvalidFileError, decode, encode
from tests.support.strategies import sessions


@cache
def validator() -> Callable[[Any], Any]:
    """Our schema, compiled by an independent library."""
    schema = {**session_schema(), "$schema": "http://json-schema.org/draft-07/schema"}
    validate: Callable[[Any], Any] = fastjsonschema.compile(schema, use_default=False)
    return validate


def as_json(value: Any) -> Any:
    """Data read from TOML as the validator of an editor sees it: dates and times are strings."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value


def is_valid(data: bytes) -> bool:
    try:
        validator()(as_json(tomllib.loads(data.decode())))
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


def test_the_schema_is_plain_data_without_python_names() -> None:
    text = json.dumps(session_schema())
    assert "``" not in text
    assert '"null"' not in text


@given(sessions())
def test_every_session_is_valid(session: Session) -> None:
    assert is_valid(encode(session))


FULL = b"""
schema = 1
date = 2026-11-24
start = 13:30:00
phase = "round"
current = "q1"
[plan]
round = 30
[phases.round]
start = 2026-11-24T12:30:00Z
[participants.p1]
name = "Anne"
[questions.q1]
asker = "p1"
slot = 300
started = 2026-11-24T12:30:00Z
stretches = [{start = 2026-11-24T12:30:00Z}]
[offers.o1]
question = "q1"
kind = "tip"
due = 2026-11-27
at = 2026-11-24T12:31:00.5Z
"""


def test_a_file_with_every_table_is_valid() -> None:
    decode(FULL)
    assert is_valid(FULL)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = 2"),
        ("schema = 1", ""),
        ("date = 2026-11-24", ""),
        ("date = 2026-11-24", "date = 3"),
        ("13:30:00", "2026-11-24"),
        ('"round"', '"rond"'),
        ("[phases.round]", "[phases.pause]"),
        ("participants.p1", "participants.anne"),
        ("participants.p1", "participants.p01"),
        ("offers.o1", "offers.o1234567"),
        ('name = "Anne"', 'naam = "Anne"'),
        ('name = "Anne"', 'name = "Anne"\naway = 1'),
        ('name = "Anne"', 'name = ["Anne"]'),
        ("slot = 300", "slot = 99999999999"),
        ("slot = 300", "slot = 3.5"),
        ("12:30:00Z}]", "12:30:00Z, until = 3}]"),
        ('kind = "tip"', 'kind = "hint"'),
        ("at = 2026-11-24T12:31:00.5Z", ""),
        ("due = 2026-11-27", 'due = "friday"'),
    ],
)
def test_a_file_with_a_wrong_key_or_type_is_invalid(old: str, new: str) -> None:
    data = FULL.decode().replace(old, new, 1).encode()
    with pytest.raises(InvalidFileError):
        decode(data)
    assert not is_valid(data)


def paths(tree: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [before, *(path for key, item in inside for path in paths(item, (*before, key)))]


@given(st.data())
def test_an_edited_file_that_opens_is_valid(data: st.DataObject) -> None:
    import tomli_w

    tree = tomllib.loads(FULL.decode())
    *way, last = data.draw(st.sampled_from([path for path in paths(tree) if path]))
    other = data.draw(st.sampled_from([3, 2.5, True, "x", [], {}, dt.date(2026, 1, 1), dt.time(3), "tip", "p1", "q1"]))
    edited = copy.deepcopy(tree)
    place: Any = edited
    for key in way:
        place = place[key]
    place[last] = other
    written = tomli_w.dumps(edited).encode()
    try:
        decode(written)
    except InvalidFileError:
        return
    assert is_valid(written)
