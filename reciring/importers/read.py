"""Read participants from a file, from standard input or from pasted text.

The steps, each in a module of its own: bytes are decoded (``decode``) or opened as a workbook (``xlsx``,
``old_spreadsheets``); text is a table (``delimited``, ``html_table``, ``reshape``), contact cards (``vcards``), an
e-mail (``mail``) or lines (``lines``); in a table the part with the people is found (``blocks``) and its columns
(``columns``, ``headings``); names are read (``names``) and people checked (``people``).

Nothing is added here: the caller shows what was understood, and adds the people when the user agrees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from reciring.importers.addresses import has_addresses
from reciring.importers.blocks import Block, find_people, is_heading_row
from reciring.importers.columns import row_record
from reciring.importers.corrections import Corrections
from reciring.importers.decode import decode_text
from reciring.importers.delimited import has_bars, parse_bars, parse_rows
from reciring.importers.files import (
    check_bytes,
    document_message,
    encrypted_message,
    read_bytes,
    wrong_format_message,
)
from reciring.importers.headings import read_heading
from reciring.importers.html_table import looks_like_html, read_html
from reciring.importers.lines import name_part, parse_lines, without_mark
from reciring.importers.mail import looks_like_mail, read_mail
from reciring.importers.names import looks_like_full_name
from reciring.importers.old_spreadsheets import read_spreadsheet
from reciring.importers.participants import (
    Column,
    Field,
    ImportDetails,
    LineError,
    ListKind,
    ParticipantList,
    ParticipantListError,
    join_messages,
    shorten_line,
)
from reciring.importers.people import build_participant_list
from reciring.importers.reshape import read_reshaped
from reciring.importers.rows import MAX_ENTRIES, MAX_LINES, MAX_TEXT_LENGTH, Row, Sheet
from reciring.importers.vcards import looks_like_vcards, read_vcards
from reciring.importers.xlsx import archive_kind, read_xlsx
from reciring.ring.message import Message, say
from reciring.ring.text import squeeze

__all__ = [
    "NO_CORRECTIONS",
    "Corrections",
    "ParticipantList",
    "ParticipantListError",
    "parse_bytes",
    "parse_participants",
    "read_participants",
]

NO_CORRECTIONS = Corrections()
_SAMPLE_ROWS = 200
"""Rows by which the delimiter is judged."""
_DELIMITERS = "\t;,"
# The first line of a CSV file by Excel.
_SEP_LINE = re.compile(r"\Asep=([^\w\s\"]|\t)\n", re.IGNORECASE)
_QUOTED_CELL = re.compile(r'(?:\A|(?<=[\t;,])|(?<=[\t;,] ))"(?:[^"]|"")*+"')
_ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of an old .xls or .doc file, and of an .xlsx file with a password."""
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_WORD_PART = "WordDocument".encode("utf-16-le")
_OLD_EXCEL = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")


def read_participants(path: Path, corrections: Corrections = NO_CORRECTIONS) -> ParticipantList:
    """The participants in a file. Its content decides how it is read, not its name.

    Raises ParticipantListError, and nothing else, if the file cannot be read at all.
    """
    file = shorten_line(squeeze(path.name or str(path)))
    return parse_bytes(read_bytes(path, file), file, corrections)


def parse_bytes(data: bytes, file: str, corrections: Corrections = NO_CORRECTIONS) -> ParticipantList:
    """The participants in the bytes of a file; ``file`` is its name, for messages. Raises ParticipantListError."""
    check_bytes(data, file)
    if data.startswith(_ZIP_SIGNATURES):
        read = read_xlsx if archive_kind(data, file) == "xlsx" else read_spreadsheet
        return _from_sheets(read(data, file), ListKind.SHEET, corrections)
    if data.startswith((_OLE_SIGNATURE, *_OLD_EXCEL)):
        if _ENCRYPTED_PART in data:
            raise ParticipantListError(encrypted_message(file))
        if _WORD_PART in data:
            raise ParticipantListError(document_message(file))
        return _from_sheets(read_spreadsheet(data, file), ListKind.SHEET, corrections)
    decoded = decode_text(data, file)
    if decoded.text.lstrip()[:5].lower() == "<?xml" and not looks_like_html(decoded.text):
        raise ParticipantListError(wrong_format_message(file))
    people = parse_participants(decoded.text, corrections, encoding=decoded.encoding)
    if decoded.doubt:
        people = _with_notes(people, decoded.doubt)
    if looks_like_html(decoded.text) and not people.participants and not people.errors:
        raise ParticipantListError(wrong_format_message(file))
    return people


def parse_participants(text: str, corrections: Corrections = NO_CORRECTIONS, *, encoding: str = "") -> ParticipantList:
    """The participants in a text, as it is pasted or was in a file.

    Raises ParticipantListError for a table that has headings but no column with names, or lacks a sheet that
    ``corrections`` names.
    """
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = whole[:MAX_TEXT_LENGTH]
    if looks_like_html(text):
        sheets, outside = read_html(text)
        if sheets:
            return _from_sheets(sheets, ListKind.PAGE, corrections, encoding)
        text = whole = outside
    if looks_like_vcards(text):
        return build_participant_list(read_vcards(text), ImportDetails(kind=ListKind.CARDS))
    if looks_like_mail(text):
        return build_participant_list(read_mail(text), ImportDetails(kind=ListKind.MAIL))
    delimiter, rows = _find_table(text)
    if rows:
        people = _from_sheets([Sheet("", rows)], ListKind.TABLE, corrections, encoding, delimiter)
    else:
        people = build_participant_list(parse_lines(text), ImportDetails(kind=ListKind.LINES, encoding=encoding))
    rest = None
    if text.rstrip().count("\n") >= MAX_LINES:
        rest = LineError(MAX_LINES + 1, "", say("Stopped here: a list can have up to {most} lines.", most=MAX_LINES))
    elif len(whole.rstrip()) > len(text):
        message = say("Stopped here: a list can have up to {most} characters.", most=MAX_TEXT_LENGTH)
        rest = LineError(text.count("\n") + 1, "", message)
    if rest is None or len(people.participants) + len(people.errors) >= MAX_ENTRIES:
        return people
    return ParticipantList(people.participants, (*people.errors, rest), people.details)


def _with_notes(people: ParticipantList, *notes: Message) -> ParticipantList:
    import msgspec

    details = msgspec.structs.replace(people.details, notes=(*people.details.notes, *notes))
    return ParticipantList(people.participants, people.errors, details)


def _find_table(text: str) -> tuple[str, list[Row]]:
    """The delimiter and the rows of a table; no rows if the text is lines."""
    if sep_line := _SEP_LINE.match(text):
        # The line break stays, for the line numbers.
        return sep_line[1], list(parse_rows(text[sep_line.end() - 1 :], sep_line[1]))
    lines = [(number, line) for number, line in enumerate(text.split("\n", MAX_LINES)[:MAX_LINES], 1) if line.strip()]
    if reshaped := read_reshaped(lines):
        return "\n", reshaped
    tables = [(sign, list(parse_rows(text, sign))) for sign in _DELIMITERS if sign in text]
    if has_bars(text):
        tables.append(("|", parse_bars(text)))
    known = [(max((_known(row) for row in rows[:_SAMPLE_ROWS]), default=0), sign, rows) for sign, rows in tables]
    best = max(known, key=lambda found: found[0], default=(0, "", []))
    if best[0]:
        return best[1], best[2]
    if has_addresses(text) and "|" not in dict(tables):
        return "", []
    unmarked = "\n".join(without_mark(line) for line in text.split("\n", MAX_LINES)[:MAX_LINES])
    for sign, rows in tables:
        if sign == "\t":
            rows = list(parse_rows(unmarked, sign))
        if _can_be_table(sign, rows, unmarked):
            return sign, rows
    return "", []


def _known(row: Row) -> int:
    """How many of several headings in a row are known; 0 if it is not a row of headings."""
    filled = [cell for cell in row.cells if cell]
    return sum(bool(read_heading(cell)) for cell in filled) if len(filled) > 1 and is_heading_row(row) else 0


def _can_be_table(sign: str, rows: list[Row], text: str) -> bool:
    """Whether rows without headings are a table: most lines have the delimiter in the part with the name."""
    if sign == "|":
        return True
    sample = rows[:_SAMPLE_ROWS]
    lines = [line for line in text.split("\n", _SAMPLE_ROWS)[:_SAMPLE_ROWS] if line.strip()]
    pieces = [cell for row in sample for cell in row.cells if cell]
    if sign in ";," and all(looks_like_full_name(piece) or (sign == ";" and ", " in piece) for piece in pieces):
        return False
    if all("@" in piece for piece in pieces):
        return False
    if sign == ",":
        # "Name, organisation: question" is also how a line is typed. So commas alone do not make a table: equal rows of
        # three cells do, and a cell of several lines.
        widths = {len(row.cells) for row in sample}
        equal = len(sample) > 1 and len(widths) == 1 and min(widths) > 2
        asked = sum(len(name_part(line)) < len(line) for line in lines)
        return "\n" in "".join(pieces) or (equal and asked * 2 < len(lines))
    return sum(sign in _QUOTED_CELL.sub("", name_part(line)).strip() for line in lines) * 2 > len(lines)


def _from_sheets(
    sheets: Sequence[Sheet], kind: ListKind, corrections: Corrections, encoding: str = "", delimiter: str = ""
) -> ParticipantList:
    """The people of the sheet that has most of them, or that the user named."""
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        return build_participant_list([], ImportDetails(kind=kind, encoding=encoding, delimiter=delimiter))
    chosen = _named_sheet(sheets, corrections.sheet) if corrections.sheet else None
    found = [(sheet, find_people(sheet.rows, corrections.columns)) for sheet in ([chosen] if chosen else sheets[:50])]
    sheet, block = max(found, key=lambda pair: pair[1].score)
    if not block.columns.has_names and block.columns.headings and Field.EMAIL not in block.columns.fields:
        names = join_messages([heading for heading in block.columns.headings if heading][:12])
        raise ParticipantListError(
            say("None of the columns {columns} has names. Give the right column the heading Name.", columns=names)
        )
    records = (row_record(row, block.columns) for row in block.rows)
    details = ImportDetails(
        kind=kind,
        delimiter=delimiter,
        encoding=encoding,
        sheet=shorten_line(squeeze(sheet.title)) or str(sheets.index(sheet) + 1),
        sheets=tuple(shorten_line(squeeze(one.title), 30) for one in sheets),
        has_headings=bool(block.columns.headings),
        columns=_shown_columns(block),
        around=block.around,
        notes=sheet.notes,
    )
    return build_participant_list(records, details)


def _named_sheet(sheets: Sequence[Sheet], wanted: str) -> Sheet:
    for number, sheet in enumerate(sheets, 1):
        if squeeze(sheet.title).casefold() == wanted.casefold() or str(number) == wanted:
            return sheet
    names = ", ".join(f"{number} {squeeze(sheet.title)[:30]}" for number, sheet in enumerate(sheets[:20], 1))
    raise ParticipantListError(say("There is no sheet “{sheet}”. Choose from: {sheets}.", sheet=wanted, sheets=names))


def _shown_columns(block: Block) -> tuple[Column, ...]:
    """The columns by number and heading, with what each holds."""
    columns = block.columns
    fields = {index: field for field, index in columns.fields.items()}
    return tuple(
        Column(index + 1, columns.headings[index] if index < len(columns.headings) else "", fields.get(index))
        for index in sorted({*fields, *columns.ignored})
    )
