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
    return None if session.phase is Phase.PREPARE else say("The ring has begun already.")


def is_not_done(session: Session) -> Message | None:
    return say("The ring is done.") if session.phase is Phase.DONE else None


def is_done(session: Session) -> Message | None:
    return None if session.phase is Phase.DONE else say("That comes when the ring is done.")


def is_after_round(session: Session) -> Message | None:
    return None if session.phase in (Phase.REFLECT, Phase.DONE) else say("That comes after the round.")


def can_erase(session: Session) -> Message | None:
    return is_done(session) or (None if session.turns else say("No speaking times are kept."))


def has_begun(session: Session) -> Message | None:
    if session.phase is Phase.PREPARE:
        return say("The ring has not begun.")
    return is_not_done(session)


def is_in_round(session: Session) -> Message | None:
    return None if session.phase is Phase.ROUND else say("That belongs to the round: /go round leads there.")


def has_current_question(session: Session) -> Message | None:
    return is_in_round(session) or (None if session.current else say("No question is open: /next starts one."))


def can_pause(session: Session) -> Message | None:
    if session.pause:
        return say("It is paused already; /resume goes on.")
    if session.current or session.speaker or session.phase is Phase.ROUND:
        return None
    return say("There is nothing to pause: no question is open.")


def is_paused(session: Session) -> Message | None:
    return None if session.pause else say("There is no pause.")


def has_countdown(session: Session) -> Message | None:
    if session.phase is Phase.ROUND:
        return has_current_question(session)
    return None if session.phase in TIMED_PHASES else say("No time is running.")


def can_set_speaker(session: Session) -> Message | None:
    if session.phase not in (Phase.ROUND, Phase.REFLECT):
        return say("Who speaks is kept in the round and in the reflection.")
    if not session.times:
        return say("Speaking time is not measured in this ring; /times on starts it.")
    return say("It is paused: /resume first.") if session.pause else None


def has_participants(session: Session) -> Message | None:
    return None if session.participants else say("Nobody is in the circle yet: type a name.")


def has_offers(session: Session) -> Message | None:
    return None if session.offers else say("Nothing has been offered yet.")


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
    EVERYONE = N_("who+who or everybody")
    DAY = N_("day")
    SPAN = N_("m:ss")
    TEXT = N_("text")
    PRIVATE_TEXT = N_("text [#private]")
    MARKED = N_("[@when] text")
    PERSON = N_("Name, organisation, e-mail")
    NAME = N_("Name")
    EMAIL = N_("e-mail")
    PHASE = N_("phase")
    OFFER = N_("N")
    ENTRY = N_("N or who")
    COUNT = N_("count")
    AMOUNT = N_("how many")
    LINE = N_("line")
    PLAN = N_("phase MIN | total MIN | most m:ss | least m:ss")
    TIME = N_("hh:mm")
    DATE = N_("YYYY-MM-DD [hh:mm]")
    LANGUAGE = N_("nl | en")
    SWITCH = N_("on | off")
    WORD = N_("word")
    FOLDER = N_("folder")
    FORM = N_("form")
    TOPIC = N_("topic")
    PHONES = N_("open | typist | off [who]")


class HelpChapter(StrEnum):
    """The chapters of the help screen."""

    STEPS = N_("The steps")
    ROUND = N_("The round")
    PEOPLE = N_("The people")
    NOTES = N_("What is noted")
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
        group=HelpChapter.STEPS, help=N_("the natural next step, or the step you name"), allowed=is_not_done),
    CommandSpec(type=commands.BeginRing, name="begin",
        words="start",
        group=HelpChapter.STEPS, help=N_("begin the ring: the introduction"), allowed=is_preparing),
    CommandSpec(type=commands.EndRing, name="end", dutch=("einde",),
        words="stop finish klaar einde",
        group=HelpChapter.STEPS, help=N_("the ring is done: the summary"), allowed=has_begun),
    CommandSpec(type=commands.NextQuestion, name="next", dutch=("volgende",),
        args=(("who?", ArgumentKind.WHO), ("slot?", ArgumentKind.SPAN)), keys=("f7",),
        words="order following volgorde",
        group=HelpChapter.ROUND, help=N_("end this question and start the next one, or that of who"),
        allowed=is_in_round),
    CommandSpec(type=commands.PauseRing, name="pause", dutch=("pauze",), keys=("space", "f6"),
        words="break stop coffee fire koffie stil",
        group=HelpChapter.ROUND, help=N_("stop the countdown and the floor"), footer=N_("pause"), allowed=can_pause),
    CommandSpec(type=commands.ResumeRing, name="resume", dutch=("hervat",), keys=("space", "f6"),
        group=HelpChapter.ROUND, help=N_("go on after a pause"), footer=N_("go on"), allowed=is_paused),
    CommandSpec(type=commands.AddTime, name="plus", args=(("seconds?", ArgumentKind.SPAN),), signs=("+",),
        words="extra more time longer meer tijd langer",
        group=HelpChapter.ROUND, help=N_("give this question (or this step) a minute, or as much as you say"),
        footer=N_("minute"), allowed=has_countdown),
    CommandSpec(type=commands.RemoveTime, name="minus", dutch=("min",), args=(("seconds?", ArgumentKind.SPAN),),
        signs=("-",),
        words="less time shorter minder korter",
        group=HelpChapter.ROUND, help=N_("take a minute away"), allowed=has_countdown),
    CommandSpec(type=commands.RestartTime, name="restart", dutch=("herstart",),
        group=HelpChapter.ROUND, help=N_("give this question its whole time again"), allowed=has_current_question),
    CommandSpec(type=commands.Backdate, name="backdate", dutch=("eerder",), older=("began", "begon"),
        args=(("seconds", ArgumentKind.SPAN), ("entries?", ArgumentKind.AMOUNT)),
        words="wrong late fout te laat",
        group=HelpChapter.ROUND,
        help=N_("this question started that much earlier; what was noted since comes along, or as many as you say"),
        allowed=has_current_question),
    CommandSpec(type=commands.ParkQuestion, name="park", dutch=("parkeer",), args=(("who?", ArgumentKind.WHO),),
        words="order later last volgorde achteraan",
        group=HelpChapter.ROUND, help=N_("to the end of the queue: this question, or who is waiting"),
        allowed=can_park),
    CommandSpec(type=commands.ReadAloud, name="aloud", dutch=("voorlezen",),
        group=HelpChapter.ROUND, help=N_("read the rest aloud: those questions get no time of their own"),
        allowed=has_queue),
    CommandSpec(type=commands.SwapInQueue, name="swap", dutch=("ruil",), args=(("who", ArgumentKind.PEOPLE),),
        words="order change switch volgorde wissel",
        group=HelpChapter.ROUND, help=N_("two who wait change places"), allowed=is_in_round),
    CommandSpec(type=commands.SkipParticipant, name="pass", dutch=("overslaan",), args=(("who", ArgumentKind.SEVERAL),),
        words="skip no question geen vraag",
        group=HelpChapter.ROUND, help=N_("out of the queue; still helps"), allowed=has_participants),
    CommandSpec(type=commands.SetSpeaker, name="speaker", dutch=("woord",), older=("floor",),
        args=(("who", ArgumentKind.WHO_OR_NOBODY), ("back?", ArgumentKind.SPAN)),
        words="speaks spreker wrong fout",
        group=HelpChapter.ROUND, help=N_("who is speaking, since that long ago"), allowed=can_set_speaker),
    CommandSpec(type=commands.AddParticipant, name="add", dutch=("erbij",), args=(("", ArgumentKind.PERSON),),
        words="extra late new more person laat nieuw",
        group=HelpChapter.PEOPLE, help=N_("one more in the circle")),
    CommandSpec(type=commands.RemoveParticipant, name="remove", dutch=("eruit",), args=(("who", ArgumentKind.SEVERAL),),
        words="delete cancel weg verwijder afmelden",
        group=HelpChapter.PEOPLE, help=N_("remove someone who has no entries yet"),
        allowed=has_participants),
    CommandSpec(type=commands.RenameParticipant, name="rename", dutch=("hernoem",),
        args=(("who", ArgumentKind.WHO), ("name", ArgumentKind.NAME)),
        words="wrong spelling correct fout",
        group=HelpChapter.PEOPLE, help=N_("another name for who"), allowed=has_participants),
    CommandSpec(type=commands.SetEmail, name="address", dutch=("adres",),
        args=(("who", ArgumentKind.WHO), ("email", ArgumentKind.EMAIL)),
        words="wrong fout",
        group=HelpChapter.PEOPLE, help=N_("the e-mail address of who; - for none"), allowed=has_participants),
    CommandSpec(type=commands.MarkAway, name="away", dutch=("weg",), args=(("who", ArgumentKind.SEVERAL),),
        words="leave leaves gone vertrekt",
        group=HelpChapter.PEOPLE, help=N_("left, for now or for good"), allowed=has_participants),
    CommandSpec(type=commands.MarkBack, name="back", dutch=("terug",), args=(("who", ArgumentKind.SEVERAL),),
        group=HelpChapter.PEOPLE, help=N_("here again, or wants to ask after all"), allowed=has_participants),
    CommandSpec(type=commands.SetQuestion, name="question", dutch=("vraag",),
        args=(("who", ArgumentKind.WHO), ("", ArgumentKind.PRIVATE_TEXT)),
        words="wrong change fout wijzig",
        group=HelpChapter.NOTES, help=N_("set or sharpen a question"), allowed=has_participants),
    CommandSpec(type=commands.AddNote, name="note", dutch=("notitie",), args=(("", ArgumentKind.PRIVATE_TEXT),),
        group=HelpChapter.NOTES, help=N_("a note on this question or step")),
    CommandSpec(type=commands.AddMeeting, name="meet", dutch=("afspraak",),
        args=(("between", ArgumentKind.PEOPLE), ("", ArgumentKind.MARKED)),
        group=HelpChapter.NOTES, help=N_("two people meet"), allowed=has_participants),
    CommandSpec(type=commands.EditEntry, name="edit", dutch=("wijzig",), older=("mend", "verbeter"),
        args=(("ref", ArgumentKind.OFFER), ("line?", ArgumentKind.LINE)), keys=("up", "down"),
        words="wrong correct change fix fout verkeerd",
        group=HelpChapter.NOTES, help=N_("put offer N on the line; Up and Down walk through what was noted"),
        footer=N_("mend"), allowed=can_edit),
    CommandSpec(type=commands.DeleteEntry, name="delete", dutch=("verwijder",), args=(("ref", ArgumentKind.OFFER),),
        words="remove weg haal wrong fout",
        group=HelpChapter.NOTES, help=N_("take offer N away"), allowed=has_entries),
    CommandSpec(type=commands.MergeEntries, name="merge", dutch=("samen",),
        args=(("ref", ArgumentKind.OFFER), ("other", ArgumentKind.OFFER)),
        words="join combine double extra samenvoegen dubbel",
        group=HelpChapter.NOTES, help=N_("two offers become one: the second goes into the first"),
        allowed=has_entries),
    CommandSpec(type=commands.SetPrivate, name="hide", dutch=("verberg",), args=(("ref", ArgumentKind.ENTRY),),
        group=HelpChapter.NOTES, help=N_("hide offer N, or the question of who, from the group, as #private does")),
    CommandSpec(type=commands.AddStars, name="star", dutch=("ster",),
        args=(("ref", ArgumentKind.OFFER), ("count?", ArgumentKind.COUNT)),
        group=HelpChapter.NOTES, help=N_("a sticker on offer N"), allowed=has_offers),
    CommandSpec(type=commands.Undo, name="undo", dutch=("ongedaan",), keys=("ctrl+z",),
        words="wrong mistake back fout terug",
        group=HelpChapter.NOTES, help=N_("take the last step back"), footer=N_("undo")),
    CommandSpec(type=commands.Redo, name="redo", dutch=("opnieuw",), keys=("ctrl+y",),
        group=HelpChapter.NOTES, help=N_("do again what was taken back")),
    CommandSpec(type=commands.SetPlan, name="plan", args=(("", ArgumentKind.PLAN),),
        group=HelpChapter.PLAN, help=N_("minutes for a step or for all, the longest and shortest time per question"),
        allowed=is_not_done),
    CommandSpec(type=commands.SetEndTime, name="until", dutch=("tot",), args=(("time", ArgumentKind.TIME),),
        group=HelpChapter.PLAN, help=N_("when everything must be over; - for no such time"), allowed=is_not_done),
    CommandSpec(type=commands.SetTitle, name="title", dutch=("titel",), args=(("text", ArgumentKind.TEXT),),
        group=HelpChapter.SESSION, help=N_("what this ring is called")),
    CommandSpec(type=commands.SetDate, name="date", dutch=("datum",), args=(("", ArgumentKind.DATE),),
        group=HelpChapter.SESSION, help=N_("the day, and when it starts")),
    CommandSpec(type=commands.SetPlace, name="place", dutch=("plaats",), args=(("text", ArgumentKind.TEXT),),
        group=HelpChapter.SESSION, help=N_("where it is")),
    CommandSpec(type=commands.SetFacilitator, name="facilitator", dutch=("begeleider",),
        args=(("text", ArgumentKind.TEXT),),
        group=HelpChapter.SESSION, help=N_("who leads the ring")),
    CommandSpec(type=commands.SetLanguage, name="language", dutch=("taal",),
        args=(("language", ArgumentKind.LANGUAGE),),
        group=HelpChapter.SESSION, help=N_("Dutch or English")),
    CommandSpec(type=commands.SetSharing, name="share", dutch=("deel",),
        args=(("who", ArgumentKind.EVERYONE), ("on?", ArgumentKind.SWITCH)),
        group=HelpChapter.SESSION, help=N_("who agreed to be on the list of addresses; off: not after all"),
        allowed=has_participants),
    CommandSpec(type=commands.SetFollowUp, name="followup", dutch=("vervolg",), older=("again", "weerzien"),
        args=(("day", ArgumentKind.DAY),),
        group=HelpChapter.SESSION, help=N_("the day on which everybody meets again; - for no such day")),
    CommandSpec(type=commands.ToggleItem, name="tick", dutch=("vink",), args=(("item", ArgumentKind.WORD),),
        group=HelpChapter.SESSION, help=N_("tick an item of the checklist")),
    CommandSpec(type=commands.ScreenCommand, name="stage", dutch=("zaal",), keys=("f9",),
        words="beamer projector screen scherm",
        group=HelpChapter.SCREEN, help=N_("what the room may see"), does=N_("show the stage"), footer=N_("stage")),
    CommandSpec(type=commands.ScreenCommand, name="join", dutch=("meedoen",),
        args=(("argument?", ArgumentKind.PHONES),),
        group=HelpChapter.SCREEN,
        help=N_("phones in the room join: open takes their offers at once, off stops, off who sends one away"),
        does=N_("open the ring to the room")),
    CommandSpec(type=commands.ScreenCommand, name="wifi", args=(("argument?", ArgumentKind.TEXT),),
        words="network password netwerk wachtwoord",
        group=HelpChapter.SCREEN, help=N_("the Wi-Fi for phones: its name, then its password; off forgets it"),
        does=N_("show the Wi-Fi for phones")),
    CommandSpec(type=commands.ScreenCommand, name="take", dutch=("overnemen",),
        args=(("argument?", ArgumentKind.WORD),),
        group=HelpChapter.NOTES, help=N_("all that was handed in and waits"),
        does=N_("take all that was handed in")),
    CommandSpec(type=commands.ScreenCommand, name="help", older=("hulp",), keys=("f1",), signs=("?",),
        group=HelpChapter.SCREEN, help=N_("the commands and their keys"), does=N_("show the commands and keys"),
        footer=N_("help")),
    CommandSpec(type=commands.ScreenCommand, name="guide", dutch=("uitleg",), args=(("argument?", ArgumentKind.TOPIC),),
        keys=("f8",),
        words="argue cry break late ruzie huilen pauze lastig",
        group=HelpChapter.SCREEN, help=N_("what to do and say in this step, or in a difficult moment: a word of it"),
        does=N_("show or hide the guide"), footer=N_("guide")),
    CommandSpec(type=commands.ScreenCommand, name="prompt", dutch=("suggestie",), keys=("left",),
        group=HelpChapter.SCREEN, help=N_("another example or suggestion from the guide, to say aloud"),
        does=N_("another suggestion from the guide")),
    CommandSpec(type=commands.ScreenCommand, name="todo", older=("walk", "langs"), keys=("tab",),
        group=HelpChapter.SCREEN,
        help=N_("go along what is open: the checklist beforehand, promises without a day later"),
        does=N_("go along what is open")),
    CommandSpec(type=commands.ScreenCommand, name="review", dutch=("nalezen",),
        group=HelpChapter.SCREEN, help=N_("go through all that was noted, before anything is sent"),
        does=N_("go through all that was noted"), allowed=is_after_round),
    CommandSpec(type=commands.ScreenCommand, name="invite", dutch=("uitnodiging",),
        group=HelpChapter.SCREEN, help=N_("the invitation as text for a mail"),
        does=N_("show the invitation, and copy it")),
    CommandSpec(type=commands.MeasureSpeaking, name="times", dutch=("tijden",), args=(("on?", ArgumentKind.SWITCH),),
        keys=("f2",),
        group=HelpChapter.SCREEN, help=N_("show or hide speaking times; off stops measuring them"),
        does=N_("show or hide speaking times"), footer=N_("times")),
    CommandSpec(type=commands.ScreenCommand, name="queue", dutch=("wachtrij",), keys=("f3",),
        group=HelpChapter.SCREEN, help=N_("the question and who is next, large; again: as before"),
        does=N_("the question and who is next, large; again: as before"), allowed=is_not_done),
    CommandSpec(type=commands.ScreenCommand, name="offers", dutch=("aanbod",), keys=("f4",),
        group=HelpChapter.SCREEN, help=N_("what was offered, large; again: as before"),
        does=N_("what was offered, large; again: as before"), allowed=is_not_done),
    CommandSpec(type=commands.ScreenCommand, name="clock", dutch=("klok",), keys=("f5",),
        group=HelpChapter.SCREEN, help=N_("the time, large; again: as before"),
        does=N_("the time, large; again: as before"), allowed=is_not_done),
    CommandSpec(type=commands.ScreenCommand, name="palette", dutch=("opdrachten",), keys=("ctrl+p",),
        group=HelpChapter.SCREEN, help=N_("choose a command from a list"), does=N_("choose a command")),
    CommandSpec(type=commands.ScreenCommand, name="copy", dutch=("kopieer",), args=(("argument?", ArgumentKind.WHO),),
        keys=("f5",),
        group=HelpChapter.SCREEN, help=N_("the summary as text for a mail or chat, or that of who"),
        does=N_("copy the summary"), footer=N_("copy")),
    CommandSpec(type=commands.ScreenCommand, name="print", older=("druk",), args=(("argument?", ArgumentKind.WHO),),
        keys=("f3",),
        group=HelpChapter.SCREEN, help=N_("the summary on paper, or that of who; beforehand the handouts"),
        does=N_("print the summary"), footer=N_("print")),
    CommandSpec(type=commands.ScreenCommand, name="save", dutch=("bewaar",), args=(("argument?", ArgumentKind.FORM),),
        keys=("f4",),
        group=HelpChapter.SCREEN, help=N_("the summary as a file: pdf, html, md, csv, ics"),
        does=N_("save the summary as a file"), footer=N_("save as")),
    CommandSpec(type=commands.ScreenCommand, name="mail", older=("post",), keys=("f6",),
        group=HelpChapter.SCREEN, help=N_("drafts for a mail to all, and to each with their own page; nothing is sent"),
        does=N_("make drafts to send by mail"), footer=N_("mail"), allowed=is_done),
    CommandSpec(type=commands.ScreenCommand, name="remake", dutch=("vernieuw",), keys=("ctrl+r",),
        group=HelpChapter.SCREEN, help=N_("make the files again that are out of date after a correction"),
        does=N_("make again what is out of date"), footer=N_("make again"), allowed=is_after_round),
    CommandSpec(type=commands.ScreenCommand, name="open", dutch=("toon",), keys=("f7",),
        group=HelpChapter.SCREEN, help=N_("open what was made last; else the summary as a page"),
        does=N_("open what was made last"), footer=N_("open"), allowed=is_done),
    CommandSpec(type=commands.ScreenCommand, name="erase", dutch=("wis",),
        words="delete remove weg verwijder privacy",
        group=HelpChapter.SCREEN, help=N_("erase who spoke how long, for good"),
        does=N_("erase who spoke how long, for good"), allowed=can_erase),
    CommandSpec(type=commands.ScreenCommand, name="keep", dutch=("houd",), args=(("argument", ArgumentKind.WORD),),
        group=HelpChapter.SCREEN, help=N_("mine or theirs, when somebody else changed the file"),
        does=N_("choose whose version of the file goes on")),
    CommandSpec(type=commands.ScreenCommand, name="saveto", dutch=("elders",), older=("elsewhere",),
        args=(("argument?", ArgumentKind.FOLDER),),
        words="disk full schijf vol",
        group=HelpChapter.SCREEN, help=N_("save in another folder from now on"),
        does=N_("save in another folder from now on")),
    CommandSpec(type=commands.ScreenCommand, name="handover", dutch=("overdragen",),
        group=HelpChapter.SCREEN, help=N_("let another console lead: Enter there takes the lead"),
        does=N_("hand over the lead to another console")),
    CommandSpec(type=commands.ScreenCommand, name="redraw", dutch=("teken",), keys=("ctrl+l",),
        group=HelpChapter.SCREEN, help=N_("draw the screen again, if something else wrote on it"),
        does=N_("draw the screen again")),
    CommandSpec(type=commands.ScreenCommand, name="suspend", dutch=("shell",),
        group=HelpChapter.SCREEN, help=N_("go to the shell for a moment; fg comes back"),
        does=N_("go to the shell; fg comes back")),
    CommandSpec(type=commands.ScreenCommand, name="quit", keys=("ctrl+q",),
        group=HelpChapter.SCREEN, help=N_("leave; everything is kept"), does=N_("leave; everything is kept"),
        footer=N_("leave")),
)
# fmt: on
"""Every command, in the order of the help screen."""

SPEC_BY_TYPE = {spec.type: spec for spec in COMMAND_SPECS if spec.type is not commands.ScreenCommand}


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


def key_names(spec: CommandSpec) -> tuple[Message, ...]:
    """Return the keys and signs of a command. The first is the one to show where there is room for one."""
    return (*map(key_name, spec.keys), *map(Message, spec.signs))
