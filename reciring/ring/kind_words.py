"""Suggest the kind of an offer from the verbs in its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reciring.ring.session import Kind
from reciring.ring.text import fold

_VERBS: Final[Mapping[Kind, str]] = {
    Kind.CONTACT: "ken kent kennen introduceert introduceren koppelt koppelen know knows introduces introduce connects"
    " connect",
    Kind.TOOL: "stuurt sturen leent lenen mailt mailen appt appen deelt delen sends send lends lend mails mail emails"
    " email shares share",
    Kind.HELP: "helpt helpen komt komen oefent oefenen leest lezen maakt maken brengt brengen sjouwt sjouwen bouwt"
    " bouwen schrijft schrijven rijdt rijden regelt regelen helps help comes come practises practices practise"
    " practice reads read makes make brings bring carries carry builds build writes write drives drive arranges"
    " arrange",
}
_KINDS: Final = {verb: kind for kind, verbs in _VERBS.items() for verb in verbs.split()}


def suggested_kind(text: str) -> Kind | None:
    """Return the kind that belongs to the first known verb of a text; None without one."""
    return next((_KINDS[word] for word in _words(text) if word in _KINDS), None)


def _words(text: str) -> list[str]:
    return [word.strip(".,;:!?()\"'") for word in fold(text).split(" ")]
