"""Read people from contact cards (.vcf)."""

from __future__ import annotations

import re
from typing import Any

from reciring.importers.rows import Record
from reciring.ring.message import say

_END = re.compile(r"^END:VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_MAX_CARDS = 600
_MAX_CARD_LENGTH = 20_000
"""Characters, without photos."""
_PHOTO = re.compile(r"^(?:PHOTO|LOGO|SOUND|KEY)\b[^\n]*\n(?:[ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE)


def looks_like_vcards(text: str) -> bool:
    """Whether a text is a file of contact cards."""
    return text[:200].lstrip().upper().startswith("BEGIN:VCARD")


def read_vcards(text: str) -> list[Record]:
    """The people of the cards; one that cannot be read is named by its first line."""
    import vobject

    records: list[Record] = []
    cards = [card for raw in _END.split(_PHOTO.sub("", text), _MAX_CARDS) if (card := raw.strip())]
    for number, card in enumerate(cards[:_MAX_CARDS], 1):
        try:
            if len(card) > _MAX_CARD_LENGTH:
                raise ValueError("a card of this length is none")
            records.append(_record(number, vobject.readOne(f"{card}\nEND:VCARD\n", allowQP=True)))
        except Exception:  # noqa: BLE001  vobject raises a dozen kinds for a broken card, and its neighbours are read.
            records.append(Record(number, card[:80], problem=say("This contact card cannot be read.")))
    return records


def _record(number: int, card: Any) -> Record:
    contents = card.contents
    name = ""
    if "n" in contents:
        parts = contents["n"][0].value
        name = " ".join(filter(None, map(_text, (parts.given, parts.additional, parts.family))))
    full = _text(contents["fn"][0].value) if "fn" in contents else ""
    organisation = _text(contents["org"][0].value) if "org" in contents else ""
    email = _text(contents["email"][0].value) if "email" in contents else ""
    if "," in full or not full:
        full = name or full
    problem = None if name or full != organisation else say("This card is of an organisation, not a person.")
    return Record(number, full or organisation or email, full, organisation, email, problem=problem)


def _text(value: object) -> str:
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return str(value or "").strip()
