"""Names, days, durations and titles, as every format writes them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from reciring.locale import Translator
from reciring.locale.dates import format_clock_time, format_long_date, format_short_date
from reciring.ring.plan import current_plan, total_minutes
from reciring.ring.session import FACILITATOR, Meeting, Session
from reciring.ring.text import clean

# Unicode reserves these code points for internal use; XML and HTML may not contain them.
_NONCHARACTERS = re.compile(
    f"[\ufdd0-\ufdef{''.join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))}]"
)
_DAYS_WITHOUT_YEAR = 300
"""A day further from the ring than this many days is written with its year."""


def name_of(session: Session, ref: str, t: Translator) -> str:
    """Return the name of a participant or the facilitator; *the facilitator* if that name is not known."""
    if ref == FACILITATOR:
        return session.facilitator or t("the facilitator")
    return session.participants[ref].name


def names_of(session: Session, refs: Sequence[str], t: Translator) -> str:
    """Return names as a list in words: *Karin, Bo and Anne*; empty for no names."""
    names = [name_of(session, ref, t) for ref in refs]
    if len(names) < 2:
        return "".join(names)
    return t("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def format_day(day: dt.date | None, session: Session, t: Translator) -> str:
    """Return ``Fri 27 Nov``, with the year if the day is far from that of the ring; empty for None."""
    if day is None:
        return ""
    short = format_short_date(day, t.language)
    return short if abs((day - session.date).days) < _DAYS_WITHOUT_YEAR else f"{short} {day.year}"


def format_meeting_time(meeting: Meeting, session: Session, t: Translator) -> str:
    """Return the day of a meeting, and its time of day if that is known: ``Tue 1 Dec 16:00``; empty without a day."""
    day = format_day(meeting.due, session, t)
    return f"{day} {format_clock_time(meeting.time)}" if day and meeting.time else day


def format_duration(seconds: float | None) -> str:
    """Return seconds as ``4:35`` or ``1:16:24``; empty for None."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(abs(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "−" if round(seconds) < 0 else ""
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes}:{rest:02}"


def format_stars(stars: int) -> str:
    """Return up to five stars as symbols, more as a number; empty for none."""
    return "★" * stars if stars < 6 else f"★×{stars}"


_TITLES: Final = frozenset(
    "dr drs mr ir ing prof em ds mevr mevrouw mw mvr dhr heer meneer de herr frau hr fr mrs ms miss sir mme".split()
)


def greeting_name(name: str) -> str:
    """The name for a greeting: the first name without titles, or the whole name if there is no first name."""
    if called := re.search(r"\(([^()]+)\)", name):
        return called[1].strip()
    given = name.partition(",")[2].strip() or name
    first = next((word for word in given.split() if word.strip(".,").casefold() not in _TITLES), "")
    return name if "." in first or len(first) < 2 else first.strip(",")


def ring_title(session: Session, t: Translator) -> str:
    """Return the title of the ring, or *Reciprocity ring* if it has none."""
    return session.title or t("Reciprocity ring")


def ring_subtitle(session: Session, t: Translator) -> str:
    """Return the day of the ring, and its place if that is known."""
    day = format_long_date(session.date, t.language)
    return f"{day} · {session.place}" if session.place else day


def ring_hours(session: Session, t: Translator) -> str:
    """Return when the ring begins and ends, as far as that is planned; empty if no start is planned."""
    if session.start is None:
        return ""
    end = session.until
    if end is None:
        start = dt.datetime.combine(session.date, session.start)
        end = (start + dt.timedelta(minutes=total_minutes(current_plan(session)))).time()
    return t("{start} to {end}", start=session.start, end=end)


def printable_text(text: str) -> str:
    """Return ``text`` without control characters, and with a replacement for characters that XML may not contain."""
    if text.isprintable():  # Almost all text is, and then neither is in it.
        return text
    return _NONCHARACTERS.sub("\N{REPLACEMENT CHARACTER}", clean(text))
