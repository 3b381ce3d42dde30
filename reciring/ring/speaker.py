"""The speaker: who speaks when, stored as turns (docs/reference/time-and-turns.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from reciring.ring.command_types import SetSpeaker
from reciring.ring.message import refuse
from reciring.ring.session import Phase, Session, Span, Turn, last_entry, new_id

PHASES_WITH_SPEAKER = (Phase.ROUND, Phase.REFLECT)


def change_speaker(session: Session, command: SetSpeaker, at: dt.datetime) -> Session:
    """Let someone speak since ``command.back`` seconds ago. Raises Refused for someone who is away."""
    who = command.who
    if who is not None and session.participants[who].away:
        raise refuse("{name} is away. Type /back and the name first.", name=session.name(who))
    if who is not None and who == session.speaker:
        return session
    return set_speaker(session, who, speaker_change_time(session, at, command.back))


def set_speaker(session: Session, who: str | None, at: dt.datetime) -> Session:
    """End the running turn and start one of ``who``, None for nobody.

    Nothing changes if that person already speaks in the current question, in a phase without a speaker, or if speaking
    time is not measured.
    """
    if session.phase not in PHASES_WITH_SPEAKER or not session.times:
        return session
    turn = last_entry(session.turns)
    if session.speaker == who and (turn is None or turn.end or turn.question == session.current):
        return session
    session = _end_turn(session, at)
    if who is None:
        return session
    turns = dict(session.turns)
    _append_turn(turns, Turn(who=who, question=session.current, start=at))
    return replace(session, turns=turns)


def end_pause(session: Session, at: dt.datetime) -> Session:
    """End the pause, if there is one, and record it; a pause without length is dropped."""
    if session.pause is None:
        return session
    ended = Span(start=session.pause.since, end=at)
    return replace(session, pause=None, pauses=(*session.pauses, ended) if at > ended.start else session.pauses)


def _end_turn(session: Session, at: dt.datetime) -> Session:
    """End the running turn, if any; drop it if it has no length."""
    if session.speaker is None:
        return session
    turns = dict(session.turns)
    key, turn = turns.popitem()
    if at > turn.start:
        turns[key] = replace(turn, end=at)
    return replace(session, turns=turns)


def _append_turn(turns: dict[str, Turn], turn: Turn) -> None:
    """Append a turn to ``turns``, in place; merge it with the last one if both are the same turn."""
    key = next(reversed(turns), None)
    if key and is_same_turn(turns[key], turn):
        turns[key] = replace(turns[key], end=turn.end)
    else:
        turns[new_id(turns, "t")] = turn


def is_same_turn(first: Turn, then: Turn) -> bool:
    """Whether two turns are one: the same person in the same question, without an interval between them."""
    return first.end == then.start and first.who == then.who and first.question == then.question


def with_turns(turns: dict[str, Turn], later: Iterable[Turn]) -> dict[str, Turn]:
    """``turns`` followed by later ones in order of time, a running turn last; those without length are dropped."""
    all_turns = dict(turns)
    for turn in sorted(later, key=lambda turn: (turn.end is None, turn.start)):
        if turn.end is None or turn.end > turn.start:
            _append_turn(all_turns, turn)
    return all_turns


def speaker_change_time(session: Session, at: dt.datetime, back: float) -> dt.datetime:
    """The time ``back`` seconds before ``at``, limited to when the speaker can have changed.

    The limits are the start of the running turn (with nobody speaking: the end of the last turn) and the start of what
    is running: the current question, or else the phase and the end of the last question.
    """
    limits = [at - dt.timedelta(seconds=back)]
    if last := last_entry(session.turns):
        limits.append(last.end or last.start)
    if session.current and (stretches := session.questions[session.current].stretches):
        limits.append(stretches[-1].start)
    else:
        limits.append(phase_entered_at(session))
        limits += (q.stretches[-1].end for q in session.questions.values() if q.stretches and q.stretches[-1].end)
    return max(limits)


def phase_entered_at(session: Session) -> dt.datetime:
    """When the current phase was last entered: the end of the phase before it, or its own start."""
    bounds = [span.end or span.start for span in session.phases.values()]
    return max(bounds, default=dt.datetime.min.replace(tzinfo=dt.UTC))
