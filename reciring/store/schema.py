"""The JSON Schema of a session file, for editors that check TOML while a file is edited by hand.

It covers what types and keys can say of the data as TOML gives it. That ids refer to existing records is checked by
``ring.validate``. Dates and times are TOML's own types; a JSON Schema validator gets them as ISO 8601 strings.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, get_args, get_origin

import msgspec

from reciring.ring.participants import MAX_PARTICIPANTS
from reciring.ring.session import SCHEMA, Phase, Record, Session
from reciring.ring.validate import ID_LETTERS, MAX_INTEGER
from reciring.store.toml import MAX_ID_NUMBER

_DATE_TIME: Final = {"type": "string", "format": "date-time"}
# JSON Schema's own format "time" requires a time zone, which a planned time does not have.
_TIME: Final = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$"}


def session_schema() -> dict[str, Any]:
    """The schema as plain data, in JSON Schema draft 2020-12."""
    schema = msgspec.json.schema(Session)
    definitions = schema["$defs"]
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
    session["properties"]["participants"]["maxProperties"] = MAX_PARTICIPANTS
    session["required"] = ["schema", "date"]
    for name, letter in ID_LETTERS.items():
        session["properties"][name]["propertyNames"] = {"pattern": f"^{letter}[1-9][0-9]{{0,5}}$"}
    session["properties"]["phases"]["propertyNames"] = {"enum": [str(phase) for phase in Phase]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A session of reciring",
        **schema,
    }


def _property(schema: dict[str, Any], kind: Any) -> dict[str, Any]:
    """The schema of a key: without null, which TOML does not have; with formats of dates and limits of integers."""
    default = schema.pop("default", None)
    if "anyOf" in schema:
        (schema,) = (part for part in schema["anyOf"] if part != {"type": "null"})
    kinds = {kind, *get_args(kind)}
    if get_origin(kind) is tuple and dt.datetime in kinds:
        schema = {**schema, "items": dict(_DATE_TIME)}
    elif dt.datetime in kinds:
        schema = dict(_DATE_TIME)
    elif dt.time in kinds:
        schema = dict(_TIME)
    elif schema.get("type") == "integer":
        schema = {**schema, "minimum": -MAX_INTEGER, "maximum": MAX_INTEGER}
    return schema if default in (None, {}, []) else {**schema, "default": default}


def _records(kind: type[Record], found: tuple[type[Record], ...] = ()) -> tuple[type[Record], ...]:
    """``kind`` and all types of tables inside it, each once."""
    if kind in found:
        return found
    found = (*found, kind)
    for field in msgspec.structs.fields(kind):
        for part in (field.type, *get_args(field.type)):
            if isinstance(part, type) and get_origin(part) is None and issubclass(part, Record):
                found = _records(part, found)
    return found
