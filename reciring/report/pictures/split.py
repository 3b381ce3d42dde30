"""A picture in two: its shapes, and its words with their places.

Typst draws a word inside an SVG with one font, and loses the letters which that font lacks; as text of its own it finds
a font for every letter.
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

_SVG = "{http://www.w3.org/2000/svg}"


def split(svg: str) -> dict[str, Any]:
    """``shapes`` is the SVG without words, ``labels`` are the words, ``width`` and ``height`` the units of both."""
    ET.register_namespace("", _SVG.strip("{}"))
    root = ET.fromstring(svg)
    labels = []
    for element in root.findall(f"{_SVG}text"):
        root.remove(element)
        labels.append(
            {
                "x": float(element.get("x", "0")),
                "y": float(element.get("y", "0")),
                "anchor": element.get("text-anchor", "start"),
                "size": float(element.get("font-size", root.get("font-size", "13"))),
                "bold": element.get("font-weight") == "bold",
                "fill": element.get("fill", root.get("fill", "#000000")),
                "text": element.text or "",
            }
        )
    return {
        "shapes": ET.tostring(root, encoding="unicode"),
        "labels": labels,
        "width": float(root.get("width", "1")),
        "height": float(root.get("height", "1")),
    }
