"""Write everything in a session that has a time, in order: phases, questions, entries, pauses and speakers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reciring.ring.session import Phase, Session, Span, Turn
from reciring.ring.speaker import PHASES_WITH_SPEAKER
from reciring.ring.transcript.line_writer import TranscriptWriter, name_forms
from reciring.ring.transcript.write_entries import PendingEntries, entry_phase, write_entry
from reciring.ring.transcript.write_header import initial_participants, write_date, write_participant
from reciring.ring.transcript.write_questions import QuestionWriter


def write_events(writer: TranscriptWriter) -> None:
    """Write the lines for every time when something happened in ``writer.target``, and for how it ended."""
    events = _EventWriter(writer)
    for at in events.times:
        events.write_all_at(at)
    events.write_final_state()


def _event_times(target: Session) -> set[dt.datetime]:
    """Return every time in a session when something happened."""
    times: set[dt.datetime | None] = set()
    spans: list[Span | Turn] = [*target.phases.values(), *target.turns.values(), *target.pauses]
    for question in target.questions.values():
        spans += question.stretches
    for span in spans:
        times |= {span.start, span.end}
    times |= {person.joined for person in target.participants.values()}
    times.add(target.pause.since if target.pause else None)
    times |= set(PendingEntries(target).keys_at)
    return {at for at in times if at is not None}


class _EventWriter:
    """Writes the events of ``writer.target`` time by time. ``times`` are all times, in order."""

    def __init__(self, writer: TranscriptWriter) -> None:
        self.writer = writer
        self.target = writer.target
        self.entries = PendingEntries(writer.target)
        self.questions = QuestionWriter(writer)
        self.latecomers = list(self.target.participants)[len(initial_participants(self.target)) :]
        self.times = sorted(_event_times(writer.target))

    def write_all_at(self, at: dt.datetime) -> None:
        """Write what happened at one time.

        First come the entries of the question or phase that ends now. Then comes the change itself, and then what
        belongs to the question or phase that begins.
        """
        writer, target = self.writer, self.target
        writer.set_time(at)
        speaker = self._speaker_after(at)
        self.entries.write_matching(writer, at, speaker)
        if writer.session.phase is Phase.PREPARE and at == target.begun:
            self._begin_ring()
        round_ends = self._phase_ends(Phase.ROUND, at) and writer.session.phase is Phase.ROUND
        self.questions.end(at, ends_by_itself=round_ends or self._new_phase_starts(at))
        while self.latecomers and (joined := target.participants[self.latecomers[0]].joined) and joined <= at:
            write_participant(writer, self.latecomers.pop(0))
        if round_ends:
            self._start_questions(at, speaker)
        self._change_phases(at)
        self._start_questions(at, speaker)
        for table, key in self.entries.take(at):
            if phase := entry_phase(getattr(target, table)[key]):
                self._return_to(phase, at)
            write_entry(writer, table, key, speaker)
        if self.questions.pause_starts(at) and not writer.session.pause:
            self.questions.pause()
        elif writer.session.pause and any(pause.end == at for pause in target.pauses):
            writer.write("/resume")
        elif not writer.session.pause:
            self._write_speaker(at, speaker)

    def write_final_state(self) -> None:
        """Write what is true at the end and has no time of its own."""
        writer, target = self.writer, self.target
        if writer.session.phase is not target.phase and target.phase in writer.session.phases:
            self._go_to(target.phase)
        if writer.session.phase is Phase.ROUND:
            self.questions.order_queue()
        self.questions.write_people()
        if not target.times and writer.session.times:
            writer.write("/times off")

    def _begin_ring(self) -> None:
        first = min(self.target.phases, key=lambda phase: self.target.phases[phase].start)
        self.writer.write("/begin" if first is Phase.INTRODUCTION else f"/go {first}")
        write_date(self.writer)

    def _start_questions(self, at: dt.datetime, speaker: str | None) -> None:
        """Start the questions that start now, one after the other; those of no length end at once."""
        for key, stretch in self.questions.unwritten_at(at):
            self._return_to(Phase.ROUND, at)
            self.questions.start(key, stretch)
            self.entries.write_matching(self.writer, at, speaker)
            if stretch.end == at:
                self.questions.end(at, ends_by_itself=self._phase_ends(Phase.ROUND, at))

    def _change_phases(self, at: dt.datetime) -> None:
        """Go to the phases that begin now, then leave those that end now."""
        if not self.writer.session.phases:
            return
        for phase, span in self.target.phases.items():
            if span.start == at and phase not in self.writer.session.phases:
                self._go_to(phase)
        for phase in self.target.phases:
            if self._is_still_to_end(phase, at):
                self._return_to(phase, at)
                self._go_to(self._phase_after(phase, at))

    def _phase_after(self, ended: Phase, at: dt.datetime) -> Phase:
        """Return the phase where the ring continued when ``ended`` ended for good.

        It is an open phase that the next event belongs to, else the phase of the target.
        """
        still_open = [
            phase
            for phase, span in self.target.phases.items()
            if phase is not ended and span.start <= at and (span.end is None or span.end > at)
        ]
        for later in self.times:
            if later >= at:
                wanted = [phase for phase in self._phases_of_events(later) if phase in still_open]
                if wanted:
                    return wanted[0]
        if self.target.phase in still_open:
            return self.target.phase
        ending = [phase for phase in self.target.phases if phase is not ended and self._is_still_to_end(phase, at)]
        return (ending or still_open or [Phase.DONE])[0]

    def _phases_of_events(self, at: dt.datetime) -> Iterator[Phase]:
        """Yield the phases that the events at this time can belong to, the surest first."""
        if self.questions.starts_at(at):
            yield Phase.ROUND
        for table, keys in self.entries.keys_at.get(at, {}).items():
            for key in keys:
                if phase := entry_phase(getattr(self.target, table)[key]):
                    yield phase
        if any(turn.start == at for turn in self.target.turns.values()):
            yield from reversed(PHASES_WITH_SPEAKER)

    def _return_to(self, phase: Phase, at: dt.datetime) -> None:
        """Go to a phase that was begun before, for an event that belongs to it, if the phase lasts until now."""
        session = self.writer.session
        if session.phase is Phase.PREPARE or session.current:
            return
        span = self.target.phases.get(phase)
        if phase is Phase.DONE or (phase in session.phases and span and (span.end is None or span.end >= at)):
            self._go_to(phase)

    def _go_to(self, phase: Phase) -> None:
        if self.writer.session.phase is phase:
            return
        if self.writer.session.phase is Phase.ROUND and self._phase_ends(Phase.ROUND, self.writer.at):
            self.questions.order_queue()
        self.writer.write("/end" if phase is Phase.DONE else f"/go {phase}")
        if self.writer.session.phase is not Phase.ROUND:
            self.questions.bring_back()

    def _phase_ends(self, phase: Phase, at: dt.datetime | None) -> bool:
        span = self.target.phases.get(phase)
        return bool(span and span.end == at)

    def _is_still_to_end(self, phase: Phase, at: dt.datetime) -> bool:
        """Whether a phase ends at this time, and no line that ends it then is written yet."""
        written = self.writer.session.phases.get(phase)
        return self.target.phases[phase].end == at and bool(written and written.end != at)

    def _new_phase_starts(self, at: dt.datetime) -> bool:
        """Whether a phase begins that was not entered before. That ends the current question."""
        written = self.writer.session.phases
        return any(span.start == at and phase not in written for phase, span in self.target.phases.items())

    def _speaker_after(self, at: dt.datetime) -> str | None:
        """Return who is the speaker just after this time."""
        turns = self.target.turns.values()
        return next((turn.who for turn in turns if turn.start <= at and (turn.end is None or turn.end > at)), None)

    def _write_speaker(self, at: dt.datetime, speaker: str | None) -> None:
        """Write the line that makes ``speaker`` the speaker, if nothing before it did."""
        if speaker and self.writer.session.phase not in PHASES_WITH_SPEAKER:
            for phase in reversed(PHASES_WITH_SPEAKER):
                self._return_to(phase, at)
        session = self.writer.session
        if session.phase not in PHASES_WITH_SPEAKER or session.speaker == speaker:
            return
        if speaker is None:
            lines = ["/speaker 0"]
        else:
            names = name_forms(session, speaker)
            lines = [*names[:1], *(f"/speaker {name}" for name in names)]
        self.writer.write(*lines, accept=lambda session: session.speaker == speaker)
