"""A new session: today, in this computer's time zone, with what the settings know beforehand."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from reciring.ring.session import Session
from reciring.ring.text import squeeze
from reciring.store.settings import Settings


def new_session(title: str, language: str, settings: Settings, *, now: dt.datetime | None = None) -> Session:
    """A session with nobody in it yet. ``now`` is the instant that says which day today is."""
    zone = local_timezone()
    return Session(
        title=squeeze(title),
        date=today_in_zone(zone, now),
        timezone=zone,
        language=language,
        facilitator=settings.facilitator,
        place=settings.place,
    )


def today_in_zone(zone: str, now: dt.datetime | None = None) -> dt.date:
    """Which day it is in a time zone."""
    return (now or dt.datetime.now(dt.UTC)).astimezone(zoneinfo.ZoneInfo(zone)).date()


def local_timezone() -> str:
    """The name of this computer's time zone, as Europe/Amsterdam; UTC if it has none that is known."""
    # Costs some milliseconds, and only a new session needs it.
    import tzlocal

    try:
        name = tzlocal.get_localzone_name()
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError, TypeError):
        return "UTC"
    return str(name)
