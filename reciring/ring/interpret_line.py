"""``interpret``: what a typed line means in the phase we are in (DESIGN section 2)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

import msgspec

from reciring.ring.arguments import read_arguments
from reciring.ring.commands import (
    AddNote,
    AddOffer,
    AddParticipant,
    AddReflection,
    Command,
    LineCommand,
    SetQuestion,
    SetSpeaker,
    SpeakerLine,
)
from reciring.ring.markers import MarkedText, read_markers
from reciring.ring.message import Message, Refused, say
from reciring.ring.names import NamedPeople, read_names, short_name
from reciring.ring.participants import parse_person
from reciring.ring.registry import COMMAND_SPECS, find_command
from reciring.ring.session import FACILITATOR, Kind, Phase, ReflectionKind, Session, question_id, seat
from reciring.ring.speaker import PHASES_WITH_SPEAKER
from reciring.ring.text import fold, squeeze

_BREAKS: Final = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")


class Unclear(msgspec.Struct, frozen=True):
    """What has to be asked before the line can be entered, and what a second Enter makes of it all the same."""

    reason: Message
    fallback: Command | None = None


def interpret(text: str, session: Session, at: dt.datetime, *, bound: str | None = None) -> Command | Unclear:
    """The command that a line is at an instant, or what is unclear about it.

    ``other_question`` is the question under which the line was begun, if not the open one.
    """
    line = squeeze(text)
    try:
        if not line:
            return _empty(session, at)
        if line == ".":
            return Unclear(say("Nothing typed."))
        if line[0] == "/":
            return _command(line[1:], session, at)
        if bound and f"p{seat(bound)}" not in session.participants:
            bound = None  # who asked it is gone: the step in which they came was taken back
        lead = read_line_start(line, session)
        typed = line[1:].lstrip() if lead.dotted else line
        return _Reader(session, at, bound or session.current, typed, lead.dotted).read(lead)
    except Refused as refused:
        return Unclear(refused.reason)


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a pasted text, whatever broke them; empty ones left out."""
    return tuple(line.strip() for line in _BREAKS.split(text) if line.strip())


def _empty(session: Session, at: dt.datetime) -> Command | Unclear:
    if session.phase is Phase.ROUND and session.asker:
        return SpeakerLine(at=at) if session.pause else SetSpeaker(at=at, who=session.asker)
    return Unclear(say("Nothing typed."))


def _command(line: str, session: Session, at: dt.datetime) -> Command | Unclear:
    word, _, rest = line.partition(" ")
    spec = find_command(word)
    if spec is None:
        folded = fold(word)
        called = [
            [name for name in (each.name, *each.dutch) if name.startswith(folded)] for each in COMMAND_SPECS if folded
        ]
        near = [names[0] for names in called if names]
        if len(near) == 1:
            return Unclear(say("No command is called /{word}; Tab makes it /{command}.", word=word, command=near[0]))
        return Unclear(say("No command is called /{word}; /help lists them all.", word=word))
    return read_arguments(
        spec, rest.strip(), session, at, lambda ref, text: parse_edited_entry(ref, text, session, at), word
    )


def parse_edited_entry(ref: str, text: str, session: Session, at: dt.datetime) -> AddOffer | AddNote | AddReflection:
    """Read a line anew for an entry that was noted before; raises Refused if it is unclear."""
    line = squeeze(text)
    lead, bound = read_line_start(line, session), None
    if ref[0] == "n":
        note = session.notes[ref]
        bound = note.question
        if note.who is None:
            return AddNote(at=at, text=line)
        if bound is None and lead.who and len(lead.who.refs) == 1 and not lead.who.problem:
            marked = read_markers(lead.line[lead.who.end :].strip(), session)
            text = marked.words if marked.private else marked.raw
            return AddNote(at=at, text=text, who=lead.who.refs[0], private=marked.private)
    elif ref[0] == "o":
        bound = session.offers[ref].question
    reader = _Reader(session, at, bound, line, dotted=True)
    found = reader.reflection(lead.line, lead.who) if ref[0] == "r" else reader.entry(lead.line, lead.who)
    if isinstance(found, Unclear):
        raise Refused(found.reason)
    if isinstance(found, SetQuestion):
        return AddNote(at=at, text=found.text, who=found.who, question=question_id(found.who))
    if not isinstance(found, AddOffer | AddNote | AddReflection):
        raise Refused(say("Type what was said behind the name."))
    return found


class _Reader:
    """One line, read in one session at one instant."""

    def __init__(self, session: Session, at: dt.datetime, question: str | None, typed: str, dotted: bool) -> None:
        self.session = session
        self.at = at
        self.question = question
        self.typed = typed
        self.dotted = dotted

    def read(self, lead: LineStart) -> Command | Unclear:
        session, line, who = self.session, lead.line, lead.who
        if session.phase is Phase.PREPARE and not ((who or lead.moved) and self._aims(line)):
            return AddParticipant(at=self.at, **parse_person(line)._asdict())
        # A line begun under a question is for that question, whatever the step is by now.
        if session.phase is Phase.ROUND or self.question or self._aims(line):
            return self.entry(line, who)
        if session.phase is Phase.REFLECT:
            return self.reflection(line, who)
        if session.phase is Phase.FORMULATE:
            return self.formulation(line, who)
        return self._told(line, who)

    def _told(self, line: str, who: NamedPeople | None) -> Command | Unclear:
        """A note where lines are notes: of who, if it names somebody."""
        marked = read_markers(line, self.session)
        if problem := (who and who.problem) or marked.ambiguous_target:
            return Unclear(problem, self._note())
        rest = line[who.end :].strip() if who else ""
        if not who or not rest or len(who.refs) > 1:
            return AddNote(at=self.at, text=marked.raw)
        return AddNote(at=self.at, text=read_markers(rest, self.session).raw, who=next(iter(who.refs), None))

    def _note(self, who: NamedPeople | None = None) -> AddNote:
        """The line as it was typed, kept as a note."""
        return AddNote(at=self.at, text=self.typed, question=self.question or "", speaker=self._floor(who))

    def _aims(self, line: str) -> bool:
        return ">" in line and read_markers(line, self.session).target is not None

    def entry(self, line: str, who: NamedPeople | None) -> Command | Unclear:
        """A line of the round: who speaks, an offer, the asker's question or note."""
        session = self.session
        if who and who.problem:
            marked = read_markers(line, session)
            question = self._question(marked)
            return Unclear(who.problem, self._give(question, (), marked, None) if question else self._note())
        rest = line[who.end :].strip() if who else line
        marked = read_markers(rest, session)
        if who and not rest:
            return self._speak(who)
        question = self._question(marked)
        if question is None:
            reason = say("No question is open: say whose this is for, as >{name}.", name=self._somebody())
            return Unclear(reason, self._note(who))
        asker = f"p{seat(question)}"
        if who and who.refs == (asker,):
            return self._own(asker, question, marked)
        helpers = tuple(ref for ref in who.refs if ref != asker) if who else ()
        give = self._give(question, helpers, marked, who)
        if not marked.words and marked.bare:
            return Unclear(say("Type what is offered."), self._note(who))
        if not marked.words and not helpers:
            return Unclear(say("Type who offers what."), self._note(who))
        if marked.problems:
            return Unclear(marked.problems[0], give)
        if marked.reflection:
            reason = say("#{marker} belongs to the reflection.", marker=marked.reflection)
            return Unclear(reason, msgspec.structs.replace(give, text=marked.raw))
        return give

    def _question(self, marked: MarkedText) -> str | None:
        """Whose question the line is for: as it says, else the one it is bound to."""
        return question_id(marked.target) if marked.target else self.question

    def _give(self, question: str, helpers: tuple[str, ...], marked: MarkedText, who: NamedPeople | None) -> AddOffer:
        return AddOffer(
            at=self.at,
            question=question,
            helpers=helpers,
            kind=marked.kind or Kind.TIP,
            text=marked.words,
            due=marked.due,
            stars=marked.stars,
            private=marked.private,
            dropped=marked.dropped,
            speaker=self._floor(who),
        )

    def _own(self, asker: str, question: str, marked: MarkedText) -> LineCommand | Unclear:
        """The asker's own line: the question's words if it has none yet, else a note on it."""
        text, floor = marked.words, asker if not self.dotted else None
        if not text:
            return Unclear(say("Type the question, or a note on it."), self._note())
        known = self.session.questions.get(question)
        own: SetQuestion | AddNote = (
            SetQuestion(at=self.at, who=asker, text=text, speaker=floor)
            if known is None or known.text is None
            else AddNote(at=self.at, who=asker, text=text, question=question, private=marked.private, speaker=floor)
        )
        if marked.problems:
            return Unclear(marked.problems[0], own)
        if marked.reflection:
            reason = say("#{marker} belongs to the reflection.", marker=marked.reflection)
            return Unclear(reason, msgspec.structs.replace(own, text=marked.raw))
        if isinstance(own, SetQuestion) and marked.private:
            # the whole group reads it: that is said rather than that the marker goes unseen
            return Unclear(
                say("A question is for the whole group, so it cannot be private."),
                msgspec.structs.replace(own, text=marked.raw),
            )
        return own

    def _speak(self, who: NamedPeople) -> Command | Unclear:
        if self.dotted:
            return Unclear(say("Type what was said behind the name."), self._note())
        if self.session.pause:  # lines pass nothing then, and are refused no more than others
            return SpeakerLine(at=self.at)
        first = who.refs[0] if who.refs else FACILITATOR
        return SetSpeaker(at=self.at, who=None if first == FACILITATOR else first)

    def _floor(self, who: NamedPeople | None) -> str | None:
        """Who gets the floor by this line: the first who is named; the facilitator or 0 closes it."""
        if self.dotted or who is None:
            return None
        first = who.refs[0] if who.refs else FACILITATOR
        return "" if first == FACILITATOR else first

    def reflection(self, line: str, who: NamedPeople | None) -> Command | Unclear:
        """A line of the reflection: who speaks, or what someone received, was surprised by, or does next."""
        if who is None:
            return Unclear(say("Who says that? Begin with a name."), self._note())
        if who.problem:
            return Unclear(who.problem, self._note())
        rest = line[who.end :].strip()
        if not rest:
            return self._speak(who)
        if len(who.refs) != 1:
            return Unclear(say("One person at a time: whose reflection is it?"), self._note(who))
        marked = read_markers(rest, self.session)
        if not marked.words:
            return Unclear(say("Type what was said behind the name."), self._note(who))
        said = self._said(who, marked)
        if marked.problems:
            return Unclear(marked.problems[0], said)
        if isinstance(said, AddReflection) and marked.private and not (marked.kind or marked.dropped or marked.stars):
            reason = say("A reflection is for the whole group, so it cannot be private.")
            return Unclear(reason, msgspec.structs.replace(said, text=marked.raw))
        if isinstance(said, AddReflection) and (marked.kind or marked.dropped or marked.stars or marked.private):
            reason = say("An offer? Say for whose question, as >{name}.", name=self._somebody(who.refs[0]))
            return Unclear(reason, msgspec.structs.replace(said, text=marked.raw))
        return said

    def _said(self, who: NamedPeople, marked: MarkedText) -> AddReflection | AddNote:
        """A reflection; of who leads the ring it is a note."""
        floor, ref = self._floor(who), who.refs[0]
        if ref == FACILITATOR:
            return AddNote(at=self.at, text=marked.words, who=ref, private=marked.private, speaker=floor)
        kind = marked.reflection or ReflectionKind.RECEIVED
        return AddReflection(at=self.at, who=ref, kind=kind, text=marked.words, due=marked.due, speaker=floor)

    def formulation(self, line: str, who: NamedPeople | None) -> Command | Unclear:
        """A line while questions are written: the question of who."""
        note = self._note()
        if who is None:
            return Unclear(say("Whose question is that? Begin with a name or a seat number."), note)
        if who.problem:
            return Unclear(who.problem, note)
        if who.refs == (FACILITATOR,):
            name = self.session.name(FACILITATOR)
            return Unclear(say("{name} leads the ring; /add takes them into the circle too.", name=name), note)
        if len(who.refs) != 1:
            return Unclear(say("One question has one asker: whose is it?"), note)
        marked = read_markers(line[who.end :].strip(), self.session)
        if not marked.raw:
            return Unclear(say("Type the question behind the name."), note)
        ask = SetQuestion(at=self.at, who=who.refs[0], text=marked.raw, speaker=None)
        return Unclear(marked.ambiguous_target, ask) if marked.ambiguous_target else ask

    def _somebody(self, but: str | None = None) -> str | Message:
        """Somebody of the circle, for an example."""
        return next((short_name(ref, self.session) for ref in self.session.participants if ref != but), "Anne")


class LineStart(NamedTuple):
    """The beginning of a line that is no command: ``escape_line`` without its dot, a leading ``>who`` moved behind it."""

    line: str
    who: NamedPeople | None
    dotted: bool
    moved: bool
    closed: bool
    """Whether something that was typed ended the name."""


def read_line_start(line: str, session: Session) -> LineStart:
    """What a line (squeezed) begins with: a dot, whose question it is for, who says it."""
    dotted = line[:1] == "." and line[:2] != ".."
    line = line[1:].lstrip() if dotted else line
    moved = False
    if line[:1] == ">" and (first := read_names(line[1:], session, loose=True)):
        rest, target = line[1:][first.end :].strip(), read_markers(line, session).target
        # The last >who counts: one that stands in the rest is found there.
        if moved := bool(target and rest[:1] != ">"):
            line = rest if read_markers(rest, session).target else f"{rest} >{seat(target or '')}".strip()
            as_typed = read_names(rest, session)
            return LineStart(line, read_names(line, session), dotted, moved, bool(as_typed and as_typed.closed))
    who = read_names(line, session)
    return LineStart(line, who, dotted, moved, bool(who and who.closed))


def next_speaker(text: str, session: Session) -> str | None:
    """Who gets the floor by a line that is still being typed: an id, ``""`` nobody, None unchanged.

    A name is complete at a space or a colon behind it; Enter completes it too, and then ``interpret`` says it.
    """
    if session.phase not in PHASES_WITH_SPEAKER or session.pause or not session.times:
        return None
    line = squeeze(text)
    if not line or line[0] == "/":
        return None
    lead = read_line_start(line, session)
    who = lead.who
    if lead.dotted or who is None or who.problem or not (lead.closed or text[-1:].isspace()):
        return None
    first = who.refs[0] if who.refs else FACILITATOR
    if first == FACILITATOR:
        return ""
    return None if session.participants[first].away else first
