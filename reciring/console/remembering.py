"""Who led and where, kept for the next new ring; written apart, since a disk may take its time."""

from __future__ import annotations

import threading

from reciring.ring.session import Session
from reciring.store.settings import remember


def keep(**values: str) -> None:
    """Keep some settings for the next time. That it fails is never worth a word during a ring."""
    threading.Thread(target=remember, kwargs=values, name="remember", daemon=True).start()


def remembering(before: Session, after: Session) -> None:
    """A listener of a session that is led: a facilitator or place that was set is the next ring's too."""
    changed = {
        name: value
        for name, was, value in (
            ("facilitator", before.facilitator, after.facilitator),
            ("place", before.place, after.place),
        )
        if value and value != was
    }
    if changed:
        keep(**changed)
