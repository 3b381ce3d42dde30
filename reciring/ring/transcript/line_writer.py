"""Write a transcript line by line; each line is replayed at once and kept only if it does what it should."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from reciring.ring.message import Refused
from reciring.ring.session import Session, seat
from reciring.ring.transcript.facts import format_fact
from reciring.ring.transcript.read import COMMENT_PREFIX, UNKNOWN_DAY, run_line, split_time, start_time


class TranscriptWriter:
    """The lines that were written so far, and the session that they replay to.

    ``target`` is the session that all lines together should give. Its ids count from 1 (see ``with_new_ids``).
    """

    def __init__(self, target: Session) -> None:
        self.target = target
        self.session = Session(date=UNKNOWN_DAY)
        self.lines: list[str] = []
        self.start: dt.datetime | None = None
        """The zero of the times of the lines; None before the first line with a time."""
        self.at: dt.datetime | None = None
        """When the next lines happen; None while lines have no time."""

    def set_time(self, at: dt.datetime) -> None:
        """Give the next lines the time ``at``; the first call fixes ``start``, like a replay does."""
        if self.start is None:
            self.start = start_time(self.session)
        self.at = at

    def set_time_to_start(self) -> None:
        """Give the next lines the time 0:00:00."""
        self.start = self.start or start_time(self.session)
        self.at = self.start

    def write(self, *candidates: str, accept: Callable[[Session], bool] = lambda session: True) -> bool:
        """Write the first candidate that can be replayed to a session that ``accept`` accepts.

        A candidate is a line without its time. Returns False, with nothing written, if no candidate will do.
        """
        for typed in candidates:
            line = self._with_time(typed)
            replayed = self._replayed(line)
            if replayed is not None and accept(replayed):
                self.lines.append(line)
                self.session = replayed
                return True
        return False

    def write_fact(self, path: str, value: Any) -> bool:
        """Write the ``/fact`` line that sets ``path`` to ``value``; False if it cannot be replayed."""
        return self.write(format_fact(path, value))

    def correct_record(self, table: str, key: str) -> None:
        """Write a record of the target as a fact, if the session does not have it in the same form."""
        wanted = getattr(self.target, table).get(key)
        if wanted is not None and getattr(self.session, table).get(key) != wanted:
            self.write_fact(f"{table}.{key}", wanted)

    def _with_time(self, typed: str) -> str:
        return typed if self.at is None or self.start is None else f"{format_timestamp(self.at - self.start)}  {typed}"

    def _replayed(self, line: str) -> Session | None:
        """Return the session after a line; None if the line would not be read as one line, or is refused."""
        if line.startswith(COMMENT_PREFIX) or not line.strip() or "\n" in line or line.endswith("\r"):
            return None
        try:
            since, typed = split_time(line)
            if since is None:
                return run_line(self.session, typed, self.start or start_time(self.session))
            return run_line(self.session, typed, self.start + since) if self.start and self.at else None
        except Refused:
            return None


def format_timestamp(since: dt.timedelta) -> str:
    """Format a time since the start as ``h:mm:ss``, with as many decimals as it needs and a minus before the start."""
    sign, since = ("-", -since) if since < dt.timedelta(0) else ("", since)
    minutes, seconds = divmod(since.days * 86400 + since.seconds, 60)
    fraction = f".{since.microseconds:06}".rstrip("0") if since.microseconds else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}{fraction}"


def name_forms(session: Session, who: str) -> tuple[str, ...]:
    """Return the ways to name a participant after a command: name, seat number. Empty if unknown."""
    return (session.name(who), str(seat(who))) if who in session.participants else ()


def format_minutes(seconds: int) -> str:
    """Format a duration as minutes and seconds, also above an hour: ``4:35``, ``75:00``."""
    return f"{seconds // 60}:{seconds % 60:02}"
