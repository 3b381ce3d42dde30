"""Who gets the floor by the line as it is typed so far (DESIGN section 2: it passes when the name is complete)."""

from __future__ import annotations

from reciring.ring.floor import KEPT_IN
from reciring.ring.lead import leading
from reciring.ring.session import FACILITATOR, Session
from reciring.ring.text import squeeze


def takes_floor(text: str, session: Session) -> str | None:
    """Who gets the floor by a line that is still being typed: an id, ``""`` nobody, None unchanged.

    A name is complete at a space or a colon behind it; Enter completes it too, and then ``interpret`` says it.
    """
    if session.phase not in KEPT_IN or session.pause or not session.times:
        return None
    line = squeeze(text)
    if not line or line[0] == "/":
        return None
    lead = leading(line, session)
    who = lead.who
    if lead.dotted or who is None or who.problem or not (lead.closed or text[-1:].isspace()):
        return None
    first = who.refs[0] if who.refs else FACILITATOR
    if first == FACILITATOR:
        return ""
    return None if session.participants[first].away else first
