"""What the guide is about: its topics by name, the words for their parts, and the values it hands out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

PHASES: Final = ("prepare", "introduction", "formulate", "round", "reflect", "done")

TOPICS: Final = {
    "before": "vooraf",
    "prepare": "voorbereiding",
    "checklist": "spullen",
    "invitation": "uitnodiging",
    "introduction": "introductie",
    "ground-rules": "afspraken",
    "formulate": "hulpvragen",
    "examples": "voorbeelden",
    "round": "deelronde",
    "round-prompts": "rondevragen",
    "situations": "situaties",
    "reflect": "reflectie",
    "reflection-prompts": "reflectievragen",
    "done": "klaar",
}
"""Every topic in reading order: the name of its file, and what it is called in Dutch."""

RELATED_TOPICS: Final = {
    "prepare": ("before", "checklist"),
    "introduction": ("ground-rules",),
    "formulate": ("examples",),
    "round": ("round-prompts",),
    "reflect": ("reflection-prompts",),
}
"""What somebody who reads about one step wants to have beside it."""

STEP_PARTS: Final = {
    "do": ("do", "doen"),
    "say": ("say", "zeggen", "zeg"),
    "watch": ("watch for", "watch", "let op", "letten op"),
}
"""The parts of a step and the headings under which they may stand, in any case."""

INVITATION_PARTS: Final = {"subject": ("subject", "onderwerp"), "text": ("text", "tekst")}
"""The same for the invitation."""

HEADINGS: Final = {
    "en": {"do": "Do", "say": "Say", "watch": "Watch for", "subject": "Subject", "text": "Text"},
    "nl": {"do": "Doen", "say": "Zeggen", "watch": "Let op", "subject": "Onderwerp", "text": "Tekst"},
}

PLACEHOLDERS: Final = {
    "title": "titel",
    "date": "datum",
    "time": "tijd",
    "place": "plaats",
    "facilitator": "begeleider",
}
"""What an invitation leaves open, in English and Dutch: ``{title}`` or ``{titel}``."""


class GuideStep(msgspec.Struct, frozen=True):
    """One phase explained; every tuple holds lines of one or two sentences, with `what to type` in backticks."""

    title: str
    short_text: str
    do: tuple[str, ...]
    say: tuple[str, ...]
    watch: tuple[str, ...]
    headings: tuple[str, str, str]

    def sections(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The three parts with their headings, in the guide's language."""
        return zip(self.headings, (self.do, self.say, self.watch), strict=True)


class Situation(msgspec.Struct, frozen=True):
    """A difficult moment; ``text`` has one thought a line."""

    key: str
    title: str
    text: str


class ChecklistItem(msgspec.Struct, frozen=True):
    """One thing of the checklist; ``key`` stays the same in every language, so a tick can be kept."""

    key: str
    text: str
