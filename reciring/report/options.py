"""The options of a summary. All formats take the same ones, and ignore those that do not concern them."""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.locale import Translator, translator
from reciring.ring.session import Session


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What to write, who it is for, and how."""

    language: str | None = None
    """``nl`` or ``en``; None for the language of the session."""
    who: str | None = None
    """The participant (``p4``) or FACILITATOR whose personal page to write; None for the group's summary."""
    speaking_time: bool = False
    """Whether to write the facilitator's copy, with times and a warning. Personal pages ignore it."""
    paper: str = "a4"
    """``a4`` or ``letter``."""
    width: int = 80
    """The width of the terminal, in columns."""
    changed_at: dt.datetime | None = None
    """When the session was last changed, for calendars; None for the time of its last event."""

    def translator(self, session: Session) -> Translator:
        """Return the translator for the language of the document."""
        return translator(self.language or session.language)
