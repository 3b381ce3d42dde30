"""The story of a ring told again, instant by instant: phases, questions, pauses and the floor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reciring.ring.floor import KEPT_IN
from reciring.ring.session import Phase, Session, Span, Turn
from reciring.ring.transcript.entries import Entries, phase_of, write_entry
from reciring.ring.transcript.head import add, first_people, write_day
from reciring.ring.transcript.pen import Pen, names
from reciring.ring.transcript.questions import Questions

Moment = dt.datetime


def write_story(pen: Pen) -> None:
    """Every instant at which something happened, in turn."""
    story = _Story(pen)
    for at in story.moments:
        story.tell(at)
    story.finish()


def _moments(target: Session) -> set[Moment]:
    found: set[Moment | None] = set()
    spans: list[Span | Turn] = [*target.phases.values(), *target.turns.values()]
    for question in target.questions.values():
        spans += question.stretches
    for span in spans:
        found |= {span.start, span.end}
    found |= {person.joined for person in target.participants.values()}
    found.add(target.pause.since if target.pause else None)
    found |= set(Entries(target).waiting)
    return {moment for moment in found if moment is not None}


class _Story:
    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.target = pen.target
        self.entries = Entries(pen.target)
        self.questions = Questions(pen)
        self.late = list(self.target.participants)[len(first_people(self.target)) :]
        self.moments = sorted(_moments(pen.target))

    def tell(self, at: Moment) -> None:
        """What happened at one instant: what belongs to the step that ends, the step, and what belongs to the next."""
        pen, target = self.pen, self.target
        pen.clock(at)
        speaker = self._speaker(at)
        self.entries.write_fitting(pen, at, speaker)
        if pen.session.phase is Phase.PREPARE and at == target.begun:
            self._begin()
        leaving = self._ends(Phase.ROUND, at) and pen.session.phase is Phase.ROUND
        self.questions.end(at, leaving or self._begins_another(at))
        while self.late and (came := target.participants[self.late[0]].joined) and came <= at:
            add(pen, self.late.pop(0))
        if leaving:
            self._run_questions(at, speaker)
        self._phases(at)
        self._run_questions(at, speaker)
        for table, key in self.entries.rest(at):
            if phase := phase_of(getattr(target, table)[key]):
                self._be_in(phase, at)
            write_entry(pen, table, key, speaker)
        if target.pause and target.pause.since == at and not pen.session.pause:
            self.questions.pause()
        elif not pen.session.pause:
            self._floor(at, speaker)

    def finish(self) -> None:
        """What holds at last, and of which no instant is kept."""
        pen, target = self.pen, self.target
        if pen.session.phase is not target.phase and target.phase in pen.session.phases:
            self._go(target.phase)
        if pen.session.phase is Phase.ROUND:
            self.questions.line_up()
        self.questions.leave()
        if not target.times and pen.session.times:
            pen.write("/times off")

    def _run_questions(self, at: Moment, speaker: str | None) -> None:
        """Start what starts now, one question after the other; those of no length end at once."""
        for key, stretch in self.questions.starting(at):
            self._be_in(Phase.ROUND, at)
            self.questions.start(key, stretch)
            self.entries.write_fitting(self.pen, at, speaker)
            if stretch.end == at:
                self.questions.end(at, self._ends(Phase.ROUND, at))

    def _begin(self) -> None:
        first = min(self.target.phases, key=lambda phase: self.target.phases[phase].start)
        self.pen.write("/begin" if first is Phase.INTRODUCTION else f"/go {first}")
        write_day(self.pen)

    def _phases(self, at: Moment) -> None:
        """Enter what begins now, and leave for good what ends now."""
        target = self.target
        if not self.pen.session.phases:
            return
        for phase, span in target.phases.items():
            if span.start == at and phase not in self.pen.session.phases:
                self._go(phase)
        for phase, span in target.phases.items():
            known = self.pen.session.phases.get(phase)
            if span.end == at and known and known.end != at:
                self._be_in(phase, at)
                self._go(self._after(phase, at))

    def _after(self, phase: Phase, at: Moment) -> Phase:
        """Where the ring went on when a phase ended for good: what the next fact belongs to."""
        open_still = [
            other
            for other, span in self.target.phases.items()
            if other is not phase and span.start <= at and (span.end is None or span.end > at)
        ]
        for moment in self.moments:
            if moment >= at:
                wanted = [phase for phase in self._phases_at(moment) if phase in open_still]
                if wanted:
                    return wanted[0]
        if self.target.phase in open_still:
            return self.target.phase
        ended_now = [other for other in self._unfinished(at) if other is not phase]
        return (ended_now or open_still or [Phase.DONE])[0]

    def _unfinished(self, at: Moment) -> Iterator[Phase]:
        """Phases that end at this instant too and were not left at it yet."""
        for phase, span in self.target.phases.items():
            known = self.pen.session.phases.get(phase)
            if span.end == at and known and known.end != at:
                yield phase

    def _phases_at(self, moment: Moment) -> Iterator[Phase]:
        """The phases of which the facts at a moment speak, the surest first."""
        if self.questions.starts_at(moment):
            yield Phase.ROUND
        for table, keys in self.entries.waiting.get(moment, {}).items():
            for key in keys:
                if phase := phase_of(getattr(self.target, table)[key]):
                    yield phase
        if any(turn.start == moment for turn in self.target.turns.values()):
            yield from reversed(KEPT_IN)

    def _be_in(self, phase: Phase, at: Moment) -> None:
        """Go back to a phase that what comes now belongs to."""
        session = self.pen.session
        if session.phase is Phase.PREPARE or (session.current and not self.questions.stopped):
            return
        span = self.target.phases.get(phase)
        if phase is Phase.DONE or (phase in session.phases and span and (span.end is None or span.end >= at)):
            self._go(phase)

    def _go(self, phase: Phase) -> None:
        if self.pen.session.phase is not phase:
            if self.pen.session.phase is Phase.ROUND and self._ends(Phase.ROUND, self.pen.at):
                self.questions.line_up()
            self.pen.write("/end" if phase is Phase.DONE else f"/go {phase}")
            if self.pen.session.phase is not Phase.ROUND:
                self.questions.come_back()

    def _ends(self, phase: Phase, at: Moment | None) -> bool:
        span = self.target.phases.get(phase)
        return bool(span and span.end == at)

    def _begins_another(self, at: Moment) -> bool:
        """Whether a phase begins that was not entered yet: with that, an open question ends."""
        return any(
            span.start == at and phase not in self.pen.session.phases for phase, span in self.target.phases.items()
        )

    def _speaker(self, at: Moment) -> str | None:
        """Who has the floor right after an instant."""
        return next(
            (t.who for t in self.target.turns.values() if t.start <= at and (t.end is None or t.end > at)), None
        )

    def _floor(self, at: Moment, speaker: str | None) -> None:
        if speaker and self.pen.session.phase not in KEPT_IN:
            for phase in reversed(KEPT_IN):
                self._be_in(phase, at)
        session = self.pen.session
        if session.phase not in KEPT_IN or session.speaker == speaker:
            return
        lines = ["/floor 0"]
        if speaker is not None:
            lines = [*names(session, speaker)[:1], *(f"/floor {name}" for name in names(session, speaker))]
        self.pen.write(*lines, good=lambda done: done.speaker == speaker)
