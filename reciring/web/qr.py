"""A QR code in a terminal, for ``reciring serve``."""

from __future__ import annotations

from reciring.report.qr import qr_half_rows


def terminal_qr(text: str) -> list[str]:
    """The rows of a QR code, with colours that do not follow the theme of the terminal."""
    dark, light = "38;2;0;0;0;48;2;255;255;255", "\x1b[0m"
    blocks = {(False, False): " ", (True, True): "█", (True, False): "▀", (False, True): "▄"}
    return [f"\x1b[{dark}m" + "".join(blocks[pair] for pair in row) + light for row in qr_half_rows(text)]
