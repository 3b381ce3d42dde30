"""Carry out a command: ``update`` returns the session after it, or the reason why it is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from reciring.ring import added_time, backdate, correct, entries, participants, phases, session_details, speaker
from reciring.ring import command_types as commands
from reciring.ring import round as round_rules
from reciring.ring.command_registry import unavailable_reason
from reciring.ring.command_types import AddMeeting, AddNote, AddOffer, Command, LineCommand
from reciring.ring.message import Refused, say
from reciring.ring.session import FACILITATOR, MAX_RECORDS, HandedIn, Session, asker_id, last_event, record_count, seat

Handler = Callable[[Session, Any, dt.datetime], Session]
"""Returns the session after a command at a time. Raises Refused."""


def _take_hand_in(session: Session, command: commands.TakeHandIn, at: dt.datetime) -> Session:
    """Carry out what a hand-in becomes, and record it in the same change. Raises Refused."""
    ref = ""
    if command.line is not None:
        after = update(session, command.line)
        if isinstance(after, Refused):
            raise after
        ref = _new_entry(session, after)
        session = after
    return replace(session, handed_in=(*session.handed_in, HandedIn(id=command.hand_in, entry=ref)))


def _new_entry(before: Session, after: Session) -> str:
    """The id of the entry that is new in ``after``, or of the question that has another text; "-" if there is none."""
    for old, new in (
        (before.offers, after.offers),
        (before.notes, after.notes),
        (before.reflections, after.reflections),
    ):
        if added := new.keys() - old.keys():
            return max(added, key=seat)
    changed = (key for key, question in after.questions.items() if question != before.questions.get(key))
    return next(changed, "-")


HANDLERS: dict[type[Command], Handler] = {
    commands.BeginRing: phases.begin_ring,
    commands.GoToPhase: phases.go_to_phase,
    commands.EndRing: phases.end_ring,
    commands.NextQuestion: round_rules.next_question,
    commands.PauseRing: round_rules.pause_ring,
    commands.ResumeRing: round_rules.resume_ring,
    commands.AddTime: added_time.change_time,
    commands.RemoveTime: added_time.change_time,
    commands.RestartTime: added_time.restart_time,
    commands.Backdate: backdate.backdate_question,
    commands.ParkQuestion: round_rules.park_question,
    commands.ReadAloud: round_rules.read_aloud,
    commands.SwapInQueue: round_rules.swap_in_queue,
    commands.SkipParticipant: round_rules.skip_participant,
    commands.SetSpeaker: speaker.change_speaker,
    commands.AddParticipant: participants.add_participant,
    commands.EditParticipant: participants.edit_participant,
    commands.RemoveParticipant: participants.remove_participant,
    commands.RenameParticipant: participants.rename_participant,
    commands.SetEmail: participants.set_email,
    commands.MarkAway: participants.mark_away,
    commands.MarkBack: participants.mark_back,
    commands.SetQuestion: entries.set_question,
    commands.AddOffer: entries.add_offer,
    commands.AddNote: entries.add_note,
    commands.AddReflection: entries.add_reflection,
    commands.SpeakerLine: entries.keep_unchanged,
    commands.AddMeeting: entries.add_meeting,
    commands.TakeHandIn: _take_hand_in,
    commands.EditEntry: entries.edit_entry,
    commands.DeleteEntry: entries.delete_entry,
    commands.MergeEntries: correct.merge_entries,
    commands.AddStars: entries.add_stars,
    commands.SetPrivate: entries.set_private,
    commands.SetPlan: session_details.set_plan,
    commands.SetEndTime: session_details.set_end_time,
    commands.SetTitle: session_details.set_title,
    commands.SetDate: session_details.set_date,
    commands.SetPlace: session_details.set_place,
    commands.SetFacilitator: session_details.set_facilitator,
    commands.SetLanguage: session_details.set_language,
    commands.SetSharing: participants.set_sharing,
    commands.SetFollowUp: session_details.set_follow_up,
    commands.ToggleItem: session_details.toggle_item,
    commands.MeasureSpeaking: session_details.measure_speaking,
}


def update(session: Session, command: Command) -> Session | Refused:
    """The session after a command, or Refused with the reason; the session given is never changed.

    A command with a time before the last event happens at the last event. Undo, redo and screen commands change
    nothing here.
    """
    if reason := unavailable_reason(session, command):
        return Refused(reason)
    if not _names_known(session, command):
        return Refused(say("This names someone who is no longer in the ring."))
    last = last_event(session)
    at = max(command.at, last) if last else command.at
    before = record_count(session)
    try:
        if isinstance(command, LineCommand) and command.speaker is not None and not session.pause:
            session = _with_speaker(session, command.speaker, at)
        handler = HANDLERS.get(type(command))
        after = handler(session, command, at) if handler else session
    except Refused as refused:
        return refused
    if before < record_count(after) > MAX_RECORDS:
        return Refused(say("The session file is full. Quit, and start a new ring for what follows."))
    return after


def _names_known(session: Session, command: Command) -> bool:
    """Whether everyone that a command names is a participant; a line may have been typed before an /undo."""
    for field in command.__struct_fields__:
        value = getattr(command, field)
        if field == "line":
            return value is None or _names_known(session, value)
        if field == "question" and isinstance(command, AddOffer | AddNote):
            value = value and asker_id(value)
        elif field not in ("who", "speaker", "helpers", "between"):
            continue
        for who in (value,) if isinstance(value, str) else value or ():
            is_facilitator = who == FACILITATOR and isinstance(command, AddOffer | AddNote | AddMeeting)
            if who and who not in session.participants and not is_facilitator:
                return False
    return True


def _with_speaker(session: Session, who: str, at: dt.datetime) -> Session:
    """Set the speaker that a line names: nobody for the facilitator, unchanged for someone who is away."""
    if who in session.participants and session.participants[who].away:
        return session
    return speaker.set_speaker(session, who if who in session.participants else None, at)
