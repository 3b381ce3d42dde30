"""``/backdate``: let the current question start earlier, together with what was entered since then.

The rules are in docs/reference/time-and-turns.md. In this module ``new`` is the earlier start and ``old`` the start
until now.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Container, Iterable

from msgspec.structs import replace

from reciring.ring.command_types import Backdate
from reciring.ring.message import refuse
from reciring.ring.plan import ended_pauses
from reciring.ring.round import with_question
from reciring.ring.session import Note, Offer, Phase, Question, Session, Span, Turn, asker_id, new_id
from reciring.ring.speaker import phase_entered_at, with_turns
from reciring.ring.time_per_question import slot_seconds


def backdate_question(session: Session, command: Backdate, at: dt.datetime) -> Session:
    """Let the current question start earlier. Raises Refused if it cannot, so that undo gets no empty change."""
    assert session.current is not None  # the registry allows /backdate with a current question only
    old = session.questions[session.current].started
    amount = backdate_amount(session, command.seconds)
    if not command.seconds:
        raise refuse("Type how much earlier the question began, for example /backdate 2:00")
    if old is None or not amount:
        raise refuse("{name}'s question cannot begin earlier.", name=session.name(asker_id(session.current)))
    new = old - amount
    previous = _previous_question(session, old)
    cut = [pause for pause in ended_pauses(session) if pause.start < new and pause.end and pause.end > new]
    pauses: list[Span] = []
    if previous and previous != session.current:
        session, pauses = _end_previous(session, previous, new, old)
        coming = entries_since(session, command.seconds)
        taken = coming if command.entries is None else coming[max(0, len(coming) - command.entries) :]
        session = _move_entries(session, taken)
    # The pauses that this session recorded include one that ended when the current question started.
    pauses += (pause for pause in session.pauses if pause.start >= new and pause.end and pause.end <= old)
    pauses.sort(key=lambda pause: pause.start)
    session = replace(session, pauses=_cut_pause(session.pauses, cut, new))
    session = _restart_current(session, new, old, pauses)
    return replace(session, turns=_backdated_turns(session, previous, new, old, pauses))


def _cut_pause(pauses: tuple[Span, ...], cut: list[Span], new: dt.datetime) -> tuple[Span, ...]:
    """The recorded pauses; those that contain ``new`` now end there."""
    kept = [pause for pause in pauses if pause not in cut]
    return tuple(sorted([*kept, *(replace(pause, end=new) for pause in cut)], key=lambda pause: pause.start))


def backdate_amount(session: Session, seconds: float) -> dt.timedelta:
    """How much earlier the current question can start: ``seconds``, or less if a limit comes first.

    The limits are the start of the previous question (if it is the same question: its last end) and the time when the
    phase was entered.
    """
    question = session.questions[session.current or ""]
    old = question.started
    if old is None:  # possible only in a file edited by hand
        return dt.timedelta(0)
    previous = _previous_question(session, old)
    limit = phase_entered_at(session)
    if previous and (earlier := session.questions[previous].started):
        limit = max(limit, earlier if previous != session.current else _last_end(question, old) or earlier)
    return max(dt.timedelta(0), old - max(limit, old - dt.timedelta(seconds=seconds)))


def entries_since(session: Session, seconds: float) -> list[str]:
    """The ids of the entries that move from the previous question if the current one starts earlier, by time."""
    old = session.questions[session.current or ""].started
    previous = _previous_question(session, old) if old else None
    if old is None or previous is None or previous == session.current:
        return []
    new = old - backdate_amount(session, seconds)
    entries: dict[str, Offer | Note] = {**session.offers, **session.notes}
    found = [(entry.at, ref) for ref, entry in entries.items() if entry.question == previous]
    return [ref for at, ref in sorted(found, key=lambda item: item[0]) if at >= new] if new < old else []


def _previous_question(session: Session, old: dt.datetime) -> str | None:
    """The question that was discussed last before ``old``; it may be the current one, which was parked."""
    before = [
        (stretch.start, stretch.end or old, key)
        for key, question in session.questions.items()
        for stretch in question.stretches
        if stretch.start < old or (stretch.start == old and key != session.current)
    ]
    return max(before)[2] if before else None


def _last_end(question: Question, old: dt.datetime) -> dt.datetime | None:
    """When the question stopped before it started again at ``old``."""
    return max((stretch.end for stretch in question.stretches if stretch.end and stretch.end <= old), default=None)


def _end_previous(session: Session, key: str, new: dt.datetime, old: dt.datetime) -> tuple[Session, list[Span]]:
    """End the previous question at ``new``; also return its complete pauses after that, which remain pauses."""
    question = session.questions[key]
    kept: list[Span] = []
    later: list[Span] = []
    for stretch in question.stretches:
        end = stretch.end or old
        if stretch.start <= new:
            kept.append(replace(stretch, end=min(end, new)))
        if end > new:
            later.append(Span(start=max(stretch.start, new), end=end))
    # The interval between two stretches was a pause. A pause that contains ``new`` ends there, so it is not included.
    pauses = [
        Span(start=before.end or old, end=after.start)
        for before, after in itertools.pairwise(later)
        if after.start > (before.end or old)
    ]
    return with_question(session, key, replace(question, stretches=tuple(kept))), pauses


def _move_entries(session: Session, taken: Container[str]) -> Session:
    """Move offers and notes to the current question; an offer by its own asker becomes a note."""
    current = session.current
    assert current is not None
    asker = session.questions[current].asker
    offers: dict[str, Offer] = {}
    notes = dict(session.notes)
    asker_notes: list[Note] = []
    for key, offer in session.offers.items():
        if key not in taken:
            offers[key] = offer
            continue
        helpers = tuple(who for who in offer.helpers if who != asker)
        if offer.helpers and not helpers:
            note = Note(phase=Phase.ROUND, question=current, who=asker, text=offer.text, at=offer.at)
            asker_notes.append(replace(note, private=offer.private))
        else:
            offers[key] = replace(offer, question=current, helpers=helpers)
    for key, note in notes.items():
        if key in taken:
            notes[key] = replace(note, question=current)
    for note in asker_notes:
        notes[new_id(notes, "n")] = note
    if asker_notes:
        notes = dict(sorted(notes.items(), key=lambda item: item[1].at))
    return replace(session, offers=offers, notes=notes)


def _restart_current(session: Session, new: dt.datetime, old: dt.datetime, pauses: Iterable[Span]) -> Session:
    """Let the current question run since ``new``, without the pauses, with the slot of that time."""
    current = session.current
    assert current is not None
    question = session.questions[current]
    before = [stretch for stretch in question.stretches if stretch.start < old]
    since = [stretch for stretch in question.stretches if stretch.start >= old]
    added = subtract_intervals(new, old, pauses)
    if added and since and added[-1].end == since[0].start:
        since[0] = replace(since[0], start=added.pop().start)
    question = replace(
        question,
        stretches=(*before, *added, *since),
        started=new,
        slot=slot_seconds(session, new, len(session.queue) + 1),
    )
    return with_question(session, current, question)


def subtract_intervals(start: dt.datetime, end: dt.datetime, removed: Iterable[Span]) -> list[Span]:
    """The parts from start to end outside the removed intervals, which are in order of time."""
    parts: list[Span] = []
    for interval in removed:
        if interval.start > start:
            parts.append(Span(start=start, end=interval.start))
        start = max(start, interval.end or start)
    if end > start:
        parts.append(Span(start=start, end=end))
    return parts


def _backdated_turns(
    session: Session, previous: str | None, new: dt.datetime, old: dt.datetime, pauses: list[Span]
) -> dict[str, Turn]:
    """The turns with the time since ``new`` divided again: helpers keep theirs, the rest becomes the asker's.

    If speaking time is not measured, the asker gets only time that was the previous asker's, or was cut at ``new``.
    """
    current, asker = session.current, session.asker
    assert current is not None and asker is not None
    previous_asker = session.questions[previous].asker if previous else None
    kept, removed = dict(session.turns), []
    while kept and ((turn := next(reversed(kept.values()))).end is None or turn.end > new):
        removed.append(kept.popitem())
    since: list[Turn] = []
    asker_spans: list[Span] = []
    for key, turn in reversed(removed):
        if turn.start >= old:
            since.append(turn)
        elif turn.start < new:
            kept[key] = replace(turn, end=new)
            asker_spans.append(Span(start=new, end=turn.end))
        elif turn.who != previous_asker:
            since.append(replace(turn, question=current))
        else:
            asker_spans.append(Span(start=turn.start, end=turn.end))
    if session.times:
        taken = [*pauses, *(Span(start=turn.start, end=turn.end) for turn in since if turn.start < old)]
        asker_spans = subtract_intervals(new, old, sorted(taken, key=lambda span: span.start))
    since += (Turn(who=asker, question=current, start=span.start, end=span.end) for span in asker_spans)
    return with_turns(kept, since)
