"""Text that can do nothing: no control character, no order to a terminal, no letters that run the other way.

Whatever enters a session, typed, pasted or imported, goes through here, so that every form of it afterwards
(screen, file, paper, mail) starts from text that is only text.
"""

from __future__ import annotations

import re

# C0 and C1 but for those that part words, the marks, embeddings, overrides and isolates that turn text around,
# and halves of a surrogate pair, which no file can hold.
_DROPPED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """``text`` without control characters; tabs, line breaks and runs of spaces become one space.

    Spaces around it go. Cleaning twice is cleaning once; nothing is ever refused.
    """
    return " ".join(_DROPPED.sub("", text).split())
