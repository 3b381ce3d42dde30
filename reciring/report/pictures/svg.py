"""A small writer of SVG: elements from numbers and text, nothing from a user that is not escaped.

Looks are presentation attributes, so that typst, a mail program and an old browser all draw them; each element has a
class too, by which a page may give it other colours.
"""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree as ET

from reciring.report.wording import showable

INK, QUIET, PALE = "#1c2b2e", "#52646a", "#dfe7e8"
PROMISE, DOUBT, TIP = "#0b5c66", "#a3470f", "#5b6b72"
_BOUND = ("Mn", "Me", "Cf", "Sk")
FAMILY = "'Libertinus Serif', 'Source Serif 4', Georgia, 'Noto Serif', serif"


class Drawing:
    """An SVG of ``width`` by ``height`` units, with a title and a description for who cannot see it."""

    def __init__(self, name: str, width: float, height: float, title: str, description: str) -> None:
        self.root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {number(width)} {number(height)}",
                "width": number(width),
                "height": number(height),
                "role": "img",
                "aria-labelledby": f"{name}-title {name}-desc",
                "class": f"picture {name}",
                "font-family": FAMILY,
                "font-size": "13",
                "fill": INK,
            },
        )
        self.here = self.root
        ET.SubElement(self.root, "title", {"id": f"{name}-title"}).text = showable(title)
        ET.SubElement(self.root, "desc", {"id": f"{name}-desc"}).text = showable(description)

    def add(self, tag: str, **attributes: str | float) -> ET.Element:
        """An element; ``stroke_width`` becomes ``stroke-width``, ``class_`` becomes ``class``."""
        return ET.SubElement(
            self.root,
            tag,
            {
                name.rstrip("_").replace("_", "-"): value if isinstance(value, str) else number(value)
                for name, value in attributes.items()
            },
        )

    def text(self, x: float, y: float, text: str, *, anchor: str = "start", **attributes: str | float) -> ET.Element:
        """One line of text at its baseline."""
        element = self.add("text", x=x, y=y, text_anchor=anchor, **attributes)
        element.text = showable(text)
        return element

    def hover(self, element: ET.Element, text: str) -> None:
        """What a pointer that rests on an element is told."""
        ET.SubElement(element, "title").text = showable(text)

    def written(self) -> str:
        """The SVG as text."""
        return ET.tostring(self.root, encoding="unicode")


def number(value: float) -> str:
    """A coordinate to a tenth, without a useless zero or a minus before one."""
    rounded = round(value, 1) + 0.0
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def breadth(text: str, size: float = 13) -> float:
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


def shortened(text: str, width: float, size: float = 13) -> str:
    """As much of a text as ``width`` holds, with an ellipsis if that is not all."""
    if breadth(text, size) <= width:
        return text
    while text and breadth(text, size) > width - size:
        text = text[:-1]
    # half a sequence of signs that belong together would be drawn as its parts, or not at all
    while text and unicodedata.category(text[-1]) in _BOUND:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, width: float, lines: int, size: float = 13) -> list[str]:
    """A text in at most so many lines, broken between words where that is possible."""
    rest, found = text.split(), list[str]()
    while rest and len(found) < lines - 1:
        line = rest.pop(0)
        while rest and breadth(f"{line} {rest[0]}", size) <= width:
            line += f" {rest.pop(0)}"
        found.append(shortened(line, width, size))
    if rest:
        found.append(shortened(" ".join(rest), width, size))
    return found or [""]
