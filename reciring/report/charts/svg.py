"""A small writer of SVG: elements from numbers and text, nothing from a user that is not escaped.

Looks are presentation attributes, so that typst, a mail program and an old browser all draw them; each element has a
class too, by which a page may give it other colours.
"""

from __future__ import annotations

import unicodedata
from typing import Any
from xml.etree import ElementTree as ET

from reciring.report.wording import printable_text

INK_COLOUR, MUTED_COLOUR, PALE_COLOUR = "#1c2b2e", "#52646a", "#dfe7e8"
PROMISE_COLOUR, INCOMPLETE_COLOUR, TIP_COLOUR = "#0b5c66", "#a3470f", "#5b6b72"
_BOUND = ("Mn", "Me", "Cf", "Sk")
FONT_FAMILY = "'Libertinus Serif', 'Source Serif 4', Georgia, 'Noto Serif', serif"


class Drawing:
    """An SVG of ``width`` by ``height`` units, with a title and a description for who cannot see it."""

    def __init__(self, name: str, width: float, height: float, title: str, description: str) -> None:
        self.root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {format_number(width)} {format_number(height)}",
                "width": format_number(width),
                "height": format_number(height),
                "role": "img",
                "aria-labelledby": f"{name}-title {name}-desc",
                "class": f"picture {name}",
                "font-family": FONT_FAMILY,
                "font-size": "13",
                "fill": INK_COLOUR,
            },
        )
        self.current_group = self.root
        ET.SubElement(self.root, "title", {"id": f"{name}-title"}).text = printable_text(title)
        ET.SubElement(self.root, "desc", {"id": f"{name}-desc"}).text = printable_text(description)

    def add(self, tag: str, **attributes: str | float) -> ET.Element:
        """An element; ``stroke_width`` becomes ``stroke-width``, ``class_`` becomes ``class``."""
        return ET.SubElement(
            self.root,
            tag,
            {
                name.rstrip("_").replace("_", "-"): value if isinstance(value, str) else format_number(value)
                for name, value in attributes.items()
            },
        )

    def text(self, x: float, y: float, text: str, *, anchor: str = "start", **attributes: str | float) -> ET.Element:
        """One line of text at its baseline."""
        element = self.add("text", x=x, y=y, text_anchor=anchor, **attributes)
        element.text = printable_text(text)
        return element

    def add_tooltip(self, element: ET.Element, text: str) -> None:
        """What a pointer that rests on an element is told."""
        ET.SubElement(element, "title").text = printable_text(text)

    def written(self) -> str:
        """The SVG as text."""
        return ET.tostring(self.root, encoding="unicode")


def format_number(value: float) -> str:
    """A coordinate to a tenth, without a useless zero or a minus before one."""
    rounded = round(value, 1) + 0.0
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def estimate_text_width(text: str, size: float = 13) -> float:
    """About how wide a text is: fonts differ, so this is a generous guess by kind of letter."""
    return size * 1.06 * sum(map(_em, text))


def _em(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in "iljtfrI.,:;'’|!()[] -":
        return 0.32
    return 0.78 if letter in "mwMW@%" else 0.67 if letter.isupper() else 0.52


def shorten_text(text: str, width: float, size: float = 13) -> str:
    """As much of a text as ``width`` holds, with an ellipsis if that is not all."""
    if estimate_text_width(text, size) <= width:
        return text
    while text and estimate_text_width(text, size) > width - size:
        text = text[:-1]
    # half a sequence of signs that belong together would be drawn as its parts, or not at all
    while text and unicodedata.category(text[-1]) in _BOUND:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap_text(text: str, width: float, lines: int, size: float = 13) -> list[str]:
    """A text in at most so many lines, broken between words where that is possible."""
    rest, found = text.split(), list[str]()
    while rest and len(found) < lines - 1:
        line = rest.pop(0)
        while rest and estimate_text_width(f"{line} {rest[0]}", size) <= width:
            line += f" {rest.pop(0)}"
        found.append(shorten_text(line, width, size))
    if rest:
        found.append(shorten_text(" ".join(rest), width, size))
    return found or [""]


_SVG = "{http://www.w3.org/2000/svg}"


def split_svg(svg: str) -> dict[str, Any]:
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
