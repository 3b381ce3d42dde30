"""The table of commands. It declares each command once.

Keys and bindings, ``/`` completion, the preview, the palette, the help screen, the footer, the transcript and
``docs/reference/commands.md`` follow from it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final

import msgspec

from reciring.ring import command_types as commands
from reciring.ring.command_types import Command
from reciring.ring.message import N_, Message, say
from reciring.ring.plan import TIMED_PHASES
from reciring.ring.session import Phase, Session
from reciring.ring.text import fold

AvailabilityCheck = Callable[[Session], Message | None]
"""Returns why a command cannot be done now, or None if it can."""


def always(session: Session) -> Message | None:
    return None


def is_preparing(session: Session) -> Message | None:
    return None if session.phase is Phase.PREPARE else say("The ring has already begun.")


def is_not_done(session: Session) -> Message | None:
    return say("The ring is done.") if session.phase is Phase.DONE else None


def is_done(session: Session) -> Message | None:
    return None if session.phase is Phase.DONE else say("Not yet: this works after the ring has ended (/end).")


def is_after_round(session: Session) -> Message | None:
    return None if session.phase in (Phase.REFLECT, Phase.DONE) else say("Not yet: this works after the round.")


def can_erase(session: Session) -> Message | None:
    return is_done(session) or (None if session.turns else say("There are no speaking times to erase."))


def has_begun(session: Session) -> Message | None:
    if session.phase is Phase.PREPARE:
        return say("The ring has not begun.")
    return is_not_done(session)


def is_in_round(session: Session) -> Message | None:
    return None if session.phase is Phase.ROUND else say("This works only in the round. To go there: /go round")


def has_current_question(session: Session) -> Message | None:
    return is_in_round(session) or (None if session.current else say("No question has started. To start one: /next"))


def can_pause(session: Session) -> Message | None:
    if session.pause:
        return say("Already paused. To resume: /resume")
    if session.current or session.speaker or session.phase is Phase.ROUND:
        return None
    return say("There is nothing to pause: no question has started.")


def is_paused(session: Session) -> Message | None:
    return None if session.pause else say("The ring is not paused.")


def has_countdown(session: Session) -> Message | None:
    if session.phase is Phase.ROUND:
        return has_current_question(session)
    return None if session.phase in TIMED_PHASES else say("This step has no clock.")


def can_set_speaker(session: Session) -> Message | None:
    if session.phase not in (Phase.ROUND, Phase.REFLECT):
        return say("There is a speaker only in the round and the reflection.")
    if not session.times:
        return say("Speaking time is not measured in this ring. To start: /times on")
    return say("The ring is paused. First resume: /resume") if session.pause else None


def has_participants(session: Session) -> Message | None:
    return None if session.participants else say("There are no participants yet. Type a name.")


def has_offers(session: Session) -> Message | None:
    return None if session.offers else say("There are no offers yet.")


def has_entries(session: Session) -> Message | None:
    if session.offers or session.notes or session.reflections or session.meetings:
        return None
    return say("No entries yet.")


def has_queue(session: Session) -> Message | None:
    return is_in_round(session) or (None if session.queue else say("Nobody else is waiting."))


def can_edit(session: Session) -> Message | None:
    """Before the ring begins Up walks through the participants too."""
    return None if session.phase is Phase.PREPARE and session.participants else has_entries(session)


def can_park(session: Session) -> Message | None:
    return is_in_round(session) or (None if session.current or session.queue else say("Nobody else is waiting."))


class ArgumentKind(StrEnum):
    """The kind of an argument. The value names it in a usage line."""

    WHO = N_("who")
    WHO_OR_NOBODY = N_("who or 0")
    PEOPLE = N_("who who")
    SEVERAL = N_("who+who")
    EVERYONE = N_("who+who | everyone")
    DAY = N_("day")
    SPAN = N_("m:ss")
    TEXT = N_("text")
    PRIVATE_TEXT = N_("text [#private]")
    MARKED = N_("[@when] text")
    PERSON = N_("Name, organisation, e-mail")
    NAME = N_("Name")
    EMAIL = N_("e-mail")
    PHASE = N_("step")
    OFFER = N_("N")
    ENTRY = N_("N or who")
    COUNT = N_("count")
    AMOUNT = N_("how many")
    LINE = N_("line")
    PLAN = N_("step MIN | total MIN | most m:ss | least m:ss")
    TIME = N_("hh:mm")
    DATE = N_("YYYY-MM-DD [hh:mm]")
    LANGUAGE = N_("nl | en")
    SWITCH = N_("on | off")
    WHO_OR_PRINTER = N_("who | @printer")
    ITEM = N_("item")
    VERSION = N_("mine | theirs")
    ALL = N_("all")
    FOLDER = N_("folder")
    FORM = N_("format")
    TOPIC = N_("topic")
    PHONES = N_("open | typist | off [who]")


class HelpChapter(StrEnum):
    """The chapters of the help screen."""

    STEPS = N_("The steps")
    ROUND = N_("The round")
    PEOPLE = N_("The participants")
    NOTES = N_("What you type")
    PLAN = N_("The plan")
    SESSION = N_("This ring")
    SCREEN = N_("The screen")


class CommandSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One command: how it is typed, its keys, its help text, and when it is allowed.

    ``args`` are the fields in the order of typing; a "?" after a name makes the field optional. ``keys`` are named as
    Textual names them; with text on the line, only F keys and Ctrl keys work. A line that is only one of the ``signs``
    means the command too. ``older`` are names that are understood, but not shown or suggested. ``help`` is for the help
    screen. For a command of the screen, ``does`` is the text of the preview. ``words`` are other words that people
    search for, in both languages. ``footer`` is the label of its key.
    """

    type: type[Command]
    name: str
    dutch: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    args: tuple[tuple[str, ArgumentKind], ...] = ()
    keys: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    group: HelpChapter
    help: str
    does: str = ""
    words: str = ""
    footer: str = ""
    allowed: AvailabilityCheck = always

    def why_not(self, session: Session) -> Message | None:
        """Return why it cannot be done now; None if it can."""
        return self.allowed(session)

    def names(self, language: str) -> tuple[str, ...]:
        """Return the names of the command that are shown, those of ``language`` first."""
        return (*self.dutch, self.name) if language == "nl" else (self.name, *self.dutch)

    @property
    def all_names(self) -> tuple[str, ...]:
        """All names that are understood: English, Dutch and older ones."""
        return (self.name, *self.dutch, *self.older)


# fmt: off
COMMAND_SPECS: Final[tuple[CommandSpec, ...]] = (
    CommandSpec(type=commands.GoToPhase, name="go", dutch=("verder",), args=(("phase?", ArgumentKind.PHASE),),
        keys=("right",),
        words="next step continue verder fase",
        group=HelpChapter.STEPS, help=N_("do what comes next, or go to the step you name"), allowed=is_not_done),
    CommandSpec(type=commands.BeginRing, name="begin",
        words="start",
        group=HelpChapter.STEPS, help=N_("begin the ring with the introduction"), allowed=is_preparing),
    CommandSpec(type=commands.EndRing, name="end", dutch=("einde",),
        words="stop finish klaar einde",
        group=HelpChapter.STEPS, help=N_("end the ring and show the summary"), allowed=has_begun),
    CommandSpec(type=commands.NextQuestion, name="next", dutch=("volgende",),
        args=(("who?", ArgumentKind.WHO), ("slot?", ArgumentKind.SPAN)), keys=("f7",),
        words="order following volgorde",
        group=HelpChapter.ROUND, help=N_("end this question and start the next one, or that of the person you name"),
        allowed=is_in_round),
    CommandSpec(type=commands.PauseRing, name="pause", dutch=("pauze",), keys=("space", "f6"),
        words="break stop coffee fire koffie stil",
        group=HelpChapter.ROUND, help=N_("pause the clock and the speaking time"), footer=N_("pause"),
        allowed=can_pause),
    CommandSpec(type=commands.ResumeRing, name="resume", dutch=("hervat",), keys=("space", "f6"),
        group=HelpChapter.ROUND, help=N_("resume after a pause"), footer=N_("resume"), allowed=is_paused),
    CommandSpec(type=commands.AddTime, name="plus", args=(("seconds?", ArgumentKind.SPAN),), signs=("+",),
        words="extra more time longer meer tijd langer",
        group=HelpChapter.ROUND, help=N_("give this question (or step) one more minute, or the time you type"),
        footer=N_("minute"), allowed=has_countdown),
    CommandSpec(type=commands.RemoveTime, name="minus", dutch=("min",), args=(("seconds?", ArgumentKind.SPAN),),
        signs=("-",),
        words="less time shorter minder korter",
        group=HelpChapter.ROUND, help=N_("take a minute off, or the time you type"), allowed=has_countdown),
    CommandSpec(type=commands.RestartTime, name="restart", dutch=("herstart",),
        group=HelpChapter.ROUND, help=N_("give this question its full time again"), allowed=has_current_question),
    CommandSpec(type=commands.Backdate, name="backdate", dutch=("eerder",), older=("began", "begon"),
        args=(("seconds", ArgumentKind.SPAN), ("entries?", ArgumentKind.AMOUNT)),
        words="wrong late fout te laat",
        group=HelpChapter.ROUND,
        help=N_("start this question earlier, with all entries since then, or as many as you type"),
        allowed=has_current_question),
    CommandSpec(type=commands.ParkQuestion, name="park", dutch=("parkeer",), args=(("who?", ArgumentKind.WHO),),
        words="order later last volgorde achteraan",
        group=HelpChapter.ROUND, help=N_("move this question (or the person you name) to the end of the queue"),
        allowed=can_park),
    CommandSpec(type=commands.ReadAloud, name="aloud", dutch=("voorlezen",),
        group=HelpChapter.ROUND, help=N_("read the other questions aloud, without time for each"),
        allowed=has_queue),
    CommandSpec(type=commands.SwapInQueue, name="swap", dutch=("ruil",), args=(("who", ArgumentKind.PEOPLE),),
        words="order change switch volgorde wissel",
        group=HelpChapter.ROUND, help=N_("swap two people in the queue"), allowed=is_in_round),
    CommandSpec(type=commands.SkipParticipant, name="pass", dutch=("overslaan",), args=(("who", ArgumentKind.SEVERAL),),
        words="skip no question geen vraag sla",
        group=HelpChapter.ROUND, help=N_("skip someone's question; they can still help"), allowed=has_participants),
    CommandSpec(type=commands.SetSpeaker, name="speaker", dutch=("woord",), older=("floor",),
        args=(("who", ArgumentKind.WHO_OR_NOBODY), ("back?", ArgumentKind.SPAN)),
        words="speaks spreker wrong fout",
        group=HelpChapter.ROUND, help=N_("set who is speaking, and for how long already"), allowed=can_set_speaker),
    CommandSpec(type=commands.AddParticipant, name="add", dutch=("erbij",), args=(("", ArgumentKind.PERSON),),
        words="extra late new more person laat nieuw guest gast",
        group=HelpChapter.PEOPLE, help=N_("add a participant")),
    CommandSpec(type=commands.RemoveParticipant, name="remove", dutch=("eruit",), args=(("who", ArgumentKind.SEVERAL),),
        words="delete cancel weg verwijder afmelden",
        group=HelpChapter.PEOPLE, help=N_("remove someone who has no entries yet"),
        allowed=has_participants),
    CommandSpec(type=commands.RenameParticipant, name="rename", dutch=("hernoem",),
        args=(("who", ArgumentKind.WHO), ("name", ArgumentKind.NAME)),
        words="wrong spelling correct fout",
        group=HelpChapter.PEOPLE, help=N_("change a participant's name"), allowed=has_participants),
    CommandSpec(type=commands.SetEmail, name="address", dutch=("adres",),
        args=(("who", ArgumentKind.WHO), ("email", ArgumentKind.EMAIL)),
        words="wrong fout",
        group=HelpChapter.PEOPLE, help=N_("set an e-mail address; - removes it"), allowed=has_participants),
    CommandSpec(type=commands.MarkAway, name="away", dutch=("weg",), args=(("who", ArgumentKind.SEVERAL),),
        words="leave leaves gone vertrekt absent afwezig",
        group=HelpChapter.PEOPLE, help=N_("mark who is absent, for now or for good"), allowed=has_participants),
    CommandSpec(type=commands.MarkBack, name="back", dutch=("terug",), args=(("who", ArgumentKind.SEVERAL),),
        group=HelpChapter.PEOPLE, help=N_("mark who is back, or wants to ask after all"), allowed=has_participants),
    CommandSpec(type=commands.SetQuestion, name="question", dutch=("vraag",),
        args=(("who", ArgumentKind.WHO), ("", ArgumentKind.PRIVATE_TEXT)),
        words="wrong change fout wijzig",
        group=HelpChapter.NOTES, help=N_("write a question, or improve it"), allowed=has_participants),
    CommandSpec(type=commands.AddNote, name="note", dutch=("notitie",), args=(("", ArgumentKind.PRIVATE_TEXT),),
        group=HelpChapter.NOTES, help=N_("add a note to this question or step")),
    CommandSpec(type=commands.AddMeeting, name="meet", dutch=("afspraak",),
        args=(("between", ArgumentKind.PEOPLE), ("", ArgumentKind.MARKED)),
        words="meeting appointment",
        group=HelpChapter.NOTES, help=N_("note that two people will meet"), allowed=has_participants),
    CommandSpec(type=commands.EditEntry, name="edit", dutch=("wijzig",), older=("mend", "verbeter"),
        args=(("ref", ArgumentKind.OFFER), ("line?", ArgumentKind.LINE)), keys=("up", "down"),
        words="wrong correct change fix fout verkeerd correction corrigeer",
        group=HelpChapter.NOTES, help=N_("edit entry N; Up and Down go through all entries"),
        footer=N_("edit"), allowed=can_edit),
    CommandSpec(type=commands.DeleteEntry, name="delete", dutch=("verwijder",), args=(("ref", ArgumentKind.OFFER),),
        words="remove weg haal wrong fout",
        group=HelpChapter.NOTES, help=N_("delete entry N"), allowed=has_entries),
    CommandSpec(type=commands.MergeEntries, name="merge", dutch=("samen",),
        args=(("ref", ArgumentKind.OFFER), ("other", ArgumentKind.OFFER)),
        words="join combine double extra samenvoegen dubbel",
        group=HelpChapter.NOTES, help=N_("merge two entries: the second goes into the first"),
        allowed=has_entries),
    CommandSpec(type=commands.SetPrivate, name="hide", dutch=("verberg",), args=(("ref", ArgumentKind.ENTRY),),
        group=HelpChapter.NOTES, help=N_("hide entry N, or someone's question, from the group, like #private")),
    CommandSpec(type=commands.AddStars, name="star", dutch=("ster",),
        args=(("ref", ArgumentKind.OFFER), ("count?", ArgumentKind.COUNT)),
        group=HelpChapter.NOTES, help=N_("give offer N a star"), allowed=has_offers),
    CommandSpec(type=commands.Undo, name="undo", dutch=("ongedaan",), keys=("ctrl+z",),
        words="wrong mistake back fout terug annuleer",
        group=HelpChapter.NOTES, help=N_("undo the last change"), footer=N_("undo")),
    CommandSpec(type=commands.Redo, name="redo", dutch=("opnieuw",), keys=("ctrl+y",),
        group=HelpChapter.NOTES, help=N_("redo what you undid")),
    CommandSpec(type=commands.SetPlan, name="plan", args=(("", ArgumentKind.PLAN),),
        group=HelpChapter.PLAN,
        help=N_("plan minutes per step or in total, and the longest and shortest time per question"),
        allowed=is_not_done),
    CommandSpec(type=commands.SetEndTime, name="until", dutch=("tot",), args=(("time", ArgumentKind.TIME),),
        group=HelpChapter.PLAN, help=N_("set the end time; - for no end time"), allowed=is_not_done),
    CommandSpec(type=commands.SetTitle, name="title", dutch=("titel",), args=(("text", ArgumentKind.TEXT),),
        group=HelpChapter.SESSION, help=N_("set the title of this ring")),
    CommandSpec(type=commands.SetDate, name="date", dutch=("datum",), args=(("", ArgumentKind.DATE),),
        group=HelpChapter.SESSION, help=N_("set the day and the start time")),
    CommandSpec(type=commands.SetPlace, name="place", dutch=("plaats",), args=(("text", ArgumentKind.TEXT),),
        group=HelpChapter.SESSION, help=N_("set the place")),
    CommandSpec(type=commands.SetFacilitator, name="facilitator", dutch=("begeleider",),
        args=(("text", ArgumentKind.TEXT),),
        group=HelpChapter.SESSION, help=N_("set the facilitator's name")),
    CommandSpec(type=commands.SetLanguage, name="language", dutch=("taal",),
        args=(("language", ArgumentKind.LANGUAGE),),
        group=HelpChapter.SESSION, help=N_("set the language: Dutch or English")),
    CommandSpec(type=commands.SetSharing, name="share", dutch=("deel",),
        args=(("who", ArgumentKind.EVERYONE), ("on?", ArgumentKind.SWITCH)),
        group=HelpChapter.SESSION, help=N_("put people who agreed on the contact list; off removes them"),
        allowed=has_participants),
    CommandSpec(type=commands.SetFollowUp, name="followup", dutch=("vervolg",), older=("again", "weerzien"),
        args=(("day", ArgumentKind.DAY),),
        group=HelpChapter.SESSION, help=N_("set the day of the follow-up meeting; - removes it")),
    CommandSpec(type=commands.ToggleItem, name="tick", dutch=("vink",), args=(("item", ArgumentKind.ITEM),),
        group=HelpChapter.SESSION, help=N_("tick an item on the checklist")),
    CommandSpec(type=commands.ScreenCommand, name="stage", dutch=("zaal",), keys=("f9",),
        words="beamer projector screen scherm",
        group=HelpChapter.SCREEN, help=N_("show the stage: what the room sees"), does=N_("show the stage"),
        footer=N_("stage")),
    CommandSpec(type=commands.ScreenCommand, name="join", dutch=("meedoen",),
        args=(("argument?", ArgumentKind.PHONES),),
        words="telephone qr telefoon",
        group=HelpChapter.SCREEN,
        help=N_("let phones join; open takes their offers at once, off stops, off and a name removes one"),
        does=N_("let phones join")),
    CommandSpec(type=commands.ScreenCommand, name="wifi", args=(("argument?", ArgumentKind.TEXT),),
        words="network password netwerk wachtwoord",
        group=HelpChapter.SCREEN, help=N_("set the Wi-Fi for phones: its name, then its password; off forgets it"),
        does=N_("show the Wi-Fi for phones")),
    CommandSpec(type=commands.ScreenCommand, name="take", dutch=("overnemen",),
        args=(("argument?", ArgumentKind.ALL),),
        group=HelpChapter.NOTES, help=N_("take all that was handed in and is waiting"),
        does=N_("take all that was handed in")),
    CommandSpec(type=commands.ScreenCommand, name="help", older=("hulp",), keys=("f1",), signs=("?",),
        group=HelpChapter.SCREEN, help=N_("show the commands and their keys"),
        does=N_("show the commands and their keys"),
        footer=N_("Help")),
    CommandSpec(type=commands.ScreenCommand, name="guide", dutch=("uitleg",), args=(("argument?", ArgumentKind.TOPIC),),
        keys=("f8",),
        words="argue cry break late ruzie huilen pauze lastig",
        group=HelpChapter.SCREEN, help=N_("what to do and say now, or at a difficult moment such as /guide silence"),
        does=N_("show or hide the guide"), footer=N_("guide")),
    CommandSpec(type=commands.ScreenCommand, name="prompt", dutch=("suggestie",), keys=("left",),
        group=HelpChapter.SCREEN, help=N_("show another example or suggestion from the guide, to say aloud"),
        does=N_("show another suggestion from the guide")),
    CommandSpec(type=commands.ScreenCommand, name="todo", older=("walk", "langs"), keys=("tab",),
        group=HelpChapter.SCREEN,
        help=N_("go through open items: the checklist first, incomplete offers later"),
        does=N_("go through open items")),
    CommandSpec(type=commands.ScreenCommand, name="review", dutch=("nalezen",),
        words="check controleer",
        group=HelpChapter.SCREEN, help=N_("review all entries before anything is sent"),
        does=N_("review all entries"), allowed=is_after_round),
    CommandSpec(type=commands.ScreenCommand, name="invite", dutch=("uitnodiging",),
        group=HelpChapter.SCREEN, help=N_("show and copy the invitation as text for an e-mail"),
        does=N_("show and copy the invitation")),
    CommandSpec(type=commands.MeasureSpeaking, name="times", dutch=("tijden",), args=(("on?", ArgumentKind.SWITCH),),
        keys=("f2",),
        group=HelpChapter.SCREEN, help=N_("show or hide speaking times; off stops measuring them"),
        does=N_("show or hide speaking times"), footer=N_("speaking time")),
    CommandSpec(type=commands.ScreenCommand, name="queue", dutch=("wachtrij",), keys=("f3",),
        group=HelpChapter.SCREEN, help=N_("show the question and the queue large; again: back"),
        does=N_("show the question and the queue large; again: back"), allowed=is_not_done),
    CommandSpec(type=commands.ScreenCommand, name="offers", dutch=("aanbod",), keys=("f4",),
        group=HelpChapter.SCREEN, help=N_("show the offers large; again: back"),
        does=N_("show the offers large; again: back"), allowed=is_not_done),
    CommandSpec(type=commands.ScreenCommand, name="clock", dutch=("klok",), keys=("f5",),
        group=HelpChapter.SCREEN, help=N_("show the clock large; again: back"),
        does=N_("show the clock large; again: back"), allowed=is_not_done),
    CommandSpec(type=commands.ScreenCommand, name="palette", dutch=("opdrachten",), keys=("ctrl+p",),
        group=HelpChapter.SCREEN, help=N_("choose a command from a list"), does=N_("choose a command")),
    CommandSpec(type=commands.ScreenCommand, name="copy", dutch=("kopieer",), args=(("argument?", ArgumentKind.WHO),),
        keys=("f5",),
        group=HelpChapter.SCREEN, help=N_("copy the summary, or someone's personal page, as text for e-mail or chat"),
        does=N_("copy the summary"), footer=N_("copy")),
    CommandSpec(type=commands.ScreenCommand, name="print", older=("druk",),
        args=(("argument?", ArgumentKind.WHO_OR_PRINTER),),
        keys=("f3",),
        words="paper printen afdrukken papier",
        group=HelpChapter.SCREEN,
        help=N_("print the summary or someone's personal page; before the ring: the handouts"),
        does=N_("print the summary"), footer=N_("print")),
    CommandSpec(type=commands.ScreenCommand, name="save", dutch=("bewaar",), args=(("argument?", ArgumentKind.FORM),),
        keys=("f4",),
        words="export transcript exporteer opslaan logboek",
        group=HelpChapter.SCREEN, help=N_("save the summary as a file: pdf, html, md, csv, ics"),
        does=N_("save the summary as a file"), footer=N_("save as")),
    CommandSpec(type=commands.ScreenCommand, name="mail", older=("post",), keys=("f6",),
        words="email send drafts verstuur",
        group=HelpChapter.SCREEN,
        help=N_("make e-mail drafts: one to all, and one to each with a personal page; nothing is sent"),
        does=N_("make e-mail drafts"), footer=N_("e-mail"), allowed=is_done),
    CommandSpec(type=commands.ScreenCommand, name="remake", dutch=("vernieuw",), keys=("ctrl+r",),
        group=HelpChapter.SCREEN, help=N_("make files again that are out of date after a change"),
        does=N_("make outdated files again"), footer=N_("make again"), allowed=is_after_round),
    CommandSpec(type=commands.ScreenCommand, name="open", dutch=("toon",), keys=("f7",),
        group=HelpChapter.SCREEN, help=N_("open the newest file, or else the summary as a web page"),
        does=N_("open the newest file"), footer=N_("open"), allowed=is_done),
    CommandSpec(type=commands.ScreenCommand, name="erase", dutch=("wis",),
        words="delete remove weg verwijder privacy wissen",
        group=HelpChapter.SCREEN, help=N_("erase all speaking times, for good"),
        does=N_("erase all speaking times, for good"), allowed=can_erase),
    CommandSpec(type=commands.ScreenCommand, name="keep", dutch=("houd",), args=(("argument", ArgumentKind.VERSION),),
        words="conflict mine choose",
        group=HelpChapter.SCREEN, help=N_("keep your version or theirs when someone else changed the file"),
        does=N_("choose the version of the file to keep")),
    CommandSpec(type=commands.ScreenCommand, name="saveto", dutch=("elders",), older=("elsewhere",),
        args=(("argument?", ArgumentKind.FOLDER),),
        words="disk full schijf vol usb",
        group=HelpChapter.SCREEN, help=N_("save in another folder from now on"),
        does=N_("save in another folder from now on")),
    CommandSpec(type=commands.ScreenCommand, name="handover", dutch=("overdragen",),
        words="other window leader leiding",
        group=HelpChapter.SCREEN, help=N_("hand over the lead; Enter in the other window takes it"),
        does=N_("hand over the lead to another window")),
    CommandSpec(type=commands.ScreenCommand, name="redraw", dutch=("teken",), keys=("ctrl+l",),
        group=HelpChapter.SCREEN, help=N_("redraw the screen if another program wrote on it"),
        does=N_("redraw the screen")),
    CommandSpec(type=commands.ScreenCommand, name="suspend", dutch=("shell",),
        group=HelpChapter.SCREEN, help=N_("go to the shell for a moment; type fg to come back"),
        does=N_("go to the shell; type fg to come back")),
    CommandSpec(type=commands.ScreenCommand, name="quit", keys=("ctrl+q",),
        words="exit close leave stop afsluiten sluiten stoppen",
        group=HelpChapter.SCREEN, help=N_("quit; everything is saved"), does=N_("quit; everything is saved"),
        footer=N_("quit")),
)
# fmt: on
"""Every command, in the order of the help screen."""

SPEC_BY_TYPE = {spec.type: spec for spec in COMMAND_SPECS if spec.type is not commands.ScreenCommand}


SPECS_BY_KEY: Final = {
    key: tuple(spec for spec in COMMAND_SPECS if key in spec.keys) for spec in COMMAND_SPECS for key in spec.keys
}
"""The commands of each key, as Textual names the keys. One key may have one command for each state of the ring."""

SPEC_BY_SIGN = {sign: spec for spec in COMMAND_SPECS for sign in spec.signs}


def find_command(word: str) -> CommandSpec | None:
    """Return the command of a name in any language, without its slash; case and accents do not matter."""
    folded = fold(word)
    return next((spec for spec in COMMAND_SPECS if folded in spec.all_names), None)


def find_beginnings(word: str, language: str) -> tuple[tuple[CommandSpec, str], ...]:
    """Return the commands with a name that begins with ``word``, and that name.

    If no shown name begins so, older names count. Their commands come with the name that is shown first.
    """
    folded = fold(word)
    shown = [(spec, name) for spec in COMMAND_SPECS for name in spec.names(language) if name.startswith(folded)]
    older = [
        (spec, spec.names(language)[0]) for spec in COMMAND_SPECS for name in spec.older if name.startswith(folded)
    ]
    found: dict[str, tuple[CommandSpec, str]] = {}
    for spec, name in shown or older:
        found.setdefault(spec.name, (spec, name))
    return tuple(found.values())


def unavailable_reason(session: Session, command: Command) -> Message | None:
    """Return why a command cannot be done now; None if it can."""
    if isinstance(command, commands.GoToPhase) and command.phase:
        return None  # A phase that is named can be entered even when the ring is done.
    if isinstance(command, commands.ScreenCommand):
        spec = find_command(command.what)
    else:
        spec = SPEC_BY_TYPE.get(type(command))
    return spec.allowed(session) if spec else None


_NAMES = {
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "space": N_("Space"),
}


def key_name(key: str) -> Message:
    """Return what is printed on the key that Textual calls ``key``."""
    return Message(_NAMES.get(key) or "+".join(part.capitalize() for part in key.split("+")))


def key_names(spec: CommandSpec, session: Session | None = None) -> tuple[Message, ...]:
    """Return the keys and signs of a command. The first is the one to show where there is room for one.

    With a session, a key is left out while it does another command: F3 shows the queue until the ring is done.
    """
    keys = [
        key for key in spec.keys if session is None or spec.why_not(session) or command_of_key(key, session) is spec
    ]
    return (*map(key_name, keys), *map(Message, spec.signs))


def command_of_key(key: str, session: Session) -> CommandSpec | None:
    """Return the command that a key does now; None if it does none."""
    return next((spec for spec in SPECS_BY_KEY.get(key, ()) if spec.why_not(session) is None), None)
