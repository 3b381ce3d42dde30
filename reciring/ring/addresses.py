"""E-mail addresses inside a text. The group sees names and questions, so an address in one is removed."""

from __future__ import annotations

import re
from typing import Final

# The lookbehind lets it start only at the start of a word, so that the time grows linearly with the length of a word.
_CHARACTER: Final = r'[^\s@<>(),;:"\[\]\\|]'
EMAIL_PATTERN: Final = re.compile(rf"(?<!{_CHARACTER}){_CHARACTER}++@{_CHARACTER}++")
_WITH_BRACKETS: Final = re.compile(rf"[<(\[]?\s*+(?:mailto:\s*+)?({EMAIL_PATTERN.pattern})\s*+[>)\]]?", re.IGNORECASE)


def without_address(text: str) -> tuple[str, str]:
    """The text without e-mail addresses, and the first of them ("" without one).

    An address in the middle of a sentence is replaced by *…*.
    """
    if "@" not in text or (found := EMAIL_PATTERN.search(text)) is None:
        return text, ""

    def replacement(match: re.Match[str]) -> str:
        before, behind = text[: match.start()].rstrip(), text[match.end() :].lstrip(" .,;:?!")
        bracketed = match[0].lstrip()[:1] in "<([" and match[0].rstrip()[-1:] in ">)]"
        return " " if bracketed or not before or not behind else " … "

    left = " ".join(_WITH_BRACKETS.sub(replacement, text).split())
    return re.sub(r"(?<=[^\s@])\s+([.,;:?!])", r"\1", left).strip(" ,;<>"), found[0].strip(".'")
