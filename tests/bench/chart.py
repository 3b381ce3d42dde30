"""Draw four small charts side by side as SVG: measurements against the number of offers, on logarithmic scales."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, HEIGHT, GAP = 330, 210, 30
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 34, 30
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1d2025 } .muted { fill: #565b64 } .title { font-weight: 600 }
.line { fill: none; stroke: #1f5f99; stroke-width: 2 } .dot { fill: #1f5f99 } .grid { stroke: #d8d4ca }
.floor { stroke: #8a4b08; stroke-dasharray: 5 4 } .bare { fill: #8a4b08 } .ground { fill: #fbfaf7 }
@media (prefers-color-scheme: dark) {
  text { fill: #e8e6e1 } .muted { fill: #a6abb5 } .line { stroke: #7db3e8 } .dot { fill: #7db3e8 }
  .grid { stroke: #3a414c } .floor { stroke: #f2b95c } .bare { fill: #f2b95c } .ground { fill: #14171c }
}
"""


class Line(NamedTuple):
    """Measurements per number of offers; ``floor`` is the baseline: the bare app."""

    title: str
    points: list[tuple[int, float]]
    floor: float | None = None


def draw(lines: list[Line]) -> str:
    """Return the chart as text; both scales are logarithmic."""
    across = 2
    rows = math.ceil(len(lines) / across)
    width, height = across * WIDTH + GAP * (across + 1), rows * HEIGHT + GAP * (rows + 1)
    told = "; ".join(f"{it.title}: " + ", ".join(f"{value:.3g} at {x:,}" for x, value in it.points) for it in lines)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-label="{escape(told)}">',
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{width}" height="{height}"/>',
    ]
    for number, it in enumerate(lines):
        x = GAP + (number % across) * (WIDTH + GAP)
        y = GAP + (number // across) * (HEIGHT + GAP)
        parts += [f'<g transform="translate({x} {y})">', *_chart(it), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _chart(it: Line) -> Iterator[str]:
    values = [value for _, value in it.points] + ([it.floor] if it.floor else [])
    low, high = 10 ** math.floor(math.log10(min(values))), 10 ** math.ceil(math.log10(max(values) * 1.05))
    first, last = math.log10(it.points[0][0]), math.log10(it.points[-1][0])

    def across(offers: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (math.log10(offers) - first) / ((last - first) or 1)

    def up(value: float) -> float:
        share = math.log10(value / low) / math.log10(high / low)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share

    yield f'<text class="title" x="{LEFT}" y="16">{escape(it.title)}</text>'
    for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
        y = up(10**power)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="muted" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{10**power:,}</text>'
    for offers, _ in it.points:
        yield f'<text class="muted" x="{across(offers):.1f}" y="{HEIGHT - 8}" text-anchor="middle">{offers:,}</text>'
    # The label goes on the side of its line where the other line is not.
    beside_floor, beside_point = (-8, 18) if it.floor and it.points[-1][1] < it.floor else (14, -8)
    if it.floor:
        y = up(it.floor)
        yield f'<line class="floor" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        words = f"bare app {it.floor:.3g}"
        yield f'<text class="bare" x="{WIDTH - RIGHT}" y="{y + beside_floor:.1f}" text-anchor="end">{words}</text>'
    path = " ".join(f"{across(offers):.1f},{up(value):.1f}" for offers, value in it.points)
    yield f'<polyline class="line" points="{path}"/>'
    for offers, value in it.points:
        x, y = across(offers), up(value)
        yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
        anchor = {it.points[0][0]: "start", it.points[-1][0]: "end"}.get(offers, "middle")
        yield f'<text x="{x:.1f}" y="{y + beside_point:.1f}" text-anchor="{anchor}">{value:.3g}</text>'
