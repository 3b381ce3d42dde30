"""Split a line of e-mail addresses, as mail programs write and copy them, into people."""

from __future__ import annotations

import itertools
import re

from reciring.importers.names import looks_like_name
from reciring.importers.rows import MAX_ENTRIES
from reciring.ring.addresses import EMAIL_PATTERN

ADDRESS_FIELD = re.compile(
    r"\A(?:to|cc|bcc|from|aan|van|an|von|kopie|kopie \(cc\)|blindkopie|à|a|de|copie|destinataires?|required|optional|"
    r"required attendees|optional attendees|vereist|optioneel|verplichte deelnemers|optionele deelnemers|erforderlich|"
    r"organizer|organisator|reply-to|antwoord aan|antwort an|attendees|deelnemers|participants|teilnehmer)\s*+:\s*+",
    re.IGNORECASE,
)
"""The beginning of a header of a mail or an invitation that has addresses."""
OTHER_FIELD = re.compile(
    r"\A(?:subject|onderwerp|betreff|objet|sent|verzonden|gesendet|envoyé|date|datum|when|wanneer|wann|where|locatie|"
    r"location|ort|mime-version|content-[a-z-]+|importance|priority|prioriteit|message-id|in-reply-to|references|"
    r"return-path|received|x-[a-z-]+|attachments?|bijlagen?|anlagen?|pièces jointes|importance|list-[a-z-]+|"
    r"thread-[a-z]+|user-agent|dkim-signature|authentication-results|delivered-to)\s*+:",
    re.IGNORECASE,
)

"""The beginning of another header."""
BRACKETED = re.compile(r"[<\[(]\s*+(?:mailto:|smtp:)?([^\s<>@\[\]()]++@[^\s<>@\[\]()]++)\s*+[>\])]", re.IGNORECASE)
"""An address between brackets."""
_SEPARATOR = re.compile(r'"[^"]*+"|\([^()]*+\)|(?P<sign>[;,\t])')


def has_addresses(text: str) -> bool:
    """Whether there is an address between brackets, as e-mail programs write it."""
    return BRACKETED.search(text) is not None


def split_addresses(text: str) -> list[str]:
    """The pieces of a line of addresses, each of one person.

    Semicolons always divide. A comma divides only after an address, so that *Visser, Anne <a@x>* stays whole.
    """
    pieces: list[str] = []
    start = 0
    semicolons = any(match["sign"] == ";" for match in _SEPARATOR.finditer(text))
    for match in itertools.islice(_SEPARATOR.finditer(text), 2 * MAX_ENTRIES):
        if not match["sign"]:
            continue
        piece = text[start : match.start()]
        whole = "@" in piece and EMAIL_PATTERN.search(piece) is not None
        if match["sign"] == ";" or (whole and not semicolons) or (match["sign"] == "\t" and whole):
            pieces.append(piece)
            start = match.end()
    pieces.append(text[start:])
    return [piece for raw in pieces if (piece := raw.strip(" ,;\t"))]


def split_address(text: str) -> tuple[str, str, str]:
    """The text before the first address, the address, and the text after it; without an address all is before."""
    match = BRACKETED.search(text) or EMAIL_PATTERN.search(text)
    if match is None:
        return text, "", ""
    address = match[1] if match.re is BRACKETED else match[0]
    before = re.sub(r"\bmailto:\s*\Z", "", text[: match.start()], flags=re.IGNORECASE)
    # Some programs write the address twice: "a@x <a@x>", "a@x (a@x)".
    behind = text[match.end() :]
    before = before.replace(address, "")
    return _stripped(before), address.removeprefix("mailto:"), _stripped(behind)


def is_line_of_addresses(text: str) -> bool:
    """Whether the text has addresses of several people, divided by commas or semicolons, and nothing else."""
    pieces = split_addresses(text)
    many = sum(EMAIL_PATTERN.search(piece) is not None for piece in pieces) > 1 or (";" in text and len(pieces) > 1)
    return many and all(EMAIL_PATTERN.search(piece) or looks_like_name(piece) for piece in pieces)


def _stripped(text: str) -> str:
    """The text without signs around it; a bracket that has its other half inside stays."""
    text = text.strip(" \"'<>[]-–,;")
    if text.count("(") != text.count(")"):
        text = text.strip("()")
    return text.strip(" ,;") if not (text.startswith("(") and text.endswith(")")) else text[1:-1]
