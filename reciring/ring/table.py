"""The one table of commands: names, arguments, keys, help, and when each is allowed.

Keys, ``/`` completion, palette, help screen, the documentation's key table and the transcript come from here.
"""

from __future__ import annotations

from reciring.ring import allowed, commands
from reciring.ring.commands import Command
from reciring.ring.folding import fold
from reciring.ring.message import N_, Message
from reciring.ring.session import Session
from reciring.ring.spec import Group as G
from reciring.ring.spec import Kind as K
from reciring.ring.spec import Spec

# fmt: off
TABLE: tuple[Spec, ...] = (
    Spec(type=commands.Go, name="go", dutch=("verder",), args=(("phase?", K.PHASE),), keys=("right",),
         group=G.STEPS, help=N_("the natural next step, or the step you name"), allowed=allowed.not_done),
    Spec(type=commands.Begin, name="begin",
         group=G.STEPS, help=N_("begin the ring: the introduction"), allowed=allowed.preparing),
    Spec(type=commands.End, name="end", dutch=("einde",),
         group=G.STEPS, help=N_("the ring is done: the summary"), allowed=allowed.running),
    Spec(type=commands.Next, name="next", dutch=("volgende",), args=(("who?", K.WHO), ("slot?", K.SPAN)), keys=("f7",),
         group=G.ROUND, help=N_("end this question and start the next one, or that of who"), allowed=allowed.in_round),
    Spec(type=commands.PauseRing, name="pause", dutch=("pauze",), keys=("space", "f6"),
         group=G.ROUND, help=N_("stop the countdown and the floor"), allowed=allowed.can_pause),
    Spec(type=commands.ResumeRing, name="resume", dutch=("hervat",), keys=("space", "f6"),
         group=G.ROUND, help=N_("go on after a pause"), allowed=allowed.paused),
    Spec(type=commands.Plus, name="plus", args=(("seconds?", K.SPAN),), keys=("plus",),
         group=G.ROUND, allowed=allowed.has_time,
         help=N_("give this question (or this step) a minute, or as much as you say")),
    Spec(type=commands.Minus, name="minus", dutch=("min",), args=(("seconds?", K.SPAN),), keys=("minus",),
         group=G.ROUND, help=N_("take a minute away"), allowed=allowed.has_time),
    Spec(type=commands.Began, name="began", dutch=("begon",), args=(("seconds", K.SPAN),),
         group=G.ROUND, allowed=allowed.question_open,
         help=N_("this question started that much earlier; what was noted since comes along")),
    Spec(type=commands.Park, name="park", dutch=("parkeer",), args=(("who?", K.WHO),),
         group=G.ROUND, help=N_("to the end of the queue: this question, or who is waiting"), allowed=allowed.parkable),
    Spec(type=commands.Pass, name="pass", dutch=("overslaan",), args=(("who", K.WHO),),
         group=G.ROUND, help=N_("out of the queue; still helps"), allowed=allowed.someone),
    Spec(type=commands.Floor, name="floor", dutch=("woord",), args=(("who", K.WHO_OR_NOBODY), ("back?", K.SPAN)),
         group=G.ROUND, help=N_("who is speaking, since that long ago"), allowed=allowed.floor_kept),
    Spec(type=commands.Add, name="add", dutch=("erbij",), args=(("", K.PERSON),),
         group=G.PEOPLE, help=N_("one more in the circle")),
    Spec(type=commands.Rename, name="rename", dutch=("hernoem",), args=(("who", K.WHO), ("name", K.NAME)),
         group=G.PEOPLE, help=N_("another name for who"), allowed=allowed.someone),
    Spec(type=commands.Address, name="address", dutch=("adres",), args=(("who", K.WHO), ("email", K.EMAIL)),
         group=G.PEOPLE, help=N_("the e-mail address of who; - for none"), allowed=allowed.someone),
    Spec(type=commands.Away, name="away", dutch=("weg",), args=(("who", K.WHO),),
         group=G.PEOPLE, help=N_("left, for now or for good"), allowed=allowed.someone),
    Spec(type=commands.Back, name="back", dutch=("terug",), args=(("who", K.WHO),),
         group=G.PEOPLE, help=N_("here again, or wants to ask after all"), allowed=allowed.someone),
    Spec(type=commands.Ask, name="question", dutch=("vraag",), args=(("who", K.WHO), ("text", K.TEXT)),
         group=G.NOTES, help=N_("set or sharpen a question"), allowed=allowed.someone),
    Spec(type=commands.Jot, name="note", dutch=("notitie",), args=(("text", K.TEXT),),
         group=G.NOTES, help=N_("a note on this question or step")),
    Spec(type=commands.Meet, name="meet", dutch=("afspraak",), args=(("between", K.PEOPLE), ("", K.MARKED)),
         group=G.NOTES, help=N_("two people meet"), allowed=allowed.someone),
    Spec(type=commands.Mend, name="mend", dutch=("verbeter",), args=(("ref", K.OFFER), ("line", K.LINE)),
         keys=("up", "down"), group=G.NOTES, allowed=allowed.entries,
         help=N_("say offer N anew; Up and Down walk through what was noted")),
    Spec(type=commands.Delete, name="delete", dutch=("verwijder",), args=(("ref", K.OFFER),),
         group=G.NOTES, help=N_("take offer N away"), allowed=allowed.entries),
    Spec(type=commands.Star, name="star", dutch=("ster",), args=(("ref", K.OFFER), ("count?", K.COUNT)),
         group=G.NOTES, help=N_("a sticker on offer N"), allowed=allowed.offers),
    Spec(type=commands.Undo, name="undo", dutch=("ongedaan",), keys=("ctrl+z",),
         group=G.NOTES, help=N_("take the last step back")),
    Spec(type=commands.Redo, name="redo", dutch=("opnieuw",), keys=("ctrl+y",),
         group=G.NOTES, help=N_("do again what was taken back")),
    Spec(type=commands.PlanTime, name="plan", args=(("", K.PLAN),),
         group=G.PLAN, allowed=allowed.not_done,
         help=N_("minutes for a step or for all, the longest and shortest time per question")),
    Spec(type=commands.Until, name="until", dutch=("tot",), args=(("time", K.TIME),),
         group=G.PLAN, help=N_("when everything must be over; - for no such time"), allowed=allowed.not_done),
    Spec(type=commands.Title, name="title", dutch=("titel",), args=(("text", K.TEXT),),
         group=G.SESSION, help=N_("what this ring is called")),
    Spec(type=commands.Date, name="date", dutch=("datum",), args=(("", K.DATE),),
         group=G.SESSION, help=N_("the day, and when it starts")),
    Spec(type=commands.Place, name="place", dutch=("plaats",), args=(("text", K.TEXT),),
         group=G.SESSION, help=N_("where it is")),
    Spec(type=commands.Facilitator, name="facilitator", dutch=("begeleider",), args=(("text", K.TEXT),),
         group=G.SESSION, help=N_("who leads the ring")),
    Spec(type=commands.Language, name="language", dutch=("taal",), args=(("language", K.LANGUAGE),),
         group=G.SESSION, help=N_("Dutch or English")),
    Spec(type=commands.Share, name="share", dutch=("deel",), args=(("who", K.SEVERAL),),
         group=G.SESSION, allowed=allowed.someone,
         help=N_("who agreed to be on the list of addresses; again takes it back")),
    Spec(type=commands.Again, name="again", dutch=("weerzien",), args=(("day", K.DAY),),
         group=G.SESSION, help=N_("the day on which everybody meets again; - for no such day")),
    Spec(type=commands.Tick, name="tick", dutch=("vink",), args=(("item", K.WORD),),
         group=G.SESSION, help=N_("tick an item of the checklist")),
    Spec(type=commands.Show, name="stage", dutch=("zaal",), keys=("f9",),
         group=G.SCREEN, help=N_("what the room may see")),
    Spec(type=commands.Show, name="help", dutch=("hulp",), keys=("f1", "question_mark"),
         group=G.SCREEN, help=N_("the commands and their keys")),
    Spec(type=commands.Show, name="guide", dutch=("uitleg",), args=(("argument?", K.TOPIC),), keys=("f8",),
         group=G.SCREEN, help=N_("what to do and say in this step, or in a difficult moment: a word of it")),
    Spec(type=commands.Show, name="prompt", dutch=("suggestie",), keys=("left",),
         group=G.SCREEN, help=N_("another example or suggestion from the guide, to say aloud")),
    Spec(type=commands.Show, name="walk", dutch=("langs",), keys=("tab",),
         group=G.SCREEN, help=N_("go along what is open: the checklist beforehand, promises without a day later")),
    Spec(type=commands.Show, name="invite", dutch=("uitnodiging",),
         group=G.SCREEN, help=N_("the invitation as text for a mail")),
    Spec(type=commands.MeasureTimes, name="times", dutch=("tijden",), args=(("on?", K.SWITCH),), keys=("f2",),
         group=G.SCREEN, help=N_("show or hide speaking times; off stops measuring them")),
    Spec(type=commands.Show, name="queue", dutch=("wachtrij",), keys=("f3",),
         group=G.SCREEN, help=N_("the question and who is next, large; again: as before"), allowed=allowed.not_done),
    Spec(type=commands.Show, name="offers", dutch=("aanbod",), keys=("f4",),
         group=G.SCREEN, help=N_("what was offered, large; again: as before"), allowed=allowed.not_done),
    Spec(type=commands.Show, name="clock", dutch=("klok",), keys=("f5",),
         group=G.SCREEN, help=N_("the time, large; again: as before"), allowed=allowed.not_done),
    Spec(type=commands.Show, name="palette", dutch=("opdrachten",), keys=("ctrl+p",),
         group=G.SCREEN, help=N_("choose a command from a list")),
    Spec(type=commands.Show, name="copy", dutch=("kopieer",), args=(("argument?", K.WHO),), keys=("f5",),
         group=G.SCREEN, help=N_("the summary as text for a mail or chat, or that of who")),
    Spec(type=commands.Show, name="print", dutch=("druk",), args=(("argument?", K.WHO),), keys=("f3",),
         group=G.SCREEN, help=N_("the summary on paper, or that of who; beforehand the handouts")),
    Spec(type=commands.Show, name="save", dutch=("bewaar",), args=(("argument?", K.FORM),), keys=("f4",),
         group=G.SCREEN, help=N_("the summary as a file: pdf, html, md, csv, ics")),
    Spec(type=commands.Show, name="mail", dutch=("post",), keys=("f6",),
         group=G.SCREEN, help=N_("drafts for a mail to all, and to each with their own page; nothing is sent"),
         allowed=allowed.finished),
    Spec(type=commands.Show, name="open", dutch=("toon",), keys=("f7",),
         group=G.SCREEN, help=N_("open what was made last; else the summary as a page"), allowed=allowed.finished),
    Spec(type=commands.Show, name="erase", dutch=("wis",), keys=("minus",),
         group=G.SCREEN, help=N_("erase who spoke how long, for good"), allowed=allowed.erasable),
    Spec(type=commands.Show, name="keep", dutch=("houd",), args=(("argument", K.WORD),),
         group=G.SCREEN, help=N_("mine or theirs, when somebody else changed the file")),
    Spec(type=commands.Show, name="elsewhere", dutch=("elders",), args=(("argument?", K.FOLDER),),
         group=G.SCREEN, help=N_("save in another folder from now on")),
    Spec(type=commands.Show, name="quit", keys=("ctrl+q",),
         group=G.SCREEN, help=N_("leave; everything is kept")),
)
# fmt: on
"""Every command, in the order of the help screen."""

BY_TYPE = {spec.type: spec for spec in TABLE if spec.type is not commands.Show}


def find(word: str) -> Spec | None:
    """The command of that name, in either language, without its slash; whatever the case and accents."""
    folded = fold(word)
    return next((spec for spec in TABLE if folded in (spec.name, *spec.dutch)), None)


def why_not(session: Session, command: Command) -> Message | None:
    """Why a command cannot be done now; None if it can."""
    if isinstance(command, commands.Go) and command.phase:
        return None  # a step that is named can be entered even when the ring is done
    spec = BY_TYPE.get(type(command))
    return spec.allowed(session) if spec else None
