"""The language of everything a person reads: English in the code, Dutch in a gettext catalogue.

``t = translator("nl")``, then ``t("Nobody is waiting.")``, ``t("{who} has the floor", who=name)``,
``t.plural("{n} offer", "{n} offers", n)`` and ``t.message(refused.reason)``. docs/development/translating.md tells the rest.
"""

from __future__ import annotations

import datetime as dt
import functools
import gettext
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from reciring.locale.dates import format_clock_time, format_short_date

if TYPE_CHECKING:
    from reciring.ring.message import Message

    PlaceholderValue: TypeAlias = str | float | dt.date | dt.time | Message

LANGUAGES = ("nl", "en")

_NAMES = {
    **dict.fromkeys(("nl", "nld", "dut", "dutch", "nederlands", "vlaams"), "nl"),
    **dict.fromkeys(("en", "eng", "english", "engels"), "en"),
}


class Translator:
    """Texts in one language; made by ``translator``."""

    def __init__(self, language: str) -> None:
        self.language = language
        # a checkout that was never installed has no compiled catalogue: it reads English
        self._catalogue = (
            gettext.NullTranslations()
            if language == "en"
            else gettext.translation("reciring", Path(__file__).parent, [language], fallback=True)
        )

    def __call__(self, text: str, /, **gaps: PlaceholderValue) -> str:
        """``text`` in this language. If gaps are given they are filled, dates and Messages in this language too."""
        # gettext keeps the catalogue's header under the empty text
        found = self._catalogue.gettext(text) if text else text
        return found.format(**self._written(gaps)) if gaps else found

    def plural(self, one: str, many: str, n: int, /, **gaps: PlaceholderValue) -> str:
        """``one`` or ``many``, whichever fits ``n`` in this language; ``{n}`` is a gap that is always filled."""
        return self._catalogue.ngettext(one, many, n).format(**self._written({"n": n, **gaps}))

    def message(self, message: Message) -> str:
        """A Message of the ring as a sentence in this language."""
        return self(message.text, **dict(message.args))

    def _written(self, gaps: Mapping[str, PlaceholderValue]) -> dict[str, str | float]:
        return {name: self._write(value) for name, value in gaps.items()}

    def _write(self, value: PlaceholderValue) -> str | float:
        match value:
            case str() | int() | float():
                return value
            case dt.datetime():
                return f"{format_short_date(value, self.language)} {format_clock_time(value.time())}"
            case dt.date():
                return format_short_date(value, self.language)
            case dt.time():
                return format_clock_time(value)
            case _:
                return self.message(value)


def translator(language: str) -> Translator:
    """The translator for ``set_language`` (any name that ``normalise_language`` knows, else English); the same one every time."""
    return _translator(normalise_language(language) or "en")


@functools.cache
def _translator(language: str) -> Translator:
    return Translator(language)


def normalise_language(name: str | None) -> str | None:
    """``nl`` or ``en`` for a language's code, locale or name (``nl_NL.UTF-8``, ``Dutch``, ``engels``), else None."""
    return _NAMES.get(re.split(r"[^a-z]", (name or "").strip().lower(), maxsplit=1)[0])


def choose_language(*candidates: str | None) -> str:
    """The first candidate that we know, else the language of the user's locale, else English.

    Candidates are given from strong to weak: ``--language``, the session's, the settings'.
    """
    for candidate in (*candidates, *_locale_names(os.environ)):
        language = normalise_language(candidate)
        if language:
            return language
    return "en"


def _locale_names(environ: Mapping[str, str]) -> list[str]:
    """What the environment says, in gettext's order: LANGUAGE refines a locale, but a plain C locale is English."""
    name = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    if name in ("C", "POSIX"):
        return ["en"]
    names = [*environ.get("LANGUAGE", "").split(":"), name]
    if os.name == "nt":
        import locale

        names.append(locale.getlocale()[0] or "")
    return names
