"""Drawing with ASCII alone, for terminals that cannot show lines, blocks and arrows."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_SIGNS: Final = {
    "─━╌╍═╴╶╸╺╼╾": "-",
    "│┃║╎╏╵╷╹╻": "|",
    "┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋╞╡╤╧╪": "+",
    "█▓▇▆▅▄▀▌▐▉▊▋": "#",
    "▒░▁▂▃▏▎▍": ".",
    "→▶▸›»": ">",
    "←◀◂‹«": "<",
    "↑▲": "^",
    "↓▼": "v",
    "✓☑": "v",
    "✗×": "x",
    "☐○◯": "o",
    "●◉•★": "*",
    "·…": ".",
    "–—‖": "-",
    "“”„": '"',
    "‘’": "'",
    "⚠": "!",
    "✎✉⌕␣": "_",
    "▯": "#",
}
_TABLE: Final = {ord(sign): plain for signs, plain in _SIGNS.items() for sign in signs}


def to_ascii(text: str) -> str:
    """``text`` with ASCII for what draws; letters stay, and it is as wide as before."""
    if text.isascii():
        return text
    drawn = text.translate(_TABLE)
    return drawn + " " * (cell_len(text) - cell_len(drawn))


class AsciiDrawing(LineFilter):
    """Draws every line of the screen with ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(to_ascii(text), style, control) for text, style, control in segments]
