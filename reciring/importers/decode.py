"""Turn the bytes of a text file into text: find its encoding, and put right what was decoded wrongly before.

Old code pages have no mark. Their text is short here, a few names, so each page is tried and the one that gives the
most plausible words is taken: libraries that guess from the statistics of a language need more text than that.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from reciring.importers.files import wrong_format_message
from reciring.importers.participants import ParticipantListError
from reciring.importers.rows import MAX_LINES, MAX_TEXT_LENGTH
from reciring.ring.message import Message, say
from reciring.ring.text import squeeze

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_CODE_PAGES = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp1250": "Windows-1250",
    "cp1254": "Windows-1254",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "koi8_r": "KOI8-R",
    "cp932": "Shift-JIS",
    "gb18030": "GB 18030",
    "cp949": "EUC-KR",
    "cp850": "DOS 850",
}
"""Code pages and their names, the most usual first."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_WORD = re.compile(r"\S*[^\x00-\x7f]\S*")
_SEPARATORS = re.compile(r"[!-,./:-@\[-`{-~]")
_USUAL = frozenset("éèêëïîíöôóòüúùûáàâäåæçñßÿœÉÈÊËÏÎÍÖÔÓÒÜÚÙÛÁÀÂÄÅÆÇÑŒ")
"""Letters of West European names."""
_NORDIC = frozenset("øØ")
_SLAVIC_ACUTES = frozenset("áíýúóéěÁÍÝ")
_EDGES = frozenset("“”‘’„–—…«»\xa0€´°•·")
_MAX_WORDS = 3_000
_MAX_SAMPLE = 200_000
"""Bytes by which a code page is judged."""
_MAX_LINE_LENGTH = 20_000
_DOUBTFUL = 1.0
"""Another code page that is so little worse is a doubt."""
_UNREADABLE = 2.0
"""The average penalty of a word above which no code page fits."""


class Decoded(NamedTuple):
    """The text of a file, the name of its encoding, and what is doubtful about its letters."""

    text: str
    encoding: str
    doubt: Message | None = None


def decode_text(data: bytes, file: str) -> Decoded:
    """The text of a file. Raises ParticipantListError for data that is not text, or whose letters cannot be read."""
    decoded = _decode(data, file)
    text = decoded.text[: MAX_TEXT_LENGTH + 1]
    controls = len(_CONTROLS.findall(text))
    if "\0" in text or controls * 20 > len(text):
        raise ParticipantListError(wrong_format_message(file))
    return decoded._replace(text=_repaired(text.replace("\r\n", "\n").replace("\r", "\n")))


def _decode(data: bytes, file: str) -> Decoded:
    for mark, codec, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(codec, "replace"), encoding)
    if codec := _utf_16_codec(data):
        return Decoded(data.decode(codec, "replace"), "UTF-16")
    text = data.decode("utf-8", "replace")
    invalid = text.count("\ufffd")
    if not invalid or sum(not character.isascii() for character in text) >= 2 * invalid:
        return Decoded(text, "UTF-8")
    if b"\0" in data:
        raise ParticipantListError(wrong_format_message(file))
    return _from_code_page(data, file)


def _utf_16_codec(data: bytes) -> str:
    """The codec of UTF-16 without a mark: one of the two bytes of most characters is zero; "" if it is not that."""
    start = data[:4000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 3 < len(start) or min(even, odd) * 20 > len(start):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _from_code_page(data: bytes, file: str) -> Decoded:
    """The text in the code page that gives the most plausible words."""
    candidates: list[tuple[float, int, str, str]] = []
    for order, codec in enumerate(_CODE_PAGES):
        try:
            # An incremental decoder does not mind if a character is cut in two at the end.
            text = codecs.getincrementaldecoder(codec)().decode(data[:_MAX_SAMPLE])
        except UnicodeDecodeError:
            continue
        different = set(_WORD.findall(text)[:_MAX_WORDS])
        candidates.append((sum(map(_penalty, different)) + (order > 5) * 0.5, order, codec, text))
    if not candidates:
        raise ParticipantListError(_unreadable(file))
    candidates.sort()
    penalty, _, codec, text = candidates[0]
    words = list(dict.fromkeys(_WORD.findall(text)[:_MAX_WORDS]))
    if penalty > _UNREADABLE * max(1, len(words)):
        raise ParticipantListError(_unreadable(file))
    others = [other for other in candidates[1:] if other[0] - penalty <= _DOUBTFUL and other[3] != text]
    doubt = None
    if others:
        sample = ", ".join(dict.fromkeys(squeeze(word.strip(";,\"'"))[:30] for word in words[:3]))
        doubt = say("Some letters may be wrong. Check: {words}.", words=sample)
    return Decoded(data.decode(codec, "replace"), _CODE_PAGES[codec], doubt)


def _unreadable(file: str) -> Message:
    return say("Some letters in {file} cannot be read reliably. Save it as CSV in UTF-8.", file=file)


def _penalty(word: str) -> float:
    """How implausible a word with letters outside ASCII is as part of a name or a question; 0 for none."""
    return sum(map(_piece_penalty, filter(None, _SEPARATORS.split(word))))


def _piece_penalty(word: str) -> float:
    if word.isascii():
        return 0.0
    scripts: set[str] = set()
    penalty = 0.0
    before = ""
    for place, character in enumerate(word):
        if character.isalpha():
            scripts.add(_script(character))
            if not character.isascii():
                if before.islower() and character.isupper():
                    penalty += 2
                penalty += _rarity(character)
        elif not character.isascii() and unicodedata.category(character)[0] != "M":
            edge = place in (0, len(word) - 1) or character == "’"
            penalty += 0 if character in _EDGES and edge else 3
        before = character
    letters = [character for character in word if character.isalpha()]
    if len(scripts) > 1:
        penalty += 3
    if scripts == {"LATIN"} and len(letters) > 2 and not any(map(str.isascii, letters)):
        penalty += 3
    if _NORDIC & set(word) and _SLAVIC_ACUTES & set(word):
        penalty += 1.5
    return penalty


def _script(character: str) -> str:
    name = unicodedata.name(character, "?").split(" ")[0]
    return "CJK" if name in ("CJK", "HIRAGANA", "KATAKANA", "HALFWIDTH") else name


def _rarity(character: str) -> float:
    if character in _USUAL or not unicodedata.name(character, "").startswith("LATIN"):
        return 0.0
    if character in "øØ":
        return 0.5
    return 1.5 if character in "þÞðÐýÝªº¹²³" else 1.0


def _repaired(text: str) -> str:
    """The text with lines put right that were UTF-8 and decoded as something else before: *ZoÃ«*."""
    if text.isascii():
        return text
    from ftfy import fix_encoding  # Imported here: it takes 80 ms, and only text outside ASCII needs it.

    lines = text.split("\n")
    for number, line in enumerate(lines[:MAX_LINES]):
        if not line.isascii() and len(line) <= _MAX_LINE_LENGTH:
            lines[number] = fix_encoding(line)
    return "\n".join(lines)
