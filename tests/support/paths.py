"""Folders and files of the repository that tests read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parents[2]
DATA: Final = PROJECT / "tests" / "data"
RING: Final = DATA / "ring.txt"
"""A whole ring as typed lines."""
