"""Tables: text with columns as spreadsheets write it, and rows whose headings may be anything or missing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from reciring.importers.participants import (
    EMAIL_PATTERN,
    MAX_LINES,
    Field,
    ParticipantListError,
    RawEntry,
    join_messages,
)
from reciring.ring.message import say
from reciring.ring.text import fold, squeeze

MAX_COLUMNS = 50
MAX_CELL_LENGTH = 4_000
"""Characters of a cell that are read: enough to see that it is too long."""

# The most telling first: a column *Naam organisatie* holds organisations, not names.
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
_FIELD_OF = {word: field for field, words in _HEADINGS.items() for word in words.split()}
_NAMES = {Field.NAME, Field.FIRST, Field.LAST}
_LONGEST_HEADING = 80
_SEARCHED = 10
"""Rows among which the headings are looked for: a title may stand above them."""


class TableRow(NamedTuple):
    """A row of a table: its line (or row) number from 1, the text it came from, its cells."""

    line: int
    source: str
    cells: list[str]


class Columns(NamedTuple):
    """Which field stands in which column, under which heading, and the headings of the other columns."""

    indexes: dict[Field, int]
    headings: tuple[tuple[Field, str], ...]
    ignored: tuple[str, ...]


def parse_rows(text: str, delimiter: str) -> Iterator[TableRow]:
    """The rows of delimited text whose lines end at LF, with their quotes resolved; blank rows are skipped.

    A quote that does not open a whole quoted cell is an ordinary character, so that one forgotten quote spoils
    no other row.
    """
    line, start = 1, 0
    cells: list[str] = []
    for cell in itertools.islice(_cell(delimiter).finditer(text), MAX_LINES * MAX_COLUMNS):
        if len(cells) < MAX_COLUMNS:
            value = cell["plain"] if cell["quoted"] is None else cell["quoted"].replace('""', '"')
            cells.append(value[:MAX_CELL_LENGTH].strip())
        if cell["end"] == delimiter:
            continue
        source = text[start : cell.start("end")]
        if any(cells):
            yield TableRow(line, source, cells)
        line, start, cells = line + source.count("\n") + 1, cell.end(), []
        if line > MAX_LINES:
            return


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    """One cell and what ends it: from each end the next cell begins, up to the end of the text."""
    sign = re.escape(delimiter)
    quoted = rf' *+"(?P<quoted>(?:[^"]|""){{0,{MAX_CELL_LENGTH}}}+)" *+(?={sign}|\n|\Z)'
    return re.compile(rf"(?:{quoted}|(?P<plain>[^{sign}\n]*+))(?P<end>{sign}|\n|\Z)")


def parse_headings(cells: Sequence[str]) -> Columns | None:
    """The columns, if these cells are headings; None if they are not.

    Headings are cells that are known word for word; if one is, the others are read more freely
    (*Wat is je naam?*), as long as that leads to names.
    """
    if any("@" in value for value in cells):
        return None
    known = {place: _FIELD_OF[word] for place, word in enumerate(map(_word, cells)) if word in _FIELD_OF}
    places = {field: place for place, field in reversed(known.items())}
    certain = len(places) > 1 or (len(cells) == 1 and not _NAMES.isdisjoint(places))
    if known:
        for place, value in enumerate(cells):
            field = next((field for field in _within(value) if field not in places), None)
            if place not in known and field:
                places[field] = place
    if not certain and (len(places) < 2 or _NAMES.isdisjoint(places)):
        return None
    taken = sorted((place, field) for field, place in places.items())
    ignored = (squeeze(value) for place, value in enumerate(cells) if place not in places.values())
    return Columns(
        places, tuple((field, squeeze(cells[place])) for place, field in taken), tuple(filter(None, ignored))
    )


def _word(value: str) -> str:
    return "".join(filter(str.isalnum, fold(value[:_LONGEST_HEADING])))


def _within(value: str) -> Iterator[Field]:
    """The fields that a heading of several words speaks of, the most telling first."""
    words = set(re.split(r"\W+", fold(value[:_LONGEST_HEADING]).replace("-", "")))
    return (field for field, known in _HEADINGS.items() if not words.isdisjoint(known.split()))


def read_table(rows: Iterable[TableRow]) -> tuple[Iterator[RawEntry], Columns]:
    """The entries of a table and its columns; without headings the columns are empty.

    Raises ImportProblem for headings among which there is no name.
    """
    rows = iter(rows)
    first = list(itertools.islice(rows, _SEARCHED))
    for number, record in enumerate(first):
        columns = parse_headings(record.cells)
        if columns is None:
            continue
        if _NAMES.isdisjoint(columns.indexes):
            found = join_messages([name for _, name in columns.headings])
            raise ParticipantListError(
                say("None of the columns {columns} holds names: call one of them Name.", columns=found)
            )
        above = map(_above, first[:number])
        below = (_entry(row, columns.indexes) for row in itertools.chain(first[number + 1 :], rows))
        return itertools.chain(above, below), columns
    # Many a sheet leaves its first column blank.
    start = min((record.cells.index(next(filter(None, record.cells))) for record in first), default=0)
    spare = sorted({place for record in first for place in _spare(record.cells, start)})
    entries = (_in_order(record, start) for record in itertools.chain(first, rows))
    return entries, Columns({}, (), tuple(str(place + 1) for place in spare))


def _spare(cells: Sequence[str], start: int) -> list[int]:
    """The places of what is neither a name, an organisation nor an address."""
    places = [place for place, value in enumerate(cells) if place >= start and not EMAIL_PATTERN.search(value)]
    return [place for place in places[2:] if cells[place]]


def _above(record: TableRow) -> RawEntry:
    """What stands above the headings: a title, a date."""
    return RawEntry(record.line, record.source, problem=say("This stands above the headings: left out."))


def _entry(record: TableRow, places: dict[Field, int]) -> RawEntry:
    found = {field: record.cells[place] for field, place in places.items() if place < len(record.cells)}
    return RawEntry(
        record.line,
        record.source,
        _whole_name(found),
        found.get(Field.ORGANISATION, ""),
        found.get(Field.EMAIL, ""),
        found.get(Field.QUESTION, ""),
    )


def _whole_name(found: dict[Field, str]) -> str:
    """The name from its parts; beside a first name, *Naam* may hold the last name only."""
    name, first = found.get(Field.NAME, ""), found.get(Field.FIRST, "")
    last = found.get(Field.LAST, "")
    if name and (last or fold(first) in fold(name).split()):
        return name
    return " ".join(filter(None, (first, found.get(Field.PREFIX, ""), name or last)))


def _in_order(record: TableRow, start: int) -> RawEntry:
    """An entry without headings: from ``start_question`` the name, the organisation, and anywhere an e-mail address."""
    email, rest = split_address(record.cells[start:])
    name, organisation, *_ = [*rest, "", ""]
    return RawEntry(record.line, record.source, name, organisation, email)


def split_address(cells: Sequence[str]) -> tuple[str, list[str]]:
    """The first e-mail address among cells, and the cells without it."""
    rest: list[str] = []
    email = ""
    for value in cells:
        found = None if email else EMAIL_PATTERN.search(value)
        if found is None:
            rest.append(value)
            continue
        email = found[0]
        around = f"{value[: found.start()]} {value[found.end() :]}".strip(" <>()-,;:'\"").removesuffix("mailto:")
        if around:
            rest.append(around)
    return email, rest
