"""Typst for all our paper: templates of ours, everything of a user passed as data, and a word about missing letters.

Typst is asked for PDF/UA, which is tagged, titled, and refused when a letter has no glyph: so the fonts that typst
really uses, its own among them, say what cannot be shown. Then the page says so too, and is made as a tagged PDF
without the claim to PDF/UA.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reciring.locale import Translator
from reciring.report.wording import printable_text

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"
_NO_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_FILLERS = "\N{HANGUL FILLER}\N{HANGUL CHOSEONG FILLER}\N{HANGUL JUNGSEONG FILLER}\N{HALFWIDTH HANGUL FILLER}"
_LONG = 25
"""Letters without a space from which on a run may need a place to break."""
_RUN = re.compile(rf"\S{{{_LONG},}}")
_RIGHT_TO_LEFT = ("R", "AL", "AN")
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class TypesetPdf(NamedTuple):
    """A PDF, and the letters that no font of this computer can show."""

    pdf: bytes
    missing: tuple[str, ...]


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
    """Fill ``templates/<template>.typ`` with ``data``; ``raw`` are values that are not for reading, as pictures.

    The same data gives the same file. Letters without a glyph are told of on the page, in ``data["missing"]``.
    """
    import typst

    source = b"\n".join((TEMPLATES / f"{name}.typ").read_bytes() for name in ("style", template))
    compiler = typst.Compiler(font_paths=fonts or _fonts())
    midnight = dt.datetime.combine(day, dt.time(), dt.UTC)
    values: dict[str, Any] = {**prepare_texts(data), **(raw or {}), "missing": ""}

    def made(standards: list[Any]) -> bytes:
        inputs = {"data": json.dumps(values, ensure_ascii=False), "paper": paper}
        found = compiler.compile(source, format="pdf", sys_inputs=inputs, pdf_standards=standards, timestamp=midnight)
        if not isinstance(found, bytes):
            raise TypeError("typst gave pages instead of a file")
        return found

    try:
        return TypesetPdf(made(["ua-1"]), ())
    except typst.TypstError as error:
        missing = _letters(error.diagnostic)
    values["missing"] = missing_characters_message(missing, t) if missing else ""
    return TypesetPdf(made([]), missing)


def missing_characters_message(letters: tuple[str, ...], t: Translator) -> str:
    """A sentence about letters that cannot be printed, by script and number, since they cannot be printed."""
    named = ", ".join(f"{_script(letter)} U+{ord(letter):04X}" for letter in letters[:8])
    more = "" if len(letters) <= 8 else " …"
    return t(
        "This computer has no font for some letters ({letters}). Install one, such as Noto, and make this page again.",
        letters=named + more,
    )


def prepare_texts(value: Any) -> Any:
    """Data with every text made fit for a page: showable, able to break, not mixing its direction with others'."""
    match value:
        case str():
            return _text(value)
        case Mapping():
            return {key: prepare_texts(one) for key, one in value.items()}
        case list() | tuple():
            return [prepare_texts(one) for one in value]
        case dt.date():
            return value.isoformat()
        case _:
            return value


def _letters(diagnostic: str) -> tuple[str, ...]:
    """The letters that typst complains of, each once; signs that nobody would see are no loss."""
    texts = (_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) for text in _NO_GLYPH.findall(diagnostic))
    return tuple(dict.fromkeys(letter for text in texts for letter in text if _seen(letter)))


def _seen(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cf", "Mn", "Cc") and letter not in _FILLERS


@functools.cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts()


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0].title() or "?"


def _text(text: str) -> str:
    text = printable_text(text)
    if len(text) >= _LONG:
        text = _RUN.sub(lambda run: _breakable(run[0]), text)
    if not text.isascii() and any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        return f"{_ISOLATE}{text}{_END}"
    return text


def _breakable(run: str) -> str:
    """A long run with places to break; none in a word that may be hyphenated, nor before a combining mark."""
    if len(run) <= 40 and run.isalpha():
        return run
    found: list[str] = []
    since = 0
    for letter in run:
        if since >= 12 and not unicodedata.combining(letter) and unicodedata.category(letter) not in ("Mn", "Cf", "Sk"):
            found.append("\N{ZERO WIDTH SPACE}")
            since = 0
        found.append(letter)
        since += 1
    return "".join(found)
