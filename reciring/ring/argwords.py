"""The words that commands take as arguments, Dutch and English at once, and what each means."""

from __future__ import annotations

from collections.abc import Mapping

from reciring.ring.session import Phase

PHASES: Mapping[str, Phase] = {
    "introduction": Phase.INTRODUCTION,
    "introductie": Phase.INTRODUCTION,
    "formulate": Phase.FORMULATE,
    "questions": Phase.FORMULATE,
    "hulpvragen": Phase.FORMULATE,
    "vragen": Phase.FORMULATE,
    "round": Phase.ROUND,
    "ronde": Phase.ROUND,
    "deelronde": Phase.ROUND,
    "reflect": Phase.REFLECT,
    "reflection": Phase.REFLECT,
    "reflectie": Phase.REFLECT,
    "prepare": Phase.PREPARE,
    "voorbereiding": Phase.PREPARE,
    "done": Phase.DONE,
    "klaar": Phase.DONE,
    "end": Phase.DONE,
    "einde": Phase.DONE,
}
PLANNED: Mapping[str, str] = {
    **PHASES,
    "total": "total",
    "totaal": "total",
    "most": "most",
    "hoogstens": "most",
    "least": "least",
    "minstens": "least",
}
LANGUAGES = {"nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "english": "en", "engels": "en"}
SWITCHES = {"on": True, "aan": True, "off": False, "uit": False}
EVERYBODY = ("everybody", "everyone", "all", "iedereen", "allen")
NONE = ("-", "none", "geen", "off", "uit")
"""No time, no day."""
