"""The result of reading a list: the people, the lines that could not be used, and how the list was understood.

The readers (``csv_table`` and ``columns``, ``mail_list``, ``xlsx``) only split a list into entries. Here every entry is
cleaned and checked, so that a person is the same whatever kind of file they came in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from reciring.ring.message import Message, say
from reciring.ring.text import fold, squeeze

MAX_ENTRIES = 500
"""Entries read from one list; a ring has about twenty people."""
MAX_LINES = 5_000
"""Lines or rows read, including blank ones."""
MAX_SHOWN_CHARACTERS = 80
"""Characters of a line that are shown with its error."""

# The lookbehind makes it start only where a word begins, so that a long word takes time in proportion to its length.
_ADDRESS_CHARACTER = r'[^\s@<>(),;:"\[\]\\]'
EMAIL_PATTERN = re.compile(rf"(?<!{_ADDRESS_CHARACTER}){_ADDRESS_CHARACTER}++@{_ADDRESS_CHARACTER}++")


class Field(StrEnum):
    """What a column can hold. First name, prefix and last name are joined to one name."""

    NAME = "name"
    FIRST = "first name"
    PREFIX = "name prefix"
    LAST = "last name"
    ORGANISATION = "organisation"
    EMAIL = "email"
    QUESTION = "question"


MAX_FIELD_LENGTHS = {Field.NAME: 200, Field.ORGANISATION: 200, Field.EMAIL: 254, Field.QUESTION: 2_000}
"""Characters of a field, after cleaning."""


class ListKind(StrEnum):
    """How a list was written."""

    TABLE = "table"
    SHEET = "sheet"
    LINES = "lines"


class ImportedPerson(msgspec.Struct, frozen=True):
    """A person to add to the ring; ``line`` is where they are in the list, from 1."""

    name: str
    organisation: str
    email: str
    question: str
    line: int


class LineError(msgspec.Struct, frozen=True):
    """A line that was not used, or not completely: its number, the beginning of its text, and why."""

    line: int
    text: str
    message: Message


class ImportDetails(msgspec.Struct, frozen=True, kw_only=True):
    """How the list as a whole was understood, to show before its people are added."""

    kind: ListKind
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    other_sheets: int = 0
    columns: tuple[tuple[Field, str], ...] = ()
    """Each field with its heading, in the order of the list; empty without headings."""
    ignored: tuple[str, ...] = ()
    """The headings of the columns that were not used; without headings their numbers."""
    swapped_names: int = 0
    """How many names were written as ``Visser, Anne``."""

    def messages(self) -> tuple[Message, ...]:
        """One sentence for each thing that the user should know."""
        messages = [self._written_as()]
        if self.columns:
            pairs = [
                say("{heading} → {field}", heading=name, field=_FIELD_NAMES[field]) for field, name in self.columns
            ]
            messages.append(say("Columns: {columns}.", columns=join_messages(pairs)))
        elif self.kind is not ListKind.LINES:
            messages.append(say("There are no headings: read as name, organisation, and the e-mail address by its @."))
        if self.ignored:
            left = self.ignored if self.columns else [say("column {n}", n=number) for number in self.ignored]
            messages.append(say("Left out: {columns}.", columns=join_messages(left)))
        if self.swapped_names:
            messages.append(say("Names written as “Visser, Anne” were turned around: {n}.", n=self.swapped_names))
        return tuple(messages)

    def _written_as(self) -> Message:
        if self.kind is ListKind.SHEET:
            if self.other_sheets:
                return say("Read from the sheet {sheet}; other sheets were left out.", sheet=self.sheet)
            return say("Read from the sheet {sheet}.", sheet=self.sheet)
        if self.kind is ListKind.LINES:
            form = say("a line for each person, with a question behind a colon")
        else:
            form = _DELIMITERS.get(self.delimiter) or say("columns divided by {sign}", sign=self.delimiter)
        if self.encoding:
            return say("Read as {form}, in {encoding}.", form=form, encoding=self.encoding)
        return say("Read as {form}.", form=form)


class ParticipantList(msgspec.Struct, frozen=True):
    """A list of participants as it was understood; not yet added to a session."""

    participants: tuple[ImportedPerson, ...]
    errors: tuple[LineError, ...]
    details: ImportDetails


class ParticipantListError(Exception):
    """A file or list that cannot be read at all; ``message`` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class RawEntry(NamedTuple):
    """One person as written, not yet cleaned; ``source`` is the text of the line."""

    line: int
    source: str
    name: str = ""
    organisation: str = ""
    email: str = ""
    question: str = ""
    problem: Message | None = None
    """Why the reader already knows that this is not a person."""


_FIELD_NAMES = {
    Field.NAME: say("name"),
    Field.FIRST: say("first name"),
    Field.PREFIX: say("name prefix"),
    Field.LAST: say("last name"),
    Field.ORGANISATION: say("organisation"),
    Field.EMAIL: say("e-mail address"),
    Field.QUESTION: say("question"),
}
_DELIMITERS = {
    ";": say("columns divided by semicolons"),
    ",": say("columns divided by commas"),
    "\t": say("columns divided by tabs"),
}


def build_participant_list(entries: Iterable[RawEntry], details: ImportDetails) -> ParticipantList:
    """The people in ``entries``, and an error for each entry, or part of one, that cannot be used."""
    people: dict[str, ImportedPerson] = {}
    errors: list[LineError] = []
    swapped_names = 0
    for number, entry in enumerate(entries):
        if number == MAX_ENTRIES:
            errors.append(_error(entry, say("Read up to here: {most} people are the most.", most=MAX_ENTRIES)))
            break
        person = _person(entry)
        if reason := entry.problem or _why_unusable(person) or _why_duplicate(person, people):
            errors.append(_error(entry, reason))
            continue
        person, doubt = _without_invalid_address(person)
        if doubt:
            errors.append(_error(entry, doubt))
        people[fold(person.name)] = person
        swapped_names += "," in squeeze(entry.name) and "," not in person.name
    details = msgspec.structs.replace(details, swapped_names=swapped_names)
    return ParticipantList(tuple(people.values()), tuple(errors), details)


def _person(entry: RawEntry) -> ImportedPerson:
    fields = (entry.name, entry.organisation, entry.email, entry.question)
    name, organisation, email, question = (squeeze(unicodedata.normalize("NFC", field)) for field in fields)
    return ImportedPerson(_first_name_first(name), organisation, email, question, entry.line)


def _first_name_first(name: str) -> str:
    """``Anne Visser`` for ``Visser, Anne``; other names as they are."""
    last, _, first = (part.strip() for part in name.partition(","))
    return f"{first} {last}" if last and first and "," not in first else name


def _why_unusable(person: ImportedPerson) -> Message | None:
    """Why this cannot be a participant; None if it can."""
    name = person.name
    if not name:
        return say("There is no name on this line.")
    if not any(map(str.isalpha, name)):
        if any(map(str.isnumeric, name)):
            return say("{name} would be a seat number: a name needs a letter.", name=shorten_line(name))
        return say("This is not a name: it has no letter.")
    for field in (Field.NAME, Field.ORGANISATION, Field.QUESTION):
        if len(getattr(person, field)) > MAX_FIELD_LENGTHS[field]:
            what, most = _FIELD_NAMES[field], MAX_FIELD_LENGTHS[field]
            return say("Too long: {field} has more than {most} characters.", field=what, most=most)
    return None


def _why_duplicate(person: ImportedPerson, people: Mapping[str, ImportedPerson]) -> Message | None:
    """Why the name is already taken by one of ``people``, by folded name; None if it is not."""
    earlier = people.get(fold(person.name))
    if earlier is None:
        return None
    return say(
        "{name} is on line {line} already; add an initial if this is somebody else.",
        name=shorten_line(earlier.name),
        line=earlier.line,
    )


def _without_invalid_address(person: ImportedPerson) -> tuple[ImportedPerson, Message | None]:
    """The person without an invalid e-mail address, and what the user should check; None if nothing."""
    match = EMAIL_PATTERN.search(person.email)
    if match and len(match[0]) <= MAX_FIELD_LENGTHS[Field.EMAIL]:
        person = msgspec.structs.replace(person, email=match[0])
    elif person.email:
        doubt = say("{name} comes along, but without an e-mail address: this is none.", name=shorten_line(person.name))
        return msgspec.structs.replace(person, email=""), doubt
    if "\ufffd" in person.name + person.organisation + person.question:
        return person, say("A letter could not be read: mend it by hand.")
    return person, None


def _error(entry: RawEntry, message: Message) -> LineError:
    return LineError(entry.line, shorten_line(squeeze(entry.source[: MAX_SHOWN_CHARACTERS * 4])), message)


def shorten_line(text: str) -> str:
    """``text``, cut to ``MAX_SHOWN_CHARACTERS`` so that it fits a line of the screen."""
    return text if len(text) <= MAX_SHOWN_CHARACTERS else f"{text[: MAX_SHOWN_CHARACTERS - 1]}…"


def join_messages(items: Sequence[Message | str]) -> Message:
    """The items separated by commas; each message is translated later."""
    placeholders = tuple((f"item{number}", item) for number, item in enumerate(items))
    return Message(", ".join(f"{{{name}}}" for name, _ in placeholders), placeholders)
