"""Read the people of an e-mail that was saved as a file (.eml): its sender and recipients. Its text has no people."""

from __future__ import annotations

import re

from reciring.importers.participants import ParticipantListError
from reciring.importers.rows import MAX_ENTRIES, Record
from reciring.ring.message import say

_HEADER = re.compile(r"[A-Za-z][A-Za-z-]*:", re.ASCII)
_MAIL_HEADERS = re.compile(
    r"^(?:MIME-Version|Message-ID|Received|Content-Type|Return-Path|Delivered-To|DKIM-Signature|X-[\w-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_MAX_LENGTH = 200_000
"""Characters of a mail that are read: its headers stand first."""


def looks_like_mail(text: str) -> bool:
    """Whether a text is a whole mail as mail programs save it."""
    head = text[:50_000].lstrip("\n").partition("\n\n")[0]
    first = head.split("\n", 1)[0]
    return _HEADER.match(first) is not None and _MAIL_HEADERS.search(head) is not None


def read_mail(text: str) -> list[Record]:
    """The sender and the recipients of an e-mail, decoded."""
    import email
    from email import policy
    from email.header import decode_header, make_header
    from email.utils import getaddresses

    records: list[Record] = []
    try:
        message = email.message_from_string(text[:_MAX_LENGTH], policy=policy.compat32)
        for header in ("From", "To", "Cc", "Bcc"):
            for encoded, address in getaddresses(list(map(str, message.get_all(header, []))))[:MAX_ENTRIES]:
                name = str(make_header(decode_header(encoded)))
                records.append(Record(len(records) + 1, f"{header}: {name} <{address}>", name, email=address))
    except Exception as error:
        # The parser has errors of its own for some headers that nobody writes, from LookupError to RecursionError.
        raise ParticipantListError(say("This e-mail cannot be read. Copy its addresses and paste them.")) from error
    return records or [Record(1, "", problem=say("This e-mail has no addresses."))]
