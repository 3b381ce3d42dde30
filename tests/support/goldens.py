"""Texts that are kept as they should look: ``GOLDEN=write make test`` writes them anew, and the diff is looked at."""

from __future__ import annotations

import os

from tests.support.paths import DATA

FOLDER = DATA / "golden"


def check_golden(name: str, text: str) -> None:
    """Hold ``text`` to the golden called ``name``."""
    path = FOLDER / name
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), f"{name} looks different now"
