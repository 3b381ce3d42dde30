"""Text in columns of a terminal."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from reciring.ring.text import clean


def pad_text(text: str, width: int) -> str:
    """Return ``text`` in exactly ``width`` columns, with an ellipsis if it had to be cut."""
    text = clean(text)
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"
