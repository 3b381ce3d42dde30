"""Read a time of day as people type it: `16:00`, `15.30`, `15u`, `15u30`, `4pm`, `16 uur`, `half vijf`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from reciring.ring.text import fold

_TIME: Final = re.compile(
    r"""(?P<hour>\d{1,2})
    (?: [:.h] (?P<minute>\d{2}) (?: : (?P<second>\d{2}) (?: \. (?P<fraction>\d{1,6}))? )?
      | u (?P<dutch_minute>\d{2})? | h )?
    (?P<half> am | pm | a\.m\.? | p\.m\.? )?""",
    re.VERBOSE | re.ASCII,
)
_HALVES: Final = ("am", "pm", "a.m", "a.m.", "p.m", "p.m.")
_HOURS: Final = {
    word: hour
    for hour, words in enumerate(
        "een one,twee two,drie three,vier four,vijf five,zes six,zeven seven,acht eight,negen nine,tien ten,"
        "elf eleven,twaalf twelve".split(","),
        start=1,
    )
    for word in words.split()
}
LAST_AFTERNOON_HOUR: Final = 6
"""In words, hours up to this one are in the afternoon: `half vier`, `4 uur`."""
_WORDS: Final = {"noon": dt.time(12), "midday": dt.time(12), "middernacht": dt.time(0), "midnight": dt.time(0)}
MAX_WORDS: Final = 3
"""The most words of a time."""


def parse_time(words: Sequence[str], *, bare: bool = False) -> tuple[dt.time, int] | None:
    """Return the time of day at the beginning of ``words``, and how many of the words it takes; None if there is none.

    ``bare`` also reads a number alone as an hour.
    """
    typed = [fold(word).rstrip(",;") for word in words[:MAX_WORDS]]
    if not typed:
        return None
    if typed[0] in _WORDS:
        return _WORDS[typed[0]], 1
    if typed[0] == "half" and len(typed) > 1 and (hour := _hour(typed[1])):
        return _spoken(hour - 1, 30), 2  # Dutch: `half vijf` is half past four
    if len(typed) > 2 and typed[0] in ("kwart", "quarter") and (hour := _hour(typed[2])):
        if typed[1] in ("over", "past"):
            return _spoken(hour, 15), 3
        if typed[1] in ("voor", "to"):
            return _spoken(hour - 1, 45), 3
    match = _TIME.fullmatch(typed[0])
    if match is None:
        return None
    half, taken = match["half"], 1
    is_bare = match.end("hour") == len(typed[0])
    if len(typed) > 1 and half is None and typed[1] in _HALVES:
        half, taken = typed[1], 2
    elif len(typed) > 1 and half is None and typed[1] in ("uur", "u", "u.", "o'clock", "h"):
        taken = 2
        if is_bare and typed[0][0] != "0" and int(typed[0]) <= LAST_AFTERNOON_HOUR:
            half = "pm"
    elif is_bare and not bare:
        return None
    return _time(match, half, taken)


def _time(match: re.Match[str], half: str | None, taken: int) -> tuple[dt.time, int] | None:
    hour = int(match["hour"])
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    minute = int(match["minute"] or match["dutch_minute"] or 0)
    fraction = int((match["fraction"] or "0").ljust(6, "0"))
    try:
        return dt.time(hour, minute, int(match["second"] or 0), fraction), taken
    except ValueError:  # out of range, such as 25:00
        return None


def _spoken(hour: int, minute: int) -> dt.time:
    """A time in words. People meet at half past three in the afternoon, not at night."""
    hour = hour % 12
    return dt.time(hour + 12 if hour <= LAST_AFTERNOON_HOUR else hour, minute)


def _hour(word: str) -> int | None:
    """The hour that a word or number from 1 to 12 names."""
    return int(word) if word.isascii() and word.isdigit() and 1 <= int(word) <= 12 else _HOURS.get(word)
