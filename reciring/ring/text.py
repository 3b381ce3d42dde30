"""Text that can do nothing: one line, no order to a terminal, no letters that run the other way.

Whatever enters a session, typed, pasted or imported, goes through here, so that every form of it afterwards
(screen, file, paper, mail) starts from text that is only text.
"""

from __future__ import annotations

import re
from typing import Final

# Compiled by ``re`` when they are first needed: that takes half a millisecond, for which every start would wait.
_BREAK: Final = "\r\n|[\t\n\v\f\r\x85\u2028\u2029]"
# C0, DEL and C1; the bidirectional marks, embeddings, overrides and isolates; halves of surrogate pairs.
_CONTROL: Final = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"


def clean(text: str) -> str:
    """``text`` with a space for every tab and line break, and without control characters. Runs of spaces stay.

    Cleaning twice is cleaning once; the result is one line and can be written as UTF-8.
    """
    if text.isprintable():  # No control, break or surrogate is printable: most text is done here.
        return text
    return re.sub(_CONTROL, "", re.sub(_BREAK, " ", text))


def squeeze(text: str) -> str:
    """``text`` cleaned, runs of spaces one and none around it: how a typed line or an imported field counts."""
    return " ".join(clean(text).split())
