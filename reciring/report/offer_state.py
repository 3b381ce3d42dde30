"""How binding an offer is. The rules themselves are in ``ring/session.py``."""

from __future__ import annotations

from enum import StrEnum

from reciring.ring.session import Offer, is_incomplete, is_promise


class OfferState(StrEnum):
    """The state of an offer, most binding first. The values are written in the JSON of a personal page."""

    PROMISE = "concrete"
    INCOMPLETE = "vague"
    TIP = "tip"
    NOT_USEFUL = "mentioned"


def offer_state(offer: Offer) -> OfferState:
    """Return the state of ``offer``; a tip with a helper and a day is a promise."""
    if offer.dropped:
        return OfferState.NOT_USEFUL
    if is_promise(offer):
        return OfferState.PROMISE
    return OfferState.INCOMPLETE if is_incomplete(offer) else OfferState.TIP
