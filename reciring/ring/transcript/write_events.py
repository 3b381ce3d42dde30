"""The story of a ring told again, instant by instant: phases, questions, pauses and the floor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reciring.ring.session import Phase, Question, Session, Span, Turn, seat
from reciring.ring.speaker import PHASES_WITH_SPEAKER
from reciring.ring.transcript.write_entries import EntryWriter, entry_phase, write_entry
from reciring.ring.transcript.write_header import initial_participants, write_date, write_participant
from reciring.ring.transcript.writer import TranscriptWriter, duration_words, name_forms

Moment = dt.datetime


class QuestionWriter:
    """The questions of the session to be written, told with one pen."""

    def __init__(self, pen: TranscriptWriter) -> None:
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
        lines = [f"/next {name}" for name in name_forms(pen.session, who)]
        if last and question.slot is not None:
            slot = question.slot
            lines = [*lines[:1], *(f"{line} {duration_words(slot)}" for line in lines)]
            if pen.write(*lines, good=lambda done: done.current == key and done.questions[key].slot == slot):
                self._add_time(key, question)
                return
        pen.write(*lines, good=lambda done: done.current == key)

    def _add_time(self, key: str, question: Question) -> None:
        more = question.added - self.pen.session.questions[key].added
        if more:
            self.pen.write(f"/plus {duration_words(more)}" if more > 0 else f"/minus {duration_words(-more)}")

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
        return self.pen.write(*(f"{command} {name}" for name in name_forms(self.pen.session, who)))


def write_events(pen: TranscriptWriter) -> None:
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
    found |= set(EntryWriter(target).waiting)
    return {moment for moment in found if moment is not None}


class _Story:
    def __init__(self, pen: TranscriptWriter) -> None:
        self.pen = pen
        self.target = pen.target
        self.entries = EntryWriter(pen.target)
        self.questions = QuestionWriter(pen)
        self.late = list(self.target.participants)[len(initial_participants(self.target)) :]
        self.moments = sorted(_moments(pen.target))

    def tell(self, at: Moment) -> None:
        """What happened at one instant: what belongs to the step that ends, the step, and what belongs to the next."""
        pen, target = self.pen, self.target
        pen.clock(at)
        speaker = self._speaker(at)
        self.entries.write_matching(pen, at, speaker)
        if pen.session.phase is Phase.PREPARE and at == target.begun:
            self._begin()
        leaving = self._ends(Phase.ROUND, at) and pen.session.phase is Phase.ROUND
        self.questions.end(at, leaving or self._begins_another(at))
        while self.late and (came := target.participants[self.late[0]].joined) and came <= at:
            write_participant(pen, self.late.pop(0))
        if leaving:
            self._run_questions(at, speaker)
        self._phases(at)
        self._run_questions(at, speaker)
        for table, key in self.entries.rest(at):
            if phase := entry_phase(getattr(target, table)[key]):
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
            self.entries.write_matching(self.pen, at, speaker)
            if stretch.end == at:
                self.questions.end(at, self._ends(Phase.ROUND, at))

    def _begin(self) -> None:
        first = min(self.target.phases, key=lambda phase: self.target.phases[phase].start)
        self.pen.write("/begin" if first is Phase.INTRODUCTION else f"/go {first}")
        write_date(self.pen)

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
                if phase := entry_phase(getattr(self.target, table)[key]):
                    yield phase
        if any(turn.start == moment for turn in self.target.turns.values()):
            yield from reversed(PHASES_WITH_SPEAKER)

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
        if speaker and self.pen.session.phase not in PHASES_WITH_SPEAKER:
            for phase in reversed(PHASES_WITH_SPEAKER):
                self._be_in(phase, at)
        session = self.pen.session
        if session.phase not in PHASES_WITH_SPEAKER or session.speaker == speaker:
            return
        lines = ["/floor 0"]
        if speaker is not None:
            lines = [*name_forms(session, speaker)[:1], *(f"/floor {name}" for name in name_forms(session, speaker))]
        self.pen.write(*lines, good=lambda done: done.speaker == speaker)
