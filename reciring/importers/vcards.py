"""Read people from contact cards (.vcf)."""

from __future__ import annotations

import re
from typing import Any

from reciring.importers.rows import Record
from reciring.ring.message import say

_CARD = re.compile(r"^BEGIN:VCARD.*?^END:VCARD\s*$", re.IGNORECASE | re.MULTILINE | re.DOTALL)
_MAX_CARDS = 600
_MAX_CARD_LENGTH = 200_000
"""Characters; a card with a photo is large."""
_PHOTO = re.compile(r"^(?:PHOTO|LOGO|SOUND|KEY)\b[^\n]*\n(?:[ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE)


def looks_like_vcards(text: str) -> bool:
    """Whether a text is a file of contact cards."""
    return text[:200].lstrip().upper().startswith("BEGIN:VCARD")


def read_vcards(text: str) -> list[Record]:
    """The people of the cards; one that cannot be read is named by its first line."""
    import vobject

    records: list[Record] = []
    for number, match in enumerate(_CARD.finditer(_PHOTO.sub("", text))):
        if number == _MAX_CARDS:
            break
        try:
            card = vobject.readOne(match[0][:_MAX_CARD_LENGTH], allowQP=True)
            records.append(_record(number + 1, card))
        except Exception:  # noqa: BLE001  vobject raises a dozen kinds for a broken card, and its neighbours are read.
            records.append(Record(number + 1, match[0][:80], problem=say("This contact card cannot be read.")))
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
    problem = None if name or full != organisation else say("This is a card of an organisation, not of a person.")
    return Record(number, full or organisation or email, full, organisation, email, problem=problem)


def _text(value: object) -> str:
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return str(value or "").strip()
