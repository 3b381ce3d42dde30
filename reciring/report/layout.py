"""Words in lines of a terminal's width, and side by side in columns; each with its style, which the screen may know.

Rich does this too, and much more besides: with it a summary took longer to lay out than to read and to write. Here it
only says how wide a character is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Final, TypeAlias

from rich.cells import cell_len, chop_cells

from reciring.ring.text import clean

Line: TypeAlias = list[tuple[str, str]]
"""Words and the name of their style, one after the other."""
GAP: Final = 2
"""Columns between two cells of a row."""
_LEAST: Final = 2
"""Columns without which not every letter fits."""
_WORD: Final = re.compile(r"\s*\S+\s*")


def line(words: str, style: str = "") -> Line:
    """Text as it was typed, that steers no terminal."""
    return [(clean(words), style)] if words else []


def plain(it: Line) -> str:
    """A line without its styles."""
    return "".join(words for words, _ in it).rstrip()


def joined(lines: Iterable[Line], between: str) -> Line:
    """Several as one, with ``between`` between them."""
    found: Line = []
    for it in lines:
        found += [(between, ""), *it] if found else it
    return found


def widest(words: Iterable[str]) -> int:
    """Columns that the longest of them takes."""
    return max((cell_len(clean(word)) for word in words), default=0)


def wrapped(it: Line, width: int) -> list[Line]:
    """A line as lines of ``width`` columns at most; a word that is longer than that is broken."""
    text, width = "".join(words for words, _ in it), max(width, _LEAST)
    if cell_len(text) <= width:
        return [it]
    edges = [0, *_breaks(text, width), len(text)]
    return [_part(it, start, start + len(text[start:end].rstrip())) for start, end in pairwise(edges)]


def indented(lines: Iterable[Line], columns: int) -> Iterator[Line]:
    """Lines that begin further to the right."""
    for it in lines:
        yield [(" " * columns, ""), *it] if it else it


def row(cells: Sequence[tuple[Line, int]]) -> Iterator[Line]:
    """Cells side by side, each in columns of its own."""
    for parts in zip_longest(*(wrapped(cell, width) for cell, width in cells), fillvalue=list[tuple[str, str]]()):
        found: Line = []
        room = 0
        for part, (_, width) in zip(parts, cells, strict=True):
            taken = 0
            if part:
                found += [(" " * room, ""), *part] if room else part
                room, taken = 0, sum(cell_len(words) for words, _ in part)
            room += width - taken + GAP
        yield found


def _breaks(text: str, width: int) -> Iterator[int]:
    """Where the lines after the first begin: at a word, or in the midst of one that no line can hold."""
    used = 0
    for found in _WORD.finditer(text):
        word, start = found[0], found.start()
        length = cell_len(word.rstrip())
        if used + length <= width:
            used += cell_len(word)
        elif length > width:
            for piece in chop_cells(word, width):
                if start:
                    yield start
                start, used = start + len(piece), cell_len(piece)
        else:
            yield start
            used = cell_len(word)


def _part(it: Line, start: int, end: int) -> Line:
    found: Line = []
    for words, style in it:
        if piece := words[max(start, 0) : max(end, 0)]:
            found.append((piece, style))
        start, end = start - len(words), end - len(words)
    return found
