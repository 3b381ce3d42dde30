"""A small SVG writer: elements made of numbers and text, with all text escaped.

Colours and sizes are presentation attributes, so that typst, mail programs and old browsers draw them too. Each element
also has a class, so that a web page can give it other colours.
"""

from __future__ import annotations

import unicodedata
from typing import Any
from xml.etree import ElementTree as ET

from reciring.report.wording import printable_text

INK_COLOUR, MUTED_COLOUR, PALE_COLOUR = "#1c2b2e", "#52646a", "#dfe7e8"
PROMISE_COLOUR, INCOMPLETE_COLOUR, TIP_COLOUR = "#0b5c66", "#a3470f", "#5b6b72"
FONT_FAMILY = "'Libertinus Serif', 'Source Serif 4', Georgia, 'Noto Serif', serif"
FONT_SIZE = 13.0
_ATTACHED = ("Mn", "Me", "Cf", "Sk")
"""Unicode categories of characters that combine with a neighbour: accents, joiners, skin tones."""
_NAMESPACE = "http://www.w3.org/2000/svg"


class Drawing:
    """An SVG of ``width`` by ``height`` units, with a title and a description for people who cannot see it.

    ``name`` is its class and the beginning of its ids, so it must be unique on a page.
    """

    def __init__(self, name: str, width: float, height: float, title: str, description: str) -> None:
        self.root = ET.Element(
            "svg",
            {
                "xmlns": _NAMESPACE,
                "viewBox": f"0 0 {format_number(width)} {format_number(height)}",
                "width": format_number(width),
                "height": format_number(height),
                "role": "img",
                "aria-labelledby": f"{name}-title {name}-desc",
                "class": f"picture {name}",
                "font-family": FONT_FAMILY,
                "font-size": format_number(FONT_SIZE),
                "fill": INK_COLOUR,
            },
        )
        ET.SubElement(self.root, "title", {"id": f"{name}-title"}).text = printable_text(title)
        ET.SubElement(self.root, "desc", {"id": f"{name}-desc"}).text = printable_text(description)

    def add(self, tag: str, **attributes: str | float) -> ET.Element:
        """Add an element; ``stroke_width`` becomes ``stroke-width``, ``class_`` becomes ``class``."""
        return ET.SubElement(
            self.root,
            tag,
            {
                name.rstrip("_").replace("_", "-"): value if isinstance(value, str) else format_number(value)
                for name, value in attributes.items()
            },
        )

    def text(self, x: float, y: float, text: str, *, anchor: str = "start", **attributes: str | float) -> ET.Element:
        """Add one line of text; ``y`` is its baseline, ``anchor`` is start, middle or end."""
        element = self.add("text", x=x, y=y, text_anchor=anchor, **attributes)
        element.text = printable_text(text)
        return element

    def add_tooltip(self, element: ET.Element, text: str) -> None:
        """Add the text that a browser shows while the pointer rests on ``element``."""
        ET.SubElement(element, "title").text = printable_text(text)

    def to_svg(self) -> str:
        """Return the SVG as text."""
        return ET.tostring(self.root, encoding="unicode")


def format_number(value: float) -> str:
    """Return a coordinate rounded to a tenth, without ``.0`` and never as ``-0``."""
    rounded = round(value, 1) + 0.0
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def estimate_text_width(text: str, size: float = FONT_SIZE) -> float:
    """Estimate the width of ``text`` in a font of ``size`` units; rather too wide, because fonts differ."""
    return size * 1.06 * sum(map(_em, text))


def _em(character: str) -> float:
    """Return the width of a character in em."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in "iljtfrI.,:;'’|!()[] -":
        return 0.32
    return 0.78 if character in "mwMW@%" else 0.67 if character.isupper() else 0.52


def shorten_text(text: str, width: float, size: float = FONT_SIZE) -> str:
    """Return as much of ``text`` as fits in ``width``, with an ellipsis if it was cut."""
    if estimate_text_width(text, size) <= width:
        return text
    while text and estimate_text_width(text, size) > width - size:
        text = text[:-1]
    # Never cut inside a combined character (an accent, an emoji).
    while text and unicodedata.category(text[-1]) in _ATTACHED:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap_text(text: str, width: float, lines: int, size: float = FONT_SIZE) -> list[str]:
    """Return ``text`` in at most ``lines`` lines that fit in ``width``, broken between words."""
    words, wrapped = text.split(), list[str]()
    while words and len(wrapped) < lines - 1:
        line = words.pop(0)
        while words and estimate_text_width(f"{line} {words[0]}", size) <= width:
            line += f" {words.pop(0)}"
        wrapped.append(shorten_text(line, width, size))
    if words:
        wrapped.append(shorten_text(" ".join(words), width, size))
    return wrapped or [""]


def split_svg(svg: str) -> dict[str, Any]:
    """Separate the text of an SVG from its shapes, for typst, which sets the text itself.

    ``shapes`` is the SVG without text, ``labels`` describes each text, ``alt`` is the description in words, and
    ``width`` and ``height`` are in the same units.
    """
    ET.register_namespace("", _NAMESPACE)
    root = ET.fromstring(svg)
    labels = []
    for element in root.findall(f"{{{_NAMESPACE}}}text"):
        root.remove(element)
        labels.append(
            {
                "x": float(element.get("x", "0")),
                "y": float(element.get("y", "0")),
                "anchor": element.get("text-anchor", "start"),
                "size": float(element.get("font-size", FONT_SIZE)),
                "bold": element.get("font-weight") == "bold",
                "fill": element.get("fill", INK_COLOUR),
                "text": element.text or "",
            }
        )
    return {
        "shapes": ET.tostring(root, encoding="unicode"),
        "labels": labels,
        "alt": root.findtext(f"{{{_NAMESPACE}}}desc", ""),
        "width": float(root.get("width", "1")),
        "height": float(root.get("height", "1")),
    }
