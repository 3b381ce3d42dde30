"""How many offers each helper made to each asker: the data of the circle chart."""

from __future__ import annotations

from typing import Final

import msgspec

from reciring.report.offer_state import OfferState, offer_state
from reciring.ring.message import N_
from reciring.ring.session import FACILITATOR, Session
from reciring.ring.visibility import is_for

LEGEND: Final = {
    OfferState.PROMISE: N_("a promise with a day"),
    OfferState.INCOMPLETE: N_("no day or no helper yet"),
    OfferState.TIP: N_("a tip, given on the spot"),
}
"""The states that a chart shows, most binding first, and the words for them."""


class OfferCount(msgspec.Struct, frozen=True):
    """How many offers of one state ``helper`` made to ``asker``. ``helper`` is empty if it is not known yet."""

    helper: str
    asker: str
    state: OfferState
    count: int


def count_offers(session: Session) -> tuple[OfferCount, ...]:
    """Count the useful offers that the group may see per helper, asker and state, in the order of their first."""
    counts: dict[tuple[str, str, OfferState], int] = {}
    for offer in session.offers.values():
        if offer.dropped or not is_for(None, offer, session):
            continue
        asker = session.questions[offer.question].asker
        for helper in offer.helpers or ("",):
            if helper != asker:
                key = (helper, asker, offer_state(offer))
                counts[key] = counts.get(key, 0) + 1
    return tuple(OfferCount(*key, count) for key, count in counts.items())


def used_states(counts: tuple[OfferCount, ...]) -> list[OfferState]:
    """Return the states that occur in ``counts``, most binding first: those that the legend explains."""
    return [state for state in LEGEND if any(it.state is state for it in counts)]


def people_in_circle(session: Session, counts: tuple[OfferCount, ...]) -> tuple[str, ...]:
    """Return the ids of all participants in seat order, then FACILITATOR if the facilitator helped too."""
    helps = any(it.helper == FACILITATOR for it in counts)
    return (*session.participants, *([FACILITATOR] if helps else []))
