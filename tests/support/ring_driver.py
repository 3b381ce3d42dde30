"""A ring that tests lead by typing lines with their time: ``ring_in_round("Anne", "Bo").type("0:05 /next")``."""

from __future__ import annotations

import datetime as dt
import re

from reciring.ring.command_types import Command, Redo, Undo
from reciring.ring.history import History
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Refused
from reciring.ring.session import Participant, Phase, Question, Session, question_id
from reciring.ring.speaking_time import SpeakingTime, speaking_times
from reciring.ring.time_per_question import overtime_seconds, used_seconds
from reciring.ring.update import update

START = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)
"""The start of the ring: half past one in Amsterdam, on a Tuesday."""
_TIMED = re.compile(r"(?:(\d+):)?(\d+):(\d\d(?:\.\d+)?)(?: +(.*))?")


def instant(time: str) -> dt.datetime:
    """The instant ``m:ss`` or ``h:mm:ss`` after START."""
    match = _TIMED.fullmatch(time)
    assert match, time
    return START + dt.timedelta(hours=int(match[1] or 0), minutes=int(match[2]), seconds=float(match[3]))


class RingDriver:
    """A session with its history, and the instant of the last line."""

    def __init__(self, session: Session | None = None) -> None:
        self.history = History(session or Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam"))
        self.now = START

    @property
    def session(self) -> Session:
        return self.history.session

    def command(self, line: str) -> Command | Unclear:
        """The command of a line; if the line begins with a time, that becomes the present."""
        if match := _TIMED.fullmatch(line):
            self.now = instant(line.removesuffix(match[4] or "").strip())
            line = match[4] or ""
        return interpret(line, self.session, self.now)

    def type(self, *lines: str) -> RingDriver:
        """Type lines; each must be clear and allowed."""
        for line in lines:
            command = self.command(line)
            assert not isinstance(command, Unclear), f"{line}: {command.reason}"
            self.apply(command, line)
        return self

    def apply(self, command: Command, line: str = "") -> RingDriver:
        if isinstance(command, Undo | Redo):
            history = self.history.undo() if isinstance(command, Undo) else self.history.redo()
            assert history, line
            self.history = history
            return self
        found = update(self.session, command)
        assert not isinstance(found, Refused), f"{line or command}: {found.reason}"
        timed = _TIMED.fullmatch(line)
        self.history = self.history.record(found, line, typed=bool(timed[4] if timed else line))
        return self

    def refusal_of(self, line: str) -> str:
        """The reason why a line is unclear or refused."""
        command = self.command(line)
        if isinstance(command, Unclear):
            return str(command.reason)
        found = update(self.session, command)
        assert isinstance(found, Refused), f"{line} was done"
        return str(found.reason)

    # --- what the tests compare: people by name, times in seconds after START ---

    def who(self, name: str) -> str:
        return next(ref for ref, person in self.session.participants.items() if person.name == name)

    def person(self, name: str) -> Participant:
        return self.session.participants[self.who(name)]

    def question(self, name: str) -> Question:
        return self.session.questions[question_id(self.who(name))]

    @property
    def asker(self) -> str | None:
        return self.session.asker and self.session.name(self.session.asker)

    @property
    def speaker(self) -> str | None:
        return self.session.speaker and self.session.name(self.session.speaker)

    @property
    def queue(self) -> list[str]:
        return [self.session.name(who) for who in self.session.queue]

    def seconds_at(self, at: dt.datetime | None) -> float | None:
        return (at - START).total_seconds() if at else None

    @property
    def turns(self) -> list[tuple[str, str | None, float | None, float | None]]:
        """Speaker, asker of the question, start, end."""
        found = []
        for turn in self.session.turns.values():
            asker = self.session.questions[turn.question].asker if turn.question else None
            whose = asker and self.session.name(asker)
            found.append((self.session.name(turn.who), whose, self.seconds_at(turn.start), self.seconds_at(turn.end)))
        return found

    def stretches(self, name: str) -> list[tuple[float | None, float | None]]:
        return [(self.seconds_at(span.start), self.seconds_at(span.end)) for span in self.question(name).stretches]

    def used_time(self, name: str) -> float:
        return used_seconds(self.question(name), self.now)

    def overtime(self, name: str) -> float:
        return overtime_seconds(self.question(name), self.now)

    def speaking_time(self, name: str) -> SpeakingTime:
        return speaking_times(self.session, self.now)[self.who(name)]

    def offers(self, name: str) -> list[str]:
        key = question_id(self.who(name))
        return [offer.text for offer in self.session.offers.values() if offer.question == key]

    def notes(self, name: str) -> list[str]:
        key = question_id(self.who(name))
        return [note.text for note in self.session.notes.values() if note.question == key]


def ring_in_phase(phase: Phase, *names: str) -> RingDriver:
    """A ring of these people that entered a phase at 0:00."""
    ring = RingDriver().type(*names)
    if phase is not Phase.PREPARE:
        ring.type("0:00 /begin")
    if phase not in (Phase.PREPARE, Phase.INTRODUCTION):
        ring.type(f"0:00 /go {phase}")
    return ring


def ring_in_round(*names: str) -> RingDriver:
    """A ring of these people whose round starts at 0:00."""
    return ring_in_phase(Phase.ROUND, *names)
