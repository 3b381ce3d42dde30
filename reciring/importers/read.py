"""Participants from a file or from pasted text: tables, mails and spreadsheets, as people really have them.

``read_participants`` and ``parse_participants`` only say what they understood; the caller shows that, and adds the people.
"""

from __future__ import annotations

import itertools
import re
from functools import partial
from pathlib import Path

import msgspec

from reciring.importers.csv_table import TableRow, parse_headings, parse_rows, read_table
from reciring.importers.mail_list import has_addresses, name_part, parse_mail_lines
from reciring.importers.participants import (
    MAX_ENTRIES,
    MAX_LINES,
    Field,
    ImportDetails,
    ImportedPerson,
    LineError,
    ListKind,
    ParticipantList,
    ParticipantListError,
    build_participant_list,
    shorten_line,
)
from reciring.importers.text import decode_text, encrypted_message, read_bytes
from reciring.importers.xlsx import read_sheet
from reciring.ring.message import say
from reciring.ring.text import squeeze

__all__ = [
    "Field",
    "ImportDetails",
    "ImportedPerson",
    "LineError",
    "ListKind",
    "ParticipantList",
    "ParticipantListError",
    "parse_participants",
    "read_participants",
]

_PEEKED = 50
"""Rows by which the delimiter of a list without headings is judged."""
_DECLARED = re.compile(r"\Asep=([^\w\s\"]|\t)\n", re.IGNORECASE)
_QUOTED = re.compile(r'(?:\A|(?<=[\t;,])|(?<=[\t;,] ))"(?:[^"]|"")*+"')
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins an old .xls, and also an .xlsx with a password."""
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")


def read_participants(path: Path) -> ParticipantList:
    """The participants in a file: CSV, a mail's text, or .xlsx, told apart by what is in it, not by its name.

    Raises ImportProblem, and nothing else, if the file as a whole cannot be read.
    """
    file = shorten_line(squeeze(path.name or str(path)))
    data = read_bytes(path, file)
    if data.startswith(_ARCHIVES):
        sheet = read_sheet(data, file)
        entries, columns = read_table(sheet.rows)
        understood = ImportDetails(
            kind=ListKind.SHEET,
            sheet=shorten_line(squeeze(sheet.title)),
            other_sheets=sheet.other_sheets,
            columns=columns.headings,
            ignored=columns.ignored,
        )
        return build_participant_list(entries, understood)
    if data.startswith(_OLD_OFFICE):
        if _LOCKED_PART in data:
            raise ParticipantListError(encrypted_message(file))
        raise ParticipantListError(say("{file} is an old Excel file: open it and save it as .xlsx or CSV.", file=file))
    return _parse(*decode_text(data, file))


def parse_participants(text: str) -> ParticipantList:
    """The participants in pasted text: a table from a spreadsheet, lines from a mail, a list of addresses.

    Raises ImportProblem only for a table whose headings do not name the names.
    """
    return _parse(text, "")


def _parse(text: str, encoding: str) -> ParticipantList:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if declared := _DECLARED.match(text):
        # As Excel writes above its CSV. The line break stays, so that lines keep their numbers.
        delimiter, text = declared[1], text[declared.end() - 1 :]
    else:
        delimiter = _delimiter(text)
    if delimiter:
        entries, columns = read_table(parse_rows(text, delimiter))
        understood = ImportDetails(
            kind=ListKind.TABLE,
            delimiter=delimiter,
            encoding=encoding,
            columns=columns.headings,
            ignored=columns.ignored,
        )
    else:
        entries, understood = parse_mail_lines(text), ImportDetails(kind=ListKind.LINES, encoding=encoding)
    people = build_participant_list(entries, understood)
    if text.rstrip().count("\n") >= MAX_LINES and len(people.participants) + len(people.errors) < MAX_ENTRIES:
        rest = LineError(MAX_LINES + 1, "", say("Read up to here: {most} lines are the most.", most=MAX_LINES))
        people = msgspec.structs.replace(people, errors=(*people.errors, rest))
    return people


def _delimiter(text: str) -> str:
    """What divides the columns of a table; nothing if these are lines of another kind."""
    for sign in "\t;,":
        first = itertools.islice(parse_rows(text, sign), 10)
        if any(len(row.cells) > 1 and parse_headings(row.cells) for row in first):
            return sign
    if has_addresses(text):
        return ""
    for sign in "\t;,":
        rows = list(itertools.islice(parse_rows(text, sign), _PEEKED))
        # "Name, organisation: question" is also how a line is typed: commas alone make no table, but a cell of
        # several lines does.
        table = sign != "," or any("\n" in row.source for row in rows)
        if table and sum(map(partial(_divides, sign), rows)) * 2 > len(rows):
            return sign
    return ""


def _divides(sign: str, row: TableRow) -> bool:
    """Whether a row has this delimiter among what says who: not in a question, in quotes, or around it all."""
    return sign in _QUOTED.sub("", name_part(row.source)).strip()
