"""PDF with typst: templates filled with data, and a warning about characters that no font can show.

Users' texts are passed to the templates as JSON data, never as typst code. typst is asked for PDF/UA, the standard for
accessible PDF, and refuses it when a character has no glyph in any font. Then the page lists those characters, and is
made as a tagged PDF that does not claim to be PDF/UA.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import typst

from reciring.locale import Translator
from reciring.report.wording import printable_text

TEMPLATES = Path(__file__).parent / "templates"
_NO_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_FILLERS = "\N{HANGUL FILLER}\N{HANGUL CHOSEONG FILLER}\N{HANGUL JUNGSEONG FILLER}\N{HALFWIDTH HANGUL FILLER}"
_MAX_NAMED = 8
"""How many missing characters a message names."""
_LONG_WORD = 25
"""From this number of characters on, a word may get places to break."""
_HYPHENATED_WORD = 40
"""Up to this number of letters, typst hyphenates a word itself."""
_BREAK_EVERY = 12
_LONG_WORDS = re.compile(rf"\S{{{_LONG_WORD},}}")
_RIGHT_TO_LEFT = ("R", "AL", "AN")
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class TypesetPdf(NamedTuple):
    """A PDF, and the characters that no font of this computer can show."""

    pdf: bytes
    missing_characters: tuple[str, ...]


def typeset(
    template: str,
    data: Mapping[str, Any],
    t: Translator,
    *,
    paper: str,
    day: dt.date,
    raw: Mapping[str, Any] | None = None,
    fonts: typst.Fonts | None = None,
) -> TypesetPdf:
    """Fill ``templates/<template>.typ`` with ``data``; the same data gives the same file.

    ``raw`` has values that are passed as they are, such as charts. ``day`` is the date of the document. ``fonts``
    replaces the fonts of this computer. The template gets a sentence about missing characters as ``missing``. Raises
    typst.TypstError if the template has an error.
    """
    source = b"\n".join((TEMPLATES / f"{name}.typ").read_bytes() for name in ("style", template))
    compiler = typst.Compiler(font_paths=fonts or _system_fonts())
    midnight = dt.datetime.combine(day, dt.time(), dt.UTC)
    values: dict[str, Any] = {**prepare_texts(data), **(raw or {}), "missing": ""}

    def compile_pdf(standards: list[Any]) -> bytes:
        inputs = {"data": json.dumps(values, ensure_ascii=False), "paper": paper}
        pdf = compiler.compile(source, format="pdf", sys_inputs=inputs, pdf_standards=standards, timestamp=midnight)
        if not isinstance(pdf, bytes):
            raise TypeError("typst gave pages instead of a file")
        return pdf

    try:
        return TypesetPdf(compile_pdf(["ua-1"]), ())
    except typst.TypstError as error:
        missing = _missing_characters(error.diagnostic)
    values["missing"] = missing_characters_message(missing, t) if missing else ""
    return TypesetPdf(compile_pdf([]), missing)


def missing_characters_message(characters: tuple[str, ...], t: Translator) -> str:
    """Return a sentence that names characters by script and code point, because they cannot be shown themselves."""
    named = ", ".join(f"{_script(character)} U+{ord(character):04X}" for character in characters[:_MAX_NAMED])
    more = "" if len(characters) <= _MAX_NAMED else " …"
    return t(
        "No font on this computer has these characters: {letters}. Install one, such as Noto, and try again.",
        letters=named + more,
    )


def prepare_texts(value: Any) -> Any:
    """Prepare every text in ``value`` for typst: printable, with places to break, isolated if right to left."""
    match value:
        case str():
            return _prepare(value)
        case Mapping():
            return {key: prepare_texts(item) for key, item in value.items()}
        case list() | tuple():
            return [prepare_texts(item) for item in value]
        case dt.date():
            return value.isoformat()
        case _:
            return value


def _missing_characters(diagnostic: str) -> tuple[str, ...]:
    """Return the characters that an error of typst names, each once, without invisible ones."""
    texts = (_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) for text in _NO_GLYPH.findall(diagnostic))
    return tuple(dict.fromkeys(character for text in texts for character in text if _is_visible(character)))


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in ("Cf", "Mn", "Cc") and character not in _FILLERS


@functools.cache
def _system_fonts() -> typst.Fonts:
    return typst.Fonts()


def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0].title() or "?"


def _prepare(text: str) -> str:
    text = printable_text(text)
    if len(text) >= _LONG_WORD:
        text = _LONG_WORDS.sub(lambda match: _with_breaks(match[0]), text)
    if not text.isascii() and any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return f"{_ISOLATE}{text}{_END}"
    return text


def _with_breaks(word: str) -> str:
    """Return a long word with a zero-width space about every twelve characters, but not before a combining mark."""
    if len(word) <= _HYPHENATED_WORD and word.isalpha():
        return word
    parts: list[str] = []
    since_break = 0
    for character in word:
        combines = unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf", "Sk")
        if since_break >= _BREAK_EVERY and not combines:
            parts.append("\N{ZERO WIDTH SPACE}")
            since_break = 0
        parts.append(character)
        since_break += 1
    return "".join(parts)
