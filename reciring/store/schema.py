"""The JSON Schema of a session file, for editors that check TOML while somebody mends a file by hand.

It says of the file as TOML reads it what types and keys can say; that references point at somebody is left to
``check``. Days, times and instants are TOML's own: a validator sees them as text in ISO's form.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, get_args, get_origin

import msgspec

from reciring.ring.session import SCHEMA, Phase, Record, Session
from reciring.ring.validate import ID_LETTERS, MAX_INTEGER
from reciring.store.toml import MAX_ID_NUMBER

_INSTANT: Final = {"type": "string", "format": "date-time"}
# JSON Schema's own "time" wants a zone behind it, which a planned time of day has not.
_TIME: Final = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$"}


def session_schema() -> dict[str, Any]:
    """The schema as plain data, in JSON Schema's form of 2020-12."""
    told = msgspec.json.schema(Session)
    definitions = told["$defs"]
    for kind in _records(Session):
        table = definitions[kind.__name__]
        table.pop("title")
        table["description"] = (kind.__doc__ or "").partition("\n")[0].replace("``", "")
        table["properties"] = {
            field.name: _property(table["properties"][field.name], field.type) for field in msgspec.structs.fields(kind)
        }
    session = definitions["Session"]
    session["properties"]["numbered"]["maximum"] = MAX_ID_NUMBER
    session["properties"]["schema"] = {"const": SCHEMA}
    session["required"] = ["schema", "date"]
    for name, letter in ID_LETTERS.items():
        session["properties"][name]["propertyNames"] = {"pattern": f"^{letter}[1-9][0-9]{{0,5}}$"}
    session["properties"]["phases"]["propertyNames"] = {"enum": [str(phase) for phase in Phase]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A session of reciring",
        **told,
    }


def _property(told: dict[str, Any], kind: Any) -> dict[str, Any]:
    """What the schema says of a key: TOML knows no null (a key is left out), and msgspec forgets about instants."""
    default = told.pop("default", None)
    if "anyOf" in told:
        (told,) = (part for part in told["anyOf"] if part != {"type": "null"})
    kinds = {kind, *get_args(kind)}
    if dt.datetime in kinds:
        told = dict(_INSTANT)
    elif dt.time in kinds:
        told = dict(_TIME)
    elif told.get("type") == "integer":
        told = {**told, "minimum": -MAX_INTEGER, "maximum": MAX_INTEGER}
    return told if default in (None, {}, []) else {**told, "default": default}


def _records(kind: type[Record], found: tuple[type[Record], ...] = ()) -> tuple[type[Record], ...]:
    """``kind`` and every kind of table in it, each once."""
    if kind in found:
        return found
    found = (*found, kind)
    for field in msgspec.structs.fields(kind):
        inside = [field.type, *get_args(field.type)]
        for part in inside:
            if isinstance(part, type) and get_origin(part) is None and issubclass(part, Record):
                found = _records(part, found)
    return found
