"""The practice ring: a session in the middle of its round, which is not saved."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from reciring.clock import Clock
from reciring.guide.practice import practice_transcript
from reciring.live.controller import Controller
from reciring.ring.session import Session, last_event
from reciring.ring.transcript import replay
from reciring.store.new_session import local_timezone


def practice_controller(language: str, clock: Clock) -> Controller:
    """Return the controller of a practice ring."""
    return Controller(practice_session(language, clock.now()), clock)


def practice_session(language: str, now: dt.datetime) -> Session:
    """Return the practice ring, started so that its last event was at ``now``."""
    text, zone = practice_transcript(language), local_timezone()
    begun = replay(text, session=Session(date=now.date(), language=language)).session
    newest = last_event(begun)
    assert begun.begun is not None and newest is not None
    start = (now - (newest - begun.begun)).astimezone(zoneinfo.ZoneInfo(zone))
    planned = Session(date=start.date(), start=start.time(), timezone=zone, language=language)
    return replay(text, session=planned).session
