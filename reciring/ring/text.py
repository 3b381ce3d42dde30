"""Text: cleaned of control characters, and folded to find `lukasz` in Łukasz and `zoe` in Zoë.

Everything that enters a session, typed, pasted or imported, is cleaned here first, so that no screen, file or mail
made from it can contain a control character.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_BREAK: Final = "\r\n|[\t\n\v\f\r\x85\u2028\u2029]"
# C0, DEL and C1; bidirectional marks, embeddings, overrides and isolates; surrogates.
_CONTROL: Final = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"


def clean(text: str) -> str:
    """Replace tabs and line breaks by spaces and remove control characters; runs of spaces stay.

    The result is one line that can be encoded as UTF-8. Cleaning it again changes nothing.
    """
    if text.isprintable():  # no control character, line break or surrogate is printable
        return text
    return re.sub(_CONTROL, "", re.sub(_BREAK, " ", text))


def squeeze(text: str) -> str:
    """Clean a typed line or an imported field, reduce runs of spaces to one, and strip it."""
    return " ".join(clean(text).split())


# Letters that Unicode does not decompose, and what people type without that key. Keys are casefolded.
_SPELLINGS = {
    "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t",
    "ŋ": "n", "ĸ": "k", "ȷ": "j", "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ƀ": "b", "ɗ": "d", "ɖ": "d",
    "ƒ": "f", "ɣ": "g", "ǥ": "g", "ɠ": "g", "ɨ": "i", "ɩ": "i", "ƙ": "k", "ƚ": "l", "ɲ": "n", "ƞ": "n", "ɵ": "o",
    "ƥ": "p", "ɍ": "r", "ʃ": "s", "ƭ": "t", "ʈ": "t", "ʉ": "u", "ʊ": "u", "ʋ": "v", "ƴ": "y", "ɏ": "y", "ƶ": "z",
    "ʒ": "z", "ȼ": "c", "ɇ": "e", "ɉ": "j", "ⱥ": "a", "ⱦ": "t",
}  # fmt: skip
# Apostrophes and hyphens as word processors write them.
_PUNCTUATION = dict.fromkeys("‘’‛ʼʻʹ′´`", "'") | dict.fromkeys("\u2010\u2011\u2013", "-")
# Characters that nobody sees or types: soft hyphen, zero-width characters, emoji selectors.
_INVISIBLE = dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f", "")
_TABLE = _SPELLINGS | _PUNCTUATION | _INVISIBLE


def fold(text: str) -> str:
    """Remove case and accents; the length may change. Folding again changes nothing."""
    if text.isascii() and "`" not in text:
        return text.lower()
    return "".join(map(_fold_character, text))


def slug(text: str, max_length: int = 60) -> str:
    """Lower-case letters, digits and hyphens for the name of a file; empty if the text has no letter or digit."""
    return re.sub("[^a-z0-9]+", "-", fold(text)).strip("-")[:max_length].strip("-")


def fold_map(text: str) -> tuple[str, list[int]]:
    """``fold(text)``, and for each of its characters the index of the character in ``text`` that it comes from."""
    folded = [_fold_character(character) for character in text]
    origins = [index for index, piece in enumerate(folded) for _ in piece]
    return "".join(folded), origins


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """Fold one character, independent of those around it, so that ``fold_map`` can give its index."""
    if character in _TABLE:
        return _TABLE[character]
    # Decompose twice: a compatibility form may contain a capital, a casefolded one an accent.
    plain = _without_marks(_without_marks(character).casefold())
    folded = "".join(_TABLE.get(piece, piece) for piece in plain)
    # A lone accent such as ¨ decomposes into a space and a mark; that space must not split a word.
    if any(map(str.isspace, folded)) and not character.isspace():
        return character
    return folded


def _without_marks(text: str) -> str:
    return "".join(piece for piece in unicodedata.normalize("NFKD", text) if not unicodedata.combining(piece))
