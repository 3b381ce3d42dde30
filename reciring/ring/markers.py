"""Markers in a line: kind, day, stars, privacy, and for whose question (DESIGN section 2, *Markers*)."""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.ring.days import parse_day
from reciring.ring.message import Message, say
from reciring.ring.names import read_names
from reciring.ring.session import FACILITATOR, Kind, ReflectionKind, Session
from reciring.ring.text import fold

replace = msgspec.structs.replace
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
"""Every marker's word, in both languages at once, and what it means."""

_FOLDED = {fold(word): meaning for word, meaning in MARKERS.items()}


class MarkedText(msgspec.Struct, frozen=True):
    """A text and what its markers said. ``encode_header_text`` is the text without markers, ``raw`` without ``>who`` alone."""

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
    unsure: Message | None = None
    """The problem of a ``>who`` that several people may be: to be asked in every phase."""

    @property
    def bare(self) -> bool:
        """No marker but, perhaps, ``>who``."""
        return not (self.kind or self.reflection or self.due or self.stars or self.private or self.dropped)


def marker_meaning(word: str) -> str | Message | None:
    """What ``#word`` means (the word without its #); a Message if it is ambiguous, None if it is plain text."""
    folded = fold(word)
    if not folded:
        return None
    if folded in _FOLDED:
        return _FOLDED[folded]
    meant = {meaning for name, meaning in _FOLDED.items() if name.startswith(folded)}
    if len(meant) > 1:
        names = " ".join(f"#{name}" for name in MARKERS if fold(name).startswith(folded))
        return say("#{word} can be several things: {names}.", word=word, names=names)
    return next(iter(meant), None)


def is_marker(word: str) -> bool:
    """Whether a word is, or may be, a marker."""
    if word[:1] == "#":
        return marker_meaning(word[1:]) is not None
    return word in ("*", "@") or (word[:1] in ("@", ">") and word != ">")


def is_escaped(word: str, *, first: bool = False) -> bool:
    """Whether a backslash makes text of a word: of a marker, or of a dot or slash at the ``first`` place."""
    bare = word.lstrip("\\")
    return bare != word and (is_marker(bare) or (first and bare[:1] in ("/", ".")))


def read_markers(text: str, session: Session) -> MarkedText:
    """Read the markers of a line's text, whose runs of spaces are one already. What is unclear stays text."""
    words = text.split(" ") if text else []
    plain: list[str] = []
    raw: list[str] = []
    problems: list[Message] = []
    found = MarkedText("", "")
    while words:
        word, taken = words[0], 1
        kept = False
        if is_escaped(word, first=not (plain or raw)):
            words[0] = word[1:]
            kept = True
        elif word == "*":
            found = replace(found, stars=found.stars + 1)
        elif word[:1] == "#":
            meaning = marker_meaning(word[1:])
            if isinstance(meaning, Message):
                problems.append(meaning)
            kept = not isinstance(meaning, str)
            found = _with(found, meaning) if isinstance(meaning, str) else found
        elif word[:1] == "@":
            gap = word == "@"  # the day may stand apart
            day = parse_day(words[1:] if gap else [word[1:], *words[1:]], session.date)
            if day:
                found = replace(found, due=day[0])
                taken = day[1] + gap
            elif gap:
                kept = True
            else:
                problems.append(say("{word}: which day is that? Try @friday, @1 dec or @2026-12-01.", word=word))
                kept = True
        elif word[:1] == ">" and word != ">":
            rest = " ".join(words)[1:]
            who = read_names(rest, session, loose=True)
            if who and len(who.refs) == 1 and not who.problem and who.refs[0] != FACILITATOR:
                found = replace(found, target=who.refs[0])
                words = rest[who.end :].split()
                continue
            problem = who.problem if who else None
            found = replace(found, unsure=problem or found.unsure)
            problems.append(problem or say("{word}: whose question? Name one person of the circle.", word=word))
            kept = True
        else:
            kept = True
        if kept:
            plain.append(words[0])
        raw += words[:taken]
        words = words[taken:]
    return replace(found, words=" ".join(plain), raw=" ".join(raw), problems=tuple(problems))


def _with(found: MarkedText, meaning: str) -> MarkedText:
    if isinstance(meaning, Kind):
        return replace(found, kind=meaning)
    if isinstance(meaning, ReflectionKind):
        return replace(found, reflection=meaning)
    return replace(found, private=True) if meaning == PRIVATE else replace(found, dropped=True)
