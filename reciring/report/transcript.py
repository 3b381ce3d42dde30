"""The transcript: the lines of the ring with their times, for the facilitator; ``reciring replay`` reads it back."""

from __future__ import annotations

from reciring.report.options import Options
from reciring.ring.session import Session
from reciring.ring.transcript import write_transcript


def render(session: Session, options: Options) -> str:
    """Return the whole transcript, whatever the options: it includes private offers and who spoke when."""
    return write_transcript(session)
