"""The words for a command: what it will do (the preview shows them), and what it did (``PAST_TEXTS``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from reciring.ring import command_types as commands
from reciring.ring import entry_wording
from reciring.ring.backdate import backdate_amount, entries_since
from reciring.ring.command_registry import find_command
from reciring.ring.command_types import Command
from reciring.ring.durations import format_duration
from reciring.ring.entries import TABLE_BY_LETTER
from reciring.ring.message import N_, Message, Refused, say
from reciring.ring.names import facilitator_participant, join_names, short_name
from reciring.ring.participants import find_participant, new_details
from reciring.ring.phases import next_phase
from reciring.ring.schedule import schedule
from reciring.ring.session import FACILITATOR, Offer, Phase, Session, question_id
from reciring.ring.speaker import speaker_change_time
from reciring.ring.time_per_question import seconds_left
from reciring.ring.update import update

PHASE_ENTERED: dict[Phase, str] = {
    Phase.PREPARE: N_("back to the preparation"),
    Phase.INTRODUCTION: N_("the ring begins: the introduction"),
    Phase.FORMULATE: N_("go to the questions"),
    Phase.ROUND: N_("go to the round"),
    Phase.REFLECT: N_("go to the reflection"),
    Phase.DONE: N_("end the ring: the summary"),
}
READ_ALOUD = N_("the other questions are read aloud")
PLAN_TEXTS: dict[str, str] = {
    "introduction": N_("introduction: {minutes} minutes"),
    "formulate": N_("questions: {minutes} minutes"),
    "round": N_("round: {minutes} minutes"),
    "reflect": N_("reflection: {minutes} minutes"),
    "total": N_("in total: {minutes} minutes"),
    "most": N_("at most {span} per question"),
    "least": N_("at least {span} per question"),
}


DETAILS: dict[str, Callable[[Any], Message]] = {
    "title": lambda text: say("title: {words}", words=text),
    "place": lambda text: say("place: {words}", words=text),
    "facilitator": lambda text: say("facilitator: {words}", words=text),
    "language": lambda code: say("in Dutch") if code == "nl" else say("in English"),
    "until": lambda time: say("ends by {time}", time=time) if time else say("no end time"),
    "again": lambda day: say("follow-up meeting: {day}", day=day) if day else say("no follow-up meeting"),
    "times": lambda on: (
        say("speaking time is measured from now on") if on else say("speaking time is no longer measured")
    ),
}
"""The words for a new value of a field of the session."""


MAX_NAMES = 3
"""The most people who are named of many entries."""


def describe_done(command: Command, session: Session) -> Message:
    """Say in one line what a command did; ``session`` is the one before it. The hint of the preview is left out."""
    if isinstance(command, commands.Backdate) and command.entries is None and session.asker:
        command = replace(command, entries=len(entries_since(session, command.seconds)))
    return in_past(describe_command(command, session))


def in_past(what: Message) -> Message:
    """The words for something that happened, from the words for what will happen."""
    args = tuple((name, in_past(value) if isinstance(value, Message) else value) for name, value in what.args)
    return Message(PAST_TEXTS.get(what.text, what.text), args)


def describe_command(command: Command, session: Session) -> Message:
    """What the command will do in this session, in words."""
    return _DESCRIPTIONS[type(command)](command, session)


def _go_to_phase(command: commands.GoToPhase, session: Session) -> Message:
    phase = command.phase or next_phase(session)
    if phase is None:
        return say("the ring is done")
    if phase is Phase.ROUND and session.phase is Phase.ROUND and command.phase is None:
        return _next_question(commands.NextQuestion(at=command.at), session)
    return Message(PHASE_ENTERED[phase])


def _next_question(command: commands.NextQuestion, session: Session) -> Message:
    who = command.who or next(iter(session.queue), None)
    if who is None:
        return say("the next question")
    after = update(session, command)  # The pause that ends then may move the end time to another day.
    if isinstance(after, Refused) or after.current is None:
        return say("the next question")
    seconds = after.questions[after.current].slot or 0
    return say("next: {who}, {span}", who=short_name(who, session), span=format_duration(seconds))


def _change_time(command: commands.AddTime | commands.RemoveTime, session: Session) -> Message:
    more = isinstance(command, commands.AddTime)
    if session.asker is None:
        minutes = max(1, round(command.seconds / 60))
        if minutes == 1:
            return say("one minute more for this step") if more else say("one minute less for this step")
        if more:
            return say("{minutes} minutes more for this step", minutes=minutes)
        return say("{minutes} minutes less for this step", minutes=minutes)
    seconds = round(command.seconds)
    if not more and session.current:
        seconds = min(seconds, seconds_left(session.questions[session.current], command.at))
        if not seconds:
            return say("there is no time left to take off")
    who, span = short_name(session.asker, session), format_duration(seconds)
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
        "{what}; the others get {after} each, not {before}",
        what=what,
        after=format_duration(then.next_slot),
        before=format_duration(now.next_slot),
    )


def _restart_time(command: commands.RestartTime, session: Session) -> Message:
    if session.current is None or session.asker is None:
        return say("the full time again")
    span = format_duration(session.questions[session.current].slot or 0)
    return say("{who} gets the full {span} again", who=short_name(session.asker, session), span=span)


def _backdate(command: commands.Backdate, session: Session) -> Message:
    if session.asker is None:
        return say("this question starts {span} earlier", span=format_duration(command.seconds))
    after = update(session, command)
    if isinstance(after, Refused):
        return after.reason
    seconds = int(backdate_amount(session, command.seconds).total_seconds())
    coming = entries_since(session, command.seconds)
    taken = coming if command.entries is None else coming[max(0, len(coming) - command.entries) :]
    what = describe_backdate(session, seconds, taken)
    if seconds < int(command.seconds):
        what = say("{what} (no earlier is possible)", what=what)
    if command.entries is not None or not coming:
        return what
    return say(
        "{what}. For fewer, type how many: /backdate {span} 0", what=what, span=format_duration(int(command.seconds))
    )


def describe_backdate(session: Session, seconds: float, taken: Sequence[str]) -> Message:
    """The current question began earlier, and which entries came along; ``session`` is the one before."""
    who, span = short_name(session.asker or "", session), format_duration(int(seconds))
    what = say("{who}'s question starts {span} earlier", who=who, span=span)
    if not taken:
        return what
    entries = [session.offers.get(ref) or session.notes[ref] for ref in taken]
    people = [who for entry in entries for who in (entry.helpers if isinstance(entry, Offer) else (entry.who,)) if who]
    names = list(dict.fromkeys(people))
    by = join_names(names, session)
    if len(names) > MAX_NAMES:
        one, other = (short_name(ref, session) for ref in names[:2])
        by = say("{one}, {other} and {count} others", one=one, other=other, count=len(names) - 2)
    if len(taken) == 1:
        return say("{what}, with 1 entry by {people}", what=what, people=by)
    return say("{what}, with {count} entries by {people}", what=what, count=len(taken), people=by)


def _park_question(command: commands.ParkQuestion, session: Session) -> Message:
    who = command.who or session.asker
    return say("{who} to the end of the queue", who=short_name(who, session)) if who else say("to the end of the queue")


def _set_speaker(command: commands.SetSpeaker, session: Session) -> Message:
    # The time that is possible, which can be less than was typed.
    back = (
        int((command.at - speaker_change_time(session, command.at, command.back)).total_seconds())
        if command.back
        else 0
    )
    if command.who is None:
        if back > 0:
            return say("nobody has been speaking for {span}", span=format_duration(back))
        return say("nobody is speaking")
    who = short_name(command.who, session)
    if command.who == session.speaker:
        return say("{who} is already speaking", who=who)
    if back > 0:
        return say("{who} has been speaking for {span}", who=who, span=format_duration(back))
    return say("{who} is speaking", who=who)


def _speaker_line(command: commands.SpeakerLine, session: Session) -> Message:
    if session.pause:
        return say("paused: the speaker does not change")
    who = None if not command.speaker or command.speaker == FACILITATOR else command.speaker
    return _set_speaker(commands.SetSpeaker(at=command.at, who=who), session)


def _add_participant(command: commands.AddParticipant, session: Session) -> Message:
    known = find_participant(session, command.name, command.email)
    details = new_details(session, known, command) if known else {}
    if known and details:
        words = [say("with a question") if field == "question" else text for field, text in details.items()]
        return say("add to {name}: {details}", name=session.name(known), details=_joined(words))
    after = update(session, command)
    name = command.name
    if isinstance(after, Session) and len(after.participants) > len(session.participants):
        name = list(after.participants.values())[-1].name  # With the addition that distinguishes it from another one.
    what = say("new participant: {name}", name=name)
    for detail in filter(None, (command.organisation, command.email)):
        what = say("{what}, {detail}", what=what, detail=detail)
    if command.question:
        what = say("{what}; with a question", what=what)
    if isinstance(after, Session) and facilitator_participant(after) != facilitator_participant(session):
        return say("{what}, who is also the facilitator", what=what)
    return what


def _joined(details: Sequence[str | Message]) -> str | Message:
    """Details with commas between them."""
    what, *others = details
    for detail in others:
        what = say("{what}, {detail}", what=what, detail=detail)
    return what


def _edit_participant(command: commands.EditParticipant, session: Session) -> Message:
    after = update(session, command)
    return after.reason if isinstance(after, Refused) else describe_person(command.who, session, after)


def describe_person(who: str, before: Session, after: Session) -> Message:
    """What changes about a participant, with the old values."""
    both = zip(_details(who, before), _details(who, after), strict=True)
    changes = [say("{before} → {after}", before=old, after=new) for old, new in both if old != new]
    if not changes:
        return say("{entry} does not change", entry=after.name(who))
    return say("{entry}: {what}", entry=before.name(who), what=_joined(changes))


def _details(who: str, session: Session) -> tuple[str | Message, ...]:
    person, question = session.participants[who], session.questions.get(question_id(who))
    text = entry_wording.excerpt(question.text) if question and question.text else say("no question")
    return person.name, person.organisation or say("no organisation"), person.email or say("no e-mail address"), text


def _edit_entry(command: commands.EditEntry, session: Session) -> Message:
    after = update(session, command)
    if isinstance(after, Refused):
        return after.reason
    if isinstance(command.line, commands.SetQuestion):
        return say(
            "{entry} becomes: {what}", entry=entry_title(command.ref), what=describe_command(command.line, session)
        )
    return describe_edit(command.ref, session, after)


def describe_edit(ref: str, before: Session, after: Session) -> Message:
    """What changes in an entry, with the old values; or what it becomes, if it is another kind of entry afterwards."""
    table = TABLE_BY_LETTER[ref[0]]
    old, new = getattr(before, table)[ref], getattr(after, table).get(ref)
    if new is None:
        moved = next(
            ref
            for name in ("notes", "offers", "reflections")
            for ref in getattr(after, name)
            if ref not in getattr(before, name)
        )
        return say("{entry} becomes: {what}", entry=entry_title(ref), what=entry_wording.describe_entry(moved, after))
    changes = entry_wording.describe_changes(old, new, after)
    if changes is None:
        return say("{entry} does not change", entry=entry_title(ref))
    return say("{entry}: {what}", entry=entry_title(ref), what=changes)


def entry_title(ref: str) -> Message:
    """The name of an entry with its number."""
    match ref[0]:
        case "o":
            return say("offer {number}", number=int(ref[1:]))
        case "n":
            return say("note {number}", number=ref)
        case "r":
            return say("reflection {number}", number=ref)
    return say("meeting {number}", number=ref)


def _take_hand_in(command: commands.TakeHandIn, session: Session) -> Message:
    if command.line is None:
        return say("what was handed in is not taken")
    return describe_command(command.line, session)


def _merge_entries(command: commands.MergeEntries, session: Session) -> Message:
    after = update(session, command)
    if isinstance(after, Refused):
        return after.reason
    return describe_merge(command.ref, command.other, after)


def describe_merge(ref: str, other: str, after: Session) -> Message:
    """One entry went into another; ``after`` is the session with the result."""
    what = entry_wording.describe_entry(ref, after)
    return say("{other} is merged into {entry}: {what}", other=entry_title(other), entry=entry_title(ref), what=what)


def _delete_entry(command: commands.DeleteEntry, session: Session) -> Message:
    what = entry_wording.describe_entry(command.ref, session)
    if command.ref[0] == "o":
        return say("delete offer {number}: {what}", number=int(command.ref[1:]), what=what)
    return say("delete: {what}", what=what)


def _set_private(command: commands.SetPrivate, session: Session) -> Message:
    if command.ref in session.questions:
        what = say("question of {who}", who=short_name(session.questions[command.ref].asker, session))
    else:
        what = entry_wording.describe_entry(command.ref, session)
    return (
        say("hide from the group: {what}", what=what)
        if command.private
        else say("show to the group: {what}", what=what)
    )


def _add_stars(command: commands.AddStars, session: Session) -> Message:
    number, what = int(command.ref[1:]), entry_wording.describe_entry(command.ref, session)
    if command.count == 1:
        return say("a star for offer {number}: {what}", number=number, what=what)
    if command.count == -1:
        return say("one star less for offer {number}: {what}", number=number, what=what)
    if command.count < 0:
        return say("{count} stars less for offer {number}: {what}", count=-command.count, number=number, what=what)
    return say("{count} stars for offer {number}: {what}", count=command.count, number=number, what=what)


def _set_plan(command: commands.SetPlan, session: Session) -> Message:
    return Message(PLAN_TEXTS[command.what], (("minutes", command.value), ("span", format_duration(command.value))))


def _set_date(command: commands.SetDate, session: Session) -> Message:
    what = say("on {day}", day=command.day)
    if command.time:
        what = say("on {day} at {time}", day=command.day, time=command.time)
    return say("{what}, {zone}", what=what, zone=command.zone) if command.zone else what


def _screen_command(command: commands.ScreenCommand, session: Session) -> Message:
    if command.what == "guide" and command.argument:
        return say("the guide about “{topic}”", topic=command.argument)
    if command.what == "join" and command.argument.startswith("off"):
        who = command.argument.partition(" ")[2]
        if who:
            return say("remove the phone of {name}", name=short_name(who, session))
        return say("stop letting phones join")
    if command.what == "edit":
        what = entry_wording.describe_entry(command.argument, session)
        return say("edit {entry}: {what}", entry=entry_title(command.argument), what=what)
    if command.what == "print" and command.argument.startswith("@"):
        printer = command.argument[1:].strip()
        return say("print on {printer}", printer=printer) if printer else say("choose a printer")
    spec = find_command(command.what)
    return Message(spec.does if spec else command.what)


def _set_email(command: commands.SetEmail, session: Session) -> Message:
    who = short_name(command.who, session)
    return (
        say("{who}'s e-mail address: {email}", who=who, email=command.email)
        if command.email
        else say("no e-mail address for {who}", who=who)
    )


def describe_sharing(who: Sequence[str], session: Session, *, on: bool) -> Message:
    """Whether these people are on the contact list."""
    people = join_names(who, session)
    if on:
        return say("on the contact list: {people}", people=people)
    return say("not on the contact list: {people}", people=people)


_OF_SEVERAL = {
    N_("{who} is absent"): N_("{who} are absent"),
    N_("{who} is back"): N_("{who} are back"),
    N_("{who} asks nothing, but can still help"): N_("{who} ask nothing, but can still help"),
}
"""Texts about one person, and the same about several."""


def describe_people(text: str, who: Sequence[str], session: Session) -> Message:
    """A text about one or several people."""
    text = _OF_SEVERAL.get(text, text) if len(who) > 1 else text
    return Message(text, (("who", join_names(who, session)),))


def describe_tick(*, on: bool) -> Message:
    return say("tick on the checklist") if on else say("remove the tick on the checklist")


def _about(text: str) -> Callable[[Any, Session], Message]:
    """A description with the names of the people in the command."""
    return lambda command, session: describe_people(text, command.who, session)


def _always(text: str) -> Callable[[Any, Session], Message]:
    """The same description for every command of a type."""
    return lambda command, session: Message(text)


PAST_TEXTS: dict[str, str] = {
    PHASE_ENTERED[Phase.PREPARE]: N_("back in the preparation"),
    PHASE_ENTERED[Phase.INTRODUCTION]: N_("the ring has begun: the introduction"),
    PHASE_ENTERED[Phase.FORMULATE]: N_("the questions have begun"),
    PHASE_ENTERED[Phase.ROUND]: N_("the round has begun"),
    PHASE_ENTERED[Phase.REFLECT]: N_("the reflection has begun"),
    PHASE_ENTERED[Phase.DONE]: N_("the ring has ended: the summary"),
    "next: {who}, {span}": N_("now: {who}, {span}"),
    "pause": N_("paused"),
    "resume after the pause": N_("resumed after the pause"),
    "{who} gets the full {span} again": N_("{who} has the full {span} again"),
    "{who}'s question starts {span} earlier": N_("{who}'s question started {span} earlier"),
    "{who} to the end of the queue": N_("{who} moved to the end of the queue"),
    "{who} swap places in the queue": N_("{who} swapped places in the queue"),
    "add to {name}: {details}": N_("added to {name}: {details}"),
    "remove: {who}": N_("removed: {who}"),
    "question of {who}: replaces the earlier one, which becomes a note": N_(
        "question of {who}: replaced the earlier one, which became a note"
    ),
    "{what}; the e-mail address in it is saved as {who}'s": N_("{what}; the e-mail address in it was saved as {who}'s"),
    "{what}; the e-mail address in it is left out: they have another": N_(
        "{what}; the e-mail address in it was left out: they have another"
    ),
    "{entry} becomes: {what}": N_("{entry} has become: {what}"),
    "{entry} does not change": N_("{entry} has not changed"),
    "{other} is merged into {entry}: {what}": N_("{other} has been merged into {entry}: {what}"),
    "delete offer {number}: {what}": N_("offer {number} deleted: {what}"),
    "delete: {what}": N_("deleted: {what}"),
    "hide from the group: {what}": N_("hidden from the group: {what}"),
    "show to the group: {what}": N_("visible to the group: {what}"),
    "what was handed in is not taken": N_("what was handed in was not taken"),
    "tick on the checklist": N_("ticked on the checklist"),
    "remove the tick on the checklist": N_("no longer ticked on the checklist"),
}
"""The words for what happened, by those for what will happen. The other words fit both."""

_DESCRIPTIONS: dict[type[Command], Callable[[Any, Session], Message]] = {
    commands.BeginRing: _always(PHASE_ENTERED[Phase.INTRODUCTION]),
    commands.GoToPhase: _go_to_phase,
    commands.EndRing: _always(PHASE_ENTERED[Phase.DONE]),
    commands.NextQuestion: _next_question,
    commands.PauseRing: _always(N_("pause")),
    commands.ResumeRing: _always(N_("resume after the pause")),
    commands.AddTime: _change_time,
    commands.RemoveTime: _change_time,
    commands.RestartTime: _restart_time,
    commands.Backdate: _backdate,
    commands.ParkQuestion: _park_question,
    commands.ReadAloud: _always(READ_ALOUD),
    commands.SwapInQueue: _about(N_("{who} swap places in the queue")),
    commands.SkipParticipant: _about(N_("{who} asks nothing, but can still help")),
    commands.SetSpeaker: _set_speaker,
    commands.AddParticipant: _add_participant,
    commands.EditParticipant: _edit_participant,
    commands.RemoveParticipant: _about(N_("remove: {who}")),
    commands.RenameParticipant: lambda command, session: say(
        "{old} is now {name}", old=session.name(command.who), name=command.name
    ),
    commands.SetEmail: _set_email,
    commands.MarkAway: _about(N_("{who} is absent")),
    commands.MarkBack: _about(N_("{who} is back")),
    commands.SetQuestion: entry_wording.describe_question,
    commands.AddOffer: entry_wording.describe_offer,
    commands.AddNote: entry_wording.describe_note,
    commands.AddReflection: entry_wording.describe_reflection,
    commands.SpeakerLine: _speaker_line,
    commands.AddMeeting: entry_wording.describe_meeting,
    commands.TakeHandIn: _take_hand_in,
    commands.EditEntry: _edit_entry,
    commands.DeleteEntry: _delete_entry,
    commands.MergeEntries: _merge_entries,
    commands.AddStars: _add_stars,
    commands.SetPrivate: _set_private,
    commands.SetPlan: _set_plan,
    commands.SetEndTime: lambda command, session: DETAILS["until"](command.time),
    commands.SetTitle: lambda command, session: DETAILS["title"](command.text),
    commands.SetDate: _set_date,
    commands.SetPlace: lambda command, session: DETAILS["place"](command.text),
    commands.SetFacilitator: lambda command, session: DETAILS["facilitator"](command.text),
    commands.SetLanguage: lambda command, session: DETAILS["language"](command.language),
    commands.SetSharing: lambda command, session: describe_sharing(command.who, session, on=command.on),
    commands.SetFollowUp: lambda command, session: DETAILS["again"](command.day),
    commands.ToggleItem: lambda command, session: describe_tick(on=command.item not in session.ticked),
    commands.MeasureSpeaking: lambda command, session: DETAILS["times"](command.on),
    commands.Undo: _always(N_("undo the last change")),
    commands.Redo: _always(N_("redo what you undid")),
    commands.ScreenCommand: _screen_command,
}
