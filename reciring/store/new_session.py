"""Create a new session: today, in this computer's time zone, with the facilitator and place from the settings."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import tzlocal

from reciring.ring.session import Session
from reciring.ring.text import squeeze
from reciring.store.settings import Settings


def new_session(title: str, language: str, settings: Settings, *, now: dt.datetime | None = None) -> Session:
    """A session without participants. Its date is the local date at ``now`` (aware; default: the present)."""
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
    """The date in a time zone at ``now`` (aware; default: the present)."""
    return (now or dt.datetime.now(dt.UTC)).astimezone(zoneinfo.ZoneInfo(zone)).date()


def local_timezone() -> str:
    """The name of this computer's time zone, such as Europe/Amsterdam; UTC if it is not known."""
    try:
        name = tzlocal.get_localzone_name()
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError, TypeError):
        return "UTC"
    return str(name)
