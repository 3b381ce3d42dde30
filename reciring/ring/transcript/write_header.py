"""Write the header of a transcript, everything before the first timed line: title, date, plan, participants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import replace

from reciring.ring.participants import PersonDetails, format_person, format_question
from reciring.ring.plan import TIMED_PHASES, resolve_plan, timezone_of
from reciring.ring.session import Session, question_id
from reciring.ring.transcript.line_writer import TranscriptWriter, format_minutes

TEXT_FIELDS: Final = ("title", "language", "facilitator", "place")
"""The fields of a session that a command with the same name sets."""


def write_header(writer: TranscriptWriter) -> None:
    """Write the title and other texts, the date, the plan, and the participants who are there from the beginning."""
    target = writer.target
    for field in TEXT_FIELDS:
        wanted = getattr(target, field)
        if getattr(writer.session, field) != wanted and not _set_field(writer, field, f"/{field} {wanted}"):
            writer.write_fact(field, wanted)
        if field == "title":
            _write_start(writer)
    if target.until and not _set_field(writer, "until", f"/until {_format_clock(target.until)}"):
        writer.write_fact("until", target.until)
    if target.again:
        _set_field(writer, "again", f"/followup {target.again.isoformat()}")
    participants = initial_participants(target)
    _write_plan(writer, len(participants))
    for item in target.ticked:
        writer.write(f"/tick {item}", accept=lambda session: session.ticked == target.ticked[: len(session.ticked)])
    if not target.times and not target.turns:
        writer.write("/times off")
    for key in participants:
        write_participant(writer, key)


def initial_participants(target: Session) -> tuple[str, ...]:
    """Return the ids of the participants to write before the ring begins; the others are latecomers.

    A latecomer joined after the beginning, not before the latecomer in front of them, and is not named in anything
    before that. Everyone in front of someone who does not fit this is written before the beginning too, because the
    order of the participants is that of their seats.
    """
    named = _first_named(target)
    latest, count = target.begun, 0
    for number, (key, person) in enumerate(target.participants.items(), 1):
        joined = person.joined
        if joined is None or latest is None or joined < latest or joined > named.get(key, joined):
            count = number
        else:
            latest = joined
    return tuple(target.participants)[:count]


def write_participant(writer: TranscriptWriter, key: str) -> None:
    """Write one participant, with the question if it has a text."""
    person, question = writer.target.participants[key], writer.target.questions.get(question_id(key))
    text = question.text if question else None
    line = format_person(PersonDetails(person.name, person.organisation, person.email, format_question(question)))
    # What has no time of its own (away, passed, shares) is written at the end.
    wanted = replace(person, away=False, passed=False, shares=False)
    if writer.at is None:
        # A time before the last event is read as the time of that event, so ``joined`` is written at the end.
        wanted = replace(wanted, joined=None)

    def accept(session: Session) -> bool:
        written = session.questions.get(question_id(key))
        same_question = (written and (written.text, written.private)) == (
            text and question and (text, question.private)
        )
        return session.participants.get(key) == wanted and same_question

    without_command = [line] if writer.at is None else []
    if not writer.write(*without_command, f"/add {line}", accept=accept):
        writer.write_fact(f"participants.{key}", wanted)
        if text is not None:
            private = {"private": True} if question and question.private else {}
            writer.write_fact(f"questions.{question_id(key)}", {"asker": key, "text": text, **private})


def write_date(writer: TranscriptWriter) -> None:
    """Write the date and time zone once the ring has begun, if they differ from those that the times are based on."""
    target = writer.target
    if writer.session.date != target.date or writer.session.timezone != target.timezone:
        day = target.date.isoformat()
        writer.write(
            f"/date {day}",
            f"/date {day} {target.timezone}",
            accept=lambda session: (session.date, session.timezone) == (target.date, target.timezone),
        )


def _first_named(target: Session) -> dict[str, dt.datetime]:
    """Return for each participant the first time when something names them."""
    first: dict[str, dt.datetime] = {}

    def name(at: dt.datetime, *refs: str | None) -> None:
        for ref in refs:
            if ref is not None:
                first[ref] = min(at, first.get(ref, at))

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
    return first


def _write_start(writer: TranscriptWriter) -> None:
    """Write the date, time of day and time zone that the times are based on.

    For a ring that has begun they are those of its exact beginning. Otherwise they are the planned ones.
    """
    target = writer.target
    begun = target.begun
    if begun is None:
        start = f" {_format_clock(target.start)}" if target.start else ""
        line = f"/date {target.date.isoformat()}{start} {target.timezone}"
        if not writer.write(line, accept=lambda session: session.date == target.date):
            _write_start_facts(writer, target.date, target.start)
        return
    for zone, local in ((target.timezone, begun.astimezone(timezone_of(target))), ("UTC", begun.astimezone(dt.UTC))):
        # In the hour that comes twice a year, the local time is read as the first one; then UTC is used.
        is_clear = local.replace(fold=0).astimezone(dt.UTC) == begun
        if is_clear and writer.write(f"/date {local.date().isoformat()} {_format_clock(local.time())} {zone}"):
            return
    local = begun.astimezone(dt.UTC)
    _write_start_facts(writer, local.date(), local.time())


def _write_start_facts(writer: TranscriptWriter, day: dt.date, start: dt.time | None) -> None:
    """Write the date as facts, if its year is one that ``/date`` does not take."""
    writer.write_fact("date", day)
    if start:
        writer.write_fact("start", start)
    if not writer.target.begun:
        writer.write_fact("timezone", writer.target.timezone)


def _write_plan(writer: TranscriptWriter, people: int) -> None:
    """Write the minutes that differ from the default for this number of people, and the limits of a question's time."""
    wanted = writer.target.plan
    defaults = resolve_plan(replace(wanted, **dict.fromkeys(TIMED_PHASES)), people)
    if not (writer.target.begun and defaults == wanted):
        for name in ("introduction", "formulate", "reflect", "total", "round"):
            if (minutes := getattr(wanted, name)) is not None:
                writer.write(f"/plan {name} {minutes}")
    for name in _limits_in_order(wanted.least, writer.session.plan.most):
        seconds = getattr(wanted, name)
        if getattr(writer.session.plan, name) != seconds:
            writer.write(f"/plan {name} {format_minutes(seconds)}")
    if not writer.target.begun and writer.session.plan != wanted:
        writer.write_fact("plan", wanted)


def _limits_in_order(least: int, most: int) -> Iterator[str]:
    """Yield ``least`` and ``most`` in the order that keeps the shortest time below the longest."""
    yield from ("most", "least") if least > most else ("least", "most")


def _set_field(writer: TranscriptWriter, field: str, line: str) -> bool:
    """Write a line that must give a field its value in the target; return whether it did."""
    wanted: Any = getattr(writer.target, field)
    return writer.write(line, accept=lambda session: bool(getattr(session, field) == wanted))


def _format_clock(time: dt.time) -> str:
    return time.isoformat() if time.second or time.microsecond else time.isoformat("minutes")
