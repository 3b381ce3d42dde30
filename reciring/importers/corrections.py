"""What the user says about a list that was misread: ``2=name 5=email sheet=2``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from reciring.importers.participants import Field
from reciring.ring.message import Message, say
from reciring.ring.text import fold, squeeze

_FIELD_WORDS = {
    Field.NAME: "name naam",
    Field.FIRST: "first voornaam firstname first-name",
    Field.INITIALS: "initials voorletters",
    Field.MIDDLE: "middle",
    Field.PREFIX: "infix tussenvoegsel prefix",
    Field.LAST: "last achternaam lastname last-name",
    Field.ORGANISATION: "organisation organization organisatie org company bedrijf",
    Field.EMAIL: "email e-mail mail",
    Field.QUESTION: "question vraag",
    Field.STATUS: "status",
}
_FIELDS: Mapping[str, Field | None] = {
    **{word: field for field, words in _FIELD_WORDS.items() for word in words.split()},
    **dict.fromkeys(("-", "none", "niets", "nothing"), None),
}
_COLUMN = re.compile(r"(\d{1,3})\s*=\s*(\S+)")
_SHEET = re.compile(r"(?:sheet|blad)\s*=\s*(?:\"([^\"]+)\"|(.+?)(?=\s+\d{1,3}\s*=|\Z))", re.IGNORECASE)


class Corrections(NamedTuple):
    """What columns hold (counted from 0; None: nothing), and the sheet, by its number or its name."""

    columns: Mapping[int, Field | None] = MappingProxyType({})
    sheet: str = ""

    def merge(self, other: Corrections) -> Corrections:
        """Both corrections; what ``other`` says counts. Columns of another sheet are forgotten."""
        if other.sheet and other.sheet != self.sheet:
            return other
        moved = {field for field in other.columns.values() if field}
        kept = {index: field for index, field in self.columns.items() if field not in moved}
        return Corrections({**kept, **other.columns}, self.sheet)


def parse_corrections(text: str) -> Corrections | Message | None:
    """The corrections on a line; a Message if a word in them is unknown, None if the line holds something else."""
    text = squeeze(text)
    sheet = ""
    if match := _SHEET.search(text):
        sheet = squeeze(match[1] or match[2])
        text = text[: match.start()] + text[match.end() :]
    columns: dict[int, Field | None] = {}
    for match in _COLUMN.finditer(text):
        word = fold(match[2].strip(",;"))
        if word not in _FIELDS:
            return say(
                "“{word}” is not a kind of column. Choose from: name, first, infix, last, organisation, email, "
                "question, status, -.",
                word=match[2][:30],
            )
        columns[int(match[1]) - 1] = _FIELDS[word]
    rest = _COLUMN.sub("", text).strip(" ,;")
    if rest or not (columns or sheet) or -1 in columns:
        return None
    return Corrections(columns, sheet)
