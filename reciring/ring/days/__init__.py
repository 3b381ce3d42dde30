"""Read days as people type them, in Dutch and English at once: `vr`, `volgende week dinsdag`, `1 dec`, `in 2 weeks`.

``words`` says what single words can mean, and ``forms`` which rows of words are a day. The longest form that fits
decides. If that is not a date in the calendar (`vr 31 feb`), no day is read and the console asks. All rules are in
docs/reference/days.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

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

_YEARS: Final = range(1900, 2200)
_MAX_SUGGESTIONS: Final = 8
# A single word after one of these is not a day: "afgelopen vrijdag", "elke vrijdag", "een zaterdag in maart", "de hele
# morgen".
_NO_DAY_AFTER: Final = split_words(
    "afgelopen vorige verleden laatste last past sinds since elke iedere every each een a an de the hele goede goeie"
)
_MONTH_NAMES: Final = list(dict.fromkeys([*MONTHS["dutch"], *MONTHS["english"]]))
_SINGULAR_UNITS: Final = ("week", "dag", "day", "maand", "month")
_PLURAL_UNITS: Final = ("weken", "weeks", "dagen", "days", "maanden", "months")


def parse_day(words: Sequence[str], base: dt.date) -> tuple[dt.date, int] | None:
    """Return the day at the beginning of ``words``, and how many of the words (at least 1) it takes.

    ``base`` is the date of the session. None without a day, or if its year is not in 1900 to 2199.
    """
    read = [read_as_typed(word) for word in words[:MAX_WORDS]]
    day, count = _match(read, base, TYPED_FORMS)
    return None if day is None else (day, count)


def find_day(text: str, base: dt.date) -> tuple[dt.date, str] | None:
    """Return the first day in running text, and the words of the text that name it, without punctuation around them.

    This is stricter than ``parse_day``: it reads no beginnings of words and no bare month or number, and it skips a
    day that is marked with `@`. ``base`` is the date of the session. None without a day.
    """
    words = text.split()
    read = [read_in_text(word.lstrip(OPENING_PUNCTUATION)) for word in words]
    index = 0
    while index < len(words):
        if words[index].startswith("@") and words[index] != "@":
            marked = parse_day([words[index][1:], *words[index + 1 : index + MAX_WORDS]], base)
            index += marked[1] if marked else 1
            continue
        day, count = _match(read[index : index + MAX_WORDS], base, TEXT_FORMS)
        if day is not None and not (count == 1 and index and fold(words[index - 1]) in _NO_DAY_AFTER):
            return day, _original_text(text, words, index, count)
        index += max(count, 1)
    return None


def suggest_days(prefix: str) -> list[str]:
    """Return at most eight days, as they can be typed, that begin with ``prefix``; the most common first."""
    head, space, _ = prefix.rpartition(" ")
    candidates: Sequence[str] = _COMMON_DAYS
    kinds = [read_as_typed(word).kinds for word in head.split()]
    if len(kinds) == 1 and "DAY" in kinds[0]:
        candidates = [head + space + month for month in _MONTH_NAMES]
    elif len(kinds) == 2 and "in" in kinds[0] and "COUNT" in kinds[1]:
        units = _SINGULAR_UNITS if kinds[1]["COUNT"] == (1,) else _PLURAL_UNITS
        candidates = [head + space + unit for unit in units]
    folded = fold(prefix)
    return [phrase for phrase in candidates if fold(phrase).startswith(folded)][:_MAX_SUGGESTIONS]


def _match(read: Sequence[DayWord], base: dt.date, forms: DayForms) -> tuple[dt.date | None, int]:
    """Return the day of the longest form that fits the first words, and the length of the form; (None, 0) if none fits.

    The day is None if the form fits but is not a date in the calendar.
    """
    if not read:
        return None, 0
    fitting = [form for kind in read[0].kinds for form in forms.get(kind, ()) if _fits(form[0], read)]
    if not fitting:
        return None, 0
    kinds, rule = max(fitting, key=lambda form: len(form[0]))
    numbers = [number for kind, word in zip(kinds, read, strict=False) for number in word.kinds[kind]]
    try:
        day = rule(base, *numbers)
    except (OverflowError, ValueError):  # datetime refuses a date that does not exist
        day = None
    return (day if day is not None and day.year in _YEARS else None), len(kinds)


def _fits(kinds: Sequence[str], read: Sequence[DayWord]) -> bool:
    """Whether the first words can be of these kinds, with punctuation only where a form allows it."""
    if len(kinds) > len(read):
        return False
    last = len(kinds) - 1
    return all(
        kind in word.kinds
        and (index == last or not word.closing or (word.closing in (".", ",") and kind in PUNCTUATED_KINDS))
        for index, (kind, word) in enumerate(zip(kinds, read, strict=False))
    )


def _original_text(text: str, words: Sequence[str], first: int, count: int) -> str:
    """Return the part of ``text`` from word ``first`` with ``count`` words, without the punctuation around it."""
    start = end = 0
    for index in range(first + count):
        start_of_word = text.index(words[index], end)
        end = start_of_word + len(words[index])
        if index == first:
            start = start_of_word
    return text[start:end].lstrip(OPENING_PUNCTUATION).rstrip(CLOSING_PUNCTUATION)


def _common_days() -> list[str]:
    """Return days in words, the most common first."""
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


_COMMON_DAYS: Final = _common_days()
