"""QR codes: dark on light with four modules of margin, in every theme, because readers fail on anything else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

MARGIN: Final = 4
"""Modules of light margin on each side, as the standard (ISO/IEC 18004) asks."""


@lru_cache(maxsize=8)
def qr_modules(text: str) -> tuple[str, ...]:
    """The rows of a QR code without margin: ``1`` is dark."""
    # Imported only for a QR code: a ring that is not open to the room needs nothing of it.
    import segno

    code = segno.make(text, error="m", micro=False)
    return tuple("".join("1" if module else "0" for module in row) for row in code.matrix)


def wifi_qr_text(name: str, password: str) -> str:
    """The text of a QR code that lets phones join a Wi-Fi network; an empty password means that it has none."""
    name, password = (re.sub(r'([\\;,:"])', r"\\\1", text) for text in (name, password))
    return f"WIFI:T:WPA;S:{name};P:{password};;" if password else f"WIFI:T:nopass;S:{name};;"


def qr_with_margin(text: str) -> tuple[str, ...]:
    """The rows of a QR code with its margin: ``1`` is dark."""
    modules = qr_modules(text)
    side = "0" * MARGIN
    above = ("0" * (len(modules) + 2 * MARGIN),) * MARGIN
    return (*above, *(f"{side}{row}{side}" for row in modules), *above)


def qr_svg(text: str) -> str:
    """A QR code with its margin as an SVG image."""
    rows = qr_with_margin(text)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, bit in enumerate(row) if bit == "1")
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#ffffff"/><path d="{dark}" fill="#000000"/></svg>'
    )


def qr_half_rows(text: str) -> list[list[tuple[bool, bool]]]:
    """The rows of a QR code for a terminal: whether the upper and the lower module of each cell is dark."""
    rows = list(qr_with_margin(text))
    if len(rows) % 2:
        rows.append("0" * len(rows))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return [[(high == "1", low == "1") for high, low in zip(upper, lower, strict=True)] for upper, lower in pairs]
