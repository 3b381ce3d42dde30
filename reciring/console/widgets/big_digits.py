"""Figures as tall as is wanted, for the back row of a room: the bars of a digital clock, drawn in half blocks."""

from __future__ import annotations

from typing import Final, NamedTuple

# The seven bars, as on every digital clock: a at the top, b and c on the right, d at the bottom, e and f on the left,
# g across the middle. Enough for a time and for the word PAUSE, in both languages.
BARS: Final = {
    "0": "abcdef",
    "1": "bc",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
    "-": "g",
    "A": "abcefg",
    "E": "adefg",
    "P": "abefg",
    "S": "afgcd",
    "U": "bcdef",
    "Z": "abged",
}
UPPER, LOWER, WHOLE = "▀", "▄", "█"


class _Size(NamedTuple):
    """In points, of which a cell has one beside and two above each other: they are nearly square."""

    height: int
    width: int
    stroke: int
    gap: int

    @classmethod
    def of(cls, rows: int) -> _Size:
        height = 2 * rows
        stroke = max(1, round(height / 7))
        return cls(height, max(3, round(height * 0.56)), stroke, max(1, round(height / 8)))


def drawable(text: str) -> bool:
    """Whether there are bars for every sign."""
    return all(sign in BARS or sign == ":" for sign in text)


def width(text: str, rows: int) -> int:
    """Cells that ``text`` takes when it is so many rows tall."""
    size = _Size.of(rows)
    return sum(_wide(sign, size) for sign in text) + size.gap * max(0, len(text) - 1)


def tallest(text: str, rows: int, room: int) -> int:
    """The most rows, up to ``rows``, with which ``text`` fits in ``room`` cells; 0 if it never does."""
    return next((tall for tall in range(rows, 2, -1) if width(text, tall) <= room), 0)


def draw(text: str, rows: int) -> list[str]:
    """``text`` as that many lines of blocks."""
    size = _Size.of(rows)
    points = [bytearray(width(text, rows)) for _ in range(size.height)]
    left = 0
    for sign in text:
        _sign(points, left, sign, size)
        left += _wide(sign, size) + size.gap
    return [_line(points[2 * row], points[2 * row + 1]) for row in range(rows)]


def _wide(sign: str, size: _Size) -> int:
    if sign == ":":
        return size.stroke
    return round(size.width * 0.7) if sign == "-" else size.width


def _sign(points: list[bytearray], left: int, sign: str, size: _Size) -> None:
    height, wide, stroke, _ = size
    if sign == ":":
        for top in (height // 3 - stroke // 2, height - height // 3 - stroke + stroke // 2):
            _fill(points, left, top, stroke, stroke)
        return
    wide = _wide(sign, size)
    middle = (height - stroke) // 2
    bars = {
        "a": (0, 0, wide, stroke),
        "g": (0, middle, wide, stroke),
        "d": (0, height - stroke, wide, stroke),
        "f": (0, 0, stroke, middle + stroke),
        "b": (wide - stroke, 0, stroke, middle + stroke),
        "e": (0, middle, stroke, height - middle),
        "c": (wide - stroke, middle, stroke, height - middle),
    }
    for bar in BARS[sign]:
        x, y, across, down = bars[bar]
        _fill(points, left + x, y, across, down)


def _fill(points: list[bytearray], left: int, top: int, across: int, down: int) -> None:
    for row in points[top : top + down]:
        row[left : left + across] = b"\1" * across


def _line(upper: bytearray, lower: bytearray) -> str:
    signs = (" ", LOWER, UPPER, WHOLE)
    return "".join(signs[2 * above + below] for above, below in zip(upper, lower, strict=True))
