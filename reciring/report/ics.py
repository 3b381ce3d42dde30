"""The promises and meetings as an iCalendar file (RFC 5545), with an all-day entry for each that marks nobody as busy.

A meeting with a time of day has an entry of an hour. Each entry has a reminder the day before.

An entry keeps its id when it is edited, so that importing the file again updates the entry.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Final

from icalendar import Alarm, Calendar, Event, Timezone

from reciring.locale import Translator
from reciring.report.options import Options
from reciring.report.view_models import is_offer_for, question_text
from reciring.report.wording import name_of, names_of, ring_title
from reciring.ring.plan import timezone_of
from reciring.ring.session import KIND_TITLES, Meeting, Offer, Session, is_promise, last_event
from reciring.ring.text import squeeze
from reciring.ring.visibility import is_for

_NAMESPACE: Final = uuid.UUID("6b3f0d6e-6a0b-5c0e-9f5d-9b8d4f7a1c11")
"""For the ids of entries; never to be changed."""
_MAX_SEQUENCE: Final = 2**31 - 1
_DAY: Final = dt.timedelta(days=1)
_MEETING: Final = dt.timedelta(hours=1)
"""How long a meeting with a time of day is in the calendar."""
_REMINDER: Final = -dt.timedelta(hours=15)
"""When the reminder comes, from the midnight at which an all-day entry begins: at nine the morning before."""


def render(session: Session, options: Options) -> bytes:
    """Return the calendar of the group without private offers, or that of ``options.who`` with theirs."""
    t = options.translator(session)
    calendar = Calendar()
    calendar.add("prodid", f"-//reciring//reciring//{t.language.upper()}")
    calendar.add("version", "2.0")
    # No METHOD: with it every entry would need an organiser, and some programs refuse the file.
    # One person's entries belong in their own calendar; a name makes Outlook add another one.
    if options.who is None and (name := squeeze(ring_title(session, t))):
        calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", session.timezone)
    # All-day entries have no time zone, so this names the zone of the ring; and a calendar needs at least one
    # component.
    a_year_later = session.date + min(365 * _DAY, dt.date.max - session.date)
    timezone = Timezone.from_tzid(session.timezone, first_date=session.date, last_date=a_year_later)
    timezone.pop("comment", None)  # libical rejects it there.
    calendar.add_component(timezone)
    for event in _events(session, options, t):
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def has_entries(calendar: bytes) -> bool:
    """Return whether a calendar from ``render`` has any entry."""
    return b"\r\nBEGIN:VEVENT\r\n" in calendar


def _events(session: Session, options: Options, t: Translator) -> Iterator[Event]:
    stamp = _stamp(session, options)
    for key, offer in session.offers.items():
        if offer.due and is_promise(offer) and is_offer_for(session, offer, options.who):
            texts = _promise_texts(session, offer, options.who, t)
            yield _event(session, key, offer.at, offer.due, texts, stamp)
    for key, meeting in session.meetings.items():
        if meeting.due and options.who in (None, *meeting.between) and is_for(options.who, meeting, session):
            texts = _meeting_texts(session, meeting, options.who, t)
            yield _event(session, key, meeting.at, meeting.due, texts, stamp, meeting.time)


def _promise_texts(session: Session, offer: Offer, who: str | None, t: Translator) -> tuple[str, str]:
    """Return the title and the description of a promise."""
    question = session.questions[offer.question]
    asker, helpers = name_of(session, question.asker, t), names_of(session, offer.helpers, t)
    if who is not None and who == question.asker:
        title = t("From {helpers}: {text}", helpers=helpers, text=offer.text)
    elif who is not None:
        title = t("For {asker}: {text}", asker=asker, text=offer.text)
    else:
        title = t("{helpers} for {asker}: {text}", helpers=helpers, asker=asker, text=offer.text)
    lines = (
        f"{t(KIND_TITLES[offer.kind])}: {offer.text}",
        t("Offered by {helpers}", helpers=helpers),
        t("{asker}'s question: {text}", asker=asker, text=question_text(question, t, who)),
        _ring_text(session, t),
    )
    return title, "\n".join(map(squeeze, lines))


def _meeting_texts(session: Session, meeting: Meeting, who: str | None, t: Translator) -> tuple[str, str]:
    """Return the title and the description of a meeting."""
    others = tuple(ref for ref in meeting.between if ref != who)
    people = names_of(session, others, t)
    if who is None:
        title = f"{people}: {meeting.text}" if meeting.text else people
    elif meeting.text:
        title = t("With {people}: {text}", people=people, text=meeting.text)
    else:
        title = t("With {people}", people=people)
    lines = (
        t("Meeting between {people}", people=names_of(session, meeting.between, t)),
        meeting.text,
        _ring_text(session, t),
    )
    return title, "\n".join(filter(None, map(squeeze, lines)))


def _ring_text(session: Session, t: Translator) -> str:
    return t("From {title}, {day}", title=ring_title(session, t), day=session.date)


def _event(
    session: Session,
    key: str,
    at: dt.datetime,
    due: dt.date,
    texts: tuple[str, str],
    stamp: dt.datetime,
    time: dt.time | None = None,
) -> Event:
    """Return an entry for a whole day, or for the hour that begins at ``time``."""
    title, description = texts
    event = Event()
    event.add("uid", f"{uuid.uuid5(_NAMESPACE, f'{session.begun} {key} {at}')}@reciring")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", _sequence(session, stamp))
    if time:
        start = dt.datetime.combine(due, time, timezone_of(session))
        event.add("dtstart", start)
        event.add("duration", _MEETING)
    else:
        event.add("dtstart", due)
        if due < dt.date.max:
            event.add("dtend", due + _DAY)
    event.add("summary", squeeze(title))
    event.add("description", description)
    event.add("transp", "OPAQUE" if time else "TRANSPARENT")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", squeeze(title))
    reminder.add("trigger", -_DAY if time else _REMINDER)
    event.add_component(reminder)
    return event


def _stamp(session: Session, options: Options) -> dt.datetime:
    """Return when the session was last changed, so that the same session always gives the same calendar."""
    changed_at = options.changed_at or last_event(session) or dt.datetime.combine(session.date, dt.time(), dt.UTC)
    return changed_at.astimezone(dt.UTC).replace(microsecond=0)


def _sequence(session: Session, stamp: dt.datetime) -> int:
    """Return a number that grows with every change; calendars ignore an entry with a lower one than they have."""
    begun = session.begun or stamp
    return min(max(0, int((stamp - begun).total_seconds())), _MAX_SEQUENCE)
