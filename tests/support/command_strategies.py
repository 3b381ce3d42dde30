"""Anything a facilitator may do at any moment: moves that become a command, or a line, of the session as it is."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from hypothesis import strategies as st

from reciring.ring import commands as c
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
    "/began {span}",
    "/park",
    "/park {who}",
    "/pass {who}",
    "/floor {who}",
    "/floor {who} {span}",
    "/floor 0 {span}",
    "/add Laat{number}",
    "/rename {who} Anders{number}",
    "/address {who} a{number}@voorbeeld.example",
    "/away {who}",
    "/back {who}",
    "/question {who} Wie weet hier meer van?",
    "/note dat was mooi",
    "/meet {who} {other} @vr koffie",
    "/mend {number} {who} toch anders @ma",
    "/mend {number} {who} van een ander >{other}",
    "/delete {number}",
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


def _command(kind: type[c.Command], **fields: Any) -> c.Command:
    return kind(**fields)


class CommandDraw(NamedTuple):
    """A choice of what to do; numbers choose among what is there, so that any move fits any session."""

    what: Any
    who: int
    other: int
    number: int
    span: float
    text: str
    flag: bool

    def command(self, session: Session, at: dt.datetime) -> c.Command:
        """The move as a command."""
        people = list(session.participants) or ["p1"]
        who, other = people[self.who % len(people)], people[self.other % len(people)]
        kind, text = self.what, self.text
        match kind:
            case c.GoToPhase:
                return c.GoToPhase(at=at, phase=[None, *Phase][self.number % 7])
            case c.NextQuestion:
                return c.NextQuestion(at=at, who=who if self.flag else None)
            case c.PauseRing:
                return c.PauseRing(at=at, since=at - dt.timedelta(seconds=self.span) if self.flag else None)
            case c.AddTime | c.RemoveTime | c.Backdate:
                return _command(kind, at=at, seconds=self.span)
            case c.ParkQuestion:
                return c.ParkQuestion(at=at, who=who if self.flag else None)
            case c.SkipParticipant | c.MarkAway | c.MarkBack:
                return _command(kind, at=at, who=who)
            case c.SetSpeaker:
                return c.SetSpeaker(at=at, who=None if self.number % 5 == 0 else who, back=self.span)
            case c.AddParticipant:
                return c.AddParticipant(at=at, name=f"Naam{self.number}", question=text or None)
            case c.RenameParticipant:
                return c.RenameParticipant(at=at, who=who, name=f"Naam{self.number}")
            case c.SetEmail:
                return c.SetEmail(at=at, who=who, email=f"a{self.number}@voorbeeld.example" if self.flag else "")
            case c.SetQuestion | c.AddOffer | c.AddNote | c.AddReflection:
                return self.line(session, at, who, other)
            case c.AddMeeting:
                return c.AddMeeting(at=at, between=(who, other) if who != other else (who, FACILITATOR), text=text)
            case c.EditEntry:
                line = CommandDraw((c.AddOffer, c.AddNote, c.AddReflection)[self.who % 3], *self[1:]).line(
                    session, at, who, other
                )
                assert isinstance(line, c.AddOffer | c.AddNote | c.AddReflection)
                return c.EditEntry(at=at, ref=self.entry_ref(session), line=line)
            case c.DeleteEntry:
                return c.DeleteEntry(at=at, ref=self.entry_ref(session))
            case c.AddStars:
                return c.AddStars(at=at, ref=self.entry_ref(session), count=self.number % 5 - 2)
            case c.SetPlan:
                what = ["introduction", "formulate", "round", "reflect", "total", "most", "least"][self.who % 7]
                return c.SetPlan(at=at, what=what, value=self.number * 7)
            case c.SetEndTime:
                return c.SetEndTime(at=at, time=dt.time(self.number % 24, 55) if self.flag else None)
            case c.SetDate:
                return c.SetDate(at=at, day=dt.date(2026, 10, 25), time=dt.time(2, 30) if self.flag else None)
            case c.MeasureSpeaking:
                return c.MeasureSpeaking(at=at, on=self.flag)
            case c.ToggleItem:
                return c.ToggleItem(at=at, item="room")
            case _:
                return _command(kind, at=at)

    def line(self, session: Session, at: dt.datetime, who: str, other: str) -> c.LineCommand:
        question, floor = question_id(other), (None, "", who)[self.number % 3]
        match self.what:
            case c.SetQuestion:
                return c.SetQuestion(at=at, who=who, text=self.text, speaker=floor)
            case c.AddNote:
                return c.AddNote(
                    at=at,
                    who=who if self.flag else None,
                    text=self.text,
                    question=(None, "", question)[self.number % 3],
                )
            case c.AddReflection:
                kind = list(ReflectionKind)[self.number % 3]
                return c.AddReflection(
                    at=at, who=who, kind=kind, text=self.text, due=dt.date(2026, 12, 1), speaker=floor
                )
        helpers = [[], [who], [who, other], [FACILITATOR]][self.number % 4]
        return c.AddOffer(
            at=at,
            question=session.current or question if self.flag else question,
            helpers=tuple(dict.fromkeys(helpers)),
            kind=list(Kind)[self.number % 4],
            text=self.text,
            dropped=self.number % 7 == 0,
            speaker=floor,
        )

    def entry_ref(self, session: Session) -> str:
        """Something that was noted, or nearly."""
        refs = [*session.offers, *session.notes, *session.reflections, *session.meetings, "o99", "n99"]
        return refs[self.number % len(refs)]

    def line_text(self, session: Session) -> str:
        """The move as a line; for a line, ``what`` is its pattern."""
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
        c.BeginRing,
        c.GoToPhase,
        c.GoToPhase,
        c.EndRing,
        c.NextQuestion,
        c.NextQuestion,
        c.NextQuestion,
        c.NextQuestion,
        c.PauseRing,
        c.PauseRing,
        c.ResumeRing,
        c.ResumeRing,
    ),
    *(
        c.AddTime,
        c.RemoveTime,
        c.Backdate,
        c.Backdate,
        c.Backdate,
        c.ParkQuestion,
        c.SkipParticipant,
        c.SetSpeaker,
        c.SetSpeaker,
        c.SetSpeaker,
        c.SetSpeaker,
    ),
    *(
        c.AddParticipant,
        c.RenameParticipant,
        c.SetEmail,
        c.MarkAway,
        c.MarkBack,
        c.SetQuestion,
        c.AddOffer,
        c.AddOffer,
        c.AddOffer,
        c.AddNote,
        c.AddNote,
        c.AddReflection,
        c.AddMeeting,
    ),
    *(
        c.EditEntry,
        c.EditEntry,
        c.DeleteEntry,
        c.AddStars,
        c.SetPlan,
        c.SetEndTime,
        c.SetDate,
        c.MeasureSpeaking,
        c.ToggleItem,
    ),
)


def _moves(what: st.SearchStrategy[Any]) -> st.SearchStrategy[CommandDraw]:
    small = st.integers(0, 12)
    return st.builds(
        CommandDraw, what, small, small, small, st.sampled_from(SECONDS), st.sampled_from(TEXTS), st.booleans()
    )


command_draws = _moves(st.sampled_from(TYPES))
"""Moves that are commands: ``move.command(session, at)``."""
line_draws = _moves(st.sampled_from(LINES))
"""Moves that are lines: ``move.typed(session)``."""
delays = st.sampled_from((0.0, 0.0, 0.000001, 0.25, 1.0, 7.5, 33.0, 90.0, 400.0, 2000.0, -0.5, -45.0, -3600.0))
"""Seconds from one move to the next; the clock may be set back."""
