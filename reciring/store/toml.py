"""A session as TOML, and back. What the file looks like is told in ``docs/reference/session-file.md``."""

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

from reciring.ring.message import Message, say
from reciring.ring.session import SCHEMA, Record, Session, seat
from reciring.ring.text import clean
from reciring.ring.validate import SessionError, session_errors
from reciring.store.migrations import Tree, migrate
from reciring.store.toml_errors import describe_syntax_error, describe_type_error, find_line

MAX_FILE_BYTES: Final = 20_000_000
"""Bytes. A ring of a hundred people stays far under a million: what is bigger is no session."""
MAX_ID_NUMBER: Final = 900_000
"""No number of an id, or of an offer, is higher in a file; a ring does not come near."""
_DIGITS: Final = len(str(MAX_ID_NUMBER))
"""An id that is no longer than this, its letter included, has a lower number."""
# TOML takes none of these raw; in a file that somebody mended by hand they are dropped before it is read.
_RAW_CONTROL: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)"
_SUSPECT: Final = bytes(number for number in (*range(32), 127) if chr(number) not in "\t\n")
MAX_KEY_PARTS: Final = 50
"""Parts of a key between dots."""
_PARTS: Final = rf"""(?<![\w-])(?:(?:[\w-]++|"[^"]*+"|'[^']*+')[ \t]*+\.[ \t]*+){{{MAX_KEY_PARTS}}}"""
END_MARKER: Final = "# end"
"""Our last line. TOML cannot tell a file of which the rest was cut off from one in which there is no more."""
_WHOLE: Final = f'schema = {SCHEMA}  # all of it is here if a line says "{END_MARKER}"'
_ENDED: Final = rb"(?m)^# end[ \t]*\r?$"
_DEEP: Final = say("The file nests its tables too deeply to be a session.")
_BUILTIN: Final = (dt.datetime, dt.date, dt.time)
TABLES: Final[dict[str, type[Record]]] = {
    field.name: get_args(field.type)[1] for field in msgspec.structs.fields(Session) if get_origin(field.type) is dict
}
"""The tables of a session that are keyed by id, and what is in them."""


class InvalidFileError(Exception):
    """The file is no session: a sentence that says why, and where, as far as that is known."""

    def __init__(self, message: Message, path: str | None = None, line: int | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.path = path
        """As ``offers.o9.helpers``; None if the fault is not at one place of the tree."""
        self.line = line
        """Counted from 1."""


def encode(session: Session) -> bytes:
    """The file of a session: UTF-8, one table per id, defaults left out. Equal sessions give equal bytes."""
    top: dict[str, object] = {}
    chunks: list[bytes] = []
    for field, default in _fields(Session):
        value = getattr(session, field)
        if field == "schema" or value == default:
            continue
        if field in TABLES:
            chunks.append(_tables(field, value))
        elif isinstance(value, Record):
            chunks.append(_table(field, value))
        else:
            top[field] = _plain(value)
    return b"\n".join([f"{_WHOLE}\n{tomli_w.dumps(top)}".encode(), *chunks, f"{END_MARKER}\n".encode()])


class _Written(NamedTuple):
    """The tables of one field as they were last, and what was written for each and for all of them."""

    tables: Mapping[str, Record]
    texts: dict[str, tuple[Record, bytes]]
    text: bytes


_last: Final[dict[str, _Written]] = {}


def _tables(field: str, tables: Mapping[str, Record]) -> bytes:
    """A save differs from the last one in a table or two: records that are still the same are not written out again."""
    last = _last.get(field) or _Written({}, {}, b"")
    if tables is last.tables:
        return last.text
    texts = {}
    for key, record in tables.items():
        known = last.texts.get(key)
        if known is None or known[0] is not record:
            known = (record, _table(f"{field}.{key}", record))
        texts[key] = known
    text = b"\n".join([text for _, text in texts.values()])
    _last[field] = _Written(tables, texts, text)  # in one step: a disk that hangs has two threads come here
    return text


def _table(heading: str, record: Record) -> bytes:
    return f"[{heading}]\n{tomli_w.dumps(_tree(record))}".encode()


def _tree(record: Record) -> dict[str, object]:
    values = ((field, getattr(record, field), default) for field, default in _fields(type(record)))
    return {field: _plain(value) for field, value, default in values if value != default}


def _plain(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Record):
        return _tree(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@cache
def _fields(kind: type[Record]) -> tuple[tuple[str, object], ...]:
    """The fields of a table and their defaults. msgspec leaves out what *is* the default, not what equals it."""
    return tuple(
        (field.name, field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory())
        for field in msgspec.structs.fields(kind)
    )


def decode(data: bytes) -> Session:
    """The session in the file ``data``; raises BadFile for what is broken, unknown, newer or does not hang together.

    Control characters are cleaned away, instants come in UTC; nothing else is mended.
    """
    text, session = _convert(data)
    for path, message in _problems(session):
        raise InvalidFileError(message, path, find_line(text, path))
    # Numbers are never used twice, not those a person wrote by hand either.
    highest = max(map(seat, session.offers), default=0)
    return session if highest <= session.numbered else msgspec.structs.replace(session, numbered=highest)


def find_errors(data: bytes) -> list[InvalidFileError]:
    """Everything for which ``decode_text`` would refuse the file, as far as can be told at once; nothing for a sound one."""
    try:
        text, session = _convert(data)
    except InvalidFileError as bad:
        return [bad]
    return [InvalidFileError(message, path, find_line(text, path)) for path, message in _problems(session)]


def _problems(session: Session) -> Iterator[SessionError]:
    """What ``ring.check`` finds, and numbers so high that those of what is still to come would leave its bounds."""
    yield from session_errors(session)
    if session.numbered > MAX_ID_NUMBER:
        yield "numbered", say("{path} is too big a number.", path="numbered")
    for table in TABLES:
        for key in getattr(session, table):
            if len(key) > _DIGITS and key[1:].isdecimal() and seat(key) > MAX_ID_NUMBER:
                yield f"{table}.{key}", say("{path} has too high a number.", path=f"{table}.{key}")


def _convert(data: bytes) -> tuple[str, Session]:
    """The text of a file and the session in it, of which the types are right."""
    text, tree = _parse(data)
    try:
        tree = migrate(tree)
        _tidy(tree)
    except RecursionError:
        raise InvalidFileError(_DEEP) from None
    try:
        return text, msgspec.convert(tree, Session, builtin_types=_BUILTIN)
    except msgspec.ValidationError:
        path, message = describe_type_error(tree, Session, TABLES, _BUILTIN)
        raise InvalidFileError(message, path, find_line(text, path)) from None


def _parse(data: bytes) -> tuple[str, Tree]:
    if not data.strip(b"\0 \t\r\n"):  # After a power cut some disks give back a file of zeros.
        raise InvalidFileError(say("The file is empty."))
    if len(data) > MAX_FILE_BYTES:
        raise InvalidFileError(say("The file is too big to be a session."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidFileError(
            say("Line {line} is not UTF-8 text. Was the file saved as something else?", line=line), line=line
        ) from None
    if len(data.translate(None, _SUSPECT)) < len(data):  # Seldom, and much quicker than to look letter by letter.
        text = re.sub(_RAW_CONTROL, "", text)
    if _too_deep(text):
        raise InvalidFileError(_DEEP)
    if is_truncated(data):
        line = text.rstrip().count("\n") + 1
        reason = say(
            "The file stops at line {line}. Is nothing missing after it? Then write “{end}” there.",
            line=line,
            end=END_MARKER,
        )
        raise InvalidFileError(reason, line=line)
    try:
        tree = tomli.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits.
        line, reason = describe_syntax_error(error, text)
        raise InvalidFileError(
            say("Line {line} is not valid TOML: {reason}.", line=line, reason=reason), line=line
        ) from None
    if refusal := _refusal(tree.get("schema")):
        raise InvalidFileError(refusal, "schema", find_line(text, "schema"))
    return text, tree


def is_truncated(data: bytes) -> bool:
    """Whether the end of a file that we wrote is missing; of one that a person wrote that cannot be told."""
    if data.rstrip().endswith(f"\n{END_MARKER}".encode()):
        return False
    return data.removeprefix(codecs.BOM_UTF8).startswith(_WHOLE.encode()) and not re.search(_ENDED, data)


def _too_deep(text: str) -> bool:
    """Whether a key has so many parts that reading it would take minutes; ours have three at most."""
    for line in text.split("\n"):
        # Most lines are too short for it, which is seen at once.
        if len(line) > MAX_KEY_PARTS and line.count(".") >= MAX_KEY_PARTS and (found := re.search(_PARTS, line)):
            before = line[: found.start()]
            if (before.count('"') - before.count('\\"')) % 2 == 0:  # Else it is part of a text.
                return True
    return False


def _refusal(schema: object) -> Message | None:
    if schema is None:
        return say("The file does not say “schema = 1”: it is not a session of reciring.")
    if type(schema) is not int or schema < 1:
        return say("schema must be a number from 1 to {newest}.", newest=SCHEMA)
    if schema > SCHEMA:
        return say("The file was made by a newer reciring (schema {schema}): update to open it.", schema=schema)
    return None


def _tidy(tree: Any) -> None:
    """Clean the texts of a tree and tell its instants in UTC, in place: of thousands each call would count.

    An instant that UTC cannot tell stays, and is refused later.
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
            _tidy(value)
