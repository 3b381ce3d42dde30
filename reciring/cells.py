"""Text measured in cells: the columns of a terminal. Some characters take two.

This module replaces two functions of rich, which gives no cell to a letter after a joiner.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from rich import cells as rich_cells
from rich.cells import CellSpan, cell_len, set_cell_size

ELLIPSIS: Final = "…"
_JOINER: Final = "\N{ZERO WIDTH JOINER}"
# Joiner, variation selectors, keycap, flag letters, skin tones, and the tags of flags.
_UNCERTAIN: Final = re.compile(
    "[\u200d\ufe00-\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_FLAG_LETTERS: Final = {ord("\N{REGIONAL INDICATOR SYMBOL LETTER A}") + place: ord("A") + place for place in range(26)}


_rich_graphemes: Final = rich_cells.split_graphemes
_rich_cell_len: Final = rich_cells._cell_len


def split_graphemes(text: str, unicode_version: str = "auto") -> tuple[list[CellSpan], int]:
    """As the function of rich, but a joiner after a letter joins nothing: rich gives the next letter no cell."""
    spans, width = _rich_graphemes(text, unicode_version)
    found: list[CellSpan] = []
    for start, end, cells in spans:
        joiner = text.find(_JOINER, start, end)
        if joiner > start and _is_letter(text[joiner - 1]):
            found.append((start, joiner + 1, cells))
            rest, more = split_graphemes(text[joiner + 1 : end], unicode_version)
            found += [(joiner + 1 + first, joiner + 1 + last, its) for first, last, its in rest]
            width += more
        else:
            found.append((start, end, cells))
    return found, width


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" and not _UNCERTAIN.match(character)


def _cell_len(text: str, unicode_version: str) -> int:
    return split_graphemes(text, unicode_version)[1] if _JOINER in text else _rich_cell_len(text, unicode_version)


# So that Textual, which measures with rich, leaves room for the letter too.
rich_cells.split_graphemes = split_graphemes
rich_cells._cell_len = _cell_len


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


def is_steady(text: str) -> bool:
    """Whether every terminal gives ``text`` the same width."""
    return text.isascii() or not _UNCERTAIN.search(text)


def of_steady_width(text: str) -> str:
    """``text`` for the screen: of the same width, and without what terminals give different widths.

    A skin tone, a variation selector and what is joined to an emoji are left out; a flag becomes its two letters.
    """
    if is_steady(text):
        return text
    drawn = []
    for start, end, cells in split_graphemes(text)[0]:
        first = text[start:end].partition(_JOINER)[0].translate(_FLAG_LETTERS)
        base = _UNCERTAIN.sub("", first)
        drawn.append(base + " " * (cells - cell_len(base)))
    return set_cell_size("".join(drawn), cell_len(text))
