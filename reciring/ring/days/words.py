"""The words that days are made of, Dutch and English at once.

A word can mean several things: `mar` begins March, and `week` is a unit of time and a part of `next week`. So reading a
word gives all its meanings, each under a kind, and the forms (see ``forms``) pick the one that fits. A kind in capitals
has numbers (WEEKDAY: 0 for Monday). A kind in small letters is the word itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from reciring.ring.text import fold

# The numbers that a word means, by kind.
Meanings = Mapping[str, tuple[int, ...]]


def split_words(words: str) -> tuple[str, ...]:
    """Split words between spaces, to write tables of words as one text."""
    return tuple(words.split())


WEEKDAYS = {
    "dutch": split_words("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
    "english": split_words("monday tuesday wednesday thursday friday saturday sunday"),
}
MONTHS = {
    "dutch": split_words("januari februari maart april mei juni juli augustus september oktober november december"),
    "english": split_words("january february march april may june july august september october november december"),
}
_COUNTS = {
    "dutch": split_words("een twee drie vier vijf zes zeven acht negen tien elf twaalf"),
    "english": split_words("one two three four five six seven eight nine ten eleven twelve"),
}
_DAY_PARTS = split_words("ochtend morgen middag avond")
_SHORT_MONTHS = split_words("jan feb mar apr jun jul aug sep sept okt oct nov dec")

# How many days after the date of the session.
_OFFSETS = {
    0: "vandaag vanmiddag vanavond today tonight vanochtend vanmorgen",
    1: "morgen morgenochtend morgenmiddag morgenavond tomorrow",
    2: "overmorgen",
}
# The length of one unit as (months, days).
_UNITS = {
    (0, 1): "dag dagen day days",
    (0, 7): "week weken wk weeks",
    (1, 0): "maand maanden mnd month months",
}
# Words without numbers, by kind.
_PLAIN_WORDS = {
    "next": "volgende volgend next",
    "coming": "komende komend aanstaande a.s coming eerstvolgende",
    "as": "aanstaande a.s",
    "this": "this deze",
    "which": "volgende volgend next komende komend aanstaande a.s coming eerstvolgende this deze",
    "part": "afternoon evening middag avond morning ochtend",
    "week": "week wk",
    "month": "maand mnd month",
    "year": "jaar year",
    "end": "eind einde end",
    "of": "van of vd v.d",
    "or": "of or",
    "the": "de het the deze dit this",
    "in": "over in binnen within",
    "day": "day",
    "after": "after",
    "tomorrow": "tomorrow",
    "maand": "maand",
    "so": "zo",
    "quick": "snel gauw spoedig",
}
# In running text these are mostly in the past.
_PAST_IN_TEXT = split_words("vanochtend vanmorgen ochtend morning")
_ORDINAL_ENDINGS = split_words("e de ste st nd rd th")
# A number after a month is a year only in this range: in `1 december 1500 euro` it is an amount.
_LIKELY_YEARS = range(2010, 2100)

OPENING_PUNCTUATION = "([{<\"'“”„‟«‹‘’‚"
CLOSING_PUNCTUATION = ".,;:!?)]}>\"'“”»›‘’…"
_NO_MEANINGS: Meanings = {}


class DayWord(NamedTuple):
    """The meanings of one word by kind, and the punctuation after it (``vr.``)."""

    kinds: Meanings
    closing: str


def read_as_typed(word: str) -> DayWord:
    """Read a word where a day is expected: weekdays from two letters and months from three."""
    return _read(fold(word), _TYPED_TABLE)


def read_in_text(word: str) -> DayWord:
    """Read a word in running text: whole names and usual abbreviations, and `May` only with a capital."""
    if word.rstrip(CLOSING_PUNCTUATION) == "may":
        return DayWord(_NO_MEANINGS, "")
    return _read(fold(word), _TEXT_TABLE)


def _read(folded: str, table: Mapping[str, Meanings]) -> DayWord:
    core = folded.rstrip(CLOSING_PUNCTUATION)
    kinds = table.get(core)
    if kinds is None:
        kinds = _read_number(core) if core[:1].isdecimal() and core.isascii() else _NO_MEANINGS
    return DayWord(kinds, folded[len(core) :])


def _read_number(core: str) -> Meanings:
    """Read a word that begins with a digit: a number, an ordinal, or a whole date with separators."""
    if core.isdecimal():
        kinds: dict[str, tuple[int, ...]] = {}
        if len(core) <= 2:
            kinds["DAY"] = (int(core),)
        if len(core) <= 4:
            kinds["COUNT"] = (int(core),)
        if len(core) == 4 and int(core) in _LIKELY_YEARS:
            kinds["YEAR"] = (int(core),)
        return kinds
    digits = core.rstrip("abcdefghijklmnopqrstuvwxyz")
    if len(digits) <= 2 and digits.isdecimal() and core[len(digits) :] in _ORDINAL_ENDINGS:
        return {"DAY": (int(digits),), "ORDINAL": (int(digits),)}
    separator = next((separator for separator in "-/." if separator in core), "-")
    return _read_date(core.split(separator), short=separator != ".")


def _read_date(parts: list[str], *, short: bool) -> Meanings:
    """Read the parts of `1/12/27`, `1.12.2027`, `2027-12-01` or, if ``short``, `1-12` (with a dot that is a number)."""
    if not all(part.isdecimal() for part in parts):
        return _NO_MEANINGS
    match [len(part) for part in parts]:
        case [1 | 2, 1 | 2] if short:
            return {"SHORT": (int(parts[0]), int(parts[1]))}
        case [1 | 2, 1 | 2, 2]:
            return {"DATE": (int(parts[0]), int(parts[1]), 2000 + int(parts[2]))}
        case [1 | 2, 1 | 2, 4]:
            return {"DATE": (int(parts[0]), int(parts[1]), int(parts[2]))}
        case [4, 1 | 2, 1 | 2]:
            return {"DATE": (int(parts[2]), int(parts[1]), int(parts[0]))}
    return _NO_MEANINGS


def _beginnings(word: str, shortest: int) -> Iterable[str]:
    return (word[:length] for length in range(shortest, len(word) + 1))


def _table(*, typed: bool) -> dict[str, Meanings]:
    """Return the meanings of every word, for days that are ``typed`` or for running text."""
    table: dict[str, dict[str, tuple[int, ...]]] = {}

    def add(words: Iterable[str], kind: str, *values: int) -> None:
        for word in words:
            table.setdefault(word, {})[kind] = values

    for names in WEEKDAYS.values():
        for weekday, name in enumerate(names):
            add(_beginnings(name, 2) if typed else (name,), "WEEKDAY", weekday)
    for weekday, name in enumerate(WEEKDAYS["dutch"]):
        add((name + part for part in _DAY_PARTS), "WEEKDAY", weekday)
    # "maand" begins maandag, but in `komende maand` it is a month. It has a form of its own.
    table.pop("maand", None)
    for names in MONTHS.values():
        for month, name in enumerate(names, start=1):
            short = [word for word in _SHORT_MONTHS if name.startswith(word)]
            add(_beginnings(name, 3) if typed else (name, *short), "MONTH", month)
    add(("mrt",), "MONTH", 3)
    for names in _COUNTS.values():
        for count, name in enumerate(names, start=1):
            add((name,), "COUNT", count)
    add(("a", "an"), "COUNT", 1)
    for offset, words in _OFFSETS.items():
        add(split_words(words), "OFFSET", offset)
    for unit, words in _UNITS.items():
        add(split_words(words), "UNIT", *unit)
    for kind, words in _PLAIN_WORDS.items():
        add(split_words(words), kind)
    if not typed:
        for word in _PAST_IN_TEXT:
            del table[word]
    return dict(table)


_TYPED_TABLE: Final = _table(typed=True)
_TEXT_TABLE: Final = _table(typed=False)
