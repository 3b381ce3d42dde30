"""The round: the queue, the current question and the time it gets (docs/reference/time-and-turns.md)."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from reciring.ring.command_types import (
    NextQuestion,
    ParkQuestion,
    PauseRing,
    ReadAloud,
    ResumeRing,
    SkipParticipant,
    SwapInQueue,
)
from reciring.ring.message import refuse
from reciring.ring.session import Pause, Question, Session, Span, last_event, question_id
from reciring.ring.speaker import end_pause, set_speaker
from reciring.ring.time_per_question import slot_seconds


def next_question(session: Session, command: NextQuestion, at: dt.datetime) -> Session:
    """Start a question; by default of the first in the queue. Raises Refused if nobody is waiting."""
    who = command.who
    if who is not None:
        if session.participants[who].away:
            raise refuse("{name} is away. Type /back and the name first.", name=session.name(who))
        if who == session.asker:
            raise refuse("{name} is already asking.", name=session.name(who))
    elif session.queue:
        who = session.queue[0]
    else:
        raise refuse("The queue is empty. Type /go for the reflection.")
    return start_question(finish_question(session, at), who, at, command.slot)


def start_question(session: Session, who: str, at: dt.datetime, seconds: float | None = None) -> Session:
    """Make the question of ``who`` the current one, fix its slot (``seconds`` if given) and let ``who`` speak."""
    queue = tuple(waiting for waiting in session.queue if waiting != who)
    key = question_id(who)
    question = session.questions.get(key) or Question(asker=who)
    restarts = question.restarts
    if question.started and question.stretches and question.stretches[0].start < question.started:
        restarts = (*restarts, question.started)
    question = replace(
        question,
        restarts=restarts,
        slot=round(seconds) if seconds is not None else slot_seconds(session, at, len(queue) + 1),
        started=at,
        parked=False,
        aloud=False,
        stretches=(*_ended_stretches(question, at), Span(start=at)),
    )
    session = replace(with_question(end_pause(session, at), key, question), queue=queue, current=key)
    participant = session.participants[who]
    if participant.passed:
        people = {**session.participants, who: replace(participant, passed=False)}
        session = replace(session, participants=people)
    return set_speaker(session, who, at)


def finish_question(session: Session, at: dt.datetime, *, parked: bool = False) -> Session:
    """End the current question, if any, and with it a pause and the running turn."""
    if session.current is None:
        return session
    key = session.current
    question = session.questions[key]
    session = set_speaker(session, None, at)
    question = replace(question, stretches=_ended_stretches(question, at), parked=parked)
    return replace(with_question(end_pause(session, at), key, question), current=None)


def with_question(session: Session, key: str, question: Question) -> Session:
    """The session with one question replaced or added."""
    return replace(session, questions={**session.questions, key: question})


def _ended_stretches(question: Question, at: dt.datetime) -> tuple[Span, ...]:
    """The stretches of a question; the running one ends at ``at``."""
    return tuple(stretch if stretch.end else replace(stretch, end=at) for stretch in question.stretches)


def pause_ring(session: Session, command: PauseRing, at: dt.datetime) -> Session:
    """Pause the ring: the question and the turn stop. A time in the past is limited to the last event."""
    if command.since is not None:
        at = min(at, max(command.since, last_event(session) or command.since))
    speaker = session.speaker
    session = set_speaker(session, None, at)
    if session.current:
        question = session.questions[session.current]
        session = with_question(session, session.current, replace(question, stretches=_ended_stretches(question, at)))
    return replace(session, pause=Pause(since=at, speaker=speaker))


def resume_ring(session: Session, command: ResumeRing, at: dt.datetime) -> Session:
    """End the pause; the question and the speaker before it continue."""
    assert session.pause is not None  # the registry allows /resume during a pause only
    speaker = session.pause.speaker
    if session.current:
        # The pause is the interval between two stretches of the question.
        question = session.questions[session.current]
        stretches = (*_ended_stretches(question, at), Span(start=at))
        session = replace(with_question(session, session.current, replace(question, stretches=stretches)), pause=None)
    session = end_pause(session, at)
    return set_speaker(session, speaker, at) if speaker else session


def park_question(session: Session, command: ParkQuestion, at: dt.datetime) -> Session:
    """Move someone to the end of the queue. Raises Refused if they are not in the queue and not asking."""
    who = command.who or session.asker
    if who is None:
        raise refuse("No current question. Type who goes to the end, for example /park Anne")
    if who != session.asker and who not in session.queue:
        raise refuse("{name} is not in the queue.", name=session.name(who))
    if who == session.asker:
        session = finish_question(session, at, parked=True)
    return replace(session, queue=(*(waiting for waiting in session.queue if waiting != who), who))


def read_aloud(session: Session, command: ReadAloud, at: dt.datetime) -> Session:
    """Take everyone out of the queue; their questions count as read aloud, and ``/next WHO`` still starts one."""
    questions = dict(session.questions)
    for who in session.queue:
        question = questions.get(question_id(who)) or Question(asker=who)
        questions[question_id(who)] = replace(question, aloud=True, parked=False)
    return replace(session, questions=questions, queue=())


def swap_in_queue(session: Session, command: SwapInQueue, at: dt.datetime) -> Session:
    """Let two people in the queue change places. Raises Refused for others."""
    if len(command.who) != 2:
        raise refuse("Type two names from the queue, for example /swap Anne Bo")
    if missing := [who for who in command.who if who not in session.queue]:
        raise refuse("{name} is not in the queue.", name=session.name(missing[0]))
    one, other = command.who
    swapped = {one: other, other: one}
    return replace(session, queue=tuple(swapped.get(who, who) for who in session.queue))


def skip_participant(session: Session, command: SkipParticipant, at: dt.datetime) -> Session:
    """Skip people: they leave the queue; the question of the asker ends. Raises Refused if all were skipped already."""
    asking = [who for who in command.who if not session.participants[who].passed]
    if not asking:
        name = session.name(command.who[0])
        raise refuse("{name} is already skipped; with /back they can still ask.", name=name)
    if session.asker in asking:
        session = finish_question(session, at)
    people = {who: replace(session.participants[who], passed=True) for who in asking}
    return replace(
        session,
        participants={**session.participants, **people},
        queue=tuple(other for other in session.queue if other not in people),
    )


def should_queue(session: Session, who: str) -> bool:
    """Whether someone is to join the queue: present, not skipped, and not yet asked or parked."""
    person, question = session.participants[who], session.questions.get(question_id(who))
    if person.away or person.passed or who in session.queue or question_id(who) == session.current:
        return False
    return question is None or question.parked or not (question.stretches or question.aloud)


def question_number(session: Session) -> tuple[int, int]:
    """The number of the current question (between questions: of the last one), and how many there are."""
    started = sum(bool(question.stretches) for question in session.questions.values())
    waiting_again = sum(
        bool(question.stretches) for question in session.questions.values() if question.asker in session.queue
    )
    number = started - waiting_again
    return max(0, number), number + len(session.queue)
