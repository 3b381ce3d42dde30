"""Whose voice is heard: shares of speaking time, their balance, and the nudges that follow from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from reciring.ring.session import Session, Turn, last_entry

MIN_TOTAL_HELPING = 180.0
"""Seconds of helping, all together, before a nudge means anything."""
MIN_LONG_HELPING = 60.0
"""Seconds of helping below which nobody speaks much."""


class SpeakingTime(msgspec.Struct):
    """Seconds someone spoke: in their own question, in another's, and while no question was open."""

    own: float = 0.0
    helping: float = 0.0
    other: float = 0.0


class TurnTotals(msgspec.Struct, frozen=True):
    """What the turns that have ended come to: reckoned once per change, so that a tick only adds the open turn."""

    turns: tuple[Turn, ...] = ()
    """The ended turns that are counted in."""
    sums: dict[tuple[str, str | None], dt.timedelta] = {}
    """Per speaker and question."""
    heard: dict[str, dt.datetime] = {}
    """When each speaker was heard last."""


def turn_totals(session: Session, before: TurnTotals | None = None) -> TurnTotals:
    """Sum the ended turns; from what was summed ``before``, if those turns are still the first ones."""
    turns = tuple(session.turns.values())
    if turns and turns[-1].end is None:
        turns = turns[:-1]
    if before is None or turns[: len(before.turns)] != before.turns:
        before = TurnTotals()
    if len(turns) == len(before.turns):
        return before
    sums, heard = dict(before.sums), dict(before.heard)
    for turn in turns[len(before.turns) :]:
        if turn.end is None:
            continue  # only in a file that a hand has changed
        key = turn.who, turn.question
        seconds = turn.end - turn.start
        sums[key] = sums[key] + seconds if key in sums else seconds
        heard[turn.who] = turn.end
    return TurnTotals(turns, sums, heard)


def speaking_times(session: Session, at: dt.datetime, ended: TurnTotals | None = None) -> dict[str, SpeakingTime]:
    """The speaking time of every participant, in seat order, until ``at``; ``ended`` is ``spoken(session)``."""
    sums = dict((ended or turn_totals(session)).sums)
    turn = last_entry(session.turns)
    if turn and turn.end is None and at > turn.start:
        key = turn.who, turn.question
        sums[key] = sums.get(key, dt.timedelta(0)) + (at - turn.start)
    shares = {who: SpeakingTime() for who in session.participants}
    for (who, question), length in sums.items():
        share, seconds = shares[who], length.total_seconds()
        if question is None:
            share.other += seconds
        elif session.questions[question].asker == who:
            share.own += seconds
        else:
            share.helping += seconds
    return shares


def balance(seconds: Iterable[float]) -> float | None:
    """One when everybody spoke as long, nought for a single voice; None while nobody spoke or n < 2.

    ``1 - G·n/(n-1)`` with the Gini coefficient ``G = 2·Σ i·x_i / (n·Σx) - (n+1)/n`` of the sorted times.
    """
    times = sorted(seconds)
    n, whole = len(times), sum(times)
    if n < 2 or whole <= 0:
        return None
    gini = 2 * sum(i * x for i, x in enumerate(times, 1)) / (n * whole) - (n + 1) / n
    return min(1.0, max(0.0, 1 - gini * n / (n - 1)))


class Nudges(msgspec.Struct, frozen=True):
    """Who speaks much, and whom to invite, best first; participant ids."""

    much: tuple[str, ...] = ()
    invite: tuple[str, ...] = ()


def nudges(session: Session, at: dt.datetime, ended: TurnTotals | None = None) -> Nudges:
    """Nudges for the facilitator alone, from the helping times of who is present; ``ended`` is ``spoken(session)``."""
    ended = ended or turn_totals(session)
    shares = speaking_times(session, at, ended)
    helping = {who: shares[who].helping for who in session.present}
    whole = sum(helping.values())
    if whole < MIN_TOTAL_HELPING:
        return Nudges()
    fair = whole / len(helping)
    much = tuple(who for who, seconds in helping.items() if seconds > 2 * fair and seconds >= MIN_LONG_HELPING)
    # Whoever never spoke has been silent longest; whoever speaks now needs no invitation.
    never = ended.turns[0].start if ended.turns else at
    invite = [who for who in helping if who not in (session.asker, session.speaker, *much)]
    invite.sort(key=lambda who: (helping[who], ended.heard.get(who, never)))
    return Nudges(much, tuple(invite))
