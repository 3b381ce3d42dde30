"""Speaking time: the seconds that everyone spoke, how equally they are divided, and nudges for the facilitator.

The rules are in docs/reference/time-and-turns.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from reciring.ring.session import Session, Turn, last_entry

MIN_TOTAL_HELPING = 180.0
"""No nudges before everyone together has helped for this number of seconds."""
MIN_LONG_HELPING = 60.0
"""Nobody talks long who has helped for fewer seconds than this."""


class SpeakingTime(msgspec.Struct):
    """The seconds that someone spoke: in their own question, in another's (helping), and outside questions."""

    own: float = 0.0
    helping: float = 0.0
    other: float = 0.0


class TurnTotals(msgspec.Struct, frozen=True):
    """The sums of the turns that have ended.

    They are calculated once per change, so that every second only adds the running turn.
    """

    turns: tuple[Turn, ...] = ()
    """The turns included in the sums."""
    sums: dict[tuple[str, str | None], dt.timedelta] = {}
    """The speaking time by (speaker, question)."""
    last_spoke: dict[str, dt.datetime] = {}
    """The end of each speaker's last turn."""


def turn_totals(session: Session, before: TurnTotals | None = None) -> TurnTotals:
    """Sum the turns that have ended, starting from the totals ``before`` if their turns are still the first ones."""
    turns = tuple(session.turns.values())
    if turns and turns[-1].end is None:
        turns = turns[:-1]
    if before is None or turns[: len(before.turns)] != before.turns:
        before = TurnTotals()
    if len(turns) == len(before.turns):
        return before
    sums, last_spoke = dict(before.sums), dict(before.last_spoke)
    for turn in turns[len(before.turns) :]:
        if turn.end is None:
            continue  # possible only in a file edited by hand
        key = turn.who, turn.question
        length = turn.end - turn.start
        sums[key] = sums[key] + length if key in sums else length
        last_spoke[turn.who] = turn.end
    return TurnTotals(turns, sums, last_spoke)


def speaking_times(session: Session, at: dt.datetime, ended: TurnTotals | None = None) -> dict[str, SpeakingTime]:
    """The speaking time of every participant until ``at``, by id in seat order.

    ``ended`` is ``turn_totals(session)``, if the caller has it.
    """
    sums = dict((ended or turn_totals(session)).sums)
    turn = last_entry(session.turns)
    if turn and turn.end is None and at > turn.start:
        key = turn.who, turn.question
        sums[key] = sums.get(key, dt.timedelta(0)) + (at - turn.start)
    times = {who: SpeakingTime() for who in session.participants}
    for (who, question), length in sums.items():
        time, seconds = times[who], length.total_seconds()
        if question is None:
            time.other += seconds
        elif session.questions[question].asker == who:
            time.own += seconds
        else:
            time.helping += seconds
    return times


def balance(seconds: Iterable[float]) -> float | None:
    """How equally speaking time is divided: 1 if all spoke equally long, 0 if only one spoke.

    None if nobody spoke or there are fewer than two people. The value is ``1 - G·n/(n-1)`` with the Gini coefficient
    ``G = 2·Σ i·x_i / (n·Σx) - (n+1)/n`` of the times in ascending order.
    """
    times = sorted(seconds)
    n, total = len(times), sum(times)
    if n < 2 or total <= 0:
        return None
    gini = 2 * sum(i * x for i, x in enumerate(times, 1)) / (n * total) - (n + 1) / n
    return min(1.0, max(0.0, 1 - gini * n / (n - 1)))


class Nudges(msgspec.Struct, frozen=True):
    """Who talks long, and who could be invited to speak, best first; participant ids."""

    talks_long: tuple[str, ...] = ()
    invite: tuple[str, ...] = ()


def nudges(session: Session, at: dt.datetime, ended: TurnTotals | None = None) -> Nudges:
    """Nudges from the time that those present spent helping; ``ended`` is ``turn_totals(session)``."""
    ended = ended or turn_totals(session)
    times = speaking_times(session, at, ended)
    helping = {who: times[who].helping for who in session.present}
    total = sum(helping.values())
    if total < MIN_TOTAL_HELPING:
        return Nudges()
    average = total / len(helping)
    talks_long = tuple(who for who, seconds in helping.items() if seconds > 2 * average and seconds >= MIN_LONG_HELPING)
    # Someone who has not spoken at all has been silent since the first turn.
    first_turn = ended.turns[0].start if ended.turns else at
    invite = [who for who in helping if who not in (session.asker, session.speaker, *talks_long)]
    invite.sort(key=lambda who: (helping[who], ended.last_spoke.get(who, first_turn)))
    return Nudges(talks_long, tuple(invite))
