"""From phase to phase: which phase comes next, and what happens when a phase ends and another is entered."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from reciring.ring.command_types import BeginRing, EndRing, GoToPhase, NextQuestion
from reciring.ring.message import refuse
from reciring.ring.plan import resolve_plan
from reciring.ring.round import finish_question, next_question, should_queue
from reciring.ring.session import Phase, Session, Span
from reciring.ring.speaker import end_pause, set_speaker

PHASE_ORDER = tuple(Phase)


def next_phase(session: Session) -> Phase | None:
    """The phase that ``/go`` enters; ROUND during the round means the next question. None after the ring."""
    if session.phase is Phase.DONE:
        return None
    if session.phase is Phase.ROUND and session.queue:
        return Phase.ROUND
    return PHASE_ORDER[PHASE_ORDER.index(session.phase) + 1]


def begin_ring(session: Session, command: BeginRing, at: dt.datetime) -> Session:
    return enter_phase(session, Phase.INTRODUCTION, at)


def go_to_phase(session: Session, command: GoToPhase, at: dt.datetime) -> Session:
    """Enter a phase; by default the next one, or in the round the next question. Raises Refused if it cannot."""
    phase = command.phase or next_phase(session)
    if phase is None:
        raise refuse("The ring is done.")
    if command.phase is None and phase is session.phase:
        return next_question(session, NextQuestion(at=at), at)
    if phase is Phase.PREPARE:
        raise refuse("You cannot go back to the preparation. To undo the last change: /undo")
    if phase is session.phase:
        raise refuse("You are already in that step.")
    if phase is Phase.DONE and session.phase is Phase.PREPARE:
        raise refuse("The ring has not begun.")
    return enter_phase(session, phase, at)


def end_ring(session: Session, command: EndRing, at: dt.datetime) -> Session:
    return enter_phase(session, Phase.DONE, at)


def enter_phase(session: Session, phase: Phase, at: dt.datetime) -> Session:
    """Leave the current phase and enter another; a phase that is entered again keeps its first start."""
    if session.phase is Phase.PREPARE:
        plan = resolve_plan(session.plan, len(session.present))
        session = replace(session, plan=plan, start=None)
    session = finish_question(session, at)
    session = end_pause(set_speaker(session, None, at), at)
    phases = dict(session.phases)
    if session.phase in phases:
        phases[session.phase] = replace(phases[session.phase], end=at)
    if phase is not Phase.DONE:
        phases[phase] = replace(phases[phase], end=None) if phase in phases else Span(start=at)
    queue = session.queue
    if phase is Phase.ROUND:
        # Those who came, or came back, during another phase join after those who are already waiting.
        queue += tuple(who for who in session.present if should_queue(session, who))
    return replace(session, phase=phase, phases=phases, queue=queue)
