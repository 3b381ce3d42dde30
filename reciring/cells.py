"""Text measured in cells: the columns of a terminal, of which some characters take two."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len, set_cell_size, split_graphemes

ELLIPSIS: Final = "…"
_JOINER: Final = "\N{ZERO WIDTH JOINER}"
# Joiner, variation selectors, keycap, flag letters, skin tones, and the tags of flags.
_UNCERTAIN: Final = re.compile(
    "[\u200d\ufe00-\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_FLAG_LETTERS: Final = {ord("\N{REGIONAL INDICATOR SYMBOL LETTER A}") + place: ord("A") + place for place in range(26)}


def shorten(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, with an ellipsis in the middle if it is longer.

    For names, titles and paths: two of them often begin alike, and differ at the end.
    """
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return ELLIPSIS[: max(0, width)]
    room = (width - 1) // 2
    start, used = len(text), 0
    while start and used + cell_len(text[start - 1]) <= room:
        start -= 1
        used += cell_len(text[start])
    # An accent that is a character of its own stays with its letter.
    while start < len(text) and not cell_len(text[start]):
        start += 1
    end = text[start:].lstrip()
    return set_cell_size(text, width - 1 - cell_len(end)).rstrip() + ELLIPSIS + end


def of_steady_width(text: str) -> str:
    """``text`` for the screen: of the same width, and without what terminals give different widths.

    A skin tone, a variation selector and what is joined to an emoji are left out; a flag becomes its two letters.
    """
    if text.isascii() or not _UNCERTAIN.search(text):
        return text
    drawn = []
    for start, end, cells in split_graphemes(text)[0]:
        first = text[start:end].partition(_JOINER)[0].translate(_FLAG_LETTERS)
        base = _UNCERTAIN.sub("", first)
        drawn.append(base + " " * (cells - cell_len(base)))
    return set_cell_size("".join(drawn), cell_len(text))
