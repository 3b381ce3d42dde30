"""Who is speaking: turns, from instant to instant, and how the floor passes from one to the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from reciring.ring.session import Phase, Session, Turn, last_entry, new_id

PHASES_WITH_SPEAKER = (Phase.ROUND, Phase.REFLECT)
replace = msgspec.structs.replace


def set_speaker(session: Session, who: str | None, at: dt.datetime) -> Session:
    """Give the floor to ``who`` at an instant, None to nobody; whoever speaks already keeps the same turn."""
    if session.phase not in PHASES_WITH_SPEAKER or not session.times:
        return session
    turn = last_entry(session.turns)
    if session.speaker == who and (turn is None or turn.end or turn.question == session.current):
        return session
    session = _close(session, at)
    if who is None:
        return session
    turns = dict(session.turns)
    _add(turns, Turn(who=who, question=session.current, start=at))
    return replace(session, turns=turns)


def _close(session: Session, at: dt.datetime) -> Session:
    """End the open turn; one of no length never was."""
    if session.speaker is None:
        return session
    turns = dict(session.turns)
    key, turn = turns.popitem()
    if at > turn.start:
        turns[key] = replace(turn, end=at)
    return replace(session, turns=turns)


def _add(turns: dict[str, Turn], turn: Turn) -> None:
    """Put a turn last (in ``turns`` itself); if the same person goes on in the same question, both are one."""
    key = next(reversed(turns), None)
    if key and is_same_turn(turns[key], turn):
        turns[key] = replace(turns[key], end=turn.end)
    else:
        turns[new_id(turns, "t")] = turn


def is_same_turn(first: Turn, then: Turn) -> bool:
    """Whether two turns are one: the same person in the same question, without a gap."""
    return first.end == then.start and first.who == then.who and first.question == then.question


def with_turns(turns: dict[str, Turn], later: Iterable[Turn]) -> dict[str, Turn]:
    """``turns`` with others added behind it, in order of time, the one that still runs last.

    Those of no length are dropped, adjacent ones joined.
    """
    told = dict(turns)
    for turn in sorted(later, key=lambda turn: (turn.end is None, turn.start)):
        if turn.end is None or turn.end > turn.start:
            _add(told, turn)
    return told


def speaker_change_time(session: Session, at: dt.datetime, back: float) -> dt.datetime:
    """The instant ``mark_back`` seconds before ``at`` at which the floor may have passed.

    Not before the current turn's start; with nobody speaking not before the last turn's end, and never before
    the question (or the phase) in which we are began to run.
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
    """When the phase we are in was entered, the last time: where the phase before it ended, if not at its start."""
    bounds = [span.end or span.start for span in session.phases.values()]
    return max(bounds, default=dt.datetime.min.replace(tzinfo=dt.UTC))
