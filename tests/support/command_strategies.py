"""Random commands and lines that fit any session: a draw becomes a command or a line of a given session."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from hypothesis import strategies as st

from reciring.ring import command_types as commands
from reciring.ring.session import FACILITATOR, Kind, Phase, ReflectionKind, Session, question_id

SECONDS = (0.0, 0.25, 1.0, 5.0, 20.0, 61.0, 300.0, 4000.0)
TEXTS = ("", "stuurt de slides", "oefent morgen mee", "=1+1 [/x] {a}", "Łukasz' łijst · ☂")
LINES = (
    "",
    "{who}",
    "{who} stuurt de slides #tool @vrijdag",
    "{who}+{other} oefenen mee #hulp *",
    ".{who} kent iemand #contact >{other}",
    ">{other} {who} belt @ma",
    "{who} kan altijd #nee #prive",
    "{who} veel geleerd #gekregen",
    "{who} bellen @morgen #stap",
    "0 iemand moet dit weten",
    "zonder naam",
    "Nienke",
    "Nienke deelt haar regels",
    "Nieuw{number}, Provincie: wie helpt me?",
    "/begin",
    "/go",
    "/go round",
    "/go reflect",
    "/go introduction",
    "/go done",
    "/end",
    "/next",
    "/next {who}",
    "/next {who} {span}",
    "/pause",
    "/resume",
    "/plus",
    "/minus {span}",
    "/backdate {span}",
    "/backdate {span} {number}",
    "/park",
    "/park {who}",
    "/aloud",
    "/pass {who}",
    "/speaker {who}",
    "/speaker {who} {span}",
    "/speaker 0 {span}",
    "/add Laat{number}",
    "/rename {who} Anders{number}",
    "/remove {who}",
    "{who}, Zorg: nog een vraag?",
    "/address {who} a{number}@voorbeeld.example",
    "/away {who}",
    "/away {who}+{other}",
    "/share {who} off",
    "/back {who}",
    "/question {who} Wie weet hier meer van?",
    "/note dat was mooi",
    "/note dat blijft hier #private",
    "/question {who} Wat nu? #privé",
    "{who} blijft onder ons #privé",
    "/meet {other} {who} @vr #private",
    "/hide {number}",
    "/meet {who} {other} @vr koffie",
    "/edit {number} {who} toch anders @ma",
    "/edit {number} {who} van een ander >{other}",
    "/delete {number}",
    "{number}=",
    "{number}={who}",
    "{number}=#contact @vr",
    "{number}=>{other}",
    "{number}=+{who}",
    "{number}=: iets anders",
    "{number}==1",
    "{number}=-",
    "={who} weet het @ma *",
    "/merge {number} 1",
    "/swap {who} {other}",
    "/star {number} {count}",
    "/plan round {number}",
    "/plan total 75",
    "/plan most 4:00",
    "/plan least 0:45",
    "/until 14:55",
    "/until -",
    "/times",
    "/times off",
    "/times on",
    "/date 2026-11-25",
    "/title Samen slimmer",
    "/nonsense",
    "/plan",
)


def _command(kind: type[commands.Command], **fields: Any) -> commands.Command:
    return kind(**fields)


class CommandDraw(NamedTuple):
    """A random choice; its numbers select among the people and entries of a session, so that it fits any session."""

    what: Any
    who: int
    other: int
    number: int
    span: float
    text: str
    flag: bool

    def command(self, session: Session, at: dt.datetime) -> commands.Command:
        """The draw as a command."""
        people = list(session.participants) or ["p1"]
        who, other = people[self.who % len(people)], people[self.other % len(people)]
        kind, text = self.what, self.text
        match kind:
            case commands.GoToPhase:
                return commands.GoToPhase(at=at, phase=[None, *Phase][self.number % 7])
            case commands.NextQuestion:
                return commands.NextQuestion(at=at, who=who if self.flag else None)
            case commands.PauseRing:
                return commands.PauseRing(at=at, since=at - dt.timedelta(seconds=self.span) if self.flag else None)
            case commands.Backdate:
                return commands.Backdate(at=at, seconds=self.span, entries=self.number % 5 if self.flag else None)
            case commands.AddTime | commands.RemoveTime:
                return _command(kind, at=at, seconds=self.span)
            case commands.ParkQuestion:
                return commands.ParkQuestion(at=at, who=who if self.flag else None)
            case commands.RemoveParticipant:
                return commands.RemoveParticipant(at=at, who=(who,))
            case commands.EditParticipant:
                person = commands.AddParticipant(at=at, name=f"Naam{self.number}", email=text, question=text or None)
                return commands.EditParticipant(at=at, who=who, person=person)
            case commands.SwapInQueue:
                return commands.SwapInQueue(at=at, who=(who, other))
            case commands.MergeEntries:
                again = self._replace(number=self.who)
                return commands.MergeEntries(at=at, ref=self.entry_ref(session), other=again.entry_ref(session))
            case commands.SkipParticipant | commands.MarkAway | commands.MarkBack:
                return _command(kind, at=at, who=(who, other) if self.flag and who != other else (who,))
            case commands.SetSharing:
                return commands.SetSharing(at=at, who=(who,), on=self.flag)
            case commands.SetSpeaker:
                return commands.SetSpeaker(at=at, who=None if self.number % 5 == 0 else who, back=self.span)
            case commands.AddParticipant:
                return commands.AddParticipant(at=at, name=f"Naam{self.number}", question=text or None)
            case commands.RenameParticipant:
                return commands.RenameParticipant(at=at, who=who, name=f"Naam{self.number}")
            case commands.SetEmail:
                return commands.SetEmail(at=at, who=who, email=f"a{self.number}@voorbeeld.example" if self.flag else "")
            case commands.SetQuestion | commands.AddOffer | commands.AddNote | commands.AddReflection:
                return self.line(session, at, who, other)
            case commands.AddMeeting:
                return commands.AddMeeting(
                    at=at, between=(who, other) if who != other else (who, FACILITATOR), text=text
                )
            case commands.EditEntry:
                line = CommandDraw(
                    (commands.AddOffer, commands.AddNote, commands.AddReflection)[self.who % 3], *self[1:]
                ).line(session, at, who, other)
                assert isinstance(line, commands.AddOffer | commands.AddNote | commands.AddReflection)
                return commands.EditEntry(at=at, ref=self.entry_ref(session), line=line)
            case commands.DeleteEntry:
                return commands.DeleteEntry(at=at, ref=self.entry_ref(session))
            case commands.SetPrivate:
                refs = [self.entry_ref(session), *session.questions]
                return commands.SetPrivate(at=at, ref=refs[self.who % len(refs)], private=self.flag)
            case commands.AddStars:
                return commands.AddStars(at=at, ref=self.entry_ref(session), count=self.number % 5 - 2)
            case commands.SetPlan:
                what = ["introduction", "formulate", "round", "reflect", "total", "most", "least"][self.who % 7]
                return commands.SetPlan(at=at, what=what, value=self.number * 7)
            case commands.SetEndTime:
                return commands.SetEndTime(at=at, time=dt.time(self.number % 24, 55) if self.flag else None)
            case commands.SetDate:
                return commands.SetDate(at=at, day=dt.date(2026, 10, 25), time=dt.time(2, 30) if self.flag else None)
            case commands.MeasureSpeaking:
                return commands.MeasureSpeaking(at=at, on=self.flag)
            case commands.ToggleItem:
                return commands.ToggleItem(at=at, item="room")
            case _:
                return _command(kind, at=at)

    def line(self, session: Session, at: dt.datetime, who: str, other: str) -> commands.LineCommand:
        question, speaker = question_id(other), (None, "", who)[self.number % 3]
        match self.what:
            case commands.SetQuestion:
                return commands.SetQuestion(at=at, who=who, text=self.text, speaker=speaker)
            case commands.AddNote:
                return commands.AddNote(
                    at=at,
                    who=who if self.flag else None,
                    text=self.text,
                    question=(None, "", question)[self.number % 3],
                )
            case commands.AddReflection:
                kind = list(ReflectionKind)[self.number % 3]
                return commands.AddReflection(
                    at=at, who=who, kind=kind, text=self.text, due=dt.date(2026, 12, 1), speaker=speaker
                )
        helpers = [[], [who], [who, other], [FACILITATOR]][self.number % 4]
        return commands.AddOffer(
            at=at,
            question=session.current or question if self.flag else question,
            helpers=tuple(dict.fromkeys(helpers)),
            kind=list(Kind)[self.number % 4],
            text=self.text,
            dropped=self.number % 7 == 0,
            speaker=speaker,
        )

    def entry_ref(self, session: Session) -> str:
        """The id of an entry, or one that does not exist."""
        refs = [*session.offers, *session.notes, *session.reflections, *session.meetings, "o99", "n99"]
        return refs[self.number % len(refs)]

    def line_text(self, session: Session) -> str:
        """The draw as a line; ``what`` is its pattern."""
        people = list(session.participants.values())
        names = [person.name for person in people] or ["Niemand"]
        return str(self.what).format(
            who=names[self.who % len(names)],
            other=names[self.other % len(names)],
            number=self.number,
            count=self.number % 5 - 2,
            span=f"{int(self.span // 60)}:{self.span % 60:05.2f}",
        )


TYPES = (
    *(
        commands.BeginRing,
        commands.GoToPhase,
        commands.GoToPhase,
        commands.EndRing,
        commands.NextQuestion,
        commands.NextQuestion,
        commands.NextQuestion,
        commands.NextQuestion,
        commands.PauseRing,
        commands.PauseRing,
        commands.ResumeRing,
        commands.ResumeRing,
    ),
    *(
        commands.AddTime,
        commands.RemoveTime,
        commands.RestartTime,
        commands.Backdate,
        commands.Backdate,
        commands.Backdate,
        commands.ParkQuestion,
        commands.ReadAloud,
        commands.SkipParticipant,
        commands.SetSpeaker,
        commands.SetSpeaker,
        commands.SetSpeaker,
        commands.SetSpeaker,
    ),
    *(
        commands.AddParticipant,
        commands.RenameParticipant,
        commands.EditParticipant,
        commands.RemoveParticipant,
        commands.SetEmail,
        commands.MarkAway,
        commands.MarkBack,
        commands.SetSharing,
        commands.SetQuestion,
        commands.AddOffer,
        commands.AddOffer,
        commands.AddOffer,
        commands.AddNote,
        commands.AddNote,
        commands.AddReflection,
        commands.AddMeeting,
    ),
    *(
        commands.EditEntry,
        commands.EditEntry,
        commands.DeleteEntry,
        commands.MergeEntries,
        commands.SwapInQueue,
        commands.AddStars,
        commands.SetPlan,
        commands.SetEndTime,
        commands.SetDate,
        commands.MeasureSpeaking,
        commands.ToggleItem,
    ),
)


def _draws(what: st.SearchStrategy[Any]) -> st.SearchStrategy[CommandDraw]:
    small = st.integers(0, 12)
    return st.builds(
        CommandDraw, what, small, small, small, st.sampled_from(SECONDS), st.sampled_from(TEXTS), st.booleans()
    )


command_draws = _draws(st.sampled_from(TYPES))
"""Draws to be used as commands: ``draw.command(session, at)``."""
line_draws = _draws(st.sampled_from(LINES))
"""Draws to be used as lines: ``draw.line_text(session)``."""
delays = st.sampled_from((0.0, 0.0, 0.000001, 0.25, 1.0, 7.5, 33.0, 90.0, 400.0, 2000.0, -0.5, -45.0, -3600.0))
"""Seconds between two draws; negative if the clock was set back."""
