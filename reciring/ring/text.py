"""Text that can do nothing: one line, no order to a terminal, no letters that run the other way.

Whatever enters a session, typed, pasted or imported, goes through here, so that every form of it afterwards
(screen, file, paper, mail) starts from text that is only text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Compiled by ``re`` when they are first needed: that takes half a millisecond, for which every start would wait.
_BREAK: Final = "\r\n|[\t\n\v\f\r\x85\u2028\u2029]"
# C0, DEL and C1; the bidirectional marks, embeddings, overrides and isolates; halves of surrogate pairs.
_CONTROL: Final = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"


def clean(text: str) -> str:
    """``text`` with a space for every tab and line break, and without control characters. Runs of spaces stay.

    Cleaning twice is cleaning once; the result is one line and can be written as UTF-8.
    """
    if text.isprintable():  # No control, break or surrogate is printable: most text is done here.
        return text
    return re.sub(_CONTROL, "", re.sub(_BREAK, " ", text))


def squeeze(text: str) -> str:
    """``text`` cleaned, runs of spaces one and none around it: how a typed line or an imported field counts."""
    return " ".join(clean(text).split())


# What Unicode does not take apart, but a person without that key types like this. Keys are casefolded.
_SPELLED = {
    "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t",
    "ŋ": "n", "ĸ": "k", "ȷ": "j", "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ƀ": "b", "ɗ": "d", "ɖ": "d",
    "ƒ": "f", "ɣ": "g", "ǥ": "g", "ɠ": "g", "ɨ": "i", "ɩ": "i", "ƙ": "k", "ƚ": "l", "ɲ": "n", "ƞ": "n", "ɵ": "o",
    "ƥ": "p", "ɍ": "r", "ʃ": "s", "ƭ": "t", "ʈ": "t", "ʉ": "u", "ʊ": "u", "ʋ": "v", "ƴ": "y", "ɏ": "y", "ƶ": "z",
    "ʒ": "z", "ȼ": "c", "ɇ": "e", "ɉ": "j", "ⱥ": "a", "ⱦ": "t",
}  # fmt: skip
# What a word processor makes of an apostrophe or a hyphen.
_MARKS = dict.fromkeys("‘’‛ʼʻʹ′´`", "'") | dict.fromkeys("\u2010\u2011\u2013", "-")
# Nobody sees them and nobody types them: soft hyphen, zero-width characters, the emoji selectors.
_UNSEEN = dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f", "")
_TABLE = _SPELLED | _MARKS | _UNSEEN


def fold(text: str) -> str:
    """``text`` without case and accents; its length may differ. Folding twice is folding once."""
    if text.isascii() and "`" not in text:
        return text.lower()
    return "".join(map(_fold_character, text))


def slug(text: str, longest: int = 60) -> str:
    """``text`` in plain small letters and hyphens, for the name of a file; empty if it has no such letters."""
    return re.sub("[^a-z0-9]+", "-", fold(text)).strip("-")[:longest].strip("-")


def fold_map(text: str) -> tuple[str, list[int]]:
    """``fold(text)``, and for every character of it the index in ``text`` of the character it came from."""
    folded = [_fold_character(character) for character in text]
    origins = [index for index, piece in enumerate(folded) for _ in piece]
    return "".join(folded), origins


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _TABLE:
        return _TABLE[character]
    # Twice: a compatibility form may hide a capital, a casefolded one an accent.
    plain = _without_marks(_without_marks(character).casefold())
    folded = "".join(_TABLE.get(piece, piece) for piece in plain)
    # A lone accent such as ¨ comes apart into a space and a mark; words must not be cut in two by that.
    if any(map(str.isspace, folded)) and not character.isspace():
        return character
    return folded


def _without_marks(text: str) -> str:
    return "".join(piece for piece in unicodedata.normalize("NFKD", text) if not unicodedata.combining(piece))
