"""Find out what the columns of a table hold: by their headings, and by what is in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from reciring.importers.headings import Heading, read_heading
from reciring.importers.names import are_turned, looks_like_full_name, looks_like_name
from reciring.importers.participants import Field
from reciring.importers.rows import Record, Row
from reciring.importers.words import has_organisation_word, is_answer, is_no, is_yes, says_not_coming
from reciring.ring.message import Message, say
from reciring.ring.text import fold, squeeze

_SAMPLE_ROWS = 200
"""Rows by which a column is judged."""
_NAME_FIELDS = frozenset({Field.NAME, Field.FIRST, Field.LAST, Field.INITIALS})
_PHONE_OR_NUMBER = re.compile(r"[\d\s()+./:,€$%-]+")
_MIN_QUESTION_WORDS = 5


class Columns(NamedTuple):
    """What the columns of a table hold."""

    fields: Mapping[Field, int]
    """The column of each field, from 0."""
    headings: tuple[str, ...] = ()
    """The headings of all columns; () without headings."""
    ignored: tuple[int, ...] = ()
    """The columns with something in them that are not used."""
    given: bool = False
    """Whether the user said what some of them hold."""

    @property
    def has_names(self) -> bool:
        return not _NAME_FIELDS.isdisjoint(self.fields)


def find_columns(headings: Sequence[str], rows: Sequence[Row], given: Mapping[int, Field | None]) -> Columns:
    """The columns of ``rows`` below ``headings`` (() without headings).

    ``given`` is what the user said about columns.
    """
    headings = tuple(map(squeeze, headings))
    sample = rows[:_SAMPLE_ROWS]
    width = max([len(headings), *(len(row.cells) for row in sample)], default=0)
    values = [[text for row in sample if (text := squeeze(row.cell(index)))] for index in range(width)]
    meanings = [read_heading(headings[index]) if index < len(headings) else None for index in range(width)]
    fields = {field: index for index, field in given.items() if field is not None and index < width}
    taken = {*given}
    for field in Field:
        if field not in fields and (index := _best(field, meanings, values, taken)) is not None:
            fields[field] = index
            taken.add(index)
    _add_by_content(fields, headings, meanings, values, taken)
    ignored = tuple(index for index in range(width) if index not in fields.values() and values[index])
    return Columns(fields, headings, ignored, bool(given))


def _best(field: Field, meanings: list[Heading | None], values: list[list[str]], taken: set[int]) -> int | None:
    """The column whose heading says most clearly that it holds the field, and that does."""
    candidates = [
        (heading.strength, index)
        for index, heading in enumerate(meanings)
        if heading and heading.field is field and index not in taken
    ]
    if field in (Field.ORGANISATION, Field.QUESTION) and len(candidates) == 1 and candidates[0][0] > 2:
        return candidates[0][1]  # Its heading says so, whatever is in it.
    found = [(strength + _agreement(field, values[index]), -index) for strength, index in candidates]
    strength, index = max(found, default=(0, 0))
    least = 2 if field in (Field.EMAIL, Field.ORGANISATION, Field.QUESTION) and len(found) > 1 else 1
    return -index if strength >= least or (found and field in _NAME_FIELDS and strength > -1) else None


def _agreement(field: Field, values: list[str]) -> int:
    """What the content of a column adds to the strength of its heading; below 0 if it contradicts it."""
    if not values:
        return -2
    if field is Field.STATUS:
        return int(any(map(says_not_coming, values)))
    holds: Callable[[str], bool] = _HOLDS.get(field, bool)
    held = sum(map(holds, values))
    return 0 if held * 2 >= len(values) or (field is Field.EMAIL and held) else -4


def _is_text(value: str) -> bool:
    letters, digits = sum(map(str.isalpha, value)), sum(map(str.isdigit, value))
    return "@" not in value and "://" not in value and letters > 2 * digits


_HOLDS: dict[Field, Callable[[str], bool]] = {
    Field.EMAIL: lambda value: "@" in value,
    Field.NAME: lambda value: any(map(str.isalpha, value)),
    Field.ORGANISATION: lambda value: _is_text(value) and not is_answer(value),
    Field.QUESTION: lambda value: not is_answer(value) and not _PHONE_OR_NUMBER.fullmatch(value),
}


def _add_by_content(
    fields: dict[Field, int],
    headings: tuple[str, ...],
    meanings: list[Heading | None],
    values: list[list[str]],
    taken: set[int],
) -> None:
    """Add the columns that are recognised by what is in them: the addresses, and without headings all others."""
    free = [index for index, cells in enumerate(values) if index not in taken and cells and not (meanings[index])]
    if Field.EMAIL not in fields:
        emails = [index for index in free if _share(values[index], lambda value: "@" in value) > 0.5]
        if emails:
            fields[Field.EMAIL] = emails[0]
            free.remove(emails[0])
    texts = [
        index for index in free if _share(values[index], lambda text: _is_text(text) and not is_answer(text)) > 0.5
    ]
    if _NAME_FIELDS.isdisjoint(fields) and (not headings or any(meanings)):
        names = [index for index in texts if _share(values[index], looks_like_name) > 0.5]
        if names:
            name = max(names, key=lambda index: (_share(values[index], looks_like_full_name) > 0.5, -index))
            fields[Field.NAME] = name
            texts.remove(name)
    if headings:
        return
    asked = [index for index in texts if Field.QUESTION not in fields and _asks(values[index])]
    if asked:
        fields[Field.QUESTION] = asked[0]
        texts.remove(asked[0])
    if texts and Field.ORGANISATION not in fields:
        if Field.NAME in fields and Field.EMAIL in fields and _are_surnames(fields, texts[0], values):
            first, last = fields.pop(Field.NAME), texts.pop(0)
            fields |= {Field.FIRST: first, Field.LAST: last}
            if are_turned(list(zip(values[first], values[last], strict=False))):
                fields |= {Field.FIRST: last, Field.LAST: first}
        elif Field.NAME in fields and are_turned(list(zip(values[fields[Field.NAME]], values[texts[0]], strict=False))):
            fields |= {Field.LAST: fields.pop(Field.NAME), Field.FIRST: texts.pop(0)}
        if texts:
            fields[Field.ORGANISATION] = texts[0]


def _are_surnames(fields: Mapping[Field, int], index: int, values: list[list[str]]) -> bool:
    """Whether most addresses hold the words of this column, as they hold those of the column with names."""
    letters = [re.sub(r"\W+|_", "", fold(address.partition("@")[0])) for address in values[fields[Field.EMAIL]]]
    found = [
        bool(last) and re.sub(r"\W+", "", fold(last)) in address and fold(first)[:1] in address
        for last, first, address in zip(values[index], values[fields[Field.NAME]], letters, strict=False)
    ]
    return sum(found) * 2 > len(found)


def _share(values: list[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, values)) / len(values) if values else 0.0


def _asks(values: list[str]) -> bool:
    """Whether a column without a heading holds questions: sentences, most of them with a question mark or long."""

    def asks(value: str) -> bool:
        return value.endswith("?") or (len(value.split()) >= _MIN_QUESTION_WORDS and not has_organisation_word(value))

    return _share(values, asks) > 0.5


def row_record(row: Row, columns: Columns) -> Record:
    """The person in a row, as written."""
    values = {field: row.cell(index) for field, index in columns.fields.items()}
    if not columns.headings and not columns.given and "@" not in values.get(Field.EMAIL, "") and "@" in row.source:
        values = _values_of_other_row(row)
    name = _full_name(values)
    if "originalname" in "".join(columns.headings).lower().replace(" ", "").replace("(", ""):
        name = re.sub(r"\s*\([^()]*\)\s*$", "", name) or name
    return Record(
        row.line,
        row.source,
        name,
        values.get(Field.ORGANISATION, ""),
        values.get(Field.EMAIL, ""),
        values.get(Field.QUESTION, ""),
        row.left_out or status_problem(row, columns),
    )


def _values_of_other_row(row: Row) -> dict[Field, str]:
    """The values of a row that has its address elsewhere than the rows around it, in a table without headings."""
    texts = [cell for cell in row.cells if cell and "@" not in cell]
    email = next((cell for cell in row.cells if "@" in cell), "")
    name, organisation, *_ = [*texts, "", ""]
    return {Field.NAME: name, Field.ORGANISATION: organisation, Field.EMAIL: email}


def realigned(row: Row, columns: Columns) -> Row:
    """A row with more cells than headings, because a comma in a name was not quoted; its parts are joined again."""
    email, width = columns.fields.get(Field.EMAIL), len(columns.headings)
    names = [index for field, index in columns.fields.items() if field in _NAME_FIELDS]
    if email is None or not names or not width or len(row.cells) <= width or "@" in row.cell(email):
        return row
    extra = len(row.cells) - width
    name = names[0]
    if name > email or "@" not in row.cell(email + extra):
        return row
    joined = ", ".join(filter(None, row.cells[name : name + extra + 1]))
    return row._replace(cells=(*row.cells[:name], joined, *row.cells[name + extra + 1 :]))


def _full_name(values: Mapping[Field, str]) -> str:
    """The name from its parts. Beside a column with first names, *Naam* may hold last names or full names."""
    name, last, prefix = (squeeze(values.get(field, "")) for field in (Field.NAME, Field.LAST, Field.PREFIX))
    first = squeeze(values.get(Field.FIRST, "")) or squeeze(values.get(Field.INITIALS, ""))
    if name and (not first or (not last and fold(first) in fold(name).split())):
        return name
    if name and "." in first and "," not in name and fold(last) in fold(name):
        return name  # The first name is only initials.
    if not first and not last:
        return name
    last = last or name
    if prefix and fold(last).startswith(f"{fold(prefix)} "):
        prefix = ""  # Some systems repeat it in the last name.
    middle = squeeze(values.get(Field.MIDDLE, ""))
    if "," not in first and "," in last:  # "Berg, van den"
        last, _, turned_prefix = (part.strip() for part in last.partition(","))
        prefix = prefix or turned_prefix
    return " ".join(filter(None, (first, middle, prefix, last)))


_ABOUT_ABSENCE = re.compile(
    r"afgemeld|cancell?ed|geannuleerd|annul|abgemeldet|abgesagt|nietaanwezig|komtniet|afwezig|absent|void",
    re.IGNORECASE,
)
"""Headings of columns in which *yes* means that somebody does not come."""


def status_problem(row: Row, columns: Columns) -> Message | None:
    """Why someone is skipped whose status is that they do not come; else None."""
    index = columns.fields.get(Field.STATUS)
    status = squeeze(row.cell(index)) if index is not None else ""
    if index is None or not status:
        return None
    heading = columns.headings[index] if index < len(columns.headings) else "–"
    about_absence = _ABOUT_ABSENCE.search(heading.replace(" ", "")) is not None
    if is_yes(status) if about_absence and (is_yes(status) or is_no(status)) else says_not_coming(status):
        return say("Skipped ({heading}: {status}).", heading=heading, status=status[:60])
    return None
