"""Translate the texts that users read: English in the code, Dutch in a gettext catalogue.

``t = translator("nl")`` gives a translator. Then: ``t("The queue is empty.")``, ``t("speaking: {who}", who=name)``,
``t.plural("{n} offer", "{n} offers", n)`` and ``t.message(refused.reason)``. See docs/development/translating.md.
"""

from __future__ import annotations

import datetime as dt
import functools
import gettext
import locale
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from reciring.locale.dates import format_clock_time, format_short_date
from reciring.ring.message import Message, fill_in

PlaceholderValue: TypeAlias = str | float | dt.date | dt.time | Message

LANGUAGES = ("nl", "en")

_LANGUAGE_NAMES = {
    **dict.fromkeys(("nl", "nld", "dut", "dutch", "nederlands", "vlaams"), "nl"),
    **dict.fromkeys(("en", "eng", "english", "engels"), "en"),
}


class Translator:
    """Translates texts into one language. Created by ``translator``."""

    def __init__(self, language: str) -> None:
        self.language = language
        # Without a compiled catalogue (a checkout that is not installed) the texts stay English.
        self._catalogue = (
            gettext.NullTranslations()
            if language == "en"
            else gettext.translation("reciring", Path(__file__).parent, [language], fallback=True)
        )

    def __call__(self, text: str, /, **values: PlaceholderValue) -> str:
        """``text`` in this language, with its placeholders filled: dates and Messages are written in this language too.

        Without ``values``, braces in ``text`` are ordinary characters.
        """
        # The translation of the empty text would be the header of the catalogue.
        found = self._catalogue.gettext(text) if text else text
        return fill_in(found, self._format_all(values)) if values else found

    def plural(self, one: str, many: str, n: int, /, **values: PlaceholderValue) -> str:
        """``one`` or ``many``, as the plural rule of this language says for ``n``, which also fills ``{n}``."""
        return fill_in(self._catalogue.ngettext(one, many, n), self._format_all({"n": n, **values}))

    def message(self, message: Message) -> str:
        """A Message as text in this language."""
        return self(message.text, **dict(message.args))

    def _format_all(self, values: Mapping[str, PlaceholderValue]) -> dict[str, str | float]:
        return {name: self._format(value) for name, value in values.items()}

    def _format(self, value: PlaceholderValue) -> str | float:
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
    """The translator for any name that ``normalise_language`` knows, else for English; always the same object."""
    return _translator(normalise_language(language) or "en")


@functools.cache
def _translator(language: str) -> Translator:
    return Translator(language)


def normalise_language(name: str | None) -> str | None:
    """``nl`` or ``en`` for a code, locale or name of a language (``nl_NL.UTF-8``, ``Dutch``, ``engels``); else None."""
    return _LANGUAGE_NAMES.get(re.split(r"[^a-z]", (name or "").strip().lower(), maxsplit=1)[0])


def choose_language(*candidates: str | None) -> str:
    """``nl`` or ``en``: the first candidate that is a known language, else that of the user's locale, else English.

    The candidates are, in this order: ``--language``, that of the session, that of the settings.
    """
    for candidate in (*candidates, *_locale_names(os.environ)):
        language = normalise_language(candidate)
        if language:
            return language
    return "en"


def _locale_names(environ: Mapping[str, str]) -> list[str]:
    """The languages that the environment asks for, in the order of gettext. A plain C locale is English."""
    name = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    if name in ("C", "POSIX"):
        return ["en"]
    names = [*environ.get("LANGUAGE", "").split(":"), name]
    if os.name == "nt":
        names.append(locale.getlocale()[0] or "")
    return names
