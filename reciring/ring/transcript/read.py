"""A transcript read back: each line typed again at its instant, strictly (docs/reference/transcript.md)."""

from __future__ import annotations

import datetime as dt
import re

from reciring.ring.commands import Command, Redo, ScreenCommand, SetDate, Undo
from reciring.ring.history import History
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Message, Refused, refuse, say
from reciring.ring.plan import timezone_of as zone_of
from reciring.ring.session import Phase, Session
from reciring.ring.transcript.facts import FACT_COMMAND, is_fact, set_fact
from reciring.ring.update import update

COMMENT_PREFIX = "#"
_TIMED = re.compile(r"[ \t]*(-?[0-9]+:[0-9][^ \t]*)(?:[ \t]+(.*))?", re.DOTALL)
_TIME = re.compile(r"(-?)(?:([0-9]{1,8}):)?([0-9]{1,8}):([0-9]{2})(?:\.([0-9]+))?")


class TranscriptError(Exception):
    """A line of a transcript that cannot be done: its number from 1, its text, and why."""

    def __init__(self, number: int, line: str, reason: Message) -> None:
        super().__init__(f"{number}: {reason} ({line})")
        self.number = number
        self.line = line
        self.reason = reason


def replay(text: str, *, session: Session | None = None, zone: str = "UTC", today: dt.date | None = None) -> History:
    """Every line of a transcript done in turn; raises TranscriptError for the first that cannot be.

    It starts from ``session``, else from an empty one of ``today_in_zone`` in the time zone ``timezone_of``; without a day
    the transcript has to say one (``/date``) before anything happens.
    """
    reader = _Reader(session, zone, today)
    lines = text.removeprefix("\ufeff").split("\n")
    for number, line in enumerate(lines, 1):
        line = line.removesuffix("\r")
        if line.startswith(COMMENT_PREFIX) or not line.strip():
            continue
        try:
            reader.read(line)
        except Refused as refused:
            raise TranscriptError(number, line, refused.reason) from None
    if session is None and not reader.history.done:
        raise TranscriptError(1, lines[0], say("There is no line in it that says anything of a ring."))
    if not reader.dated:
        raise TranscriptError(len(lines), lines[-1], _NO_DAY)
    return reader.history


def split_time(line: str) -> tuple[dt.timedelta | None, str]:
    """A line's time since the start (None if it has none) and what was typed; raises Refused for a broken time."""
    match = _TIMED.fullmatch(line)
    if not match:
        return None, line
    time = _TIME.fullmatch(match[1])
    if not time or int(time[4]) > 59 or (time[2] is not None and int(time[3]) > 59):
        raise refuse("{word} is no time since the start: 0:12:30, 12:30 or 12:30.5.", word=match[1])
    sign, hours, minutes, seconds, fraction = time.groups()
    since = dt.timedelta(
        hours=int(hours or 0),
        minutes=int(minutes),
        seconds=int(seconds),
        microseconds=int((fraction or "").ljust(6, "0")[:6]),
    )
    return -since if sign else since, match[2] or ""


def start_time(session: Session) -> dt.datetime:
    """The instant from which a transcript counts: the ring's beginning, else its planned start, else midnight."""
    if session.begun:
        return session.begun
    start = dt.datetime.combine(session.date, session.start or dt.time(), zone_of(session))
    return start.astimezone(dt.UTC)


_NO_DAY = say("No day is known: begin with /date and the day, as /date 2026-11-24 13:30.")
_SOME_DAY = dt.date(2000, 1, 1)


class _Reader:
    """What was read so far."""

    def __init__(self, session: Session | None, zone: str, today: dt.date | None) -> None:
        self.dated = session is not None or today is not None
        self.history = History(session or Session(date=today or _SOME_DAY, timezone=zone))
        self.zero = session.begun if session else None
        """Fixed by the first line that has a time."""

    def read(self, line: str) -> None:
        """Do one line; raises Refused."""
        session = self.history.session
        since, typed = split_time(line)
        if since is None:
            if session.phase is not Phase.PREPARE:
                raise refuse("Once the ring has begun every line needs its time, as 0:12:30.")
            self._do(typed, self.zero or start_time(session))
            return
        if not self.dated:
            raise Refused(_NO_DAY)
        if self.zero is None:
            self.zero = start_time(session)
        try:
            at = self.zero + since
        except OverflowError:
            raise refuse("That time lies too far away.") from None
        self._do(typed, at)

    def _do(self, typed: str, at: dt.datetime) -> None:
        session = self.history.session
        if is_fact(typed):
            self.dated = self.dated or typed.startswith(f"{FACT_COMMAND} date ")
            self.history = self.history.record(set_fact(session, typed), typed)
            return
        command = parse_command(typed, session, at)
        if isinstance(command, Undo | Redo):
            self._step(command)
            return
        self.dated = self.dated or isinstance(command, SetDate)
        shown = isinstance(command, ScreenCommand)
        self.history = self.history.record(apply_command(session, command), typed, typed=bool(typed) and not shown)

    def _step(self, command: Undo | Redo) -> None:
        found = self.history.undo() if isinstance(command, Undo) else self.history.redo()
        if found is None:
            raise refuse("Nothing was done yet." if isinstance(command, Undo) else "Nothing was taken back.")
        self.history = found


def parse_command(typed: str, session: Session, at: dt.datetime) -> Command:
    """The command that a line is; raises Refused where the console would ask."""
    command = interpret(typed, session, at)
    if isinstance(command, Unclear):
        raise Refused(command.reason)
    return command


def apply_command(session: Session, command: Command) -> Session:
    """The session after a command that is no step in the history; raises Refused."""
    if isinstance(command, ScreenCommand):
        return session
    done = update(session, command)
    if isinstance(done, Refused):
        raise done
    return done


def run_line(session: Session, typed: str, at: dt.datetime) -> Session:
    """The session after a line; raises Refused."""
    return set_fact(session, typed) if is_fact(typed) else apply_command(session, parse_command(typed, session, at))
