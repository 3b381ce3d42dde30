"""Parse a guide file: a title, text below it, headings and bullets. No other Markdown is recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from reciring.ring.text import fold

_HEADING = re.compile(r"(#{1,6})\s+(.*\S)")
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])(?:\s+(.*))?$")
_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_KEY = re.compile(r"\s*\{#([\w-]+)\}$")
_NOT_WORD = re.compile(r"[\W_]+")
_MAX_KEY_LENGTH = 40


class Section(msgspec.Struct, frozen=True):
    """A heading and the lines below it, as written. ``key`` is from ``{#key}`` after the heading; "" without one."""

    heading: str
    key: str
    body: str


class Page(msgspec.Struct, frozen=True):
    """A guide file. ``introduction`` is the text between the title and the first heading."""

    title: str
    introduction: str
    sections: tuple[Section, ...]

    @property
    def first_line(self) -> str:
        """The first line of the introduction that is not a bullet; "" if there is none."""
        lines = (line.strip() for line in self.introduction.splitlines())
        return next((line for line in lines if line and not _BULLET.match(line)), "")

    @property
    def bullets(self) -> tuple[str, ...]:
        """All bullets of the page, under any heading."""
        return bullets("\n\n".join((self.introduction, *(section.body for section in self.sections))))


def parse_page(text: str) -> Page:
    """The page for ``text``. Any text is a page; it may be an empty one."""
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
    (_, introduction), *sections = ((name, "\n".join(lines).strip("\n")) for name, lines in found)
    return Page(
        split_key(title)[0], introduction, tuple(Section(*split_key(heading), body) for heading, body in sections)
    )


def bullets(body: str) -> tuple[str, ...]:
    """The bullets of ``body``, each as one line and without checkbox. Text between bullets is left out."""
    found: list[str] = []
    in_bullet = False
    for line in body.splitlines():
        bullet = _BULLET.match(line)
        if bullet:
            found.append(_CHECKBOX.sub("", bullet[1] or "", count=1))
        elif in_bullet and line.strip():
            found[-1] = f"{found[-1]} {line.strip()}"
        in_bullet = bool(bullet or line.strip()) and bool(found)
    return tuple(bullet.strip() for bullet in found if bullet.strip())


def split_key(text: str) -> tuple[str, str]:
    """``("Pens", "pens")`` for ``Pens {#pens}``; without a key the second is ""."""
    key = _KEY.search(text)
    return (text[: key.start()].strip(), key[1]) if key else (text.strip(), "")


def assign_keys(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(key, text) for each (text, key). A missing key is made from the text; a key that is taken gets a number."""
    taken: set[str] = set()
    for text, given in lines:
        base = key = given or _NOT_WORD.sub("-", fold(text)).strip("-")[:_MAX_KEY_LENGTH] or "item"
        number = 1
        while key in taken:
            number += 1
            key = f"{base}-{number}"
        taken.add(key)
        yield key, text


def split_code_spans(line: str) -> tuple[tuple[str, bool], ...]:
    """``line`` in pieces without backticks, each with whether it was between backticks: something to type."""
    pieces = line.split("`")
    if len(pieces) % 2 == 0:  # A single backtick is an ordinary character.
        pieces[-2:] = ["`".join(pieces[-2:])]
    return tuple((piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece)


def remove_backticks(line: str) -> str:
    """``line`` without the backticks around code spans."""
    return "".join(piece for piece, _ in split_code_spans(line))
