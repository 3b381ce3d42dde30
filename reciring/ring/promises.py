"""What counts as a promise: an offer with a helper and a day is concrete, one that still lacks either is vague."""

from __future__ import annotations

from reciring.ring.session import Kind, Offer


def is_concrete(offer: Offer) -> bool:
    """Helper and day are known: a promise. What was dropped is never one."""
    return bool(offer.helpers and offer.due) and not offer.dropped


def is_vague(offer: Offer) -> bool:
    """A contact, tool or help without a day, or anything without a helper. A tip owes no day."""
    missing = not offer.helpers or (offer.due is None and offer.kind is not Kind.TIP)
    return missing and not offer.dropped
