"""Transcripts: a whole ring as the lines that were typed, each with its time (docs/transcript.md)."""

from reciring.ring.transcript.read import TranscriptError, replay
from reciring.ring.transcript.sameness import equal
from reciring.ring.transcript.write import Unfaithful, write

__all__ = ["TranscriptError", "Unfaithful", "equal", "replay", "write"]
