"""Encode a session as TOML and decode it. The format is described in docs/reference/session-file.md."""

from __future__ import annotations

import codecs
import contextlib
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple, get_args, get_origin

import msgspec
import tomli
import tomli_w

from reciring.ring.message import Message, MessageError, say
from reciring.ring.session import MAX_RECORDS, SCHEMA, Record, Session, seat
from reciring.ring.text import clean
from reciring.ring.validate import SessionError, session_errors, too_many_records
from reciring.store.migrations import Tree, migrate
from reciring.store.toml_errors import describe_syntax_error, describe_type_error, find_line

MAX_FILE_BYTES: Final = 20_000_000
"""A ring of a hundred people stays far under a million bytes: a larger file is not a session."""
MAX_ID_NUMBER: Final = 900_000
"""The highest number in an id. It leaves room for the ids of records that are added later."""
MAX_KEY_PARTS: Final = 50
"""Parts of a key between dots. Our own keys have at most three."""
END_MARKER: Final = "# end"
"""The last line of every file we write. Without it TOML cannot tell a truncated file from a complete one."""
TABLES: Final[dict[str, type[Record]]] = {
    field.name: get_args(field.type)[1] for field in msgspec.structs.fields(Session) if get_origin(field.type) is dict
}
"""The fields of a session that are tables keyed by id, and the type of their records."""

_FIRST_LINE: Final = f'schema = {SCHEMA}  # all of it is here if a line says "{END_MARKER}"'
_END_LINE: Final = rb"(?m)^# end[ \t]*\r?$"
# TOML does not allow these. In a file that was edited by hand they are removed before it is parsed.
_CONTROL: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)"
_CONTROL_BYTES: Final = bytes(number for number in (*range(32), 127) if chr(number) not in "\t\n")
_DEEP_KEY: Final = rf"""(?<![\w-])(?:(?:[\w-]++|"[^"]*+"|'[^']*+')[ \t]*+\.[ \t]*+){{{MAX_KEY_PARTS}}}"""
_TOO_DEEP: Final = say("The tables in this file are nested too deeply for a session file.")
_BUILTIN_TYPES: Final = (dt.datetime, dt.date, dt.time)


class InvalidFileError(MessageError):
    """The file is not a session: a message for the user that says why, and where if that is known."""

    def __init__(self, message: Message, path: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.path = path
        """The key, such as ``offers.o9.helpers``; None if the error is not at one key."""
        self.line = line
        """Counted from 1."""


# Encoding.


def encode(session: Session) -> bytes:
    """The session file as UTF-8: one table per id, defaults left out. Equal sessions give equal bytes."""
    top: dict[str, object] = {}
    chunks: list[bytes] = []
    for field, default in _fields(Session):
        value = getattr(session, field)
        if field == "schema" or value == default:
            continue
        if field in TABLES:
            chunks.append(_encode_tables(field, value))
        elif isinstance(value, Record):
            chunks.append(_encode_table(field, value))
        else:
            top[field] = _plain(value)
    return b"\n".join([f"{_FIRST_LINE}\n{tomli_w.dumps(top)}".encode(), *chunks, f"{END_MARKER}\n".encode()])


class _Encoded(NamedTuple):
    """The records of one field at the last call, and the text of each of them and of all together."""

    records: Mapping[str, Record]
    tables: dict[str, tuple[Record, bytes]]
    text: bytes


_last: Final[dict[str, _Encoded]] = {}


def _encode_tables(field: str, records: Mapping[str, Record]) -> bytes:
    """The tables of a field. Text of records that did not change since the last call is reused."""
    last = _last.get(field) or _Encoded({}, {}, b"")
    if records is last.records:
        return last.text
    tables = {}
    for key, record in records.items():
        known = last.tables.get(key)
        if known is None or known[0] is not record:
            known = (record, _encode_table(f"{field}.{key}", record))
        tables[key] = known
    text = b"\n".join([table for _, table in tables.values()])
    # In one step: if a disk hangs, two threads can be here.
    _last[field] = _Encoded(records, tables, text)
    return text


def _encode_table(heading: str, record: Record) -> bytes:
    return f"[{heading}]\n{tomli_w.dumps(_tree(record))}".encode()


def _tree(record: Record) -> dict[str, object]:
    values = ((field, getattr(record, field), default) for field, default in _fields(type(record)))
    return {field: _plain(value) for field, value, default in values if value != default}


def _plain(value: object) -> object:
    """The value as data that ``tomli_w`` can write."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Record):
        return _tree(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@cache
def _fields(kind: type[Record]) -> tuple[tuple[str, object], ...]:
    """The fields of a record and their defaults. (msgspec itself omits only a default, not a value equal to it.)"""
    return tuple(
        (field.name, field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory())
        for field in msgspec.structs.fields(kind)
    )


# Decoding.


def decode(data: bytes) -> Session:
    """The session in the file ``data``. Raises InvalidFileError for an error, a newer schema or an inconsistency.

    Control characters in texts are removed, and times are converted to UTC. Nothing else is corrected.
    """
    text, session = _convert(data)
    for path, message in _session_errors(session):
        raise InvalidFileError(message, path, find_line(text, path))
    # A number is never used twice, also not one that was written by hand.
    highest = max(map(seat, session.offers), default=0)
    return session if highest <= session.numbered else msgspec.structs.replace(session, numbered=highest)


def find_errors(data: bytes) -> list[InvalidFileError]:
    """All errors that make ``decode`` reject the file, as far as they can be found at once; empty if it is valid."""
    try:
        text, session = _convert(data)
    except InvalidFileError as invalid:
        return [invalid]
    return [InvalidFileError(message, path, find_line(text, path)) for path, message in _session_errors(session)]


def _session_errors(session: Session) -> Iterator[SessionError]:
    """The errors that ``ring.validate`` finds, and ids and numbers that are too high."""
    yield from session_errors(session)
    if session.numbered > MAX_ID_NUMBER:
        yield "numbered", say("{path}: this number is too large.", path="numbered")
    digits = len(str(MAX_ID_NUMBER))  # An id of this length, which includes its letter, has a lower number.
    for table in TABLES:
        for key in getattr(session, table):
            if len(key) > digits and key[1:].isdecimal() and seat(key) > MAX_ID_NUMBER:
                yield f"{table}.{key}", say("{path}: this number is too large.", path=f"{table}.{key}")


def _convert(data: bytes) -> tuple[str, Session]:
    """The text of a file and its session, whose types are right but which may be inconsistent."""
    text, tree = _parse(data)
    try:
        tree = migrate(tree)
        _normalise(tree)
    except RecursionError:
        raise InvalidFileError(_TOO_DEEP) from None
    try:
        return text, msgspec.convert(tree, Session, builtin_types=_BUILTIN_TYPES)
    except msgspec.ValidationError:
        path, message = describe_type_error(tree, Session, TABLES, _BUILTIN_TYPES)
        raise InvalidFileError(message, path, find_line(text, path)) from None


def _parse(data: bytes) -> tuple[str, Tree]:
    """The text of a file and its data, whose schema this version can read."""
    if not data.strip(b"\0 \t\r\n"):  # After a power cut some disks give a file of zeros.
        raise InvalidFileError(say("The file is empty."))
    if len(data) > MAX_FILE_BYTES:
        raise InvalidFileError(say("The file is too large for a session file."))
    if (headings := data.count(b"\n[")) > MAX_RECORDS:  # Parsing them would take many seconds.
        raise InvalidFileError(too_many_records(headings))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidFileError(
            say("Line {line} is not UTF-8 text. Save the file as UTF-8.", line=line), line=line
        ) from None
    if len(data.translate(None, _CONTROL_BYTES)) < len(data):  # Much faster than the regular expression.
        text = re.sub(_CONTROL, "", text)
    if _has_deep_key(text):
        raise InvalidFileError(_TOO_DEEP)
    if is_truncated(data):
        line = text.rstrip().count("\n") + 1
        reason = say(
            "The file ends too early, at line {line}. If it is complete, add “{end}” as the last line.",
            line=line,
            end=END_MARKER,
        )
        raise InvalidFileError(reason, line=line)
    try:
        tree = tomli.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError includes a number of thousands of digits.
        line, reason = describe_syntax_error(error, text)
        raise InvalidFileError(
            say("Line {line} is not valid TOML: {reason}.", line=line, reason=reason), line=line
        ) from None
    if refusal := _schema_error(tree.get("schema")):
        raise InvalidFileError(refusal, "schema", find_line(text, "schema"))
    return text, tree


def is_truncated(data: bytes) -> bool:
    """Whether the end of a file that we wrote is missing. For a file that a person wrote the answer is False."""
    if data.rstrip().endswith(f"\n{END_MARKER}".encode()):
        return False
    return data.removeprefix(codecs.BOM_UTF8).startswith(_FIRST_LINE.encode()) and not re.search(_END_LINE, data)


def _has_deep_key(text: str) -> bool:
    """Whether a key has so many parts that parsing it would take minutes."""
    for line in text.split("\n"):
        # The first two conditions are only faster: most lines do not fulfil them.
        if len(line) > MAX_KEY_PARTS and line.count(".") >= MAX_KEY_PARTS and (match := re.search(_DEEP_KEY, line)):
            before = line[: match.start()]
            if (before.count('"') - before.count('\\"')) % 2 == 0:  # Otherwise the match is inside a string.
                return True
    return False


def _schema_error(schema: object) -> Message | None:
    if schema is None:
        return say("The line “schema = 1” is missing: this is not a session file of reciring.")
    if type(schema) is not int or schema < 1:
        return say("schema must be a number from 1 to {newest}.", newest=SCHEMA)
    if schema > SCHEMA:
        return say(
            "The file was made by a newer version of reciring (schema {schema}). Update reciring to open it.",
            schema=schema,
        )
    return None


def _normalise(tree: Any) -> None:
    """Clean the strings in ``tree`` and convert its times to UTC, in place.

    A time that cannot be converted (near year 1 or 9999) stays, and is rejected later.
    """
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        if isinstance(value, str):
            if not value.isprintable():
                tree[key] = clean(value)
        elif isinstance(value, dt.datetime):
            if value.tzinfo not in (None, dt.UTC):
                with contextlib.suppress(OverflowError):
                    tree[key] = value.astimezone(dt.UTC)
        elif isinstance(value, dict | list):
            _normalise(value)
