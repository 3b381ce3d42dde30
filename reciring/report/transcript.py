"""The lines as they were typed, each with its time: the facilitator's own copy, which `reciring replay` reads."""

from __future__ import annotations

from reciring.report.options import Options
from reciring.ring.session import Session
from reciring.ring.transcript import write_transcript


def render(session: Session, options: Options) -> str:
    """The transcript; it names private offers and tells who spoke when, so it is never one person's."""
    return write_transcript(session)
