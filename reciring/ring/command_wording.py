"""In words: what a command will do, and to whom. The preview shows it; undo and redo say it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reciring.ring import commands as c
from reciring.ring import entry_wording as phrases
from reciring.ring.backdate import backdate_amount
from reciring.ring.commands import Command
from reciring.ring.durations import format_duration
from reciring.ring.message import N_, Message, Refused, say
from reciring.ring.names import join_names, short_name
from reciring.ring.phases import next_phase
from reciring.ring.schedule import schedule
from reciring.ring.session import FACILITATOR, Phase, Session
from reciring.ring.speaker import speaker_change_time
from reciring.ring.time_per_question import slot_seconds
from reciring.ring.update import update

PHASE_ENTERED: dict[Phase, str] = {
    Phase.PREPARE: N_("the preparation"),
    Phase.INTRODUCTION: N_("the ring begins: the introduction"),
    Phase.FORMULATE: N_("on to the questions"),
    Phase.ROUND: N_("on to the round"),
    Phase.REFLECT: N_("on to the reflection"),
    Phase.DONE: N_("the end: the summary"),
}
SCREEN_COMMANDS: dict[str, str] = {
    "stage": N_("show the stage"),
    "help": N_("show the commands and keys"),
    "guide": N_("show or hide the guide"),
    "times": N_("show or hide speaking times"),
    "prompt": N_("another suggestion from the guide"),
    "walk": N_("go along what is open"),
    "invite": N_("show the invitation, and copy it"),
    "queue": N_("the question and who is next, large; again: as before"),
    "offers": N_("what was offered, large; again: as before"),
    "clock": N_("the time, large; again: as before"),
    "palette": N_("choose a command"),
    "copy": N_("copy the summary"),
    "print": N_("print the summary"),
    "save": N_("save the summary as a file"),
    "mail": N_("make drafts to send by mail"),
    "open": N_("open what was made last"),
    "erase": N_("erase who spoke how long, for good"),
    "keep": N_("choose whose version of the file goes on"),
    "elsewhere": N_("save in another folder from now on"),
    "quit": N_("leave; everything is kept"),
}
PLAN_TEXTS: dict[str, str] = {
    "introduction": N_("introduction: {minutes} minutes"),
    "formulate": N_("questions: {minutes} minutes"),
    "round": N_("round: {minutes} minutes"),
    "reflect": N_("reflection: {minutes} minutes"),
    "total": N_("all together: {minutes} minutes"),
    "most": N_("at most {span} per question"),
    "least": N_("at least {span} per question"),
}


def describe_command(command: Command, session: Session) -> Message:
    """What ``command_for_key`` will do in ``session``, in words."""
    return _WORDS[type(command)](command, session)


def _go(command: c.GoToPhase, session: Session) -> Message:
    phase = command.phase or next_phase(session)
    if phase is None:
        return say("the ring is done")
    if phase is Phase.ROUND and session.phase is Phase.ROUND and command.phase is None:
        return _next(c.NextQuestion(at=command.at), session)
    return Message(PHASE_ENTERED[phase])


def _next(command: c.NextQuestion, session: Session) -> Message:
    who = command.who or next(iter(session.queue), None)
    if who is None:
        return say("the next question")
    waiting = len([other for other in session.queue if other != who]) + 1
    seconds = command.slot if command.slot is not None else slot_seconds(session, command.at, waiting)
    return say("next: {who}, {span}", who=short_name(who, session), span=format_duration(seconds))


def _time(command: c.AddTime | c.RemoveTime, session: Session) -> Message:
    more = isinstance(command, c.AddTime)
    if session.asker is None:
        minutes = max(1, round(command.seconds / 60))
        if minutes == 1:
            return say("a minute more for this step") if more else say("a minute less for this step")
        if more:
            return say("{minutes} minutes more for this step", minutes=minutes)
        return say("{minutes} minutes less for this step", minutes=minutes)
    who, span = short_name(session.asker, session), format_duration(round(command.seconds))
    what = (
        say("{span} more for {who}", span=span, who=who) if more else say("{span} less for {who}", span=span, who=who)
    )
    after = update(session, command)
    now, then = schedule(session, command.at), None if isinstance(after, Refused) else schedule(after, command.at)
    if not (now and then and now.next_slot is not None and then.next_slot is not None):
        return what
    if now.next_slot == then.next_slot:
        return say("{what}; the others keep {span} each", what=what, span=format_duration(now.next_slot))
    return say(
        "{what}; then {after} for each of the others, not {before}",
        what=what,
        after=format_duration(then.next_slot),
        before=format_duration(now.next_slot),
    )


def _began(command: c.Backdate, session: Session) -> Message:
    if session.asker is None:
        return say("this question began {span} earlier", span=format_duration(command.seconds))
    span = format_duration(int(backdate_amount(session, command.seconds).total_seconds()))
    return say("{who}'s question began {span} earlier", who=short_name(session.asker, session), span=span)


def _park(command: c.ParkQuestion, session: Session) -> Message:
    who = command.who or session.asker
    return say("{who} to the end of the queue", who=short_name(who, session)) if who else say("to the end of the queue")


def _floor(command: c.SetSpeaker, session: Session) -> Message:
    # Not as long ago as was typed, but as can be.
    back = (
        int((command.at - speaker_change_time(session, command.at, command.back)).total_seconds())
        if command.back
        else 0
    )
    if command.who is None:
        if back > 0:
            return say("nobody has the floor, since {span} ago", span=format_duration(back))
        return say("nobody has the floor")
    who = short_name(command.who, session)
    if command.who == session.speaker:
        return say("{who} has the floor already", who=who)
    if back > 0:
        return say("{who} has the floor, since {span} ago", who=who, span=format_duration(back))
    return say("{who} takes the floor", who=who)


def _speak(command: c.SpeakerLine, session: Session) -> Message:
    if session.pause:
        return say("nobody gets the floor: it is paused")
    who = None if not command.speaker or command.speaker == FACILITATOR else command.speaker
    return _floor(c.SetSpeaker(at=command.at, who=who), session)


def _add(command: c.AddParticipant, session: Session) -> Message:
    what = say("new participant: {name}", name=command.name)
    for detail in (command.organisation, command.email):
        if detail:
            what = say("{what}, {detail}", what=what, detail=detail)
    return say("{what}; with a question", what=what) if command.question else what


def _mend(command: c.EditEntry, session: Session) -> Message:
    ref, line = command.ref, command.line
    if ref[0] == "o":
        return say("offer {number} becomes: {what}", number=int(ref[1:]), what=describe_command(line, session))
    # A note's line says nothing of its question unless it changes.
    stays = isinstance(line, c.AddNote) and line.question is None and ref in session.notes
    return say(
        "mended: {what}", what=phrases.describe_entry(ref, session) if stays else describe_command(line, session)
    )


def _delete(command: c.DeleteEntry, session: Session) -> Message:
    what = phrases.describe_entry(command.ref, session)
    if command.ref[0] == "o":
        return say("delete offer {number}: {what}", number=int(command.ref[1:]), what=what)
    return say("delete: {what}", what=what)


def _star(command: c.AddStars, session: Session) -> Message:
    number, what = int(command.ref[1:]), phrases.describe_entry(command.ref, session)
    if command.count == 1:
        return say("a star for offer {number}: {what}", number=number, what=what)
    if command.count == -1:
        return say("a star less for offer {number}: {what}", number=number, what=what)
    if command.count < 0:
        return say("{count} stars less for offer {number}: {what}", count=-command.count, number=number, what=what)
    return say("{count} stars for offer {number}: {what}", count=command.count, number=number, what=what)


def _plan(command: c.SetPlan, session: Session) -> Message:
    return Message(PLAN_TEXTS[command.what], (("minutes", command.value), ("span", format_duration(command.value))))


def _until(command: c.SetEndTime, session: Session) -> Message:
    return say("over by {time}", time=command.time) if command.time else say("no fixed end")


def _date(command: c.SetDate, session: Session) -> Message:
    what = say("on {day}", day=command.day)
    if command.time:
        what = say("on {day} at {time}", day=command.day, time=command.time)
    return say("{what}, {zone}", what=what, zone=command.zone) if command.zone else what


def _show(command: c.ScreenCommand, session: Session) -> Message:
    if command.what == "guide" and command.argument:
        return say("the guide about “{topic}”", topic=command.argument)
    return Message(SCREEN_COMMANDS.get(command.what, command.what))


def _address(command: c.SetEmail, session: Session) -> Message:
    who = short_name(command.who, session)
    return (
        say("mail for {who} goes to {email}", who=who, email=command.email)
        if command.email
        else say("no address for {who}", who=who)
    )


def _share(command: c.ToggleSharing, session: Session) -> Message:
    people = join_names(command.who, session)
    if all(session.participants[who].shares for who in command.who):
        return say("not on the list of addresses after all: {people}", people=people)
    return say("on the list of addresses: {people}", people=people)


def _again(command: c.SetFollowUp, session: Session) -> Message:
    return say("everybody meets again, {day}", day=command.day) if command.day else say("no day to meet again")


def _tick(command: c.ToggleItem, session: Session) -> Message:
    if command.item in session.ticked:
        return say("not ready after all: {item}", item=command.item)
    return say("ready: {item}", item=command.item)


def _measure(command: c.MeasureSpeaking, session: Session) -> Message:
    if command.on:
        return say("speaking time is measured from now on")
    return say("speaking time is not measured any more")


def _who(text: str) -> Callable[[Any, Session], Message]:
    """Words about the one person a command names."""
    return lambda command, session: Message(text, (("who", short_name(command.who, session)),))


def _constant(text: str) -> Callable[[Any, Session], Message]:
    return lambda command, session: Message(text)


_WORDS: dict[type[Command], Callable[[Any, Session], Message]] = {
    c.BeginRing: _constant(PHASE_ENTERED[Phase.INTRODUCTION]),
    c.GoToPhase: _go,
    c.EndRing: _constant(PHASE_ENTERED[Phase.DONE]),
    c.NextQuestion: _next,
    c.PauseRing: _constant(N_("pause")),
    c.ResumeRing: _constant(N_("go on after the pause")),
    c.AddTime: _time,
    c.RemoveTime: _time,
    c.Backdate: _began,
    c.ParkQuestion: _park,
    c.SkipParticipant: _who(N_("{who} asks nothing, and still helps")),
    c.SetSpeaker: _floor,
    c.AddParticipant: _add,
    c.RenameParticipant: lambda command, session: say(
        "{old} becomes {name}", old=session.name(command.who), name=command.name
    ),
    c.SetEmail: _address,
    c.MarkAway: _who(N_("{who} left")),
    c.MarkBack: _who(N_("{who} is here again")),
    c.SetQuestion: phrases.describe_question,
    c.AddOffer: phrases.describe_offer,
    c.AddNote: phrases.describe_note,
    c.AddReflection: phrases.describe_reflection,
    c.SpeakerLine: _speak,
    c.AddMeeting: phrases.describe_meeting,
    c.EditEntry: _mend,
    c.DeleteEntry: _delete,
    c.AddStars: _star,
    c.SetPlan: _plan,
    c.SetEndTime: _until,
    c.SetTitle: lambda command, session: say("title: {words}", words=command.text),
    c.SetDate: _date,
    c.SetPlace: lambda command, session: say("place: {words}", words=command.text),
    c.SetFacilitator: lambda command, session: say("facilitator: {words}", words=command.text),
    c.SetLanguage: lambda command, session: say("in Dutch") if command.language == "nl" else say("in English"),
    c.ToggleSharing: _share,
    c.SetFollowUp: _again,
    c.ToggleItem: _tick,
    c.MeasureSpeaking: _measure,
    c.Undo: _constant(N_("take the last step back")),
    c.Redo: _constant(N_("do again what was taken back")),
    c.ScreenCommand: _show,
}
