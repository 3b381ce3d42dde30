"""Texts that every field and every format is tried with, by label: ``HOSTILE_TEXTS["osc-title"]``."""

from __future__ import annotations

import tomllib

from tests.support.paths import DATA

HOSTILE_TEXTS: dict[str, str] = {
    **tomllib.loads((DATA / "hostile.toml").read_text(encoding="utf-8")),
    # what a terminal in another encoding sends; neither TOML nor UTF-8 can hold it
    "surrogate": "Zo\udceb",
    "surrogate-pair-reversed": "\ude00\ud83d",
}
"""Label to string."""
