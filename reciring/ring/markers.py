"""The markers of a line: kind, day, stars, private, and whose question (docs/reference/entry-line.md)."""

from __future__ import annotations

import datetime as dt

import msgspec
from msgspec.structs import replace

from reciring.ring.days import parse_day
from reciring.ring.message import Message, say
from reciring.ring.names import read_names
from reciring.ring.session import FACILITATOR, Kind, ReflectionKind, Session
from reciring.ring.text import fold

NOT_USEFUL, PRIVATE = "no", "private"
MARKERS: dict[str, str] = {
    "tip": Kind.TIP,
    "contact": Kind.CONTACT,
    "tool": Kind.TOOL,
    "gereedschap": Kind.TOOL,
    "middel": Kind.TOOL,
    "help": Kind.HELP,
    "hulp": Kind.HELP,
    "no": NOT_USEFUL,
    "nee": NOT_USEFUL,
    "private": PRIVATE,
    "privé": PRIVATE,
    "received": ReflectionKind.RECEIVED,
    "ontvangen": ReflectionKind.RECEIVED,
    "gekregen": ReflectionKind.RECEIVED,
    "surprised": ReflectionKind.SURPRISED,
    "verrast": ReflectionKind.SURPRISED,
    "next": ReflectionKind.NEXT,
    "stap": ReflectionKind.NEXT,
}
"""The words of all markers, in both languages, and their meaning: a kind, or one of the constants above."""
_FOLDED = {fold(word): meaning for word, meaning in MARKERS.items()}


class MarkedText(msgspec.Struct, frozen=True):
    """A text and its markers. ``words`` is the text without any marker, ``raw`` the text without ``>who`` only."""

    words: str
    raw: str
    kind: Kind | None = None
    reflection: ReflectionKind | None = None
    due: dt.date | None = None
    stars: int = 0
    private: bool = False
    dropped: bool = False
    target: str | None = None
    problems: tuple[Message, ...] = ()
    ambiguous_target: Message | None = None
    """Why the target of ``>who`` is not clear; a question to the facilitator, whatever the phase."""

    @property
    def bare(self) -> bool:
        """Whether there is no marker other than ``>who``."""
        return not (self.kind or self.reflection or self.due or self.stars or self.private or self.dropped)


def marker_meaning(word: str) -> str | Message | None:
    """The meaning of a word after ``#``; a Message if it is ambiguous, None if it is not a marker."""
    folded = fold(word)
    if not folded:
        return None
    if folded in _FOLDED:
        return _FOLDED[folded]
    meanings = {meaning for name, meaning in _FOLDED.items() if name.startswith(folded)}
    if len(meanings) > 1:
        names = " ".join(f"#{name}" for name in MARKERS if fold(name).startswith(folded))
        return say("#{word} can be several things: {names}.", word=word, names=names)
    return next(iter(meanings), None)


def is_marker(word: str) -> bool:
    """Whether a word is a marker, or the start of one."""
    if word[:1] == "#":
        return marker_meaning(word[1:]) is not None
    return word in ("*", "@") or (word[:1] in ("@", ">") and word != ">")


def is_escaped(word: str, *, first: bool = False) -> bool:
    """Whether a backslash turns a marker into text, or (for the ``first`` word) a word with a dot or a slash."""
    bare = word.lstrip("\\")
    return bare != word and (is_marker(bare) or (first and bare[:1] in ("/", ".")))


def read_markers(text: str, session: Session) -> MarkedText:
    """Read the markers of a text without runs of spaces; a marker that is not clear stays text and adds a problem."""
    words = text.split(" ") if text else []
    plain: list[str] = []
    raw: list[str] = []
    problems: list[Message] = []
    found = MarkedText("", "")
    while words:
        word, taken = words[0], 1
        is_text = False
        if is_escaped(word, first=not (plain or raw)):
            words[0] = word[1:]
            is_text = True
        elif word == "*":
            found = replace(found, stars=found.stars + 1)
        elif word[:1] == "#":
            meaning = marker_meaning(word[1:])
            if isinstance(meaning, Message):
                problems.append(meaning)
            is_text = not isinstance(meaning, str)
            found = _with_meaning(found, meaning) if isinstance(meaning, str) else found
        elif word[:1] == "@":
            separate = word == "@"  # “@ friday”, with a space after the @
            day = parse_day(words[1:] if separate else [word[1:], *words[1:]], session.date)
            if day:
                found = replace(found, due=day[0])
                taken = day[1] + separate
            elif separate:
                is_text = True
            else:
                problems.append(say("{word}: which day is that? Try @friday, @1 dec or @2026-12-01.", word=word))
                is_text = True
        elif word[:1] == ">" and word != ">":
            rest = " ".join(words)[1:]
            who = read_names(rest, session, loose=True)
            if who and len(who.refs) == 1 and not who.problem and who.refs[0] != FACILITATOR:
                found = replace(found, target=who.refs[0])
                words = rest[who.end :].split()
                continue
            problem = who.problem if who else None
            found = replace(found, ambiguous_target=problem or found.ambiguous_target)
            problems.append(problem or say("{word}: whose question? Name one person of the circle.", word=word))
            is_text = True
        else:
            is_text = True
        if is_text:
            plain.append(words[0])
        raw += words[:taken]
        words = words[taken:]
    return replace(found, words=" ".join(plain), raw=" ".join(raw), problems=tuple(problems))


def _with_meaning(found: MarkedText, meaning: str) -> MarkedText:
    if isinstance(meaning, Kind):
        return replace(found, kind=meaning)
    if isinstance(meaning, ReflectionKind):
        return replace(found, reflection=meaning)
    return replace(found, private=True) if meaning == PRIVATE else replace(found, dropped=True)
