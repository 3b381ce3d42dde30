"""The questions of a ring told again: how each began, paused and ended, from its stretches alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reciring.ring.session import Question, Span, seat
from reciring.ring.transcript.pen import Pen, names, span

Moment = dt.datetime


class Questions:
    """The questions of the session to be written, told with one pen."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.target = pen.target
        self.starts = sorted(
            (stretch.start, stretch.end != stretch.start, key, index)
            for key, question in self.target.questions.items()
            for index, stretch in enumerate(question.stretches)
        )
        self.steps = sorted(
            {moment for phase in self.target.phases.values() for moment in (phase.start, phase.end or phase.start)}
        )
        """When a phase began or ended."""
        self.stopped = False
        """Whether the open question is over and only waits for the next step to end it."""
        self.left: list[str] = []
        """Who had to leave the queue by ``/away``."""

    def starts_at(self, moment: Moment) -> bool:
        """Whether a question starts or goes on at a moment."""
        return any(start == moment for start, *_ in self.starts)

    def starting(self, at: Moment) -> Iterator[tuple[str, Span]]:
        """The stretches that start at an instant and are not written yet, those of no length first."""
        for start, _, key, index in self.starts:
            if start == at:
                known = self.pen.session.questions.get(key)
                if len(known.stretches if known else ()) <= index:
                    yield key, self.target.questions[key].stretches[index]

    def start(self, key: str, stretch: Span) -> None:
        """Open a question, or let it go on after a pause."""
        pen, question = self.pen, self.target.questions[key]
        self.stopped = False
        last = question.started == stretch.start
        if pen.session.current == key and pen.session.pause and not last:
            pen.write("/resume")
            return
        who = question.asker
        lines = [f"/next {name}" for name in names(pen.session, who)]
        if last and question.slot is not None:
            slot = question.slot
            lines = [*lines[:1], *(f"{line} {span(slot)}" for line in lines)]
            if pen.write(*lines, good=lambda done: done.current == key and done.questions[key].slot == slot):
                self._add_time(key, question)
                return
        pen.write(*lines, good=lambda done: done.current == key)

    def _add_time(self, key: str, question: Question) -> None:
        more = question.added - self.pen.session.questions[key].added
        if more:
            self.pen.write(f"/plus {span(more)}" if more > 0 else f"/minus {span(-more)}")

    def end(self, at: Moment, leaving: bool) -> None:
        """Stop the open question, if it stops now and nothing else that comes now stops it."""
        pen = self.pen
        key = pen.session.current
        if key is None or pen.session.pause:
            return
        question = self.target.questions[key]
        index = len(pen.session.questions[key].stretches) - 1
        stretches = question.stretches
        if index >= len(stretches) or stretches[index].end != at:
            return
        following = stretches[index + 1] if index + 1 < len(stretches) else None
        if following:
            if following.start != question.started and self._nothing_between(at, following.start, key):
                self.pause()
            else:
                self._park(key)
        elif key == self.target.current:
            self.pause()
        elif question.parked:
            self._park(key)
        elif self.target.participants[question.asker].passed:
            self._named("/pass", question.asker)
        elif not leaving and not self._starts_other(key, at):
            self._stop(key, at)

    def pause(self) -> None:
        """Pause; by the last one there is, whoever is to get the floor back has it first."""
        pause, pen = self.target.pause, self.pen
        if pause and pause.since == pen.at and pen.session.speaker != pause.speaker:
            pen.write(f"/floor {seat(pause.speaker) if pause.speaker else 0}")
        pen.write("/pause")

    def line_up(self) -> None:
        """Put who is still waiting in the order in which they wait at last."""
        pen, wanted = self.pen, self.target.queue
        people = self.target.participants
        for who in pen.session.queue:
            if who not in wanted and not people[who].passed and self._named("/away", who):
                self.left.append(who)
        # Who is parked goes to the end, so whoever stands in order already may stay.
        places = [pen.session.queue.index(who) if who in pen.session.queue else -1 for who in wanted]
        stay = next((n for n in range(1, len(places)) if places[n] < places[n - 1]), len(places))
        for who in wanted[stay:]:
            self._named("/park", who)

    def come_back(self) -> None:
        """Who left the queue by ``/away`` and is still there is back once the round is over."""
        for who in self.left:
            if not self.target.participants[who].away or self._speaks_after(who):
                self._named("/back", who)
        self.left.clear()

    def leave(self) -> None:
        """Who is away or passes at last, as no instant of it is kept."""
        for who, person in self.target.participants.items():
            known = self.pen.session.participants.get(who)
            if known and known.away and not person.away:
                self._named("/back", who)
            if known and person.passed and not known.passed:
                self._named("/pass", who)
            if known and person.away and not known.away:
                self._named("/away", who)
        sharing = [who for who, person in self.target.participants.items() if person.shares]
        if sharing and all(who in self.pen.session.participants for who in sharing):
            called = [self.pen.session.name(who) for who in sharing]
            lines = (f"/share {'+'.join(called)}", f"/share {'+'.join(str(seat(who)) for who in sharing)}")
            self.pen.write(*lines, good=lambda done: all(done.participants[who].shares for who in sharing))

    def _park(self, key: str) -> None:
        who = self.target.questions[key].asker
        gone = self.target.participants[who].away and not self._speaks_after(who)
        self._named("/away" if gone else "/park", who)

    def _stop(self, key: str, at: Moment) -> None:
        """End a question that no other one follows at once: by a pause, where the next step ends that."""
        who = self.target.questions[key].asker
        later = min(
            (moment for moment in (*self.steps, *(start for start, *_ in self.starts)) if moment > at), default=None
        )
        if later and not self._spoken(at, later):
            self.stopped = self.pen.write("/pause")
        elif self._named("/pass", who):
            self._named("/back", who)

    def _nothing_between(self, start: Moment, end: Moment, key: str) -> bool:
        """Whether nothing happened that a pause of a question would not allow."""
        other = any(start <= begun < end and (begun > start or asked != key) for begun, _, asked, _ in self.starts)
        return not (other or self._spoken(start, end) or any(start < step <= end for step in self.steps))

    def _spoken(self, start: Moment, end: Moment) -> bool:
        return any(start <= turn.start < end for turn in self.target.turns.values())

    def _starts_other(self, key: str, at: Moment) -> bool:
        return any(start == at and other != key for start, _, other, _ in self.starts)

    def _speaks_after(self, who: str) -> bool:
        at = self.pen.at
        return bool(
            at and any(turn.who == who and (turn.end is None or turn.end > at) for turn in self.target.turns.values())
        )

    def _named(self, command: str, who: str) -> bool:
        return self.pen.write(*(f"{command} {name}" for name in names(self.pen.session, who)))
