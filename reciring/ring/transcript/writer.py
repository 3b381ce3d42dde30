"""A pen that writes a transcript and lives it as it writes: no line stays that does not do what it should."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from reciring.ring.message import Refused
from reciring.ring.session import Session, seat
from reciring.ring.transcript.facts import write_fact
from reciring.ring.transcript.read import COMMENT_PREFIX, run_line, split_time, start_time


class TranscriptWriter:
    """The lines so far, and the session that they make; ``target`` is the session they are to make."""

    def __init__(self, target: Session) -> None:
        self.target = target
        self.session = Session(date=dt.date(2000, 1, 1))
        self.lines: list[str] = []
        self.zero: dt.datetime | None = None
        self.at: dt.datetime | None = None
        """The instant of the lines now written; None while they have no time."""

    def clock(self, at: dt.datetime) -> None:
        """From here on lines have this time; the first one fixes where time counts from, as in reading."""
        if self.zero is None:
            self.zero = start_time(self.session)
        self.at = at

    def set_time_zero(self) -> None:
        """From here on lines have the time from which it counts."""
        self.zero = self.zero or start_time(self.session)
        self.at = self.zero

    def write(self, *candidates: str, good: Callable[[Session], bool] = lambda session: True) -> bool:
        """Write the first candidate that can be done and of which ``good`` holds afterwards."""
        for typed in candidates:
            line = self._timed(typed)
            done = self._done(line)
            if done is not None and good(done):
                self.lines.append(line)
                self.session = done
                return True
        return False

    def fact(self, path: str, value: Any) -> bool:
        """Set what no other line sets."""
        return self.write(write_fact(path, value))

    def settle(self, table: str, key: str) -> None:
        """Make one record what it should be, where it is not yet."""
        wanted = getattr(self.target, table).get(key)
        if wanted is not None and getattr(self.session, table).get(key) != wanted:
            self.fact(f"{table}.{key}", wanted)

    def _timed(self, typed: str) -> str:
        return typed if self.at is None or self.zero is None else f"{format_timestamp(self.at - self.zero)}  {typed}"

    def _done(self, line: str) -> Session | None:
        if line.startswith(COMMENT_PREFIX) or not line.strip() or "\n" in line or line.endswith("\r"):
            return None
        try:
            since, typed = split_time(line)
            if since is None:
                return run_line(self.session, typed, self.zero or start_time(self.session))
            return run_line(self.session, typed, self.zero + since) if self.zero and self.at else None
        except Refused:
            return None


def format_timestamp(since: dt.timedelta) -> str:
    """A time since the start: ``0:12:30``, with as many decimals as it needs, below zero with a minus."""
    sign, since = ("-", -since) if since < dt.timedelta(0) else ("", since)
    minutes, seconds = divmod(since.days * 86400 + since.seconds, 60)
    fraction = f".{since.microseconds:06}".rstrip("0") if since.microseconds else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}{fraction}"


def name_forms(session: Session, who: str) -> tuple[str, ...]:
    """The ways to name one person behind a command, the plainest first."""
    return (session.name(who), str(seat(who))) if who in session.participants else ()


def duration_words(seconds: int) -> str:
    """A span of time as commands take it: ``4:35``."""
    return f"{seconds // 60}:{seconds % 60:02}"
