"""Whose voice is heard: shares of speaking time, their balance, and the nudges that follow from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from reciring.ring.session import Session

ENOUGH = 180.0
"""Seconds of helping, all together, before a nudge means anything."""
MUCH = 60.0
"""Seconds of helping below which nobody speaks much."""


class Speaking(msgspec.Struct):
    """Seconds someone spoke: in their own question, in another's, and while no question was open."""

    own: float = 0.0
    helping: float = 0.0
    other: float = 0.0


def speaking(session: Session, at: dt.datetime) -> dict[str, Speaking]:
    """The speaking time of every participant, in seat order, until ``at``."""
    askers = {key: question.asker for key, question in session.questions.items()}
    shares = {who: Speaking() for who in session.participants}
    for turn in session.turns.values():
        share = shares[turn.who]
        end = turn.end if turn.end is not None else max(at, turn.start)
        seconds = (end - turn.start).total_seconds()
        if turn.question is None:
            share.other += seconds
        elif askers[turn.question] == turn.who:
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
    return 1 - gini * n / (n - 1)


class Nudges(msgspec.Struct, frozen=True):
    """Who speaks much, and whom to invite, best first; participant ids."""

    much: tuple[str, ...] = ()
    invite: tuple[str, ...] = ()


def nudges(session: Session, at: dt.datetime) -> Nudges:
    """Nudges for the facilitator alone, from the helping times of who is present."""
    shares = speaking(session, at)
    helping = {who: shares[who].helping for who in session.present}
    whole = sum(helping.values())
    if whole < ENOUGH:
        return Nudges()
    fair = whole / len(helping)
    much = tuple(who for who, seconds in helping.items() if seconds > 2 * fair and seconds >= MUCH)
    heard = {turn.who: turn.end or at for turn in session.turns.values()}
    never = min((turn.start for turn in session.turns.values()), default=at)
    candidates = [who for who in helping if who not in (session.asker, session.speaker)]
    candidates.sort(key=lambda who: (helping[who], heard.get(who, never)))
    return Nudges(much, tuple(candidates))
