"""Speaking time: the seconds that everyone spoke, how equally they are divided, and nudges for the facilitator.

The rules are in docs/reference/time-and-turns.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from reciring.ring.durations import format_duration, seconds_between
from reciring.ring.message import Message, say
from reciring.ring.names import facilitator_participant, short_name
from reciring.ring.session import Session, Turn, last_entry, last_event, question_id

MIN_TOTAL_COUNTED = 180.0
"""No nudges before this number of seconds counts for everyone together."""
MIN_LONG_COUNTED = 60.0
"""Someone talks long only if at least this number of seconds counts."""
SILENT_SECONDS = 90.0
"""After this number of seconds without an event, the console asks whether a helper still speaks."""


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


class CountedTime(msgspec.Struct, frozen=True):
    """The seconds that count for a nudge: those of helping, and those in the own question beyond its slot."""

    helping: float
    beyond: float

    @property
    def total(self) -> float:
        return self.helping + self.beyond


class Nudges(msgspec.Struct, frozen=True):
    """Who talks long, and who could be invited to speak, best first; participant ids."""

    talks_long: tuple[str, ...] = ()
    invite: tuple[str, ...] = ()
    counted: dict[str, CountedTime] = {}
    """What was counted for those who talk long."""


def counted_time(session: Session, who: str, time: SpeakingTime) -> CountedTime:
    """The part of someone's speaking time that counts for a nudge."""
    question = session.questions.get(question_id(who))
    allowed = max(0, (question.slot or 0) + question.added) if question else 0
    return CountedTime(time.helping, max(0.0, time.own - allowed))


def nudges(session: Session, at: dt.datetime, ended: TurnTotals | None = None) -> Nudges:
    """Nudges from the time that counts for those present; ``ended`` is ``turn_totals(session)``."""
    ended = ended or turn_totals(session)
    times = speaking_times(session, at, ended)
    counted = {who: counted_time(session, who, times[who]) for who in session.present}
    total = sum(time.total for time in counted.values())
    if total < MIN_TOTAL_COUNTED:
        return Nudges()
    average = total / len(counted)
    talks_long = tuple(
        who for who, time in counted.items() if time.total > 2 * average and time.total >= MIN_LONG_COUNTED
    )
    # Someone who has not spoken at all has been silent since the first turn.
    first_turn = ended.turns[0].start if ended.turns else at
    left_out = (session.asker, session.speaker, facilitator_participant(session), *talks_long)
    invite = [who for who in counted if who not in left_out]
    invite.sort(key=lambda who: (counted[who].total, ended.last_spoke.get(who, first_turn)))
    return Nudges(talks_long, tuple(invite), {who: counted[who] for who in talks_long})


def describe_counted(time: CountedTime) -> Message:
    """The counted time in a few words: *helped 3:57*, *2:10 over* or both."""
    helped, beyond = format_duration(int(time.helping)), format_duration(int(time.beyond))
    if not int(time.beyond):
        return say("helped {time}", time=helped)
    if not int(time.helping):
        return say("{time} over", time=beyond)
    return say("helped {time}, {over} over", time=helped, over=beyond)


def ask_still_speaking(session: Session, at: dt.datetime) -> Message | None:
    """The question to ask if a helper has spoken for a while without any entry; None if it need not be asked."""
    last, who = last_event(session), session.speaker
    if who is None or who == session.asker or last is None or seconds_between(last, at) < SILENT_SECONDS:
        return None
    return say("Is {who} still speaking?", who=short_name(who, session))
