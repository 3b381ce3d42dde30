"""The topics of the guide, the headings of their parts, and the types of what it gives."""

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
    "ground-rules": "spelregels",
    "formulate": "hulpvragen",
    "examples": "voorbeelden",
    "round": "deelronde",
    "round-prompts": "rondevragen",
    "situations": "situaties",
    "reflect": "reflectie",
    "reflection-prompts": "reflectievragen",
    "done": "klaar",
}
"""All topics in reading order: the name of the file, and the name in Dutch."""

RELATED_TOPICS: Final = {
    "prepare": ("before", "checklist"),
    "introduction": ("ground-rules",),
    "formulate": ("examples",),
    "round": ("round-prompts",),
    "reflect": ("reflection-prompts",),
}
"""Topics that are shown together with a step."""

SITUATION_WORDS: Final = {
    "dominant": "talks talker dominates interrupts praat prater onderbreekt overheerst",
    "silence": "silent quiet stil zwijgt",
    "too-big": "big vague large groot vaag",
    "no-offer": "no offer nothing nobody helps geen aanbod niets niemand helpt",
    "tears": "cry cries crying sad emotion huilen huilt verdriet emotie",
    "quarrel": "argue argues argument quarrel fight angry conflict ruzie boos botsing",
    "break": "break pause coffee toilet fire alarm evacuation pauze koffie wc brandalarm ontruiming",
    "leaves": "leave leaves left gone away weg vertrekt vertrek",
    "wrong": "wrong mistake correct fix merge swap order delete remove fout verkeerd verbeteren verwijderen volgorde",
    "latecomer": "late latecomer te laat laatkomer",
    "running-late": "late behind time short te laat uitlopen tijdnood",
    "passes": "pass skip no question geen vraag",
    "two-in-one": "two double twee dubbel",
    "outside-name": "outside absent buiten afwezig",
    "beamer": "projector beamer screen scherm stage zaal",
}
"""More words that find our situations, besides their titles; in both languages, folded."""

STEP_PARTS: Final = {
    "do": ("do", "doen"),
    "say": ("say", "zeggen", "zeg"),
    "watch": ("watch for", "watch", "let op", "letten op"),
}
"""The parts of a step and their possible headings, folded."""

INVITATION_PARTS: Final = {"subject": ("subject", "onderwerp"), "text": ("text", "tekst")}
"""The parts of the invitation and their possible headings, folded."""

HEADINGS: Final = {
    "en": {"do": "Do", "say": "Say", "watch": "Watch for", "subject": "Subject", "text": "Text"},
    "nl": {"do": "Doen", "say": "Zeggen", "watch": "Let op", "subject": "Onderwerp", "text": "Tekst"},
}
"""The headings that the program writes and recommends, by language."""

PLACEHOLDERS: Final = {
    "title": "titel",
    "date": "datum",
    "time": "tijd",
    "place": "plaats",
    "facilitator": "begeleider",
}
"""The placeholders of an invitation, in English and in Dutch: ``{title}`` or ``{titel}``."""


class GuideStep(msgspec.Struct, frozen=True):
    """The guide for one phase. A line is one or two sentences, with `what to type` in backticks."""

    title: str
    short_text: str
    """One line."""
    do: tuple[str, ...]
    say: tuple[str, ...]
    watch: tuple[str, ...]
    headings: tuple[str, str, str]
    """The headings of ``do``, ``say`` and ``watch``, in the language of the guide."""

    def sections(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The three parts with their headings."""
        return zip(self.headings, (self.do, self.say, self.watch), strict=True)


class Situation(msgspec.Struct, frozen=True):
    """A difficult situation; ``text`` has one thought per line."""

    key: str
    title: str
    text: str


class ChecklistItem(msgspec.Struct, frozen=True):
    """One item of the checklist. Its key is the same in every language, so that a tick can be saved."""

    key: str
    text: str
