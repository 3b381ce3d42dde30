"""Promises and meetings as a calendar: an entry for each on its day, which lasts all day and keeps nobody busy.

An entry keeps its id whatever is mended, so that importing the calendar again updates what was there.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reciring.locale import Translator
from reciring.report.group_summary import question_text
from reciring.report.options import Options
from reciring.report.wording import name_of, names_of, ring_title
from reciring.ring.session import KIND_TITLES, Meeting, Offer, Session, is_promise, last_event
from reciring.ring.text import squeeze

if TYPE_CHECKING:
    from icalendar import Event

_OURS: Final = uuid.UUID("6b3f0d6e-6a0b-5c0e-9f5d-9b8d4f7a1c11")
_LARGEST: Final = 2**31 - 1
_DAY: Final = dt.timedelta(days=1)


def render(session: Session, options: Options) -> bytes:
    """The calendar of everybody, without private offers; or of one person, with those that concern that person."""
    from icalendar import Calendar, Timezone  # Slow to load, and for this form alone.

    t = options.translator(session)
    calendar = Calendar()
    calendar.add("prodid", f"-//reciring//reciring//{t.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", squeeze(ring_title(session, t)))
    calendar.add("x-wr-timezone", session.timezone)
    # the days have no zone; this says whose days they are, and a calendar without entries needs some part
    calendar.add_component(
        Timezone.from_tzid(session.timezone, first_date=session.date, last_date=_later(session.date))
    )
    for event in _events(session, options, t):
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def has_entries(calendar: bytes) -> bool:
    """Whether there is anything in a calendar that ``render_handout`` made."""
    return b"\r\nBEGIN:VEVENT\r\n" in calendar


def _events(session: Session, options: Options, t: Translator) -> Iterator[Event]:
    stamp = _stamp(session, options)
    for key, offer in session.offers.items():
        if offer.due and is_promise(offer) and _concerns(session, offer, options.who):
            words = _promise(session, offer, options.who, t)
            yield _event(session, key, offer.at, offer.due, words, stamp)
    for key, meeting in session.meetings.items():
        if meeting.due and options.who in (None, *meeting.between):
            words = _meeting(session, meeting, options.who, t)
            yield _event(session, key, meeting.at, meeting.due, words, stamp)


def _later(day: dt.date) -> dt.date:
    """A year on."""
    return day + min(365 * _DAY, dt.date.max - day)


def _concerns(session: Session, offer: Offer, who: str | None) -> bool:
    if who is None:
        return not offer.private
    return who in offer.helpers or who == session.questions[offer.question].asker


def _promise(session: Session, offer: Offer, who: str | None, t: Translator) -> tuple[str, str]:
    """What the entry is called, and what stands in it."""
    question = session.questions[offer.question]
    asker, helpers = name_of(session, question.asker, t), names_of(session, offer.helpers, t)
    if who is not None and who == question.asker:
        title = t("From {helpers}: {text}", helpers=helpers, text=offer.text)
    elif who is not None:
        title = t("For {asker}: {text}", asker=asker, text=offer.text)
    else:
        title = t("{helpers} for {asker}: {text}", helpers=helpers, asker=asker, text=offer.text)
    told = (
        f"{t(KIND_TITLES[offer.kind])}: {offer.text}",
        t("Offered by {helpers}", helpers=helpers),
        t("Question of {asker}: {text}", asker=asker, text=question_text(question, t)),
        _ring(session, t),
    )
    return title, "\n".join(map(squeeze, told))


def _meeting(session: Session, meeting: Meeting, who: str | None, t: Translator) -> tuple[str, str]:
    others = tuple(ref for ref in meeting.between if ref != who)
    people = names_of(session, others, t)
    if who is None:
        title = f"{people}: {meeting.text}" if meeting.text else people
    elif meeting.text:
        title = t("With {people}: {text}", people=people, text=meeting.text)
    else:
        title = t("With {people}", people=people)
    told = (t("Meeting of {people}", people=names_of(session, meeting.between, t)), meeting.text, _ring(session, t))
    return title, "\n".join(filter(None, map(squeeze, told)))


def _ring(session: Session, t: Translator) -> str:
    return t("From the ring {title}, {day}", title=ring_title(session, t), day=session.date)


def _event(
    session: Session, key: str, at: dt.datetime, due: dt.date, words: tuple[str, str], stamp: dt.datetime
) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uuid.uuid5(_OURS, f'{session.begun} {key} {at}')}@reciring")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", _sequence(session, stamp))
    event.add("dtstart", due)
    if due < dt.date.max:
        event.add("dtend", due + _DAY)
    event.add("summary", squeeze(words[0]))
    event.add("description", words[1])
    event.add("transp", "TRANSPARENT")
    return event


def _stamp(session: Session, options: Options) -> dt.datetime:
    """When the session was last changed: the same file always gives the same calendar."""
    known = options.changed or last_event(session) or dt.datetime.combine(session.date, dt.time(), dt.UTC)
    return known.astimezone(dt.UTC).replace(microsecond=0)


def _sequence(session: Session, stamp: dt.datetime) -> int:
    """Grows with every change: calendars take an entry anew only if its number is not lower than the one they have."""
    begun = session.begun or stamp
    return min(max(0, int((stamp - begun).total_seconds())), _LARGEST)
