"""Read the arguments of a command: one reader per kind of argument, the same for the console and transcripts.

A reader takes the remaining text and returns the fields it found and the text after them. It raises Refused for text
that it cannot read. A field with an empty name gets the name that the registry gives it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from reciring.ring.command_registry import ArgumentKind, CommandSpec
from reciring.ring.command_types import (
    AddNote,
    AddOffer,
    AddReflection,
    Command,
    EditEntry,
    MeasureSpeaking,
    ScreenCommand,
    SetQuestion,
)
from reciring.ring.days import parse_day
from reciring.ring.durations import DURATION, parse_duration
from reciring.ring.entries import entry_id
from reciring.ring.markers import BEFORE_TIME, read_markers, read_private
from reciring.ring.message import N_, Message, Refused, literal, refuse
from reciring.ring.names import NamedPeople, read_names
from reciring.ring.participants import parse_person
from reciring.ring.plan import timezone_of
from reciring.ring.session import FACILITATOR, Phase, Session, question_id
from reciring.ring.text import fold
from reciring.ring.time_of_day import parse_time

PHASE_WORDS: Mapping[str, Phase] = {
    "introduction": Phase.INTRODUCTION,
    "introductie": Phase.INTRODUCTION,
    "formulate": Phase.FORMULATE,
    "questions": Phase.FORMULATE,
    "hulpvragen": Phase.FORMULATE,
    "vragen": Phase.FORMULATE,
    "round": Phase.ROUND,
    "ronde": Phase.ROUND,
    "deelronde": Phase.ROUND,
    "reflect": Phase.REFLECT,
    "reflection": Phase.REFLECT,
    "reflectie": Phase.REFLECT,
    "prepare": Phase.PREPARE,
    "preparation": Phase.PREPARE,
    "voorbereiding": Phase.PREPARE,
    "done": Phase.DONE,
    "klaar": Phase.DONE,
    "end": Phase.DONE,
    "einde": Phase.DONE,
}
PLAN_WORDS: Mapping[str, str] = {
    **PHASE_WORDS,
    "total": "total",
    "totaal": "total",
    "most": "most",
    "hoogstens": "most",
    "least": "least",
    "minstens": "least",
}
LANGUAGE_WORDS = {"nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "english": "en", "engels": "en"}
SWITCH_WORDS = {"on": True, "aan": True, "off": False, "uit": False}
PHONE_WORDS = {"open": "open", "typist": "typist", "typer": "typist", "off": "off", "uit": "off"}
VERSION_WORDS = {
    **dict.fromkeys(("mine", "ours", "mijn", "mijne", "onze"), "mine"),
    **dict.fromkeys(("theirs", "other", "hun", "hunne", "ander", "andere"), "theirs"),
}
ALL_WORDS = {"all": "all", "alles": "all"}
EVERYONE_WORDS = ("everyone", "everybody", "all", "iedereen", "allen")
NONE_WORDS = ("-", "none", "geen", "off", "uit")
"""The words for no time, no day or no address."""
UNKNOWN_STEP = N_("Type introduction, questions, round, reflection or done, not “{word}”.")
UNKNOWN_PLAN = N_("Type introduction, questions, round, reflection, total, most or least.")
MAX_SECONDS = 24 * 3600
"""No duration on the entry line is longer."""

ReadResult = tuple[dict[str, Any], str]
ArgumentReader = Callable[[str, Session], ReadResult]


def read_arguments(
    spec: CommandSpec,
    text: str,
    session: Session,
    at: dt.datetime,
    parse_edited_entry: Callable[[str, str], AddOffer | AddNote | AddReflection | SetQuestion],
    word: str = "",
) -> Command:
    """Create the command from the text after its name; raises Refused for what is wrong or missing.

    ``parse_edited_entry`` reads the new line of an entry from its id and the text; ``word`` is the name that was typed.
    """
    fields: dict[str, Any] = {}
    for field, kind in spec.args:
        name = field.rstrip("?")
        optional = field.endswith("?")
        if optional and (not text or (kind is ArgumentKind.WHO and DURATION.match(text))):
            continue
        if not text and kind is not ArgumentKind.MARKED:
            raise refuse("Type: {line}", line=line_to_type(spec, word or spec.name))
        # Tomorrow is the day after today, not after the day of the ring.
        today = at.astimezone(timezone_of(session)).date()
        found, text = READER_BY_KIND[kind](text, replace(session, date=today) if kind is ArgumentKind.DATE else session)
        fields |= {name: found[""]} if "" in found else found
    if text:
        name = word or spec.name
        raise refuse(
            "/{command} cannot use “{words}”. Type: {line}", command=name, words=text, line=line_to_type(spec, name)
        )
    if spec.type is MeasureSpeaking and not fields:
        return ScreenCommand(at=at, what=spec.name)
    if spec.type is ScreenCommand:
        fields["what"] = spec.name
    if spec.type is EditEntry and "line" not in fields:
        return ScreenCommand(at=at, what=spec.name, argument=fields["ref"])
    if "line" in fields:
        fields["line"] = parse_edited_entry(fields["ref"], fields["line"])
    return spec.type(at=at, **fields)


def line_to_type(spec: CommandSpec, name: str) -> Message:
    """The command with its arguments, as it is typed with one of its names."""
    return (
        Message("/{command} {usage}", (("command", name), ("usage", usage(spec)))) if spec.args else literal(f"/{name}")
    )


def usage(spec: CommandSpec) -> Message:
    """The arguments of a command as help shows them; optional ones in brackets."""
    placeholders = (f"[{{{kind.name}}}]" if field.endswith("?") else f"{{{kind.name}}}" for field, kind in spec.args)
    return Message(" ".join(placeholders), tuple((kind.name, Message(kind.value)) for _, kind in spec.args))


def _named_people(text: str, session: Session) -> NamedPeople:
    """The people named at the beginning of the text; refuses if it names nobody, or is ambiguous."""
    people = read_names(text, session, loose=True)
    if people is None:
        raise refuse("Nobody here is called {name}.", name=re.split("[ +&,]", text)[0])
    if people.problem:
        raise Refused(people.problem)
    return people


def _who(text: str, session: Session) -> ReadResult:
    who = _named_people(text, session)
    if len(who.refs) != 1 or who.refs[0] == FACILITATOR:
        raise refuse("Type one name or seat number.")
    return {"": who.refs[0]}, text[who.end :].strip()


def _who_or_printer(text: str, session: Session) -> ReadResult:
    return ({"": text}, "") if text[0] == "@" else _who(text, session)


def _who_or_nobody(text: str, session: Session) -> ReadResult:
    who = read_names(text, session, loose=True)
    if who and not who.problem and who.refs in ((), (FACILITATOR,)):
        return {"": None}, text[who.end :].strip()
    return _who(text, session)


def _people(text: str, session: Session) -> ReadResult:
    refs: list[str] = []
    while len(refs) < 2:
        who = read_names(text, session, loose=True)
        if who is None and text and text[0] not in "@#":
            raise refuse("Nobody here is called {name}.", name=re.split("[ +&,]", text)[0])
        if who is None or not who.refs:
            raise refuse("Type two names, such as Anne Bo.")
        if who.problem:
            raise Refused(who.problem)
        refs += (ref for ref in who.refs if ref not in refs)
        text = text[who.end :].strip()
    return {"": tuple(refs)}, text


def _several(text: str, session: Session) -> ReadResult:
    people = _named_people(text, session)
    if not people.refs or FACILITATOR in people.refs:
        raise refuse("Type names or seat numbers with + between them, such as 1+4+7.")
    return {"": people.refs}, text[people.end :].strip()


def _everyone(text: str, session: Session) -> ReadResult:
    word, _, rest = text.partition(" ")
    return ({"": session.present}, rest) if fold(word) in EVERYONE_WORDS else _several(text, session)


def _day(text: str, session: Session) -> ReadResult:
    if fold(text) in NONE_WORDS:
        return {"": None}, ""
    words = text.split(" ")
    found = parse_day(words, session.date)
    if not found:
        raise refuse("“{word}” is not a day. Type one such as tuesday, 1 dec or 2026-12-01.", word=text)
    return {"": found[0]}, " ".join(words[found[1] :])


def _duration(text: str, session: Session) -> ReadResult:
    word, _, rest = text.partition(" ")
    seconds = parse_duration(word)
    if seconds is None or seconds > MAX_SECONDS:
        raise refuse("“{word}” is not a length of time. Type minutes:seconds, such as 1:30.", word=word)
    return {"": seconds}, rest.strip()


def _text(text: str, session: Session) -> ReadResult:
    return {"": text}, ""


def _text_or_private(text: str, session: Session) -> ReadResult:
    text, private = read_private(text)
    return {"text": text, "private": private}, ""


def _marked(text: str, session: Session) -> ReadResult:
    marked = read_markers(text, session, with_time=True)
    if marked.problems:
        raise Refused(marked.problems[0])
    return {"due": marked.due, "time": marked.time, "text": marked.words, "private": marked.private}, ""


def _person(text: str, session: Session) -> ReadResult:
    return parse_person(text)._asdict(), ""


def _email(text: str, session: Session) -> ReadResult:
    return {"": "" if fold(text) in NONE_WORDS else text}, ""


def _phase(text: str, session: Session) -> ReadResult:
    word, _, rest = text.partition(" ")
    return {"": _look_up(word, PHASE_WORDS, UNKNOWN_STEP)}, rest


def _look_up(word: str, table: Mapping[str, Any], error: str) -> Any:
    """The value of a word in the table, or of the first letters of one; refuses with ``error`` if it is not clear."""
    folded = fold(word)
    found = {table[name] for name in table if name == folded} or {
        table[name] for name in table if folded and name.startswith(folded)
    }
    if len(found) != 1:
        raise refuse(error, word=word)
    return found.pop()


def _offer(text: str, session: Session) -> ReadResult:
    word, _, rest = text.partition(" ")
    if not re.fullmatch("[nrm]?[0-9]{1,6}", word):
        raise refuse("Type the number at the start of the row.")
    return {"": entry_id(word, session)}, rest.strip()


def _entry_or_question(text: str, session: Session) -> ReadResult:
    if re.match("[nrm]?[0-9]", text):
        return _offer(text, session)
    who, rest = _who(text, session)
    key = question_id(who[""])
    if key not in session.questions:
        raise refuse("{name} has no question yet.", name=session.name(who[""]))
    return {"": key}, rest


def _count(text: str, session: Session) -> ReadResult:
    word, _, rest = text.partition(" ")
    if not re.fullmatch(r"-?\d{1,2}", word, re.ASCII):
        raise refuse("“{word}” is not a number of stars. Type one such as 2.", word=word)
    return {"": int(word)}, rest.strip()


def _amount(text: str, session: Session) -> ReadResult:
    word, _, rest = text.partition(" ")
    if not (word.isascii() and word.isdigit() and len(word) <= 4):
        raise refuse("How many entries move along? Type a number, or 0 for none.")
    return {"": int(word)}, rest.strip()


def _plan(text: str, session: Session) -> ReadResult:
    word, _, value = text.partition(" ")
    what = _look_up(word, PLAN_WORDS, UNKNOWN_PLAN)
    if what in (Phase.PREPARE, Phase.DONE):
        raise refuse(UNKNOWN_PLAN, word=word)
    if what in ("most", "least"):
        found, rest = _duration(value, session)
        return {"what": what, "value": round(found[""])}, rest
    if not (value.isascii() and value.isdigit() and len(value) <= 4):
        raise refuse("How many minutes? For example: /plan {what} 45", what=word)
    return {"what": str(what), "value": int(value)}, ""


def _time(text: str, session: Session) -> ReadResult:
    word, _, rest = text.partition(" ")
    if fold(word) in NONE_WORDS:
        return {"": None}, rest.strip()
    words = text.split(" ")
    found = parse_time(words, bare=True)
    if not found:
        raise refuse("“{word}” is not a time. Type hours:minutes, such as 14:55.", word=word)
    return {"": found[0]}, " ".join(words[found[1] :])


def _date(text: str, session: Session) -> ReadResult:
    words = text.split(" ")
    found = parse_day(words, session.date)
    if not found:
        raise refuse("“{word}” is not a date. Type one such as 2026-11-24 13:30.", word=words[0])
    rest = words[found[1] :]
    fields: dict[str, Any] = {"day": found[0]}
    if rest and rest[0] in BEFORE_TIME:
        rest.pop(0)
    if time := parse_time(rest, bare=True):
        fields["time"] = time[0]
        rest = rest[time[1] :]
    elif rest and rest[0][:1].isdigit():
        raise refuse("“{word}” is not a time. Type hours:minutes, such as 14:55.", word=rest[0])
    if rest:
        fields["zone"] = rest.pop(0)
    return fields, " ".join(rest)


def _language(text: str, session: Session) -> ReadResult:
    word, _, rest = text.partition(" ")
    return {"": _look_up(word, LANGUAGE_WORDS, N_("Type nl for Dutch or en for English, not “{word}”."))}, rest


def _switch(text: str, session: Session) -> ReadResult:
    word, _, rest = text.partition(" ")
    return {"": _look_up(word, SWITCH_WORDS, N_("Type on or off, not “{word}”."))}, rest


def _phones(text: str, session: Session) -> ReadResult:
    """A word about phones, in English; after *off* the id of a participant may follow. Else an address."""
    word, _, rest = text.partition(" ")
    meaning = PHONE_WORDS.get(fold(word))
    if meaning == "off" and rest:
        found, rest = _who(rest, session)
        return {"": f"off {found['']}"}, rest
    return {"": meaning if meaning and not rest else text}, ""


def _version(text: str, session: Session) -> ReadResult:
    return {"": _look_up(text, VERSION_WORDS, N_("Type mine or theirs, not “{word}”."))}, ""


READER_BY_KIND: Mapping[ArgumentKind, ArgumentReader] = {
    ArgumentKind.WHO: _who,
    ArgumentKind.WHO_OR_NOBODY: _who_or_nobody,
    ArgumentKind.PEOPLE: _people,
    ArgumentKind.SEVERAL: _several,
    ArgumentKind.EVERYONE: _everyone,
    ArgumentKind.DAY: _day,
    ArgumentKind.SPAN: _duration,
    ArgumentKind.TEXT: _text,
    ArgumentKind.PRIVATE_TEXT: _text_or_private,
    ArgumentKind.MARKED: _marked,
    ArgumentKind.PERSON: _person,
    ArgumentKind.NAME: _text,
    ArgumentKind.EMAIL: _email,
    ArgumentKind.PHASE: _phase,
    ArgumentKind.OFFER: _offer,
    ArgumentKind.ENTRY: _entry_or_question,
    ArgumentKind.COUNT: _count,
    ArgumentKind.AMOUNT: _amount,
    ArgumentKind.LINE: _text,
    ArgumentKind.PLAN: _plan,
    ArgumentKind.TIME: _time,
    ArgumentKind.DATE: _date,
    ArgumentKind.LANGUAGE: _language,
    ArgumentKind.SWITCH: _switch,
    ArgumentKind.WHO_OR_PRINTER: _who_or_printer,
    ArgumentKind.ITEM: _text,
    ArgumentKind.VERSION: _version,
    ArgumentKind.ALL: _text,
    ArgumentKind.FOLDER: _text,
    ArgumentKind.FORM: _text,
    ArgumentKind.TOPIC: _text,
    ArgumentKind.PHONES: _phones,
}
