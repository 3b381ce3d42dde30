"""How a form of the summary is wanted. Every form takes the same options and leaves be what does not concern it."""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.locale import Translator, translator
from reciring.ring.session import FACILITATOR, Session, seat
from reciring.ring.text import slug

PAPER_SIZES = ("a4", "letter")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a form may be told."""

    language: str | None = None
    """``nl`` or ``en``; None: the session's own."""
    who: str | None = None
    """A participant (``p4``) or FACILITATOR whose own page is wanted; None: the group's summary."""
    speaking_time: bool = False
    """Make the facilitator's own copy: with times, and marked so. Never for a person's page."""
    paper: str = "a4"
    """One of ``PAPER_SIZES``."""
    width: int = 80
    """Columns of the terminal."""
    changed: dt.datetime | None = None
    """When the session was last changed, for calendars that take the newest; None: its last fact."""

    def translator(self, session: Session) -> Translator:
        """The translator for the language in which the form is written."""
        return translator(self.language or session.language)


def summary_file_name(session: Session, suffix: str, who: str | None = None) -> str:
    """``2026-11-24-samen-slimmer.pdf``, and ``2026-11-24-samen-slimmer-07-karin-smit.pdf`` for a person's own page.

    Whatever the title and the names are, this is one name and never a path; no two persons get the same one.
    """
    parts = [session.date.isoformat(), slug(session.title) or "ring"]
    if who == FACILITATOR:
        parts += ["00", slug(session.facilitator, 40)]
    elif who is not None:
        parts += [f"{seat(who):02}", slug(session.participants[who].name, 40)]
    return "-".join(filter(None, parts)) + suffix
