"""Names around a circle: each beside its own seat, none over another, however long they are and however many."""

from __future__ import annotations

import math

import msgspec

from reciring.report.pictures.svg import breadth, wrapped

LETTER = 15.0
HIGH = LETTER + 2
LONGEST = 170.0
"""How wide a line of a name may be."""
GAP = 7.0
_UPRIGHT = 0.05
"""At the top and at the bottom a name stands over or under its seat: that far from it at most."""


class Label(msgspec.Struct, frozen=True):
    """A name in lines; ``y`` is the baseline of the first."""

    x: float
    y: float
    anchor: str
    lines: tuple[str, ...]

    @property
    def left(self) -> float:
        return self.x - self.wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]

    @property
    def wide(self) -> float:
        return max(breadth(line, LETTER) for line in self.lines)

    @property
    def top(self) -> float:
        return self.y - HIGH + 4

    @property
    def bottom(self) -> float:
        return self.top + HIGH * len(self.lines)

    def covers(self, other: Label) -> bool:
        """Whether the two would be written over each other."""
        aside = self.left + self.wide <= other.left or other.left + other.wide <= self.left
        return not aside and self.top < other.bottom and other.top < self.bottom


def beside(names: list[str], middle: float, radius: float, node: float, width: float) -> list[Label]:
    """A label per name, for seats of ``node`` around a circle; one that would cover another gives way along its side.

    The circle's centre is at ``middle`` and height nought. From the top and from the bottom towards the middle of each
    side, where there is most room.
    """
    count = len(names)
    angles = [2 * math.pi * index / max(1, count) for index in range(count)]
    placed: dict[int, Label] = {}
    for index in sorted(range(count), key=lambda index: -abs(math.cos(angles[index]))):
        label = _label(names[index], angles[index], count, middle, radius, node, width)
        down = 1.0 if math.cos(angles[index]) > 0 else -1.0
        for other in sorted(placed.values(), key=lambda other: down * other.y):
            if label.covers(other):
                y = other.bottom + HIGH - 4 if down > 0 else other.top - HIGH * len(label.lines) + HIGH - 4
                label = msgspec.structs.replace(label, y=y, x=_clear(label, angles[index], middle, radius, node))
        placed[index] = label
    return [placed[index] for index in range(count)]


def _label(name: str, angle: float, count: int, middle: float, radius: float, node: float, width: float) -> Label:
    reach = radius + node + GAP
    lean, sink = math.sin(angle), -math.cos(angle)
    x, y = middle + reach * lean, reach * sink
    if abs(lean) < _UPRIGHT:
        # between the two neighbours, whose names begin where their seats are
        room = min(LONGEST, 2 * reach * math.sin(2 * math.pi / count) - 2 * GAP) if count > 4 else LONGEST
        lines = wrapped(name, room, 3 if count > 12 else 2, LETTER)
        anchor = "middle"
    else:
        anchor = "start" if lean > 0 else "end"
        lines = wrapped(name, min(LONGEST, (width - x if lean > 0 else x) - 6), 2, LETTER)
    first = y + 4.5 + 4.5 * sink - HIGH * (len(lines) - 1) * (1 - sink) / 2
    return Label(x, first, anchor, tuple(lines))


def _clear(label: Label, angle: float, middle: float, radius: float, node: float) -> float:
    """Where a label that moved along its side does not touch its seat."""
    seat = middle + radius * math.sin(angle)
    if label.anchor == "start":
        return max(label.x, seat + node + 3)
    return min(label.x, seat - node - 3) if label.anchor == "end" else label.x
