"""A guide file taken apart: a title, a line below it, headings and bullets. Nothing more of Markdown is needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from reciring.ring.text import fold

_HEADING = re.compile(r"(#{1,6})\s+(.*\S)")
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])(?:\s+(.*))?$")
_TICK = re.compile(r"\[[ xX]\]\s+")
_KEY = re.compile(r"\s*\{#([\w-]+)\}$")
_NO_WORD = re.compile(r"[\W_]+")
_KEY_LENGTH = 40


class Section(msgspec.Struct, frozen=True):
    """A heading and the lines below it, as written; ``key`` from a trailing ``{#key}``, or empty."""

    heading: str
    key: str
    body: str


class Page(msgspec.Struct, frozen=True):
    """``format_headers`` is what stands between the title and the first heading."""

    title: str
    introduction: str
    sections: tuple[Section, ...]

    @property
    def first_line(self) -> str:
        """The first line below the title that is no bullet."""
        lines = (line.strip() for line in self.introduction.splitlines())
        return next((line for line in lines if line and not _BULLET.match(line)), "")

    @property
    def bullets(self) -> tuple[str, ...]:
        """All bullets of the page, under whatever heading."""
        return bullets("\n\n".join((self.introduction, *(section.body for section in self.sections))))


def parse_page(text: str) -> Page:
    """The page that ``text`` describes; any text is a page, if need be an empty one."""
    title = ""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        heading = _HEADING.fullmatch(line.strip())
        if heading is None:
            found[-1][1].append(line.rstrip())
        elif heading[1] == "#" and not title and len(found) == 1:
            title = heading[2]
        else:
            found.append((heading[2], []))
    (_, head), *parts = ((name, "\n".join(lines).strip("\n")) for name, lines in found)
    return Page(split_key(title)[0], head, tuple(Section(*split_key(name), body) for name, body in parts))


def bullets(body: str) -> tuple[str, ...]:
    """The bullets of ``body``, each on one line, without tick boxes; what stands between them is left out."""
    found: list[str] = []
    inside = False
    for line in body.splitlines():
        bullet = _BULLET.match(line)
        if bullet:
            found.append(_TICK.sub("", bullet[1] or "", count=1))
        elif inside and line.strip():
            found[-1] = f"{found[-1]} {line.strip()}"
        inside = bool(bullet or line.strip()) and bool(found)
    return tuple(bullet.strip() for bullet in found if bullet.strip())


def split_key(text: str) -> tuple[str, str]:
    """``Pens {#pens}`` as ``("Pens", "pens")``; without a key the second is empty."""
    key = _KEY.search(text)
    return (text[: key.start()].strip(), key[1]) if key else (text.strip(), "")


def assign_keys(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(text, key) pairs as (key, text): a missing key is made from the words, a second one gets a number."""
    taken: set[str] = set()
    for text, given in lines:
        base = key = given or _NO_WORD.sub("-", fold(text)).strip("-")[:_KEY_LENGTH] or "item"
        number = 1
        while key in taken:
            number += 1
            key = f"{base}-{number}"
        taken.add(key)
        yield key, text


def split_code_spans(line: str) -> tuple[tuple[str, bool], ...]:
    """``escape_line`` in pieces, each with whether it is something to type (it stood between backticks)."""
    pieces = line.split("`")
    if len(pieces) % 2 == 0:  # a backtick without its partner is just a character
        pieces[-2:] = ["`".join(pieces[-2:])]
    return tuple((piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece)


def remove_backticks(line: str) -> str:
    """``escape_line`` without its backticks."""
    return "".join(piece for piece, _ in split_code_spans(line))
