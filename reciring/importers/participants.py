"""The result of reading a list: the people, the lines that were not used, and how the list was understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from reciring.ring.command_types import AddParticipant
from reciring.ring.message import Message, MessageError, say

MAX_SHOWN_CHARACTERS = 80
"""Characters of a line that are shown with its error."""
MAX_SHOWN_COLUMNS = 12
"""Columns that are named as left out."""


class Field(StrEnum):
    """What a column can hold. The parts of a name are joined to one name."""

    FIRST = "first name"
    INITIALS = "initials"
    MIDDLE = "middle name"
    PREFIX = "infix"
    LAST = "last name"
    NAME = "name"
    ORGANISATION = "organisation"
    EMAIL = "email"
    QUESTION = "question"
    STATUS = "status"


class ListKind(StrEnum):
    """How a list was written."""

    TABLE = "table"
    SHEET = "sheet"
    LINES = "lines"
    CARDS = "cards"
    MAIL = "mail"
    PAGE = "page"


class ImportedPerson(msgspec.Struct, frozen=True):
    """A person to add to the ring; ``line`` is where they are in the list, from 1."""

    name: str
    organisation: str
    email: str
    question: str
    line: int

    def to_add(self, at: dt.datetime) -> AddParticipant:
        """Return the command that adds this person."""
        return AddParticipant(
            at=at,
            name=self.name,
            organisation=self.organisation,
            email=self.email,
            question=self.question or None,
        )


class LineError(msgspec.Struct, frozen=True):
    """A line that was not used, or not completely: its number, the beginning of its text, and why."""

    line: int
    text: str
    message: Message


class Column(msgspec.Struct, frozen=True):
    """A column of the list: its number from 1, its heading, and what it holds (None: it is not used)."""

    number: int
    heading: str
    field: Field | None = None


class ImportDetails(msgspec.Struct, frozen=True, kw_only=True):
    """How the list as a whole was understood, to show before its people are added."""

    kind: ListKind
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    """All sheets or tables with something in them, in their order."""
    has_headings: bool = False
    columns: tuple[Column, ...] = ()
    around: tuple[int, ...] = ()
    """The lines above, between and below the list."""
    notes: tuple[Message, ...] = ()
    swapped_names: int = 0
    """How many names were written as ``Visser, Anne``."""
    named_by_address: int = 0
    """How many people had no name but an address that holds one."""

    def messages(self, *, options: bool = False) -> tuple[Message, ...]:
        """One sentence for each thing that the user should know.

        The user corrects the columns by typing them, or with ``options`` of the command line.
        """
        messages = [self._written_as(), *self.notes]
        if len(self.sheets) > 1:
            numbered = [f"{number} {name or '–'}" for number, name in enumerate(self.sheets, 1)]
            sheets = ", ".join(numbered)
            if options:
                messages.append(say("Sheets: {sheets}. Another one? Add --sheet 2.", sheets=sheets))
            else:
                messages.append(say("Sheets: {sheets}. Another one? Type sheet=2.", sheets=sheets))
        used = [column for column in self.columns if column.field]
        if used:
            pairs = [
                say("{heading} → {field}", heading=_column_name(column), field=FIELD_NAMES[column.field])
                for column in used
                if column.field
            ]
            columns = join_messages(pairs)
            if options:
                messages.append(say('Columns: {columns}. Wrong? Add --columns "2=name 5=email".', columns=columns))
            else:
                messages.append(say("Columns: {columns}. Wrong? Type 2=name 5=email.", columns=columns))
        if (ignored := [column for column in self.columns if not column.field]) and used:
            names: list[Message | str] = [_column_name(column) for column in ignored[:MAX_SHOWN_COLUMNS]]
            if len(ignored) > MAX_SHOWN_COLUMNS:
                names.append("…")
            messages.append(say("Skipped columns: {columns}.", columns=join_messages(names)))
        if self.around:
            messages.append(say("Not part of the list: {lines}.", lines=_line_numbers(self.around)))
        if self.swapped_names:
            messages.append(say("Names written as “Visser, Anne” were turned around: {n}.", n=self.swapped_names))
        if self.named_by_address:
            messages.append(say("Names made from the part of an address before the @: {n}.", n=self.named_by_address))
        return tuple(messages)

    def _written_as(self) -> Message:
        if self.kind is ListKind.SHEET:
            return say("Read from the sheet {sheet}.", sheet=self.sheet)
        if self.kind is ListKind.TABLE:
            form = _DELIMITERS.get(self.delimiter) or say("columns separated by {sign}", sign=self.delimiter)
        else:
            form = _FORMS[self.kind]
        if not self.has_headings and self.columns:
            form = say("{form}, without headings", form=form)
        if self.encoding:
            return say("Read as {form}, in {encoding}.", form=form, encoding=self.encoding)
        return say("Read as {form}.", form=form)


class ParticipantList(msgspec.Struct, frozen=True):
    """The participants read from a list; not yet added to a session."""

    participants: tuple[ImportedPerson, ...]
    errors: tuple[LineError, ...]
    details: ImportDetails


class ParticipantListError(MessageError):
    """A file or list that cannot be read at all; ``message`` says why and what to do."""


FIELD_NAMES = {
    Field.NAME: say("name"),
    Field.FIRST: say("first name"),
    Field.INITIALS: say("initials"),
    Field.MIDDLE: say("middle name"),
    Field.PREFIX: say("infix"),
    Field.LAST: say("last name"),
    Field.ORGANISATION: say("organisation"),
    Field.EMAIL: say("e-mail address"),
    Field.QUESTION: say("question"),
    Field.STATUS: say("coming or not"),
}
_DELIMITERS = {
    ";": say("columns separated by semicolons"),
    ",": say("columns separated by commas"),
    "\t": say("columns separated by tabs"),
    "|": say("columns separated by vertical bars"),
    "\n": say("one line per cell"),
}
_FORMS = {
    ListKind.LINES: say("one line per person, with questions after a colon"),
    ListKind.CARDS: say("contact cards"),
    ListKind.MAIL: say("an e-mail: its sender and recipients"),
    ListKind.PAGE: say("a table on a web page"),
}


def _column_name(column: Column) -> Message | str:
    if column.heading:
        return f"{column.number} {shorten_line(column.heading, 30)}"
    return say("column {n}", n=column.number)


def _line_numbers(lines: Sequence[int]) -> Message:
    """``1–12, 16``: lines that follow each other are named by the first and the last."""
    groups: list[list[int]] = []
    for line in lines:
        if groups and line == groups[-1][-1] + 1:
            groups[-1].append(line)
        else:
            groups.append([line])
    named = [f"{group[0]}–{group[-1]}" if len(group) > 1 else str(group[0]) for group in groups[:MAX_SHOWN_COLUMNS]]
    if len(groups) > MAX_SHOWN_COLUMNS:
        named.append("…")
    if len(lines) == 1:
        return say("line {lines}", lines=named[0])
    return say("lines {lines}", lines=", ".join(named))


def shorten_line(text: str, most: int = MAX_SHOWN_CHARACTERS) -> str:
    """``text``, cut to ``most`` characters so that it fits a line of the screen."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def join_messages(items: Sequence[Message | str]) -> Message:
    """The items separated by commas; each message is translated later."""
    placeholders = tuple((f"item{number}", item) for number, item in enumerate(items))
    return Message(", ".join(f"{{{name}}}" for name, _ in placeholders), placeholders)
