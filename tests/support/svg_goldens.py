"""Screens as SVG, with their colours; the golden texts hold only the characters."""

from __future__ import annotations

import re
from typing import Any

from textual.app import App

from tests.support.goldens import check_golden

_NEIGHBOURS = re.compile(
    r'<rect fill="(?P<fill>\S+)" x="(?P<x>\S+)" y="(?P<y>\S+)" width="(?P<first>\S+)" (?P<rest>[^>]+)/>'
    r'<rect fill="(?P=fill)" x="\S+" y="(?P=y)" width="(?P<second>\S+)" (?P=rest)/>'
)


def check_svg(app: App[Any], name: str) -> None:
    """Compare the screen of ``app`` with the golden ``svg/NAME.svg``."""
    check_golden(f"svg/{name}.svg", stable_svg(app))


def stable_svg(app: App[Any]) -> str:
    """Textual's SVG of the screen, shortened so that equal screens give equal files and a diff shows changed rows.

    - The names of classes contain a checksum of the whole screen: removed.
    - The fonts come from another host, and each row of text is cut at its own rectangle: removed.
    - Rectangles of one colour beside each other become one.
    """
    svg = app.export_screenshot(title="reciring", simplify=True)
    svg = re.sub(r"terminal-\d+-", "", svg)
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<clipPath id="line-.*?</clipPath>', "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="url\(#line-\d+\)"', "", svg)
    svg = svg.replace("Fira Code", "monospace").replace("&#160;", " ").replace("<svg ", '<svg xml:space="preserve" ', 1)
    while (joined := _NEIGHBOURS.sub(_joined, svg)) != svg:
        svg = joined
    svg = re.sub(r"(?=<(?:text|rect) )", "\n", svg)
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines() if line.strip())


def _joined(pair: re.Match[str]) -> str:
    width = float(pair["first"]) + float(pair["second"])
    return f'<rect fill="{pair["fill"]}" x="{pair["x"]}" y="{pair["y"]}" width="{width:g}" {pair["rest"]}/>'
