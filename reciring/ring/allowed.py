"""When a command makes sense, and the reason when it does not: for ``update``, the palette and the keys alike."""

from __future__ import annotations

from collections.abc import Callable

from reciring.ring.message import Message, say
from reciring.ring.session import Phase, Session
from reciring.ring.timing import TIMED

Check = Callable[[Session], Message | None]


def always(session: Session) -> Message | None:
    return None


def preparing(session: Session) -> Message | None:
    return None if session.phase is Phase.PREPARE else say("The ring has begun already.")


def not_done(session: Session) -> Message | None:
    return say("The ring is done.") if session.phase is Phase.DONE else None


def finished(session: Session) -> Message | None:
    return None if session.phase is Phase.DONE else say("That comes when the ring is done.")


def erasable(session: Session) -> Message | None:
    return finished(session) or (None if session.turns else say("No speaking times are kept."))


def running(session: Session) -> Message | None:
    if session.phase is Phase.PREPARE:
        return say("The ring has not begun.")
    return not_done(session)


def in_round(session: Session) -> Message | None:
    return None if session.phase is Phase.ROUND else say("That belongs to the round: /go round leads there.")


def question_open(session: Session) -> Message | None:
    return in_round(session) or (None if session.current else say("No question is open: /next starts one."))


def can_pause(session: Session) -> Message | None:
    if session.pause:
        return say("It is paused already; /resume goes on.")
    if session.current or session.speaker:
        return None
    return say("There is nothing to pause: no question is open.")


def paused(session: Session) -> Message | None:
    return None if session.pause else say("There is no pause.")


def has_time(session: Session) -> Message | None:
    if session.phase is Phase.ROUND:
        return question_open(session)
    return None if session.phase in TIMED else say("No time is running.")


def floor_kept(session: Session) -> Message | None:
    if session.phase not in (Phase.ROUND, Phase.REFLECT):
        return say("Who speaks is kept in the round and in the reflection.")
    if not session.times:
        return say("Speaking time is not measured in this ring; /times on starts it.")
    return say("It is paused: /resume first.") if session.pause else None


def someone(session: Session) -> Message | None:
    return None if session.participants else say("Nobody is in the circle yet: type a name.")


def offers(session: Session) -> Message | None:
    return None if session.offers else say("Nothing has been offered yet.")


def entries(session: Session) -> Message | None:
    if session.offers or session.notes or session.reflections or session.meetings:
        return None
    return say("Nothing has been noted yet.")


def parkable(session: Session) -> Message | None:
    return in_round(session) or (None if session.current or session.queue else say("Nobody is waiting any more."))
