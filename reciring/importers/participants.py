"""Who was found in a list of participants, and what could not be used, line by line.

The readers (``tables``, ``maillines``, ``sheets``) only take a list apart into entries; here every entry is
cleaned and looked at, so that a person is the same person whatever file they came in.
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
"""Entries read from one list; a ring has twenty people."""
MAX_LINES = 5_000
"""Lines or rows looked at, blank ones included."""
MAX_SHOWN_CHARACTERS = 80
"""Characters of a line that are shown with its problem."""

# It is only tried where a word begins, so that a long word costs no more than its length.
_INSIDE = r'[^\s@<>(),;:"\[\]\\]'
EMAIL_PATTERN = re.compile(rf"(?<!{_INSIDE}){_INSIDE}++@{_INSIDE}++")


class Field(StrEnum):
    """What a column can hold. The three parts of a name become one."""

    NAME = "name"
    FIRST = "first name"
    PREFIX = "name prefix"
    LAST = "last name"
    ORGANISATION = "organisation"
    EMAIL = "email"
    QUESTION = "question"


MAX_FIELD_LENGTHS = {Field.NAME: 200, Field.ORGANISATION: 200, Field.EMAIL: 254, Field.QUESTION: 2_000}
"""Characters that a field may have, after cleaning."""


class ListKind(StrEnum):
    """How a list was written."""

    TABLE = "table"
    SHEET = "sheet"
    LINES = "lines"


class ImportedPerson(msgspec.Struct, frozen=True):
    """Somebody to invite into the circle; ``escape_line`` is where they stand in the list, from 1."""

    name: str
    organisation: str
    email: str
    question: str
    line: int


class LineError(msgspec.Struct, frozen=True):
    """What was not taken, or not wholly: the line number, the beginning of that line, and why."""

    line: int
    text: str
    message: Message


class ImportDetails(msgspec.Struct, frozen=True, kw_only=True):
    """What was made of the list as a whole, to be shown before its people are taken.

    ``page_width`` pairs each field with the heading it was found under, in the order of the list; empty without
    headings. ``ignored`` are the headings (or numbers) of the columns that were left out.
    """

    kind: ListKind
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    other_sheets: int = 0
    columns: tuple[tuple[Field, str], ...] = ()
    ignored: tuple[str, ...] = ()
    swapped_names: int = 0
    """How many names stood as ``Visser, Anne``."""

    def messages(self) -> tuple[Message, ...]:
        """One sentence for each thing worth knowing."""
        told = [self._written()]
        if self.columns:
            pairs = [say("{heading} → {field}", heading=name, field=_FIELDS[field]) for field, name in self.columns]
            told.append(say("Columns: {columns}.", columns=join_messages(pairs)))
        elif self.kind is not ListKind.LINES:
            told.append(say("There are no headings: read as name, organisation, and the e-mail address by its @."))
        if self.ignored:
            left = self.ignored if self.columns else [say("column {n}", n=number) for number in self.ignored]
            told.append(say("Left out: {columns}.", columns=join_messages(left)))
        if self.swapped_names:
            told.append(say("Names written as “Visser, Anne” were turned around: {n}.", n=self.swapped_names))
        return tuple(told)

    def _written(self) -> Message:
        if self.kind is ListKind.SHEET:
            if self.other_sheets:
                return say("Read from the sheet {sheet}; other sheets were left out.", sheet=self.sheet)
            return say("Read from the sheet {sheet}.", sheet=self.sheet)
        if self.kind is ListKind.LINES:
            how = say("a line for each person, with a question behind a colon")
        else:
            how = _DELIMITERS.get(self.delimiter) or say("columns divided by {sign}", sign=self.delimiter)
        if self.encoding:
            return say("Read as {form}, in {encoding}.", form=how, encoding=self.encoding)
        return say("Read as {form}.", form=how)


class ParticipantList(msgspec.Struct, frozen=True):
    """A list of participants as it was understood; nothing of it is in a session yet."""

    participants: tuple[ImportedPerson, ...]
    errors: tuple[LineError, ...]
    details: ImportDetails


class ParticipantListError(Exception):
    """A whole file or list that cannot be read; ``message`` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class RawEntry(NamedTuple):
    """One person as written, not yet cleaned; ``source`` is the line itself."""

    line: int
    source: str
    name: str = ""
    organisation: str = ""
    email: str = ""
    question: str = ""
    problem: Message | None = None
    """Why the reader itself already knows that this is nobody."""


_FIELDS = {
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


def join_messages(items: Sequence[Message | str]) -> Message:
    """Items one after the other, each in its own language."""
    gaps = tuple((f"item{number}", item) for number, item in enumerate(items))
    return Message(", ".join(f"{{{name}}}" for name, _ in gaps), gaps)


def build_participant_list(entries: Iterable[RawEntry], understood: ImportDetails) -> ParticipantList:
    """The people among entries, and a problem for each entry (or part of it) that cannot be used."""
    people: dict[str, ImportedPerson] = {}
    problems: list[LineError] = []
    turned = 0
    for number, entry in enumerate(entries):
        if number == MAX_ENTRIES:
            problems.append(_problem(entry, say("Read up to here: {most} people are the most.", most=MAX_ENTRIES)))
            break
        person = _person(entry)
        if reason := entry.problem or _unusable(person) or _twice(person, people):
            problems.append(_problem(entry, reason))
            continue
        person, doubt = _without_doubtful(person)
        if doubt:
            problems.append(_problem(entry, doubt))
        people[fold(person.name)] = person
        turned += "," in squeeze(entry.name) and "," not in person.name
    return ParticipantList(
        tuple(people.values()), tuple(problems), msgspec.structs.replace(understood, swapped_names=turned)
    )


def _person(entry: RawEntry) -> ImportedPerson:
    fields = (entry.name, entry.organisation, entry.email, entry.question)
    name, organisation, email, question = (squeeze(unicodedata.normalize("NFC", field)) for field in fields)
    return ImportedPerson(_turned(name), organisation, email, question, entry.line)


def _turned(name: str) -> str:
    """``Visser, Anne`` as an address book has it, the right way round."""
    last, _, first = (part.strip() for part in name.partition(","))
    return f"{first} {last}" if last and first and "," not in first else name


def _unusable(person: ImportedPerson) -> Message | None:
    """Why this cannot be somebody in the circle; None if it can."""
    name = person.name
    if not name:
        return say("There is no name on this line.")
    if not any(map(str.isalpha, name)):
        if any(map(str.isnumeric, name)):
            return say("{name} would be a seat number: a name needs a letter.", name=shorten_line(name))
        return say("This is not a name: it has no letter.")
    for field in (Field.NAME, Field.ORGANISATION, Field.QUESTION):
        if len(getattr(person, field)) > MAX_FIELD_LENGTHS[field]:
            what, most = _FIELDS[field], MAX_FIELD_LENGTHS[field]
            return say("Too long: {field} has more than {most} characters.", field=what, most=most)
    return None


def _twice(person: ImportedPerson, people: Mapping[str, ImportedPerson]) -> Message | None:
    earlier = people.get(fold(person.name))
    if earlier is None:
        return None
    return say(
        "{name} is on line {line} already; add an initial if this is somebody else.",
        name=shorten_line(earlier.name),
        line=earlier.line,
    )


def _without_doubtful(person: ImportedPerson) -> tuple[ImportedPerson, Message | None]:
    """The person without what is wrong and can be missed, and what that was."""
    found = EMAIL_PATTERN.search(person.email)
    if found and len(found[0]) <= MAX_FIELD_LENGTHS[Field.EMAIL]:
        person = msgspec.structs.replace(person, email=found[0])
    elif person.email:
        doubt = say("{name} comes along, but without an e-mail address: this is none.", name=shorten_line(person.name))
        return msgspec.structs.replace(person, email=""), doubt
    if "\ufffd" in person.name + person.organisation + person.question:
        return person, say("A letter could not be read: mend it by hand.")
    return person, None


def _problem(entry: RawEntry, message: Message) -> LineError:
    return LineError(entry.line, shorten_line(squeeze(entry.source[: MAX_SHOWN_CHARACTERS * 4])), message)


def shorten_line(text: str) -> str:
    """The beginning of a text, short enough to stand on a line of the screen."""
    return text if len(text) <= MAX_SHOWN_CHARACTERS else f"{text[: MAX_SHOWN_CHARACTERS - 1]}…"
