"""Compare texts with recorded ones. ``GOLDEN=write make test`` records them again; then review the diff."""

from __future__ import annotations

import os

from tests.support.paths import DATA

FOLDER = DATA / "golden"


def check_golden(name: str, text: str) -> None:
    """Compare ``text`` with the golden file ``name``. Raises AssertionError if they differ."""
    path = FOLDER / name
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), f"{name} looks different now"
