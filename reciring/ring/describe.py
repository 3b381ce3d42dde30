"""In words: what a command will do, and to whom. The preview shows it; undo and redo say it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reciring.ring import commands as c
from reciring.ring import phrases
from reciring.ring.began import earlier_by
from reciring.ring.called import called, together
from reciring.ring.commands import Command
from reciring.ring.floor import cut
from reciring.ring.message import N_, Message, say
from reciring.ring.refusal import Refused
from reciring.ring.session import FACILITATOR, Phase, Session
from reciring.ring.spans import write_span
from reciring.ring.steps import natural
from reciring.ring.timing import schedule, slot
from reciring.ring.update import update

ENTERED: dict[Phase, str] = {
    Phase.PREPARE: N_("the preparation"),
    Phase.INTRODUCTION: N_("the ring begins: the introduction"),
    Phase.FORMULATE: N_("on to the questions"),
    Phase.ROUND: N_("on to the round"),
    Phase.REFLECT: N_("on to the reflection"),
    Phase.DONE: N_("the end: the summary"),
}
SHOWN: dict[str, str] = {
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
PLANNED: dict[str, str] = {
    "introduction": N_("introduction: {minutes} minutes"),
    "formulate": N_("questions: {minutes} minutes"),
    "round": N_("round: {minutes} minutes"),
    "reflect": N_("reflection: {minutes} minutes"),
    "total": N_("all together: {minutes} minutes"),
    "most": N_("at most {span} per question"),
    "least": N_("at least {span} per question"),
}


def describe(command: Command, session: Session) -> Message:
    """What ``command`` will do in ``session``, in words."""
    return _WORDS[type(command)](command, session)


def _go(command: c.Go, session: Session) -> Message:
    phase = command.phase or natural(session)
    if phase is None:
        return say("the ring is done")
    if phase is Phase.ROUND and session.phase is Phase.ROUND and command.phase is None:
        return _next(c.Next(at=command.at), session)
    return Message(ENTERED[phase])


def _next(command: c.Next, session: Session) -> Message:
    who = command.who or next(iter(session.queue), None)
    if who is None:
        return say("the next question")
    waiting = len([other for other in session.queue if other != who]) + 1
    seconds = command.slot if command.slot is not None else slot(session, command.at, waiting)
    return say("next: {who}, {span}", who=called(who, session), span=write_span(seconds))


def _time(command: c.Plus | c.Minus, session: Session) -> Message:
    more = isinstance(command, c.Plus)
    if session.asker is None:
        minutes = max(1, round(command.seconds / 60))
        if minutes == 1:
            return say("a minute more for this step") if more else say("a minute less for this step")
        if more:
            return say("{minutes} minutes more for this step", minutes=minutes)
        return say("{minutes} minutes less for this step", minutes=minutes)
    who, span = called(session.asker, session), write_span(round(command.seconds))
    what = (
        say("{span} more for {who}", span=span, who=who) if more else say("{span} less for {who}", span=span, who=who)
    )
    after = update(session, command)
    now, then = schedule(session, command.at), None if isinstance(after, Refused) else schedule(after, command.at)
    if not (now and then and now.next_slot is not None and then.next_slot is not None):
        return what
    if now.next_slot == then.next_slot:
        return say("{what}; the others keep {span} each", what=what, span=write_span(now.next_slot))
    return say(
        "{what}; then {after} for each of the others, not {before}",
        what=what,
        after=write_span(then.next_slot),
        before=write_span(now.next_slot),
    )


def _began(command: c.Began, session: Session) -> Message:
    if session.asker is None:
        return say("this question began {span} earlier", span=write_span(command.seconds))
    span = write_span(int(earlier_by(session, command.seconds).total_seconds()))
    return say("{who}'s question began {span} earlier", who=called(session.asker, session), span=span)


def _park(command: c.Park, session: Session) -> Message:
    who = command.who or session.asker
    return say("{who} to the end of the queue", who=called(who, session)) if who else say("to the end of the queue")


def _floor(command: c.Floor, session: Session) -> Message:
    # Not as long ago as was typed, but as can be.
    back = int((command.at - cut(session, command.at, command.back)).total_seconds()) if command.back else 0
    if command.who is None:
        if back > 0:
            return say("nobody has the floor, since {span} ago", span=write_span(back))
        return say("nobody has the floor")
    who = called(command.who, session)
    if command.who == session.speaker:
        return say("{who} has the floor already", who=who)
    if back > 0:
        return say("{who} has the floor, since {span} ago", who=who, span=write_span(back))
    return say("{who} takes the floor", who=who)


def _speak(command: c.Speak, session: Session) -> Message:
    if session.pause:
        return say("nobody gets the floor: it is paused")
    who = None if not command.floor or command.floor == FACILITATOR else command.floor
    return _floor(c.Floor(at=command.at, who=who), session)


def _add(command: c.Add, session: Session) -> Message:
    what = say("new participant: {name}", name=command.name)
    for detail in (command.organisation, command.email):
        if detail:
            what = say("{what}, {detail}", what=what, detail=detail)
    return say("{what}; with a question", what=what) if command.question else what


def _mend(command: c.Mend, session: Session) -> Message:
    ref, line = command.ref, command.line
    if ref[0] == "o":
        return say("offer {number} becomes: {what}", number=int(ref[1:]), what=describe(line, session))
    # A note's line says nothing of its question unless it changes.
    stays = isinstance(line, c.Jot) and line.question is None and ref in session.notes
    return say("mended: {what}", what=phrases.entry(ref, session) if stays else describe(line, session))


def _delete(command: c.Delete, session: Session) -> Message:
    what = phrases.entry(command.ref, session)
    if command.ref[0] == "o":
        return say("delete offer {number}: {what}", number=int(command.ref[1:]), what=what)
    return say("delete: {what}", what=what)


def _star(command: c.Star, session: Session) -> Message:
    number, what = int(command.ref[1:]), phrases.entry(command.ref, session)
    if command.count == 1:
        return say("a star for offer {number}: {what}", number=number, what=what)
    if command.count == -1:
        return say("a star less for offer {number}: {what}", number=number, what=what)
    if command.count < 0:
        return say("{count} stars less for offer {number}: {what}", count=-command.count, number=number, what=what)
    return say("{count} stars for offer {number}: {what}", count=command.count, number=number, what=what)


def _plan(command: c.PlanTime, session: Session) -> Message:
    return Message(PLANNED[command.what], (("minutes", command.value), ("span", write_span(command.value))))


def _until(command: c.Until, session: Session) -> Message:
    return say("over by {time}", time=command.time) if command.time else say("no fixed end")


def _date(command: c.Date, session: Session) -> Message:
    what = say("on {day}", day=command.day)
    if command.time:
        what = say("on {day} at {time}", day=command.day, time=command.time)
    return say("{what}, {zone}", what=what, zone=command.zone) if command.zone else what


def _show(command: c.Show, session: Session) -> Message:
    if command.what == "guide" and command.argument:
        return say("the guide about “{topic}”", topic=command.argument)
    return Message(SHOWN.get(command.what, command.what))


def _address(command: c.Address, session: Session) -> Message:
    who = called(command.who, session)
    return (
        say("mail for {who} goes to {email}", who=who, email=command.email)
        if command.email
        else say("no address for {who}", who=who)
    )


def _share(command: c.Share, session: Session) -> Message:
    people = together(command.who, session)
    if all(session.participants[who].shares for who in command.who):
        return say("not on the list of addresses after all: {people}", people=people)
    return say("on the list of addresses: {people}", people=people)


def _again(command: c.Again, session: Session) -> Message:
    return say("everybody meets again, {day}", day=command.day) if command.day else say("no day to meet again")


def _tick(command: c.Tick, session: Session) -> Message:
    if command.item in session.ticked:
        return say("not ready after all: {item}", item=command.item)
    return say("ready: {item}", item=command.item)


def _measure(command: c.MeasureTimes, session: Session) -> Message:
    if command.on:
        return say("speaking time is measured from now on")
    return say("speaking time is not measured any more")


def _who(text: str) -> Callable[[Any, Session], Message]:
    """Words about the one person a command names."""
    return lambda command, session: Message(text, (("who", called(command.who, session)),))


def _constant(text: str) -> Callable[[Any, Session], Message]:
    return lambda command, session: Message(text)


_WORDS: dict[type[Command], Callable[[Any, Session], Message]] = {
    c.Begin: _constant(ENTERED[Phase.INTRODUCTION]),
    c.Go: _go,
    c.End: _constant(ENTERED[Phase.DONE]),
    c.Next: _next,
    c.PauseRing: _constant(N_("pause")),
    c.ResumeRing: _constant(N_("go on after the pause")),
    c.Plus: _time,
    c.Minus: _time,
    c.Began: _began,
    c.Park: _park,
    c.Pass: _who(N_("{who} asks nothing, and still helps")),
    c.Floor: _floor,
    c.Add: _add,
    c.Rename: lambda command, session: say("{old} becomes {name}", old=session.name(command.who), name=command.name),
    c.Address: _address,
    c.Away: _who(N_("{who} left")),
    c.Back: _who(N_("{who} is here again")),
    c.Ask: phrases.question,
    c.Give: phrases.offer,
    c.Jot: phrases.note,
    c.Reflect: phrases.reflection,
    c.Speak: _speak,
    c.Meet: phrases.meeting,
    c.Mend: _mend,
    c.Delete: _delete,
    c.Star: _star,
    c.PlanTime: _plan,
    c.Until: _until,
    c.Title: lambda command, session: say("title: {words}", words=command.text),
    c.Date: _date,
    c.Place: lambda command, session: say("place: {words}", words=command.text),
    c.Facilitator: lambda command, session: say("facilitator: {words}", words=command.text),
    c.Language: lambda command, session: say("in Dutch") if command.language == "nl" else say("in English"),
    c.Share: _share,
    c.Again: _again,
    c.Tick: _tick,
    c.MeasureTimes: _measure,
    c.Undo: _constant(N_("take the last step back")),
    c.Redo: _constant(N_("do again what was taken back")),
    c.Show: _show,
}
