"""How a command ends early: a sentence for a person, and the exit code."""

from __future__ import annotations

from collections.abc import Iterable

from reciring.locale import Translator


class Stop(Exception):
    """The command cannot go on: a sentence for a person, and the exit code (2 for how it was asked, 1 otherwise)."""

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.text = text
        self.code = code


def meant(word: str, known: Iterable[str], t: Translator) -> str:
    """A sentence that asks whether one of ``known`` was meant, with a space before it; empty if none is like it."""
    from difflib import get_close_matches

    names = list(known)
    begun = [name for name in names if word.lstrip("-") and name.startswith(word)]
    close = begun if len(begun) == 1 else get_close_matches(word, names, n=1)
    return " " + t("Did you mean {word}?", word=close[0]) if close else ""
