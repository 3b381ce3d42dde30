"""A ring to practise on, in the middle of its round, that is kept nowhere."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from reciring.clock import Clock
from reciring.console.live import Live
from reciring.guide.practice import lines
from reciring.ring.session import Session, last_fact
from reciring.ring.transcript import replay
from reciring.store.fresh import local_zone


def practice(language: str, clock: Clock) -> Live:
    """The practice ring, live, without a file behind it."""
    return Live(rehearsed(language, clock.now()), clock)


def rehearsed(language: str, now: dt.datetime) -> Session:
    """The practice ring as if it had begun just long enough ago for ``now`` to come next."""
    text, zone = lines(language), local_zone()
    begun = replay(text, session=Session(date=now.date(), language=language)).session
    newest = last_fact(begun)
    assert begun.begun is not None and newest is not None
    start = (now - (newest - begun.begun)).astimezone(zoneinfo.ZoneInfo(zone))
    planned = Session(date=start.date(), start=start.time(), timezone=zone, language=language)
    return replay(text, session=planned).session
