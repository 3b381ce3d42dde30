"""A ring to practise on: half of it has been led already, and nothing can go wrong."""

from __future__ import annotations

from pathlib import Path


def practice_transcript(language: str) -> str:
    """The transcript of the practice ring as far as it goes, in ``nl`` or ``en``: to be replayed on any day."""
    return (Path(__file__).parent / "demo" / f"{language}.txt").read_text("utf-8")
