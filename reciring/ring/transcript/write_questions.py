"""Write when the questions of the round start, pause and end, and who is in the queue, skipped or away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reciring.ring.session import Question, Session, Span, question_id, seat
from reciring.ring.transcript.line_writer import TranscriptWriter, format_minutes, name_forms


class QuestionWriter:
    """Writes the lines for the questions of ``writer.target``, with one writer."""

    def __init__(self, writer: TranscriptWriter) -> None:
        self.writer = writer
        self.target = writer.target
        self.starts = sorted(
            (stretch.start, stretch.end != stretch.start, key, index)
            for key, question in self.target.questions.items()
            for index, stretch in enumerate(question.stretches)
        )
        """Each start of a stretch: time, whether it lasts, question, index. Those of no length come first."""
        self.phase_times = sorted(
            {at for span in self.target.phases.values() for at in (span.start, span.end or span.start)}
        )
        """When a phase began or ended."""
        self.sent_away: list[str] = []
        """The participants who left the queue with ``/away``."""

    def starts_at(self, at: dt.datetime) -> bool:
        """Whether a question starts or resumes at this time."""
        return any(start == at for start, *_ in self.starts)

    def unwritten_at(self, at: dt.datetime) -> Iterator[tuple[str, Span]]:
        """Yield question and stretch for each stretch that starts at this time and is not written yet."""
        for start, _, key, index in self.starts:
            if start == at:
                written = self.writer.session.questions.get(key)
                if len(written.stretches if written else ()) <= index:
                    yield key, self.target.questions[key].stretches[index]

    def start(self, key: str, stretch: Span) -> None:
        """Write the line that starts a question, or that resumes it after a pause."""
        writer, question = self.writer, self.target.questions[key]
        is_last_start = question.started == stretch.start
        if writer.session.current == key and writer.session.pause and not is_last_start:
            writer.write("/resume")
            return
        lines = [f"/next {name}" for name in name_forms(writer.session, question.asker)]
        slot = question.slot
        if is_last_start and slot is not None:
            with_slot = (f"{line} {format_minutes(slot)}" for line in lines)

            def accept(session: Session) -> bool:
                return session.current == key and session.questions[key].slot == slot

            if writer.write(*lines[:1], *with_slot, accept=accept):
                self._write_added_time(key, question)
                return
        writer.write(*lines, accept=lambda session: session.current == key)

    def end(self, at: dt.datetime, *, ends_by_itself: bool) -> None:
        """Write the line that ends or pauses the current question, if it stops at this time.

        ``ends_by_itself`` says that a change of phase at the same time ends it. Then only a pause, moving the asker to
        the end of the queue or skipping the question is written.
        """
        writer = self.writer
        key = writer.session.current
        if key is None or writer.session.pause:
            return
        question = self.target.questions[key]
        index = len(writer.session.questions[key].stretches) - 1
        stretches = question.stretches
        if index >= len(stretches) or stretches[index].end != at:
            return
        following = stretches[index + 1] if index + 1 < len(stretches) else None
        if following:
            restarts = (question.started, *question.restarts)
            if following.start not in restarts and self._can_stay_paused(at, following.start, key):
                self.pause()
            else:
                self._park(key)
        elif key == self.target.current:
            self.pause()
        elif question.parked:
            self._park(key)
        elif self.target.participants[question.asker].passed:
            self._write_for("/pass", question.asker)
        elif self.pause_starts(at):
            self.pause()
        elif not ends_by_itself and not self._another_starts(key, at):
            self._stop(key)

    def pause_starts(self, at: dt.datetime) -> bool:
        """Whether a pause starts at this time."""
        pause = self.target.pause
        return bool(pause and pause.since == at) or any(pause.start == at for pause in self.target.pauses)

    def pause(self) -> None:
        """Write a pause; before the last one also who speaks again when it ends."""
        pause, writer = self.target.pause, self.writer
        if pause and pause.since == writer.at and writer.session.speaker != pause.speaker:
            writer.write(f"/speaker {seat(pause.speaker) if pause.speaker else 0}")
        writer.write("/pause")

    def order_queue(self) -> None:
        """Write the lines that put the queue in its final order, also that the rest was read aloud."""
        writer, wanted = self.writer, self.target.queue
        questions, aloud = self.target.questions, [question_id(who) for who in writer.session.queue]
        if aloud and not wanted and all(key in questions and questions[key].aloud for key in aloud):
            writer.write("/aloud")
        people = self.target.participants
        for who in writer.session.queue:
            if who not in wanted and not people[who].passed and self._write_for("/away", who):
                self.sent_away.append(who)
        # /park moves someone to the end. So those at the front who are in order already can stay.
        places = [writer.session.queue.index(who) if who in writer.session.queue else -1 for who in wanted]
        in_order = next((n for n in range(1, len(places)) if places[n] < places[n - 1]), len(places))
        for who in wanted[in_order:]:
            self._write_for("/park", who)

    def bring_back(self) -> None:
        """Write who is back after the round, among those that ``order_queue`` removed from the queue."""
        for who in self.sent_away:
            if not self.target.participants[who].away or self._speaks_later(who):
                self._write_for("/back", who)
        self.sent_away.clear()

    def write_people(self) -> None:
        """Write what has no time of its own: who is away, who is skipped, and who shares their address."""
        for who, person in self.target.participants.items():
            written = self.writer.session.participants.get(who)
            if written and written.away and not person.away:
                self._write_for("/back", who)
            if written and person.passed and not written.passed:
                self._write_for("/pass", who)
            if written and person.away and not written.away:
                self._write_for("/away", who)
        sharing = [who for who, person in self.target.participants.items() if person.shares]
        if sharing and all(who in self.writer.session.participants for who in sharing):
            names = "+".join(self.writer.session.name(who) for who in sharing)
            seats = "+".join(str(seat(who)) for who in sharing)
            self.writer.write(
                f"/share {names}",
                f"/share {seats}",
                accept=lambda session: all(session.participants[who].shares for who in sharing),
            )

    def _write_added_time(self, key: str, question: Question) -> None:
        added = question.added - self.writer.session.questions[key].added
        if added:
            self.writer.write(f"/plus {format_minutes(added)}" if added > 0 else f"/minus {format_minutes(-added)}")

    def _park(self, key: str) -> None:
        """Move the asker of a question to the end of the queue, or out of it if they left for good."""
        who = self.target.questions[key].asker
        left = self.target.participants[who].away and not self._speaks_later(who)
        self._write_for("/away" if left else "/park", who)

    def _stop(self, key: str) -> None:
        """End a question that no other question or phase follows at the same time.

        The asker passes and is back at once.
        """
        who = self.target.questions[key].asker
        if self._write_for("/pass", who):
            self._write_for("/back", who)

    def _can_stay_paused(self, start: dt.datetime, end: dt.datetime, key: str) -> bool:
        """Whether nothing happens between these times that ends a pause of the question ``key``."""
        another = any(start <= at < end and (at > start or other != key) for at, _, other, _ in self.starts)
        return not (another or self._someone_speaks(start, end) or any(start < at <= end for at in self.phase_times))

    def _someone_speaks(self, start: dt.datetime, end: dt.datetime) -> bool:
        """Whether a turn starts between these times."""
        return any(start <= turn.start < end for turn in self.target.turns.values())

    def _another_starts(self, key: str, at: dt.datetime) -> bool:
        return any(start == at and other != key for start, _, other, _ in self.starts)

    def _speaks_later(self, who: str) -> bool:
        """Whether a participant has a turn after the writer's current time."""
        at = self.writer.at
        turns = self.target.turns.values()
        return bool(at and any(turn.who == who and (turn.end is None or turn.end > at) for turn in turns))

    def _write_for(self, command: str, who: str) -> bool:
        """Write a command that takes one participant."""
        return self.writer.write(*(f"{command} {name}" for name in name_forms(self.writer.session, who)))
