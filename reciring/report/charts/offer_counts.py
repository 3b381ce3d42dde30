"""Who helped whom, counted: what the ring draws as arcs and the terminal as a table."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from reciring.ring.message import N_
from reciring.ring.session import FACILITATOR, Session, is_incomplete, is_promise


class Firmness(StrEnum):
    """How firm an offer is, and the word for it under the picture."""

    PROMISE = N_("a promise with a day")
    VAGUE = N_("no day or no helper yet")
    TIP = N_("a tip, given at once")


class Link(msgspec.Struct, frozen=True):
    """So many offers of one firmness from helper to asker; ``helper`` is empty where nobody is known."""

    helper: str
    asker: str
    firm: Firmness
    count: int


def count_links(session: Session) -> tuple[Link, ...]:
    """All offers that the group may see and that were useful, one link per pair and firmness, in the order noted."""
    counted: dict[tuple[str, str, Firmness], int] = {}
    for offer in session.offers.values():
        if offer.private or offer.dropped:
            continue
        firm = Firmness.PROMISE if is_promise(offer) else Firmness.VAGUE if is_incomplete(offer) else Firmness.TIP
        asker = session.questions[offer.question].asker
        for helper in offer.helpers or ("",):
            if helper != asker:
                counted[helper, asker, firm] = counted.get((helper, asker, firm), 0) + 1
    return tuple(Link(helper, asker, firm, count) for (helper, asker, firm), count in counted.items())


def people_in_circle(session: Session, found: tuple[Link, ...]) -> tuple[str, ...]:
    """Who sits in the circle, in seat order; the facilitator last, if that is a helper too."""
    leads = any(link.helper == FACILITATOR for link in found)
    return (*session.participants, *([FACILITATOR] if leads else []))
