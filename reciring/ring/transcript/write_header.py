"""The head of a transcript: what stands before the first time, the ring itself and who is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from reciring.ring.participants import PersonDetails, format_person
from reciring.ring.plan import TIMED_PHASES, resolve_plan, timezone_of
from reciring.ring.session import Session, question_id
from reciring.ring.transcript.writer import TranscriptWriter, duration_words

TEXT_FIELDS = ("title", "language", "facilitator", "place")
"""Fields that a command of their own name sets."""


def write_header(pen: TranscriptWriter) -> None:
    """What the ring is called, when and where it is, its plan, and who is in it from the beginning."""
    target = pen.target
    for field in TEXT_FIELDS:
        wanted = getattr(target, field)
        if getattr(pen.session, field) != wanted and not _set(pen, field, f"/{field} {wanted}"):
            pen.fact(field, wanted)
        if field == "title":
            _date(pen)
    if target.until and not _set(pen, "until", f"/until {_clock(target.until)}"):
        pen.fact("until", target.until)
    if target.again:
        pen.write(f"/again {target.again.isoformat()}", good=lambda done: done.again == target.again)
    early = initial_participants(target)
    _plan(pen, len(early))
    for item in target.ticked:
        pen.write(f"/tick {item}", good=lambda session: session.ticked == target.ticked[: len(session.ticked)])
    if not target.times and not target.turns:
        pen.write("/times off")
    for key in early:
        write_participant(pen, key)


def initial_participants(target: Session) -> tuple[str, ...]:
    """Who is written down before the ring begins; latecomers come in their time, if all that is known allows it."""
    named = _first_named(target)
    newest, first = target.begun, 0
    for number, (key, person) in enumerate(target.participants.items(), 1):
        came = person.joined
        if came is None or newest is None or came < newest or came > named.get(key, came):
            first = number
        else:
            newest = came
    return tuple(target.participants)[:first]


def _first_named(target: Session) -> dict[str, dt.datetime]:
    """When something is first said of each person."""
    found: dict[str, dt.datetime] = {}

    def name(at: dt.datetime, *refs: str | None) -> None:
        for ref in refs:
            if ref is not None:
                found[ref] = min(at, found.get(ref, at))

    for offer in target.offers.values():
        name(offer.at, target.questions[offer.question].asker, *offer.helpers)
    for note in target.notes.values():
        name(note.at, note.who, target.questions[note.question].asker if note.question else None)
    for turn in target.turns.values():
        name(turn.start, turn.who)
    for reflection in target.reflections.values():
        name(reflection.at, reflection.who)
    for meeting in target.meetings.values():
        name(meeting.at, *meeting.between)
    for question in target.questions.values():
        for stretch in question.stretches:
            name(stretch.start, question.asker)
    return found


def write_participant(pen: TranscriptWriter, key: str) -> None:
    """Write one participant, with their question if it is known."""
    person, question = pen.target.participants[key], pen.target.questions.get(question_id(key))
    text = question.text if question else None
    line = format_person(PersonDetails(person.name, person.organisation, person.email, text))
    came = msgspec.structs.replace(person, away=False, passed=False, shares=False)
    if pen.at is None:
        # An instant before the last fact counts as that fact's: when they joined is said last.
        came = msgspec.structs.replace(came, joined=None)

    def good(session: Session) -> bool:
        found = session.questions.get(question_id(key))
        return session.participants.get(key) == came and (found.text if found else None) == text

    plain = [line] if pen.at is None else []
    if not pen.write(*plain, f"/add {line}", good=good):
        pen.fact(f"participants.{key}", came)
        if text is not None:
            pen.fact(f"questions.{question_id(key)}", {"asker": key, "text": text})


def write_date(pen: TranscriptWriter) -> None:
    """The day and time zone, where a ring that began on another day counts from that day."""
    target = pen.target
    if pen.session.date != target.date or pen.session.timezone != target.timezone:
        day = target.date.isoformat()
        zone_too = f"/date {day} {target.timezone}"
        pen.write(f"/date {day}", zone_too, good=lambda s: (s.date, s.timezone) == (target.date, target.timezone))


def _date(pen: TranscriptWriter) -> None:
    """When it is; of a ring that began the very instant, so that the times of all lines count from it."""
    target = pen.target
    begun = target.begun
    if begun is None:
        start = f" {_clock(target.start)}" if target.start else ""
        day = target.date
        if not pen.write(f"/date {day.isoformat()}{start} {target.timezone}", good=lambda done: done.date == day):
            _facts(pen, day, target.start)
        return
    for name, local in ((target.timezone, begun.astimezone(timezone_of(target))), ("UTC", begun.astimezone(dt.UTC))):
        # In the hour that comes twice a year a local time says too little.
        again = local.replace(fold=0).astimezone(dt.UTC)
        if again == begun and pen.write(f"/date {local.date().isoformat()} {_clock(local.time())} {name}"):
            return
    local = begun.astimezone(dt.UTC)
    _facts(pen, local.date(), local.time())


def _facts(pen: TranscriptWriter, day: dt.date, start: dt.time | None) -> None:
    """A day in a year of which nobody types the days."""
    pen.fact("date", day)
    if start:
        pen.fact("start", start)
    if not pen.target.begun:
        pen.fact("timezone", pen.target.timezone)


def _plan(pen: TranscriptWriter, people: int) -> None:
    """The minutes that are not what the rule gives for so many people, and the bounds of a slot."""
    wanted = pen.target.plan
    if (
        pen.target.begun
        and resolve_plan(msgspec.structs.replace(wanted, **dict.fromkeys(TIMED_PHASES)), people) == wanted
    ):
        minutes: tuple[str, ...] = ()
    else:
        minutes = ("introduction", "formulate", "reflect", "total", "round")
    for what in minutes:
        if (value := getattr(wanted, what)) is not None:
            pen.write(f"/plan {what} {value}")
    for what in _bounds(wanted.least, pen.session.plan.most):
        value = getattr(wanted, what)
        if getattr(pen.session.plan, what) != value:
            pen.write(f"/plan {what} {duration_words(value)}")
    if not pen.target.begun and pen.session.plan != wanted:
        pen.fact("plan", wanted)


def _bounds(least: int, most: int) -> Iterator[str]:
    """In an order in which the least is never more than the most."""
    yield from ("most", "least") if least > most else ("least", "most")


def _set(pen: TranscriptWriter, field: str, line: str) -> bool:
    wanted = getattr(pen.target, field)
    return pen.write(line, good=lambda session: bool(getattr(session, field) == wanted))


def _clock(time: dt.time) -> str:
    return time.isoformat() if time.second or time.microsecond else time.isoformat("minutes")
