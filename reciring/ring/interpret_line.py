"""Interpret an entry line: which command it is in the current phase (docs/reference/entry-line.md)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from reciring.ring.arguments import read_arguments
from reciring.ring.command_registry import SPEC_BY_SIGN, find_beginnings, find_command
from reciring.ring.command_types import (
    AddNote,
    AddOffer,
    AddParticipant,
    AddReflection,
    Command,
    EditEntry,
    LineCommand,
    SetQuestion,
    SetSpeaker,
    SpeakerLine,
)
from reciring.ring.correct import read_correction
from reciring.ring.durations import parse_duration
from reciring.ring.markers import MarkedText, read_markers, read_private
from reciring.ring.message import Message, Refused, say
from reciring.ring.names import NamedPeople, read_names, short_name
from reciring.ring.participants import parse_person
from reciring.ring.session import FACILITATOR, Kind, Note, Phase, ReflectionKind, Session, asker_id, question_id, seat
from reciring.ring.speaker import PHASES_WITH_SPEAKER
from reciring.ring.text import fold, squeeze

EditedEntry = AddOffer | AddNote | AddReflection | SetQuestion
"""What a line can make of an entry that is edited. Only a note can become a question."""
_LINE_BREAK: Final = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")


class Unclear(msgspec.Struct, frozen=True):
    """What has to be asked before a line can be entered, and the command that a second Enter makes of it."""

    reason: Message
    fallback: Command | None = None


def interpret(text: str, session: Session, at: dt.datetime, *, bound: str | None = None) -> Command | Unclear:
    """The command that a line means at an instant, or what is unclear about it.

    ``bound`` is the id of the question that was current when the line was begun, if another one is now.
    """
    line = squeeze(text)
    try:
        if not line:
            return _interpret_empty(session, at)
        if line == ".":
            return Unclear(say("Nothing was typed."))
        if (correction := read_correction(line, session, at)) is not None:
            return _with_meaning(correction, session, at)
        if line[0] == "/":
            return _interpret_command(line[1:], session, at)
        if is_sign(line):
            return _interpret_command(f"{SPEC_BY_SIGN[line[0]].name} {line[1:]}", session, at)
        if bound and asker_id(bound) not in session.participants:
            bound = None  # undo has removed its asker
        start = read_line_start(line, session)
        typed = line[1:].lstrip() if start.dotted else line
        return _LineReader(session, at, bound or session.current, typed, start.dotted).read(start)
    except Refused as refused:
        return Unclear(refused.reason)


def is_sign(line: str) -> bool:
    """Whether a squeezed line is only the sign of a command: ``?``, or ``+`` or ``-`` with or without a duration."""
    spec = SPEC_BY_SIGN.get(line[:1])
    return spec is not None and (len(line) == 1 or (bool(spec.args) and parse_duration(line[1:]) is not None))


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a pasted text without surrounding spaces, empty ones left out."""
    return tuple(line.strip() for line in _LINE_BREAK.split(text) if line.strip())


def _interpret_empty(session: Session, at: dt.datetime) -> Command | Unclear:
    if session.phase is Phase.ROUND and session.asker:
        return SpeakerLine(at=at) if session.pause else SetSpeaker(at=at, who=session.asker)
    return Unclear(say("Nothing was typed."))


def _interpret_command(line: str, session: Session, at: dt.datetime) -> Command | Unclear:
    """The command of a line after its slash."""
    word, _, rest = line.partition(" ")
    spec = find_command(word)
    if spec is None:
        return _unknown_command(word, session)
    if fold(word) in spec.older:
        word = spec.names(session.language)[0]
    return read_arguments(
        spec, rest.strip(), session, at, lambda ref, text: parse_edited_entry(ref, text, session, at), word
    )


def _unknown_command(word: str, session: Session) -> Unclear:
    """A message that names the one command that begins with this word, if there is one."""
    similar = find_beginnings(word, session.language)
    if len(similar) == 1:
        return Unclear(say("There is no command /{word}. Tab makes it /{command}.", word=word, command=similar[0][1]))
    return Unclear(say("There is no command /{word}. To see all: /help", word=word))


def parse_edited_entry(ref: str, text: str, session: Session, at: dt.datetime) -> EditedEntry:
    """Read the line that replaces the entry ``ref``; raises Refused if it is unclear."""
    line = squeeze(text)
    start, bound = read_line_start(line, session), None
    if ref[0] == "n":
        note = session.notes[ref]
        bound = note.question
        if note.who is None:
            if (meant := _meant_by_note(note, line, session, at)) is not None:
                return meant
            kept, private = read_private(line)
            return AddNote(at=at, text=kept, private=private)
        if bound is None and start.who and len(start.who.refs) == 1 and not start.who.problem:
            marked = read_markers(start.line[start.who.end :].strip(), session)
            return AddNote(at=at, text=marked.noted, who=start.who.refs[0], private=marked.private)
    elif ref[0] == "o":
        bound = session.offers[ref].question
    reader = _LineReader(session, at, bound, line, dotted=True)
    read = reader.reflection if ref[0] == "r" else reader.entry
    found = read(start.line, start.who)
    if isinstance(found, Unclear):
        raise Refused(found.reason)
    if isinstance(found, SetQuestion):
        return AddNote(at=at, text=found.text, who=found.who, question=question_id(found.who))
    if not isinstance(found, AddOffer | AddNote | AddReflection):
        raise Refused(say("Type a name, then what the person says."))
    return found


def _meant_by_note(note: Note, line: str, session: Session, at: dt.datetime) -> EditedEntry | None:
    """What a line that was kept as a note was meant to be, now that it says who or whose; None if it stays a note."""
    before, start = read_line_start(squeeze(note.text), session), read_line_start(line, session)
    if note.question or (before.who and not before.who.problem) or before.moved or ">" in note.text:
        return None
    if not start.who and ">" not in line:
        return None
    reader = _LineReader(session, at, None, line, dotted=True)
    read = {
        Phase.FORMULATE: reader.question_text,
        Phase.ROUND: reader.entry,
        Phase.REFLECT: reader.reflection,
    }.get(note.phase)
    found = read(start.line, start.who) if read else None
    return found if isinstance(found, SetQuestion | AddOffer | AddReflection) else None


def _with_meaning(correction: Command, session: Session, at: dt.datetime) -> Command:
    """A correction that adds the name to a note: the entry that was meant, if it is not a note with that name."""
    if not isinstance(correction, EditEntry) or not isinstance(correction.line, AddNote):
        return correction
    note, line = session.notes.get(correction.ref), correction.line
    if note is None or note.who or not line.who or line.who == FACILITATOR:
        return correction
    typed = f"{seat(line.who)}: {line.text}{' #private' if line.private else ''}"
    meant = _meant_by_note(note, typed, session, at)
    return replace(correction, line=meant) if meant else correction


class LineStart(NamedTuple):
    """The beginning of a line without a slash.

    ``line`` is the line without its dot, with a leading ``>who`` moved to its end.
    """

    line: str
    who: NamedPeople | None
    dotted: bool
    """Whether the line begins with a dot: the speaker stays."""
    moved: bool
    """Whether a leading ``>who`` was moved."""
    closed: bool
    """Whether a character that was typed ended the name, rather than the end of the line."""


def read_line_start(line: str, session: Session) -> LineStart:
    """Read the beginning of a squeezed line: a dot, whose question it is for, who speaks."""
    dotted = line[:1] == "." and line[:2] != ".."
    line = line[1:].lstrip() if dotted else line
    moved = False
    if line[:1] == ">" and (first := read_names(line[1:], session, loose=True)):
        rest, target = line[1:][first.end :].strip(), read_markers(line, session).target
        # The last >who counts, so the leading one is added only if the rest has none.
        if moved := bool(target and rest[:1] != ">"):
            line = rest if read_markers(rest, session).target else f"{rest} >{seat(target or '')}".strip()
            as_typed = read_names(rest, session)
            return LineStart(line, read_names(line, session), dotted, moved, bool(as_typed and as_typed.closed))
    who = read_names(line, session)
    return LineStart(line, who, dotted, moved, bool(who and who.closed))


def next_speaker(text: str, session: Session) -> str | None:
    """Who speaks according to a line that is still being typed: an id, ``""`` nobody, None unchanged.

    A name is complete if a space, a comma or a colon follows, a number alone only at Enter: it can begin a sentence.
    At Enter, ``interpret`` gives the speaker.
    """
    if session.phase not in PHASES_WITH_SPEAKER or session.pause or not session.times:
        return None
    line = squeeze(text)
    if not line or line[0] == "/":
        return None
    start = read_line_start(line, session)
    who = start.who
    is_bare_number = line.isdigit() and line.strip("0")
    if start.dotted or who is None or not (start.closed or (text[-1:].isspace() and not is_bare_number)):
        return None
    if who.problem and not who.refs:
        return None
    first = who.refs[0] if who.refs else FACILITATOR
    if first == FACILITATOR:
        return ""
    return None if session.participants[first].away else first


class _LineReader:
    """Reads one line in a session at an instant. ``question`` is the id of the question that it is for by default."""

    def __init__(self, session: Session, at: dt.datetime, question: str | None, typed: str, dotted: bool) -> None:
        self.session = session
        self.at = at
        self.question = question
        self.typed = typed
        self.dotted = dotted

    def read(self, start: LineStart) -> Command | Unclear:
        """The command of a line without a slash, by the phase of the session."""
        session, line, who = self.session, start.line, start.who
        if session.phase is Phase.PREPARE and not ((who or start.moved) and self._has_target(line)):
            person = parse_person(line)
            if read_private(person.name)[1]:  # No name is private: everyone would read this note as one.
                return self.note(line, who)
            return AddParticipant(at=self.at, **person._asdict())
        # A line begun under a question is for that question, even if another phase has been entered since.
        if session.phase is Phase.ROUND or self.question or self._has_target(line):
            return self.entry(line, who)
        if session.phase is Phase.REFLECT:
            return self.reflection(line, who)
        if session.phase is Phase.FORMULATE:
            return self.question_text(line, who)
        return self.note(line, who)

    def _has_target(self, line: str) -> bool:
        return ">" in line and read_markers(line, self.session).target is not None

    # --- the round ---

    def entry(self, line: str, who: NamedPeople | None) -> Command | Unclear:
        """A line for a question: who speaks, an offer, or the question text or a note by its asker."""
        session = self.session
        rest = line[who.end :].strip() if who else line
        if who and (not rest or (who.choices and not line[who.choices_end :].strip(" :,"))):
            return Unclear(who.problem) if who.problem else self._name_only(who)
        marked = read_markers(rest, session)
        question = self._target_question(marked)
        if question is None:
            reason = say("No question has started. Add whose question this is for: >{name}", name=self._example_name())
            return Unclear(reason, self._line_as_note(who))
        asker = asker_id(question)
        if who and who.refs == (asker,):
            command = self._by_asker(asker, question, marked)
            return Unclear(who.problem, command) if who.problem and isinstance(command, Command) else command
        helpers = tuple(ref for ref in who.refs if ref != asker) if who else ()
        offer = self._offer(question, helpers, marked, who)
        if not marked.words and marked.bare:
            return Unclear(say("Type what is offered."), self._line_as_note(who))
        if not marked.words and not helpers:
            return Unclear(say("Type who offers what."), self._line_as_note(who))
        if who and who.problem:
            return Unclear(who.problem, offer)
        return _checked_markers(offer, marked)

    def _target_question(self, marked: MarkedText) -> str | None:
        """The question that the line is for: by its ``>who``, else the default one."""
        return question_id(marked.target) if marked.target else self.question

    def _offer(self, question: str, helpers: tuple[str, ...], marked: MarkedText, who: NamedPeople | None) -> AddOffer:
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
            speaker=self._speaker(who),
        )

    def _by_asker(self, asker: str, question: str, marked: MarkedText) -> LineCommand | Unclear:
        """A line by the asker: the text of the question if it has none yet, else a note on it."""
        text, speaker = marked.noted, asker if not self.dotted else None
        if not text:
            return Unclear(say("Type the question, or a note about it."), self._line_as_note())
        known = self.session.questions.get(question)
        command: SetQuestion | AddNote = (
            SetQuestion(at=self.at, who=asker, text=text, private=marked.private, speaker=speaker)
            if known is None or known.text is None
            else AddNote(at=self.at, who=asker, text=text, question=question, private=marked.private, speaker=speaker)
        )
        return _checked_markers(command, marked)

    # --- the other phases ---

    def reflection(self, line: str, who: NamedPeople | None) -> Command | Unclear:
        """A line of the reflection: who speaks, or what someone received, was surprised by, or does next."""
        if who is None:
            return Unclear(say("Who says this? Start with a name."), self._line_as_note())
        if who.problem:
            return Unclear(who.problem, self._line_as_note(who if who.refs else None))
        rest = line[who.end :].strip()
        if not rest:
            return self._name_only(who)
        if len(who.refs) != 1:
            return Unclear(say("A reflection has one person. Type one name."), self._line_as_note(who))
        marked = read_markers(rest, self.session)
        if not marked.words:
            return Unclear(say("Type a name, then what the person says."), self._line_as_note(who))
        command = self._reflection_or_note(who, marked)
        if marked.problems:
            return Unclear(marked.problems[0], command)
        offer_marker = marked.kind or marked.dropped or marked.stars
        if isinstance(command, AddReflection) and offer_marker:
            reason = say(
                "If this is an offer, add whose question it is for: >{name}", name=self._example_name(who.refs[0])
            )
            return Unclear(reason, replace(command, text=marked.noted))
        return command

    def _reflection_or_note(self, who: NamedPeople, marked: MarkedText) -> AddReflection | AddNote:
        """A reflection by a participant, a note by the facilitator."""
        speaker, ref = self._speaker(who), who.refs[0]
        if ref == FACILITATOR:
            return AddNote(at=self.at, text=marked.noted, who=ref, private=marked.private, speaker=speaker)
        kind = marked.reflection or ReflectionKind.RECEIVED
        return AddReflection(
            at=self.at, who=ref, kind=kind, text=marked.words, due=marked.due, private=marked.private, speaker=speaker
        )

    def question_text(self, line: str, who: NamedPeople | None) -> Command | Unclear:
        """A line while questions are written: a name and the text of that person's question."""
        note = self._line_as_note()
        if who is None:
            return Unclear(say("Whose question is this? Start with a name or a seat number."), note)
        if who.problem:
            return Unclear(who.problem, note)
        if who.refs == (FACILITATOR,):
            name = self.session.name(FACILITATOR)
            return Unclear(
                say("{name} is the facilitator. To make them a participant too: /add {name}", name=name), note
            )
        if len(who.refs) != 1:
            return Unclear(say("A question has one asker. Type one name."), note)
        marked = read_markers(line[who.end :].strip(), self.session)
        if not marked.noted:
            return Unclear(say("Type a name, then the question."), note)
        command = SetQuestion(at=self.at, who=who.refs[0], text=marked.noted, private=marked.private)
        return Unclear(marked.ambiguous_target, command) if marked.ambiguous_target else command

    def note(self, line: str, who: NamedPeople | None) -> Command | Unclear:
        """A line of a phase whose lines are notes: by the person it names, or by nobody."""
        marked = read_markers(line, self.session)
        if problem := (who and who.problem) or marked.ambiguous_target:
            return Unclear(problem, self._line_as_note())
        rest = line[who.end :].strip() if who else ""
        if not who or not rest or len(who.refs) > 1:
            return AddNote(at=self.at, text=marked.noted, private=marked.private)
        text = read_markers(rest, self.session).noted
        return AddNote(at=self.at, text=text, who=next(iter(who.refs), None), private=marked.private)

    # --- all phases ---

    def _name_only(self, who: NamedPeople) -> Command | Unclear:
        """A line that is only a name: that person speaks."""
        if self.dotted:
            return Unclear(say("Type a name, then what the person says."), self._line_as_note())
        if self.session.pause:  # the speaker stays nobody, but the line is accepted
            return SpeakerLine(at=self.at)
        return SetSpeaker(at=self.at, who=self._speaker(who) or None)

    def _speaker(self, who: NamedPeople | None) -> str | None:
        """Who speaks from this line on: the first person named, ``""`` for the facilitator or 0, None for unchanged."""
        if self.dotted or who is None:
            return None
        if not who.refs and who.problem:
            return None
        first = who.refs[0] if who.refs else FACILITATOR
        return "" if first == FACILITATOR else first

    def _line_as_note(self, who: NamedPeople | None = None) -> AddNote:
        """The typed line as a note."""
        text, private = read_private(self.typed)
        question = self.question or ""
        return AddNote(at=self.at, text=text, question=question, private=private, speaker=self._speaker(who))

    def _example_name(self, other_than: str | None = None) -> str | Message:
        """The name of a participant, for an example in a message."""
        return next((short_name(ref, self.session) for ref in self.session.participants if ref != other_than), "Anne")


def _checked_markers(command: AddOffer | SetQuestion | AddNote, marked: MarkedText) -> LineCommand | Unclear:
    """Return the command of a line for a question, or what is unclear in the markers of the line."""
    if marked.problems:
        return Unclear(marked.problems[0], command)
    if marked.reflection:
        reason = say("#{marker} works only in the reflection.", marker=marked.reflection)
        return Unclear(reason, replace(command, text=marked.noted))
    return command
