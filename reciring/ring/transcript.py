"""Transcripts: a whole ring as the lines that were typed, each with its time (docs/transcript.md)."""

from reciring.ring.transcript_read import TranscriptError, replay

__all__ = ["TranscriptError", "replay"]
