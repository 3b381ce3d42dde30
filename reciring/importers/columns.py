"""Find out what the columns of a table hold, by their headings or without them, and read its rows as entries."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reciring.importers.csv_table import TableRow
from reciring.importers.participants import EMAIL_PATTERN, Field, ParticipantListError, RawEntry, join_messages
from reciring.ring.message import say
from reciring.ring.text import fold, squeeze

# Most specific first: a column *Naam organisatie* holds organisations, not names.
_HEADINGS = {
    Field.ORGANISATION: "organisatie organisation organization organisatienaam organisationname organizationname"
    " bedrijf bedrijfsnaam company companyname afdeling department team instelling werkgever employer",
    Field.EMAIL: "email mail epost emailadres mailadres emailaddress mailaddress",
    Field.QUESTION: "vraag hulpvraag mijnvraag jouwvraag uwvraag mijnhulpvraag jouwhulpvraag uwhulpvraag"
    " question yourquestion myquestion",
    Field.FIRST: "voornaam roepnaam firstname givenname",
    Field.PREFIX: "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels",
    Field.LAST: "achternaam familienaam lastname surname familyname",
    Field.NAME: "naam name volledigenaam fullname displayname weergavenaam"
    " deelnemer deelnemers participant participants",
}
"""Folded headings without spaces and signs, by the field that they stand for."""
_FIELD_OF_HEADING = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split()}
_NAME_FIELDS = {Field.NAME, Field.FIRST, Field.LAST}
_MAX_HEADING_LENGTH = 80
_MAX_ROWS_ABOVE = 10
"""The headings must be in one of so many rows: there can be a title above them."""


class Columns(NamedTuple):
    """What the columns of a table hold."""

    indexes: dict[Field, int]
    """The column of each field, from 0; empty if there are no headings."""
    headings: tuple[tuple[Field, str], ...]
    """Each field with its heading, in the order of the table."""
    ignored: tuple[str, ...]
    """The headings of the other columns; without headings their numbers, from 1."""


def parse_headings(cells: Sequence[str]) -> Columns | None:
    """The columns, if ``cells`` are headings; else None.

    At least one cell must be a known heading. The other cells may be sentences (*Wat is je naam?*) that contain a
    known heading, if that gives a column with names.
    """
    if any("@" in value for value in cells):
        return None
    known = {
        index: _FIELD_OF_HEADING[heading]
        for index, heading in enumerate(map(_normalised, cells))
        if heading in _FIELD_OF_HEADING
    }
    indexes = {field: index for index, field in reversed(known.items())}  # Of two equal headings the first counts.
    certain = len(indexes) > 1 or (len(cells) == 1 and not _NAME_FIELDS.isdisjoint(indexes))
    if known:
        for index, value in enumerate(cells):
            field = next((field for field in _fields_in(value) if field not in indexes), None)
            if index not in known and field:
                indexes[field] = index
    if not certain and (len(indexes) < 2 or _NAME_FIELDS.isdisjoint(indexes)):
        return None
    in_order = sorted((index, field) for field, index in indexes.items())
    ignored = (squeeze(value) for index, value in enumerate(cells) if index not in indexes.values())
    return Columns(
        indexes,
        tuple((field, squeeze(cells[index])) for index, field in in_order),
        tuple(filter(None, ignored)),
    )


def _normalised(heading: str) -> str:
    return "".join(filter(str.isalnum, fold(heading[:_MAX_HEADING_LENGTH])))


def _fields_in(heading: str) -> Iterator[Field]:
    """The fields whose headings are among the words of ``heading``, most specific first."""
    words = set(re.split(r"\W+", fold(heading[:_MAX_HEADING_LENGTH]).replace("-", "")))
    return (field for field, headings in _HEADINGS.items() if not words.isdisjoint(headings.split()))


def read_table(rows: Iterable[TableRow]) -> tuple[Iterator[RawEntry], Columns]:
    """The entries of a table, and its columns.

    Without headings the columns are: name, organisation, and any cell with an e-mail address. Raises
    ParticipantListError if there are headings but no column with names.
    """
    rows = iter(rows)
    first_rows = list(itertools.islice(rows, _MAX_ROWS_ABOVE))
    for number, row in enumerate(first_rows):
        columns = parse_headings(row.cells)
        if columns is None:
            continue
        if _NAME_FIELDS.isdisjoint(columns.indexes):
            found = join_messages([heading for _, heading in columns.headings])
            raise ParticipantListError(
                say("None of the columns {columns} holds names: call one of them Name.", columns=found)
            )
        above = map(_entry_above_headings, first_rows[:number])
        below = (_entry(row, columns.indexes) for row in itertools.chain(first_rows[number + 1 :], rows))
        return itertools.chain(above, below), columns
    # Many sheets have empty columns on the left.
    start = min((row.cells.index(next(filter(None, row.cells))) for row in first_rows), default=0)
    ignored = sorted({index for row in first_rows for index in _ignored_cells(row.cells, start)})
    entries = (_entry_without_headings(row, start) for row in itertools.chain(first_rows, rows))
    return entries, Columns({}, (), tuple(str(index + 1) for index in ignored))


def _ignored_cells(cells: Sequence[str], start: int) -> list[int]:
    """The indexes of cells that are not a name, an organisation or an e-mail address."""
    texts = [index for index, value in enumerate(cells) if index >= start and not EMAIL_PATTERN.search(value)]
    return [index for index in texts[2:] if cells[index]]


def _entry_above_headings(row: TableRow) -> RawEntry:
    """The entry for a row above the headings, such as a title or a date: only a problem."""
    return RawEntry(row.line, row.source, problem=say("This stands above the headings: left out."))


def _entry(row: TableRow, indexes: Mapping[Field, int]) -> RawEntry:
    values = {field: row.cells[index] for field, index in indexes.items() if index < len(row.cells)}
    return RawEntry(
        row.line,
        row.source,
        _full_name(values),
        values.get(Field.ORGANISATION, ""),
        values.get(Field.EMAIL, ""),
        values.get(Field.QUESTION, ""),
    )


def _full_name(values: Mapping[Field, str]) -> str:
    """The name from its parts. Beside a column with first names, *Naam* may hold last names or full names."""
    name, first, last = (values.get(field, "") for field in (Field.NAME, Field.FIRST, Field.LAST))
    if name and (last or fold(first) in fold(name).split()):
        return name
    return " ".join(filter(None, (first, values.get(Field.PREFIX, ""), name or last)))


def _entry_without_headings(row: TableRow, start: int) -> RawEntry:
    """From column ``start``: the name, the organisation, and an e-mail address in any cell."""
    email, rest = split_address(row.cells[start:])
    name, organisation, *_ = [*rest, "", ""]
    return RawEntry(row.line, row.source, name, organisation, email)


def split_address(cells: Sequence[str]) -> tuple[str, list[str]]:
    """The first e-mail address in ``cells`` ("" without one), and the cells without it."""
    rest: list[str] = []
    email = ""
    for value in cells:
        match = None if email else EMAIL_PATTERN.search(value)
        if match is None:
            rest.append(value)
            continue
        email = match[0]
        around = f"{value[: match.start()]} {value[match.end() :]}".strip(" <>()-,;:'\"").removesuffix("mailto:")
        if around:
            rest.append(around)
    return email, rest
