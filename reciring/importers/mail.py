"""Read the people of a mail that was saved as a file (.eml): who sent it and to whom. Its text is nobody."""

from __future__ import annotations

import re

from reciring.importers.rows import Record
from reciring.ring.message import say

_HEADER = re.compile(r"[A-Za-z][A-Za-z-]*:", re.ASCII)
_MAIL_HEADERS = re.compile(
    r"^(?:MIME-Version|Message-ID|Received|Content-Type|Return-Path|Delivered-To|DKIM-Signature|X-[\w-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_MAX_ADDRESSES = 600


def looks_like_mail(text: str) -> bool:
    """Whether a text is a whole mail as mail programs save it."""
    head = text[:50_000].lstrip("\n").partition("\n\n")[0]
    first = head.split("\n", 1)[0]
    return _HEADER.match(first) is not None and _MAIL_HEADERS.search(head) is not None


def read_mail(text: str) -> list[Record]:
    """The sender and the addressees of a mail, decoded."""
    import email
    from email import policy

    message = email.message_from_string(text[:500_000], policy=policy.default)
    records: list[Record] = []
    for header in ("From", "To", "Cc", "Bcc"):
        for value in message.get_all(header, []):
            for address in value.addresses[:_MAX_ADDRESSES]:
                source = f"{header}: {address.display_name} <{address.addr_spec}>"
                records.append(Record(len(records) + 1, source, address.display_name, email=address.addr_spec))
    return records or [Record(1, "", problem=say("This mail has no addresses."))]
