"""The few words that every form of the summary shares: kinds, names in a row, days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from reciring.locale import Translator
from reciring.locale.dates import format_long_date, format_short_date
from reciring.ring.session import FACILITATOR, Session
from reciring.ring.text import clean

# the code points that Unicode keeps free for ever: neither XML nor HTML may hold them
_NO_CHARACTER = re.compile(
    f"[\ufdd0-\ufdef{''.join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))}]"
)
_NEAR = 300
"""Days; further from the ring than this, a day is written with its year."""


def name_of(session: Session, ref: str, t: Translator) -> str:
    """The name of a participant or the facilitator; in words if the facilitator's is not known."""
    if ref == FACILITATOR:
        return session.facilitator or t("the facilitator")
    return session.participants[ref].name


def names_of(session: Session, refs: Sequence[str], t: Translator) -> str:
    """Names in a row: *Karin, Bo and Anne*; nothing of nobody."""
    names = [name_of(session, ref, t) for ref in refs]
    if len(names) < 2:
        return "".join(names)
    return t("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def format_day(day: dt.date | None, session: Session, t: Translator) -> str:
    """``vr 27 nov``; with the year if that is not the nearest such day; nothing of no day."""
    if day is None:
        return ""
    short = format_short_date(day, t.language)
    return short if abs((day - session.date).days) < _NEAR else f"{short} {day.year}"


def ring_title(session: Session, t: Translator) -> str:
    """What the ring is called, on paper."""
    return session.title or t("Reciprocity ring")


def ring_subtitle(session: Session, t: Translator) -> str:
    """The day and the place under it."""
    day = format_long_date(session.date, t.language)
    return f"{day} · {session.place}" if session.place else day


def printable_text(text: str) -> str:
    """``text`` as every form can write it: cleaned, and a replacement character for what no form may hold."""
    if text.isprintable():  # most text is, and then holds nothing of either
        return text
    return _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", clean(text))
