"""What a line begins with, before it is known what it means: for ``interpret``, the floor and Tab alike."""

from __future__ import annotations

from typing import NamedTuple

from reciring.ring.markers import read_markers
from reciring.ring.names import Who, read_who
from reciring.ring.session import Session, seat


class Lead(NamedTuple):
    """The beginning of a line that is no command: ``line`` without its dot, a leading ``>who`` moved behind it."""

    line: str
    who: Who | None
    dotted: bool
    moved: bool
    closed: bool
    """Whether something that was typed ended the name."""


def leading(line: str, session: Session) -> Lead:
    """What a line (squeezed) begins with: a dot, whose question it is for, who says it."""
    dotted = line[:1] == "." and line[:2] != ".."
    line = line[1:].lstrip() if dotted else line
    moved = False
    if line[:1] == ">" and (first := read_who(line[1:], session, loose=True)):
        rest, target = line[1:][first.end :].strip(), read_markers(line, session).target
        # The last >who counts: one that stands in the rest is found there.
        if moved := bool(target and rest[:1] != ">"):
            line = rest if read_markers(rest, session).target else f"{rest} >{seat(target or '')}".strip()
            as_typed = read_who(rest, session)
            return Lead(line, read_who(line, session), dotted, moved, bool(as_typed and as_typed.closed))
    who = read_who(line, session)
    return Lead(line, who, dotted, moved, bool(who and who.closed))
