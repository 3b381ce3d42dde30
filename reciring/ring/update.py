"""``update(session, command)``: the only place where a session changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from reciring.ring import backdate as began
from reciring.ring import commands, round
from reciring.ring import entries as log
from reciring.ring import participants as people
from reciring.ring import phases as steps
from reciring.ring import session_details as meta
from reciring.ring import speaker as floor
from reciring.ring.commands import AddMeeting, AddNote, AddOffer, Command, LineCommand
from reciring.ring.message import Refused, say
from reciring.ring.registry import unavailable_reason
from reciring.ring.session import FACILITATOR, Session, last_event

Handler = Callable[[Session, Any, dt.datetime], Session]
HANDLERS: dict[type[Command], Handler] = {
    commands.BeginRing: steps.begin_ring,
    commands.GoToPhase: steps.go_to_phase,
    commands.EndRing: steps.end_ring,
    commands.NextQuestion: round.next_question,
    commands.PauseRing: round.pause_ring,
    commands.ResumeRing: round.resume_ring,
    commands.AddTime: round.change_time,
    commands.RemoveTime: round.change_time,
    commands.Backdate: began.backdate_question,
    commands.ParkQuestion: round.park_question,
    commands.SkipParticipant: round.skip_participant,
    commands.SetSpeaker: round.change_speaker,
    commands.AddParticipant: people.add_participant,
    commands.RenameParticipant: people.rename_participant,
    commands.SetEmail: people.set_email,
    commands.MarkAway: people.mark_away,
    commands.MarkBack: people.mark_back,
    commands.SetQuestion: log.set_question,
    commands.AddOffer: log.add_offer,
    commands.AddNote: log.add_note,
    commands.AddReflection: log.add_reflection,
    commands.SpeakerLine: log.keep_unchanged,
    commands.AddMeeting: log.add_meeting,
    commands.EditEntry: log.edit_entry,
    commands.DeleteEntry: log.delete_entry,
    commands.AddStars: log.add_stars,
    commands.SetPlan: meta.set_plan,
    commands.SetEndTime: meta.set_end_time,
    commands.SetTitle: meta.set_title,
    commands.SetDate: meta.set_date,
    commands.SetPlace: meta.set_place,
    commands.SetFacilitator: meta.set_facilitator,
    commands.SetLanguage: meta.set_language,
    commands.ToggleSharing: people.toggle_sharing,
    commands.SetFollowUp: meta.set_follow_up,
    commands.ToggleItem: meta.toggle_item,
    commands.MeasureSpeaking: meta.measure_speaking,
}


def update(session: Session, command: Command) -> Session | Refused:
    """The session after a command, or Refused with the reason; the session given is never changed.

    An instant before the last fact counts as the last fact's. What belongs to the screen or to the history changes
    nothing here.
    """
    if reason := unavailable_reason(session, command):
        return Refused(reason)
    if not _known(session, command):
        return Refused(say("Somebody who is meant there is not in the circle any more."))
    last = last_event(session)
    at = max(command.at, last) if last else command.at
    try:
        if isinstance(command, LineCommand) and command.floor is not None and not session.pause:
            session = _pass(session, command.floor, at)
        rule = HANDLERS.get(type(command))
        return rule(session, command, at) if rule else session
    except Refused as refused:
        return refused


def _known(session: Session, command: Command) -> bool:
    """Whether everybody whom a command names is in the circle; a line may be older than an /undo."""
    for field in command.__struct_fields__:
        value = getattr(command, field)
        if field == "line":
            return _known(session, value)
        if field == "question" and isinstance(command, AddOffer | AddNote):
            value = value and f"p{value[1:]}"
        elif field not in ("who", "floor", "helpers", "between"):
            continue
        for who in (value,) if isinstance(value, str) else value or ():
            helps = who == FACILITATOR and isinstance(command, AddOffer | AddNote | AddMeeting)
            if who and who not in session.participants and not helps:
                return False
    return True


def _pass(session: Session, who: str, at: dt.datetime) -> Session:
    """The floor passes by a line that names someone; who is away, or leads the ring, does not get it."""
    if who in session.participants and session.participants[who].away:
        return session
    return floor.set_speaker(session, who if who in session.participants else None, at)
