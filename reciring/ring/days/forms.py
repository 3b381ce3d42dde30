"""The forms of a day: a row of kinds of words (see ``words``), and the rule that makes a date of their numbers.

``TYPED_FORMS`` are read where a day is expected, ``TEXT_FORMS`` in running text. To add a form, add a row to ``_TABLE``
and one to tests/ring/test_days.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Final

# Takes the date of the session and the numbers of the words. Returns None, or raises the ValueError or OverflowError of
# datetime, if the date does not exist.
DateRule = Callable[..., dt.date | None]
# The forms by the kind of their first word: the kinds of all words, and the rule.
DayForms = Mapping[str, Sequence[tuple[tuple[str, ...], DateRule]]]

_FRIDAY: Final = 4  # the numbers of date.weekday()


def _offset(base: dt.date, days: int) -> dt.date:
    return base + dt.timedelta(days=days)


def _weekday(base: dt.date, weekday: int) -> dt.date:
    """The next such weekday, never ``base`` itself."""
    return _offset(base, (weekday - base.weekday() - 1) % 7 + 1)


def _next_week(base: dt.date, weekday: int = 0) -> dt.date:
    """The weekday (default: Monday) in the next calendar week."""
    return _offset(base, 7 - base.weekday() + weekday)


def _this_week(base: dt.date, weekday: int) -> dt.date | None:
    """The weekday in the week of ``base``; None if it has passed."""
    return _offset(base, weekday - base.weekday()) if weekday >= base.weekday() else None


def _end_of_week(base: dt.date) -> dt.date:
    """The first Friday from ``base`` on."""
    return _offset(base, (_FRIDAY - base.weekday()) % 7)


def _add_months(base: dt.date, months: int) -> dt.date:
    """The same day of the month ``months`` later, or the last day of a shorter month."""
    years, month = divmod(base.month - 1 + months, 12)
    year = base.year + years
    return dt.date(year, month + 1, min(base.day, _days_in_month(year, month + 1)))


def _days_in_month(year: int, month: int) -> int:
    return (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day


def _after(base: dt.date, count: int, months: int, days: int) -> dt.date | None:
    """``count`` units of ``months`` and ``days`` after ``base``; None if ``count`` is 0."""
    return _offset(_add_months(base, count * months), count * days) if count else None


def _after_about(base: dt.date, one: int, months: int, days: int, count: int) -> dt.date | None:
    """`een week of twee`: Dutch for about two weeks."""
    return _after(base, count, months, days) if one == 1 else None


def _after_offset(base: dt.date, offset: int, count: int, months: int, days: int) -> dt.date | None:
    """`morgen over een week`."""
    return _after(_offset(base, offset), count, months, days)


def _after_weekday(base: dt.date, weekday: int, count: int, months: int, days: int) -> dt.date | None:
    """`vrijdag over twee weken`; None for days or months, which do not lead to a Friday."""
    return _after(_weekday(base, weekday), count, months, days) if days == 7 else None


def _next_month(base: dt.date) -> dt.date:
    return _add_months(base.replace(day=1), 1)


def _end_of_month(base: dt.date, later: int = 0) -> dt.date:
    return _add_months(base.replace(day=1), later + 1) - dt.timedelta(days=1)


def _end_of_named_month(base: dt.date, month: int, year: int | None = None) -> dt.date:
    """The last day of a month; without a year, of the next such month, the month of ``base`` included."""
    if year is None:
        year = base.year + (month < base.month)
    return dt.date(year, month, _days_in_month(year, month))


def _end_of_year(base: dt.date) -> dt.date:
    return dt.date(base.year, 12, 31)


def _date(base: dt.date, day: int, month: int, year: int | None = None) -> dt.date | None:
    """A date; without a year the first one from ``base`` on. A leap day is at most eight years away."""
    if year is not None:
        return dt.date(year, month, day)
    for candidate in range(base.year, base.year + 9):
        if 1 <= day <= _days_in_month(candidate, month) and (found := dt.date(candidate, month, day)) >= base:
            return found
    return None


def _month_first(base: dt.date, month: int, day: int, year: int | None = None) -> dt.date | None:
    return _date(base, day, month, year)


def _weekday_date(base: dt.date, weekday: int, day: int, month: int, year: int | None = None) -> dt.date | None:
    """`vr 27 nov`; None if the date is not on that weekday, for it is not clear which of the two is wrong."""
    found = _date(base, day, month, year)
    return found if found is not None and found.weekday() == weekday else None


def _weekday_month_first(base: dt.date, weekday: int, month: int, day: int, *year: int) -> dt.date | None:
    return _weekday_date(base, weekday, day, month, *year)


# A word with a question mark can be left out.
_TABLE: Final[Mapping[str, DateRule]] = {
    "OFFSET": _offset,
    "the? day after tomorrow": lambda base: _offset(base, 2),
    "this part": lambda base: _offset(base, 0),
    "WEEKDAY as?": _weekday,
    "this coming? WEEKDAY": _weekday,
    "coming WEEKDAY": _weekday,
    "next WEEKDAY": _next_week,
    "next week WEEKDAY?": _next_week,
    "WEEKDAY of? next week": _next_week,
    "coming week WEEKDAY?": _next_week,
    "this week WEEKDAY": _this_week,
    "WEEKDAY this week": _this_week,
    "next month": _next_month,
    "coming month": _next_month,
    "end of? the? week": _end_of_week,
    "end of? next week": lambda base: _next_week(base, _FRIDAY),
    "end of? the? month": _end_of_month,
    "end of? next month": lambda base: _end_of_month(base, 1),
    "end of? the? year": _end_of_year,
    "end of? MONTH YEAR?": _end_of_named_month,
    "in COUNT UNIT": _after,
    "in COUNT UNIT or COUNT": _after_about,
    "OFFSET in COUNT UNIT": _after_offset,
    "WEEKDAY in COUNT UNIT": _after_weekday,
    "DATE": _date,
    "SHORT": _date,
    "DAY of? MONTH YEAR?": _date,
    "MONTH DAY": _month_first,
    "MONTH ORDINAL": _month_first,
    "MONTH DAY YEAR": _month_first,
    "which? WEEKDAY DATE": _weekday_date,
    "which? WEEKDAY SHORT": _weekday_date,
    "which? WEEKDAY DAY of? MONTH YEAR?": _weekday_date,
    "which? WEEKDAY MONTH DAY YEAR?": _weekday_month_first,
    # the beginning of "maandag"
    "maand": lambda base: _weekday(base, 0),
    # "zo snel mogelijk" is not Sunday
    "so quick": lambda base: None,
}
# In running text "1-12" can be a range, and "in maart 3 workshops" is not the third of March.
_ONLY_TYPED: Final = frozenset(("SHORT", "MONTH DAY", "maand"))
# Words that can have a dot or comma after them inside a form: "vr. 27 nov. 2027", "December 1, 2027", "a.s. vrijdag".
PUNCTUATED_KINDS: Final = frozenset(("WEEKDAY", "DAY", "ORDINAL", "MONTH", "coming", "of"))


def _compile(table: Mapping[str, DateRule]) -> DayForms:
    """Return the forms of a table, each with and without every word that can be left out."""
    forms: dict[str, list[tuple[tuple[str, ...], DateRule]]] = {}
    for pattern, rule in table.items():
        choices = [(kind[:-1], "") if kind.endswith("?") else (kind,) for kind in pattern.split()]
        for choice in product(*choices):
            kinds = tuple(kind for kind in choice if kind)
            forms.setdefault(kinds[0], []).append((kinds, rule))
    return forms


TYPED_FORMS: Final = _compile(_TABLE)
TEXT_FORMS: Final = _compile({pattern: rule for pattern, rule in _TABLE.items() if pattern not in _ONLY_TYPED})
MAX_WORDS: Final = max(len(kinds) for forms in TYPED_FORMS.values() for kinds, _ in forms)
