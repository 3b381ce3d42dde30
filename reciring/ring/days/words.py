"""The words of which days are made, Dutch and English at once.

A word may mean several things (`mar` begins March, `week` is a unit and a week): reading it gives every meaning by
kind, and the forms in `days` pick the one that fits. A kind in capitals carries numbers, a kind in small letters is
just that word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reciring.ring.text import fold

Meanings = Mapping[str, tuple[int, ...]]


def split_words(words: str) -> tuple[str, ...]:
    """Words written in one breath."""
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

# Days from the session's own.
_OFFSETS = {
    0: "vandaag vanmiddag vanavond today tonight vanochtend vanmorgen",
    1: "morgen morgenochtend morgenmiddag morgenavond tomorrow",
    2: "overmorgen",
}
# Months and days that one of it lasts.
_UNITS = {
    (0, 1): "dag dagen day days",
    (0, 7): "week weken wk weeks",
    (1, 0): "maand maanden mnd month months",
}
_PLAIN = {
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
# Told in running text, these have mostly passed.
_EARLIER = split_words("vanochtend vanmorgen ochtend morning")
_ORDINAL_ENDINGS = split_words("e de ste st nd rd th")
# A number that stands alone after a month is a year only if it is a likely one: `1 december 1500 euro` is an amount.
_LIKELY_YEARS = range(2010, 2100)

OPENING_PUNCTUATION = "([{<\"'“”„‟«‹‘’‚"
CLOSING_PUNCTUATION = ".,;:!?)]}>\"'“”»›‘’…"
_NOTHING: Meanings = {}


class DayWord(NamedTuple):
    """What one word may mean for a day, by kind, and the punctuation that closes it (``vr.``)."""

    kinds: Meanings
    closing: str


def read_as_typed(word: str) -> DayWord:
    """A word where a day is expected: beginnings of weekdays (two letters) and months (three) count."""
    return _read(fold(word), _TYPED)


def read_in_text(word: str) -> DayWord:
    """A word in running text, where `zo`, `we` and `maar` are no weekdays and no months, nor is a small `may`."""
    if word.rstrip(CLOSING_PUNCTUATION) == "may":
        return DayWord(_NOTHING, "")
    return _read(fold(word), _RUNNING)


def _read(folded: str, table: Mapping[str, Meanings]) -> DayWord:
    core = folded.rstrip(CLOSING_PUNCTUATION)
    kinds = table.get(core)
    if kinds is None:
        kinds = _read_number(core) if core[:1].isdecimal() and core.isascii() else _NOTHING
    return DayWord(kinds, folded[len(core) :])


def _read_number(core: str) -> Meanings:
    """A word that begins with a digit: a number, an ordinal, or a whole date with its separators."""
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
    sign = next((sign for sign in "-/." if sign in core), "-")
    return _read_date(core.split(sign), short=sign != ".")


def _read_date(parts: list[str], *, short: bool) -> Meanings:
    """The day, month and year of `1/12/27`, `1.12.2027`, `2027-12-01` or, if ``short``, `1-12`: `1.5` is a number."""
    if not all(part.isdecimal() for part in parts):
        return _NOTHING
    match [len(part) for part in parts]:
        case [1 | 2, 1 | 2] if short:
            return {"SHORT": (int(parts[0]), int(parts[1]))}
        case [1 | 2, 1 | 2, 2]:
            return {"DATE": (int(parts[0]), int(parts[1]), 2000 + int(parts[2]))}
        case [1 | 2, 1 | 2, 4]:
            return {"DATE": (int(parts[0]), int(parts[1]), int(parts[2]))}
        case [4, 1 | 2, 1 | 2]:
            return {"DATE": (int(parts[2]), int(parts[1]), int(parts[0]))}
    return _NOTHING


def _beginnings(word: str, shortest: int) -> Iterable[str]:
    return (word[:length] for length in range(shortest, len(word) + 1))


def _table(*, typed: bool) -> dict[str, Meanings]:
    table: dict[str, dict[str, tuple[int, ...]]] = {}

    def add(words: Iterable[str], kind: str, *values: int) -> None:
        for word in words:
            table.setdefault(word, {})[kind] = values

    for names in WEEKDAYS.values():
        for weekday, name in enumerate(names):
            add(_beginnings(name, 2) if typed else (name,), "WEEKDAY", weekday)
    for weekday, name in enumerate(WEEKDAYS["dutch"]):
        add((name + part for part in _DAY_PARTS), "WEEKDAY", weekday)
    table.pop("maand", None)  # begins maandag, but `komende maand` is a month: it has a form of its own
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
    for kind, words in _PLAIN.items():
        add(split_words(words), kind)
    if not typed:
        for word in _EARLIER:
            del table[word]
    return dict(table)


_TYPED = _table(typed=True)
_RUNNING = _table(typed=False)
