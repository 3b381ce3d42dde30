"""Transcripts: a whole ring as the lines that were typed, each with its time (docs/reference/transcript.md)."""

from reciring.ring.transcript.compare import same_content
from reciring.ring.transcript.read import TranscriptError, TranscriptWarning, replay
from reciring.ring.transcript.write import RoundTripError, write_transcript

__all__ = ["RoundTripError", "TranscriptError", "TranscriptWarning", "replay", "same_content", "write_transcript"]
