"""QR codes: dark on light with four modules of margin, in every theme, because readers fail on anything else."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import segno

MARGIN: Final = 4
"""Modules of light margin on each side, as the standard (ISO/IEC 18004) asks."""


@lru_cache(maxsize=8)
def qr_modules(text: str) -> tuple[str, ...]:
    """The rows of a QR code without margin: ``1`` is dark."""
    code = segno.make(text, error="m", micro=False)
    return tuple("".join("1" if module else "0" for module in row) for row in code.matrix)


def terminal_qr(text: str) -> list[str]:
    """The rows of a QR code for a terminal, two modules on each row, with colours that do not follow the theme."""
    modules = qr_modules(text)
    size = len(modules) + 2 * MARGIN
    grid = [[False] * size for _ in range(size + size % 2)]
    for y, row in enumerate(modules):
        for x, module in enumerate(row):
            grid[y + MARGIN][x + MARGIN] = module == "1"
    dark, light = "38;2;0;0;0;48;2;255;255;255", "\x1b[0m"
    blocks = {(False, False): " ", (True, True): "█", (True, False): "▀", (False, True): "▄"}
    return [
        f"\x1b[{dark}m" + "".join(blocks[pair] for pair in zip(grid[y], grid[y + 1], strict=True)) + light
        for y in range(0, len(grid), 2)
    ]
