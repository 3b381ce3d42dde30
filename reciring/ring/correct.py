"""Corrections: a line that begins with the number of an entry and ``=`` changes only what follows.

``12=karin`` is another helper, ``12=@fri`` another day, ``12=-`` deletes. Without a number it is the newest entry.
The rules are in docs/reference/entry-line.md.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from msgspec.structs import replace

from reciring.ring.command_types import (
    Command,
    DeleteEntry,
    EditEntry,
    MergeEntries,
    ScreenCommand,
)
from reciring.ring.days import parse_day
from reciring.ring.doubts import without_name
from reciring.ring.entries import Line, delete_entry, entry_id, line_of, newest_entry, table_name
from reciring.ring.markers import MarkedText, read_markers
from reciring.ring.message import Refused, refuse
from reciring.ring.names import NamedPeople, read_names
from reciring.ring.session import Kind, Meeting, Note, Offer, Record, Reflection, Session, question_id
from reciring.ring.time_of_day import parse_time
from reciring.ring.visibility import OWN_NOTE_PHASES, is_for

Entry = Offer | Note | Reflection | Meeting
_START: Final = re.compile(r"(?:([nrm]?[0-9]{1,6})=|=(?! )) ?")
_NO_DAY: Final = ("@-", "@geen", "@none")


def correction_start(line: str) -> int:
    """The length of the number and the ``=`` at the start of a correction; 0 for another line."""
    start = _START.match(line)
    return start.end() if start else 0


def read_correction(line: str, session: Session, at: dt.datetime) -> Command | None:
    """The command of a squeezed line that corrects an entry; None for another line. Raises Refused if it is unclear."""
    start = _START.match(line)
    if start is None:
        return None
    rest = line[start.end() :]
    ref = entry_id(start[1], session) if start[1] else newest_entry(session)
    if ref is None:
        return None
    entry: Entry = getattr(session, table_name(session, ref))[ref]
    if not start[1] and (read_names(line, session) or _is_text(entry, rest, session)):
        return None
    if not rest:
        return ScreenCommand(at=at, what="edit", argument=ref)
    if rest == "-":
        return DeleteEntry(at=at, ref=ref)
    if rest[0] == "=":
        return MergeEntries(at=at, ref=ref, other=entry_id(rest[1:].strip(), session))
    return EditEntry(at=at, ref=ref, line=_changed_line(entry, rest, session, at))


def _changed_line(entry: Entry, rest: str, session: Session, at: dt.datetime) -> Line:
    """The command for an entry with the changes that ``rest`` names."""
    text = _without_no_day(rest)
    without_day = text != rest
    marked = read_markers(text, session, with_time=isinstance(entry, Meeting))
    if marked.problems:
        raise Refused(marked.problems[0])
    changes: dict[str, Any] = {"due": None} if without_day else {}
    changes |= _marker_changes(entry, marked)
    changes |= _word_changes(entry, marked.words, session)
    line = line_of(entry, at)
    if changes.keys() - {*line.__struct_fields__}:
        if isinstance(entry, Note):
            raise refuse("A note has no kind, day or star. Delete it and type the offer.")
        if isinstance(entry, Meeting):
            raise refuse("A meeting has only people, day, time and text. Delete it for anything else.")
        raise refuse("A reflection has only a person, kind and day. Delete it for anything else.")
    return replace(line, **changes)


def _is_text(entry: Entry, rest: str, session: Session) -> bool:
    """Whether what follows a ``=`` without a number is neither a name, a marker nor a day: such a line is a text.

    A single word could be a misspelt name, so it is not a text.
    """
    if rest in ("", "-") or rest[0] in "=:":
        return False
    words = read_markers(_without_no_day(rest), session).words.removeprefix("+").lstrip()
    is_one_word = words[:1].isalpha() and " " not in words
    return bool(words) and not is_one_word and _people(words, session) is None and not _when(entry, words, session)


def _without_no_day(rest: str) -> str:
    """The words after the ``=`` without those that remove a day."""
    return " ".join(word for word in rest.split(" ") if word not in _NO_DAY)


def _marker_changes(entry: Record, marked: MarkedText) -> dict[str, Any]:
    found: dict[str, Any] = {
        "question": question_id(marked.target) if marked.target else None,
        "kind": marked.kind or marked.reflection,
        "due": marked.due,
        "time": marked.time,
        "stars": marked.stars and getattr(entry, "stars", 0) + marked.stars,
        "private": marked.private,
        "dropped": marked.dropped,
    }
    if found["kind"] and bool(marked.reflection) is not isinstance(entry, Reflection):
        raise refuse("Offers and reflections have other kinds. Delete this and type it again.")
    return {field: value for field, value in found.items() if value}


def _word_changes(entry: Entry, words: str, session: Session) -> dict[str, Any]:
    """What the words change: the people, the text after them, or the day. After a colon they are the text."""
    if not words:
        return {}
    if words[0] == ":":
        return {"text": words[1:].strip()}
    more = words[0] == "+"
    words = words[1:].lstrip() if more else words
    if not words:
        raise refuse("Type another name after the plus sign.")
    who = _people(words, session)
    if who and who.problem:
        raise Refused(who.problem)
    if who is None:
        return _text_or_day(entry, words, session, more=more)
    text = words[who.end :].strip()
    changes = {} if not text else _when(entry, text, session) or {"text": text}
    nobodys = (isinstance(entry, Offer) and not entry.helpers) or (isinstance(entry, Note) and not entry.who)
    if nobodys and who.refs and "text" not in changes:
        changes["text"] = without_name(entry.text, who.refs[0], session)
    if isinstance(entry, Offer):
        return {"helpers": tuple(dict.fromkeys((*entry.helpers, *who.refs))) if more else who.refs, **changes}
    if isinstance(entry, Meeting):
        return {"between": tuple(dict.fromkeys((*entry.between, *who.refs))) if more else who.refs, **changes}
    if more or len(who.refs) > 1 or (isinstance(entry, Reflection) and not who.refs):
        raise refuse("One person said this: type one name.")
    return {"who": next(iter(who.refs), None), **changes}


def _text_or_day(entry: Record, words: str, session: Session, *, more: bool) -> dict[str, Any]:
    if not more and (when := _when(entry, words, session)):
        return when
    if more or " " not in words:
        # A slip in a name must not replace the text.
        raise refuse("Nobody is called {name}. For a new text: “12=: {name}”.", name=words)
    return {"text": words}


def _people(words: str, session: Session) -> NamedPeople | None:
    """The people at the beginning of the words. Only a name alone may be shortened: `an idea` does not name Anne."""
    who = read_names(words, session, loose=True)
    if who and not who.problem and not words[who.end :].strip():
        return who
    return read_names(words, session) or (who if " " not in words else None)


def _when(entry: Record, words: str, session: Session) -> dict[str, Any]:
    """The day that all the words together are, of a meeting also the time; a number alone is not one."""
    parts, found, used = words.split(" "), dict[str, Any](), 0
    if day := parse_day(parts, session.date):
        found["due"], used = day
    if isinstance(entry, Meeting) and (time := parse_time(parts[used:])):
        found["time"] = time[0]
        used += time[1]
    return found if used == len(parts) and not words.isdigit() else {}


def merge_entries(session: Session, command: MergeEntries, at: dt.datetime) -> Session:
    """Put one entry into another: every word, helper and star is kept, and one of two days."""
    ref, other = command.ref, command.other
    table = table_name(session, ref)
    if table_name(session, other) != table or table == "meetings" or ref == other:
        raise refuse("You can merge two offers, two notes, or two reflections of one person.")
    entries = getattr(session, table)
    merged = _merged(entries[ref], entries[other], session)
    session = delete_entry(session, DeleteEntry(at=at, ref=other), at)
    changes: dict[str, Any] = {table: {**getattr(session, table), ref: merged}}
    handed_in = tuple(replace(it, entry=ref) if it.entry == other else it for it in session.handed_in)
    return replace(session, handed_in=handed_in, **changes)


def _merged(one: Any, other: Any, session: Session) -> Any:
    text = _joined(one.text, other.text)
    match one:
        case Offer():
            if one.due and other.due and one.due != other.due:
                text = f"{text} ({other.due.isoformat()})"
            asker = session.questions[one.question].asker
            return replace(
                one,
                text=text,
                helpers=tuple(who for who in dict.fromkeys((*one.helpers, *other.helpers)) if who != asker),
                kind=other.kind if one.kind is Kind.TIP else one.kind,
                due=one.due or other.due,
                stars=one.stars + other.stars,
                private=not (is_for(None, one, session) and is_for(None, other, session)),
                dropped=one.dropped and other.dropped,
            )
        case Note():
            if (one.phase in OWN_NOTE_PHASES) is not (other.phase in OWN_NOTE_PHASES):
                raise refuse("Only one of these notes is for you alone, so they cannot be merged.")
            if one.who and other.who and one.who != other.who:
                text = _joined(one.text, f"{session.name(other.who)}: {other.text}")
            question = one.question or other.question
            private = not (is_for(None, one, session) and is_for(None, other, session))
            return replace(one, text=text, who=one.who or other.who, question=question, private=private)
    if one.who != other.who or one.kind is not other.kind:
        raise refuse("You can merge two offers, two notes, or two reflections of one person.")
    return replace(one, text=text, due=one.due or other.due, private=one.private or other.private)


def _joined(one: str, other: str) -> str:
    """Both texts, or the longer one if it has the other in it."""
    if other in one:
        return one
    return other if one in other else f"{one} · {other}"
