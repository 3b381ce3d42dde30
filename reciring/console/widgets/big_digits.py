"""Digits as tall as wanted, readable from the back of a room: seven segments, drawn with half blocks."""

from __future__ import annotations

from typing import Final, NamedTuple

# The segments of a digital clock: a is the top, b and c the right side, d the bottom, e and f the left side, g the
# middle. There are characters for a time, and for the word PAUSE in both languages.
SEGMENTS: Final = {
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
    """Measures of a character in points. A cell of the terminal is one point wide and two points high."""

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
    """Whether all characters of ``text`` can be drawn."""
    return all(character in SEGMENTS or character == ":" for character in text)


def width(text: str, rows: int) -> int:
    """Columns that ``text`` takes when it is drawn ``rows`` rows high."""
    size = _Size.of(rows)
    return sum(_width(character, size) for character in text) + size.gap * max(0, len(text) - 1)


def max_rows(text: str, rows: int, columns: int) -> int:
    """The most rows, up to ``rows``, so that ``text`` fits in ``columns``; 0 if it never does."""
    return next((height for height in range(rows, 2, -1) if width(text, height) <= columns), 0)


def draw(text: str, rows: int) -> list[str]:
    """``text`` as ``rows`` lines of block characters."""
    size = _Size.of(rows)
    points = [bytearray(width(text, rows)) for _ in range(size.height)]
    left = 0
    for character in text:
        _draw_character(points, left, character, size)
        left += _width(character, size) + size.gap
    return [_line(points[2 * row], points[2 * row + 1]) for row in range(rows)]


def _width(character: str, size: _Size) -> int:
    if character == ":":
        return size.stroke
    return round(size.width * 0.7) if character == "-" else size.width


def _draw_character(points: list[bytearray], left: int, character: str, size: _Size) -> None:
    height, _, stroke, _ = size
    if character == ":":
        for top in (height // 3 - stroke // 2, height - height // 3 - stroke + stroke // 2):
            _fill(points, left, top, stroke, stroke)
        return
    right = _width(character, size) - stroke
    middle = (height - stroke) // 2
    segments = {
        "a": (0, 0, right + stroke, stroke),
        "g": (0, middle, right + stroke, stroke),
        "d": (0, height - stroke, right + stroke, stroke),
        "f": (0, 0, stroke, middle + stroke),
        "b": (right, 0, stroke, middle + stroke),
        "e": (0, middle, stroke, height - middle),
        "c": (right, middle, stroke, height - middle),
    }
    for segment in SEGMENTS[character]:
        x, y, across, down = segments[segment]
        _fill(points, left + x, y, across, down)


def _fill(points: list[bytearray], left: int, top: int, across: int, down: int) -> None:
    for row in points[top : top + down]:
        row[left : left + across] = b"\1" * across


def _line(upper: bytearray, lower: bytearray) -> str:
    blocks = (" ", LOWER, UPPER, WHOLE)
    return "".join(blocks[2 * above + below] for above, below in zip(upper, lower, strict=True))
