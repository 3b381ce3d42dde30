"""The transcript of the practice ring, which stops halfway the round."""

from __future__ import annotations

from pathlib import Path


def practice_transcript(language: str) -> str:
    """The transcript in ``nl`` or ``en``. It can be replayed on any date."""
    return (Path(__file__).parent / "demo" / f"{language}.txt").read_text("utf-8")
