"""Replay a transcript: enter each line again at its time, and keep what the console keeps.

docs/reference/transcript.md describes the format.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

from reciring.ring.command_types import Command, Redo, ScreenCommand, SetDate, Undo
from reciring.ring.history import History
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Message, Refused, refuse, say
from reciring.ring.plan import timezone_of
from reciring.ring.session import Phase, Session
from reciring.ring.transcript.facts import FACT_COMMAND, is_fact, set_fact
from reciring.ring.update import update

COMMENT_PREFIX: Final = "#"
UNKNOWN_DAY: Final = dt.date(2000, 1, 1)
"""The date of a session until the transcript sets one."""

MAX_DIGITS: Final = 4
"""The most digits of a seat number."""
_TIMED_LINE = re.compile(r"[ \t]*(-?[0-9]+:[0-9][^ \t]*)(?:[ \t]+(.*))?", re.DOTALL)
_TIME = re.compile(r"(-?)(?:([0-9]{1,8}):)?([0-9]{1,8}):([0-9]{2})(?:\.([0-9]+))?")
_NO_DAY = say("There is no date yet. Start with one, for example /date 2026-11-24 13:30")


class TranscriptWarning(NamedTuple):
    """A line that was unclear or skipped: its ``number`` (from 1), the ``line`` itself, and the ``reason``."""

    number: int
    line: str
    reason: Message


class TranscriptError(Exception):
    """A line of a transcript that cannot be done: its ``number`` (from 1), the ``line`` itself, and the ``reason``."""

    def __init__(self, number: int, line: str, reason: Message) -> None:
        super().__init__(f"{number}: {reason} ({line})")
        self.number = number
        self.line = line
        self.reason = reason


def replay(
    text: str,
    *,
    session: Session | None = None,
    zone: str = "UTC",
    today: dt.date | None = None,
    strict: bool = False,
    warnings: list[TranscriptWarning] | None = None,
) -> History:
    """Replay every line of a transcript and return the history that they give.

    An unclear line is kept as in the console, an impossible one is skipped, and ``warnings`` gets both.

    The history starts from ``session``, or else from an empty session on ``today`` in the time zone ``zone`` (an IANA
    name). Without ``session`` and ``today`` the transcript must set the date (``/date``) before its first timed line.
    Raises ``TranscriptError`` without a date or a usable line, and if ``strict`` for the first line that is unclear or
    impossible.
    """
    replayer = _Replayer(session, zone, today, strict=strict)
    warnings = [] if warnings is None else warnings
    lines = text.removeprefix("\ufeff").split("\n")
    for number, line in enumerate(lines, 1):
        line = line.removesuffix("\r")
        if line.startswith(COMMENT_PREFIX) or not line.strip():
            continue
        try:
            reason = replayer.enter(line)
        except Refused as refused:
            if strict or refused.reason is _NO_DAY:
                raise TranscriptError(number, line, refused.reason) from None
            reason = say("line skipped: {reason}", reason=refused.reason)
        warnings += [TranscriptWarning(number, line, reason)] if reason else []
    if session is None and not replayer.history.done:
        raise TranscriptError(1, lines[0], say("This is not a transcript: no line in it can be used."))
    if not replayer.has_date:
        raise TranscriptError(len(lines), lines[-1], _NO_DAY)
    return replayer.history


def split_time(line: str) -> tuple[dt.timedelta | None, str]:
    """Split a line into its time since the start (None if it has none) and the text that was typed.

    Raises ``Refused`` if the line begins like a time that is not valid (``0:61``).
    """
    match = _TIMED_LINE.fullmatch(line)
    if not match:
        return None, line
    time = _TIME.fullmatch(match[1])
    if not time or int(time[4]) > 59 or (time[2] is not None and int(time[3]) > 59):
        raise refuse("{word} is not a time since the start. Type it like 0:12:30, 12:30 or 12:30.5.", word=match[1])
    sign, hours, minutes, seconds, fraction = time.groups()
    since = dt.timedelta(
        hours=int(hours or 0),
        minutes=int(minutes),
        seconds=int(seconds),
        microseconds=int((fraction or "").ljust(6, "0")[:6]),
    )
    return -since if sign else since, match[2] or ""


def start_time(session: Session) -> dt.datetime:
    """Return the zero of the times in a transcript: the ring's beginning, else its planned start, else midnight."""
    if session.begun:
        return session.begun
    start = dt.datetime.combine(session.date, session.start or dt.time(), timezone_of(session))
    return start.astimezone(dt.UTC)


def parse_command(typed: str, session: Session, at: dt.datetime) -> Command:
    """Return the command of a line. Raises ``Refused`` where the console would ask what is meant."""
    command = interpret(typed, session, at)
    if isinstance(command, Unclear):
        raise Refused(command.reason)
    return command


def apply_command(session: Session, command: Command) -> Session:
    """Return the session after a command other than undo and redo. Raises ``Refused`` if it is not allowed."""
    if isinstance(command, ScreenCommand):
        return session
    updated = update(session, command)
    if isinstance(updated, Refused):
        raise updated
    return updated


def run_line(session: Session, typed: str, at: dt.datetime) -> Session:
    """Return the session after a line without its time. Raises ``Refused`` if it is unclear or not allowed."""
    return set_fact(session, typed) if is_fact(typed) else apply_command(session, parse_command(typed, session, at))


def _number_as_text(typed: str, session: Session) -> Message | None:
    """What to say about a line that begins with a bare seat number, which version 0.1 read as that person."""
    number, _, rest = typed.removeprefix(".").strip().partition(" ")
    is_number = number.isascii() and number.isdigit() and len(number) <= MAX_DIGITS and bool(rest)
    if session.phase is Phase.PREPARE or not is_number or f"p{int(number)}" not in session.participants:
        return None
    name = session.participants[f"p{int(number)}"].name
    return say("A number without a colon is text. For {name}, type {number}:", number=int(number), name=name)


class _Replayer:
    """Enters the lines of a transcript in turn; ``history`` is the result so far."""

    def __init__(self, session: Session | None, zone: str, today: dt.date | None, *, strict: bool) -> None:
        self.strict = strict
        self.has_date = session is not None or today is not None
        self.history = History(session or Session(date=today or UNKNOWN_DAY, timezone=zone))
        self.start = session.begun if session else None
        """The zero of the times of the lines; the first line with a time fixes it."""

    def enter(self, line: str) -> Message | None:
        """Enter one line, and return what is unclear about it. Raises ``Refused`` if it cannot be done."""
        session = self.history.session
        since, typed = split_time(line)
        if since is None:
            if session.phase is not Phase.PREPARE:
                raise refuse("After the start, every line needs a time, for example 0:12:30.")
            return self._enter_at(typed, self.start or start_time(session))
        if not self.has_date:
            raise Refused(_NO_DAY)
        if self.start is None:
            self.start = start_time(session)
        try:
            at = self.start + since
        except OverflowError:
            raise refuse("That time is too far from the start.") from None
        return self._enter_at(typed, at)

    def _enter_at(self, typed: str, at: dt.datetime) -> Message | None:
        session = self.history.session
        if is_fact(typed):
            self.has_date = self.has_date or typed.startswith(f"{FACT_COMMAND} date ")
            self.history = self.history.record(set_fact(session, typed), typed)
            return None
        command, unclear = interpret(typed, session, at), _number_as_text(typed, session)
        if isinstance(command, Unclear):
            unclear = command.reason
            if command.fallback is None or self.strict:
                raise Refused(unclear)
            command = command.fallback
        if isinstance(command, Undo | Redo):
            self._undo_or_redo(command)
            return None
        self.has_date = self.has_date or isinstance(command, SetDate)
        is_change = bool(typed) and not isinstance(command, ScreenCommand)
        self.history = self.history.record(apply_command(session, command), typed, typed=is_change)
        return unclear

    def _undo_or_redo(self, command: Undo | Redo) -> None:
        history = self.history.undo() if isinstance(command, Undo) else self.history.redo()
        if history is None:
            raise refuse("There is nothing to undo." if isinstance(command, Undo) else "There is nothing to redo.")
        self.history = history
