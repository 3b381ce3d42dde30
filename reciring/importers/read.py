"""Read participants from a file or from pasted text. The only module that other packages import.

``read_participants`` and ``parse_participants`` only say what they understood. The caller shows it and adds the people.
"""

from __future__ import annotations

import itertools
import re
from functools import partial
from pathlib import Path

import msgspec

from reciring.importers.columns import parse_headings, read_table
from reciring.importers.csv_table import TableRow, parse_rows
from reciring.importers.decode import decode_text, encrypted_message, read_bytes
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

_HEADING_ROWS = 10
"""Rows in which headings are looked for, to find the delimiter."""
_SAMPLE_ROWS = 50
"""Rows by which the delimiter of a list without headings is judged."""
_DELIMITERS = "\t;,"
# The first line of a CSV file by Excel.
_SEP_LINE = re.compile(r"\Asep=([^\w\s\"]|\t)\n", re.IGNORECASE)
_QUOTED_CELL = re.compile(r'(?:\A|(?<=[\t;,])|(?<=[\t;,] ))"(?:[^"]|"")*+"')
_ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of an old .xls file, and of an .xlsx file with a password."""
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")


def read_participants(path: Path) -> ParticipantList:
    """The participants in a file: CSV, text from an e-mail, or .xlsx. Its content decides, not its name.

    Raises ParticipantListError, and nothing else, if the file cannot be read at all.
    """
    file = shorten_line(squeeze(path.name or str(path)))
    data = read_bytes(path, file)
    if data.startswith(_ZIP_SIGNATURES):
        sheet = read_sheet(data, file)
        entries, columns = read_table(sheet.rows)
        details = ImportDetails(
            kind=ListKind.SHEET,
            sheet=shorten_line(squeeze(sheet.title)),
            other_sheets=sheet.other_sheets,
            columns=columns.headings,
            ignored=columns.ignored,
        )
        return build_participant_list(entries, details)
    if data.startswith(_OLE_SIGNATURE):
        if _ENCRYPTED_PART in data:
            raise ParticipantListError(encrypted_message(file))
        raise ParticipantListError(say("{file} is an old Excel file: open it and save it as .xlsx or CSV.", file=file))
    return _parse(*decode_text(data, file))


def parse_participants(text: str) -> ParticipantList:
    """The participants in pasted text: a table from a spreadsheet, lines from an e-mail, a list of addresses.

    Raises ParticipantListError only for a table that has headings but no column with names.
    """
    return _parse(text, "")


def _parse(text: str, encoding: str) -> ParticipantList:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if sep_line := _SEP_LINE.match(text):
        delimiter, text = sep_line[1], text[sep_line.end() - 1 :]  # The line break stays, for the line numbers.
    else:
        delimiter = _find_delimiter(text)
    if delimiter:
        entries, columns = read_table(parse_rows(text, delimiter))
        details = ImportDetails(
            kind=ListKind.TABLE,
            delimiter=delimiter,
            encoding=encoding,
            columns=columns.headings,
            ignored=columns.ignored,
        )
    else:
        entries, details = parse_mail_lines(text), ImportDetails(kind=ListKind.LINES, encoding=encoding)
    result = build_participant_list(entries, details)
    if text.rstrip().count("\n") >= MAX_LINES and len(result.participants) + len(result.errors) < MAX_ENTRIES:
        rest = LineError(MAX_LINES + 1, "", say("Read up to here: {most} lines are the most.", most=MAX_LINES))
        result = msgspec.structs.replace(result, errors=(*result.errors, rest))
    return result


def _find_delimiter(text: str) -> str:
    """The delimiter of a table; "" if ``text`` is not a table."""
    for delimiter in _DELIMITERS:
        rows = itertools.islice(parse_rows(text, delimiter), _HEADING_ROWS)
        if any(len(row.cells) > 1 and parse_headings(row.cells) for row in rows):
            return delimiter
    if has_addresses(text):
        return ""
    for delimiter in _DELIMITERS:
        sample = list(itertools.islice(parse_rows(text, delimiter), _SAMPLE_ROWS))
        # "Name, organisation: question" is also how a line is typed. So commas alone do not make a table; a cell of
        # several lines does.
        can_be_table = delimiter != "," or any("\n" in row.source for row in sample)
        if can_be_table and sum(map(partial(_has_delimiter, delimiter), sample)) * 2 > len(sample):
            return delimiter
    return ""


def _has_delimiter(delimiter: str, row: TableRow) -> bool:
    """Whether the delimiter is in the name part of a row: not in a question, between quotes or at the ends."""
    return delimiter in _QUOTED_CELL.sub("", name_part(row.source)).strip()
