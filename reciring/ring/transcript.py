"""Transcripts: a whole ring as the lines that were typed, each with its time (docs/transcript.md)."""

from reciring.ring.sameness import equal
from reciring.ring.transcript_read import TranscriptError, replay
from reciring.ring.transcript_write import Unfaithful, write

__all__ = ["TranscriptError", "Unfaithful", "equal", "replay", "write"]
