"""What was typed or pasted but not entered: the session file keeps it, so that a crash does not lose it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from reciring.live.editing import Editing
from reciring.ring.session import Draft

MAX_WAITING: Final = 2_000_000
"""The most characters of waiting lines in the file, with what TOML puts around each: far below what a file may hold."""
TOML_OVERHEAD: Final = 10
MAX_REFUSED: Final = 20
"""The most lines in the file that could not be done: the newest ones."""


def unsent(draft: Draft, waiting: Iterable[str], refused: Sequence[Draft], editing: Editing | None) -> Draft | None:
    """Return the line, the lines that wait, those that were refused, and an edit; None if there is nothing of these."""
    kept = replace(
        draft, waiting=tuple(_within_limit(waiting)), refused=tuple(line.text for line in refused[-MAX_REFUSED:])
    )
    if editing and editing.changed:
        return replace(kept, mending=editing.ref, mended=editing.line)
    return kept if kept.text or kept.waiting or kept.refused else None


def _within_limit(lines: Iterable[str]) -> Iterator[str]:
    """Yield the first lines, as many as the file may have."""
    room = MAX_WAITING
    for line in lines:
        room -= len(line) + TOML_OVERHEAD
        if room < 0:
            return
        yield line
