"""``/began``: this question started earlier than we noted, and what was noted since comes along."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable

import msgspec

from reciring.ring.commands import Backdate
from reciring.ring.round import with_question
from reciring.ring.session import Note, Offer, Phase, Question, Session, Span, Turn, new_id
from reciring.ring.speaker import phase_entered_at, with_turns
from reciring.ring.time_per_question import slot_seconds

replace = msgspec.structs.replace
Moment = dt.datetime


def backdate_question(session: Session, command: Backdate, at: Moment) -> Session:
    """Move the open question's current start back, at most to where the question before it started."""
    assert session.current is not None  # the table allows /began with an open question only
    old = session.questions[session.current].started
    moved = backdate_amount(session, command.seconds)
    if old is None or not moved:
        return session
    new = old - moved
    previous = _previous(session, old)
    paused: list[Span] = []
    if previous and previous != session.current:
        session, paused = _shorten(session, previous, new, old)
        session = _bring_along(session, previous, new)
    session = _count(session, new, old, paused)
    return replace(session, turns=_turns(session, previous, new, old, paused))


def backdate_amount(session: Session, seconds: float) -> dt.timedelta:
    """How much earlier the open question can have started, at most ``round_seconds``."""
    question = session.questions[session.current or ""]
    old = question.started
    if old is None:  # only in a file that a hand has changed
        return dt.timedelta(0)
    previous = _previous(session, old)
    limit = phase_entered_at(session)
    if previous and (earlier := session.questions[previous].started):
        limit = max(limit, earlier if previous != session.current else _last_end(question, old) or earlier)
    return max(dt.timedelta(0), old - max(limit, old - dt.timedelta(seconds=seconds)))


def _previous(session: Session, old: Moment) -> str | None:
    """The question that was open last before this one (re)started; it may be the same, parked and called again."""
    before = [
        (stretch.start, stretch.end or old, key)
        for key, question in session.questions.items()
        for stretch in question.stretches
        if stretch.start < old or (stretch.start == old and key != session.current)
    ]
    return max(before)[2] if before else None


def _last_end(question: Question, old: Moment) -> Moment | None:
    """Where this question stopped before it was called again."""
    return max((stretch.end for stretch in question.stretches if stretch.end and stretch.end <= old), default=None)


def _shorten(session: Session, key: str, new: Moment, old: Moment) -> tuple[Session, list[Span]]:
    """End the previous question at ``new``; returns also its whole pauses since then, which stay pauses."""
    question = session.questions[key]
    kept: list[Span] = []
    later: list[Span] = []
    for stretch in question.stretches:
        end = stretch.end or old
        if stretch.start <= new:
            kept.append(replace(stretch, end=min(end, new)))
        if end > new:
            later.append(Span(start=max(stretch.start, new), end=end))
    # What lies between two of them was a pause; one in which this question began was none any more.
    paused = [
        Span(start=before.end or old, end=after.start)
        for before, after in itertools.pairwise(later)
        if after.start > (before.end or old)
    ]
    return with_question(session, key, replace(question, stretches=tuple(kept))), paused


def _bring_along(session: Session, previous: str, new: Moment) -> Session:
    """Offers and notes since ``new`` go to the open question; the asker's own offers become notes."""
    current = session.current
    assert current is not None
    asker = session.questions[current].asker
    offers: dict[str, Offer] = {}
    notes = dict(session.notes)
    own: list[Note] = []
    for key, offer in session.offers.items():
        if offer.question != previous or offer.at < new:
            offers[key] = offer
            continue
        helpers = tuple(who for who in offer.helpers if who != asker)
        if offer.helpers and not helpers:
            note = Note(phase=Phase.ROUND, question=current, who=asker, text=offer.text, at=offer.at)
            own.append(replace(note, private=offer.private))
        else:
            offers[key] = replace(offer, question=current, helpers=helpers)
    for key, note in notes.items():
        if note.question == previous and note.at >= new:
            notes[key] = replace(note, question=current)
    for note in own:
        notes[new_id(notes, "n")] = note
    if own:
        notes = dict(sorted(notes.items(), key=lambda item: item[1].at))
    return replace(session, offers=offers, notes=notes)


def _count(session: Session, new: Moment, old: Moment, paused: Iterable[Span]) -> Session:
    """Let the open question run since ``new``, pauses left out, with the slot of that instant."""
    current = session.current
    assert current is not None
    question = session.questions[current]
    before = [stretch for stretch in question.stretches if stretch.start < old]
    since = [stretch for stretch in question.stretches if stretch.start >= old]
    parts = subtract_intervals(new, old, paused)
    if parts and since and parts[-1].end == since[0].start:
        since[0] = replace(since[0], start=parts.pop().start)
    question = replace(
        question,
        stretches=(*before, *parts, *since),
        started=new,
        slot=slot_seconds(session, new, len(session.queue) + 1),
    )
    return with_question(session, current, question)


def subtract_intervals(start: Moment, end: Moment, holes: Iterable[Span]) -> list[Span]:
    """The parts of start to end that lie in none of the holes (in order of time)."""
    parts: list[Span] = []
    for hole in holes:
        if hole.start > start:
            parts.append(Span(start=start, end=hole.start))
        start = max(start, hole.end or start)
    if end > start:
        parts.append(Span(start=start, end=end))
    return parts


def _turns(session: Session, previous: str | None, new: Moment, old: Moment, paused: list[Span]) -> dict[str, Turn]:
    """The turns, told anew from ``new`` on: helpers keep theirs, the rest of that time is the asker's.

    While speaking time is not measured, the asker gets only what had been somebody's.
    """
    current, asker = session.current, session.asker
    assert current is not None and asker is not None
    last = session.questions[previous].asker if previous else None
    kept, after = dict(session.turns), []
    while kept and ((turn := next(reversed(kept.values()))).end is None or turn.end > new):
        after.append(kept.popitem())
    since: list[Turn] = []
    own: list[Span] = []
    for key, turn in reversed(after):
        if turn.start >= old:
            since.append(turn)
        elif turn.start < new:
            kept[key] = replace(turn, end=new)
            own.append(Span(start=new, end=turn.end))
        elif turn.who != last:
            since.append(replace(turn, question=current))
        else:
            own.append(Span(start=turn.start, end=turn.end))
    if session.times:
        taken = [*paused, *(Span(start=turn.start, end=turn.end) for turn in since if turn.start < old)]
        own = subtract_intervals(new, old, sorted(taken, key=lambda span: span.start))
    since += (Turn(who=asker, question=current, start=span.start, end=span.end) for span in own)
    return with_turns(kept, since)
