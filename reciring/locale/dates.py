"""Write dates and times in Dutch and in British English.

The tables are those of Babel (CLDR); a test compares them for every day of a year. They are copied here because
importing Babel would take a fifth of the time until the first paint of the console.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class _Words(NamedTuple):
    days: tuple[str, ...]
    """From Monday."""
    short_days: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]


def _words(days: str, short_days: str, months: str, short_months: str) -> _Words:
    return _Words(*(tuple(names.split()) for names in (days, short_days, months, short_months)))


_WORDS = {
    "nl": _words(
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "ma di wo do vr za zo",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
    ),
    "en": _words(
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "Mon Tue Wed Thu Fri Sat Sun",
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    ),
}


def format_short_date(day: dt.date, language: str) -> str:
    """``vr 27 nov`` or ``Fri 27 Nov``; ``language`` is ``nl`` or ``en``."""
    words = _WORDS[language]
    return f"{words.short_days[day.weekday()]} {day.day} {words.short_months[day.month - 1]}"


def format_long_date(day: dt.date, language: str) -> str:
    """``dinsdag 24 november 2026`` or ``Tuesday 24 November 2026``; ``language`` is ``nl`` or ``en``."""
    words = _WORDS[language]
    return f"{words.days[day.weekday()]} {day.day} {words.months[day.month - 1]} {day.year}"


def format_clock_time(time: dt.time) -> str:
    """``14:32``, in both languages."""
    return f"{time:%H:%M}"
