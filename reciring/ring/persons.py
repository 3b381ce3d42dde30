"""A participant in one line: ``Name[, organisation[, e-mail]][: question]``, CSV quoting for commas."""

from __future__ import annotations

import csv
from typing import NamedTuple

from reciring.ring.refusal import refuse


class Person(NamedTuple):
    name: str
    organisation: str = ""
    email: str = ""
    question: str | None = None


def read_person(text: str) -> Person:
    """Read one participant; raises Refused when there is no name, or more than name, organisation and e-mail."""
    colon = _colon(text)
    head, question = (text[:colon], text[colon + 1 :].strip()) if colon >= 0 else (text, "")
    try:
        fields = next(csv.reader([head], skipinitialspace=True, strict=True), [])
    except csv.Error:
        raise refuse('A quote is open: write it as "Bureau ""Ruimte""; advies".') from None
    fields = [field.strip() for field in fields]
    while fields and not fields[-1]:
        fields.pop()
    if not fields or not fields[0]:
        raise refuse("Type the name of a participant.")
    if len(fields) > 3:
        raise refuse("Name, organisation, e-mail: put a field that has a comma of its own between quotes.")
    name, organisation, email = (*fields, "", "")[:3]
    return Person(name, organisation, email, question or None)


def write_person(person: Person) -> str:
    """The line that ``read_person`` reads back."""
    fields = [person.name, person.organisation, person.email]
    while len(fields) > 1 and not fields[-1]:
        fields.pop()
    line = ", ".join(_quoted(field) for field in fields)
    return f"{line}: {person.question}" if person.question else line


def _quoted(field: str) -> str:
    if any(sign in field for sign in ',":'):
        return '"' + field.replace('"', '""') + '"'
    return field


def _colon(text: str) -> int:
    """The index of the first colon outside quotes; -1 if there is none."""
    quoted = False
    for index, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return index
    return text.find(":") if quoted else -1
