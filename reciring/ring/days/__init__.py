"""Days as people type them, in Dutch and English at once: `vr`, `volgende week dinsdag`, `1 dec`, `over 2 weken`.

The longest form (see `dayforms`) that fits the words decides; if that is no day on the calendar (`vr 31 feb`),
there is no day: better asked than guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from reciring.ring.days.forms import MAX_WORDS, PUNCTUATED_KINDS, TEXT_FORMS, TYPED_FORMS, DayForms
from reciring.ring.days.words import (
    CLOSING_PUNCTUATION,
    MONTHS,
    OPENING_PUNCTUATION,
    WEEKDAYS,
    DayWord,
    read_as_typed,
    read_in_text,
    split_words,
)
from reciring.ring.text import fold

_YEARS = range(1900, 2200)
# "afgelopen vrijdag", "elke vrijdag", "een zaterdag in maart", "de hele morgen": none of them is one day to come.
_NOT_AFTER = split_words(
    "afgelopen vorige verleden laatste last past sinds since elke iedere every each een a an de the hele goede goeie"
)


def parse_day(words: Sequence[str], base: dt.date) -> tuple[dt.date, int] | None:
    """The day that the longest run of leading words names, and how many words (at least 1) that takes.

    ``base`` is the session's day. None if there is no such day, or it lies outside the years 1900 to 2199.
    """
    read = [read_as_typed(word) for word in words[:MAX_WORDS]]
    day, count = _match(read, base, TYPED_FORMS)
    return None if day is None else (day, count)


def find_day(text: str, base: dt.date) -> tuple[dt.date, str] | None:
    """The first day named in running text, and the words of the text that name it, without their punctuation.

    Strict: no beginnings of words, no bare month or number, nothing that was marked with `@` already.
    """
    words = text.split()
    read = [read_in_text(word.lstrip(OPENING_PUNCTUATION)) for word in words]
    at = 0
    while at < len(words):
        if words[at].startswith("@") and words[at] != "@":
            marked = parse_day([words[at][1:], *words[at + 1 : at + MAX_WORDS]], base)
            at += marked[1] if marked else 1
            continue
        day, count = _match(read[at : at + MAX_WORDS], base, TEXT_FORMS)
        if day is not None and not (count == 1 and at and fold(words[at - 1]) in _NOT_AFTER):
            return day, _cut(text, words, at, count)
        at += max(count, 1)
    return None


def suggest_days(prefix: str) -> list[str]:
    """At most eight days, as they are typed, that begin with ``prefix``; the most common first."""
    head, space, last = prefix.rpartition(" ")
    candidates: Sequence[str] = _PHRASES
    kinds = [read_as_typed(word).kinds for word in head.split()]
    if len(kinds) == 1 and "DAY" in kinds[0]:
        candidates = [head + space + month for month in _MONTH_NAMES]
    elif len(kinds) == 2 and "in" in kinds[0] and "COUNT" in kinds[1]:
        units = _UNITS_ONE if kinds[1]["COUNT"] == (1,) else _UNITS_MORE
        candidates = [head + space + unit for unit in units]
    wanted = fold(head + space + last)
    return [phrase for phrase in candidates if fold(phrase).startswith(wanted)][:8]


def _match(read: Sequence[DayWord], base: dt.date, forms: DayForms) -> tuple[dt.date | None, int]:
    """The day of the longest form that fits the beginning, and its length; 0 if none fits."""
    if not read:
        return None, 0
    fitting = [form for kind in read[0].kinds for form in forms.get(kind, ()) if _fits(form[0], read)]
    if not fitting:
        return None, 0
    kinds, make = max(fitting, key=lambda form: len(form[0]))
    values = [value for kind, word in zip(kinds, read, strict=False) for value in word.kinds[kind]]
    try:
        day = make(base, *values)
    except (OverflowError, ValueError):  # the calendar's own way to say that there is no such day
        day = None
    return (day if day is not None and day.year in _YEARS else None), len(kinds)


def _fits(kinds: Sequence[str], read: Sequence[DayWord]) -> bool:
    if len(kinds) > len(read):
        return False
    last = len(kinds) - 1
    return all(
        kind in word.kinds
        and (index == last or not word.closing or (word.closing in (".", ",") and kind in PUNCTUATED_KINDS))
        for index, (kind, word) in enumerate(zip(kinds, read, strict=False))
    )


def _cut(text: str, words: Sequence[str], at: int, count: int) -> str:
    """The stretch of ``text`` that holds ``count`` of its words, without the punctuation around them."""
    start = end = 0
    for index in range(at + count):
        start_of_word = text.index(words[index], end)
        end = start_of_word + len(words[index])
        if index == at:
            start = start_of_word
    return text[start:end].lstrip(OPENING_PUNCTUATION).rstrip(CLOSING_PUNCTUATION)


def _phrases() -> list[str]:
    """Whole days in words, the most common first."""
    days = [*split_words("morgen tomorrow vandaag today vrijdag friday"), "volgende week", "next week"]
    days += [name for pair in zip(WEEKDAYS["dutch"], WEEKDAYS["english"], strict=True) for name in pair]
    days += ["eind van de week", "end of the week", "overmorgen", "day after tomorrow"]
    days += ["over een week", "in a week", "over twee weken", "in two weeks", "over een maand", "in a month"]
    days += ["eind van de maand", "end of the month", "volgende maand", "next month"]
    days += ["vanmiddag", "vanavond", "this afternoon", "tonight", "eind van het jaar", "end of the year"]
    for before, language in (
        ("volgende week", "dutch"),
        ("next week", "english"),
        ("volgende", "dutch"),
        ("next", "english"),
        ("komende", "dutch"),
        ("aanstaande", "dutch"),
        ("coming", "english"),
        ("this", "english"),
    ):
        days += [f"{before} {weekday}" for weekday in WEEKDAYS[language]]
    return list(dict.fromkeys(days))


_PHRASES = _phrases()
_MONTH_NAMES = list(dict.fromkeys([*MONTHS["dutch"], *MONTHS["english"]]))
_UNITS_ONE = ("week", "dag", "day", "maand", "month")
_UNITS_MORE = ("weken", "weeks", "dagen", "days", "maanden", "months")
