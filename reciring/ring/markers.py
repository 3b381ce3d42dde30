"""The markers of a line: kind, day, stars, private, and whose question (docs/reference/entry-line.md)."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
from msgspec.structs import replace

from reciring.ring.days import parse_day
from reciring.ring.days.forms import MAX_WORDS
from reciring.ring.message import Message, say
from reciring.ring.names import NamedPeople, aliases, read_names
from reciring.ring.session import FACILITATOR, Kind, ReflectionKind, Session
from reciring.ring.text import fold
from reciring.ring.time_of_day import MAX_WORDS as MAX_TIME_WORDS
from reciring.ring.time_of_day import parse_time

BEFORE_TIME = ("om", "at")
"""The words that can stand between a day and a time."""
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
    """A text and its markers.

    ``words`` is the text without any marker, ``noted`` the text without ``#private`` and ``>who``, ``raw`` the text
    without ``>who`` only.
    """

    words: str
    noted: str
    raw: str
    kind: Kind | None = None
    reflection: ReflectionKind | None = None
    due: dt.date | None = None
    time: dt.time | None = None
    """The time of day right after the day, where one is expected."""
    stars: int = 0
    private: bool = False
    dropped: bool = False
    target: str | None = None
    problems: tuple[Message, ...] = ()
    ambiguous_target: Message | None = None
    """Why the target of ``>who`` is not clear; a question to the facilitator, whatever the phase."""

    @property
    def bare(self) -> bool:
        """Whether ``>who`` is the only marker, or there is none."""
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
        return say("#{word} is not clear. Type one of: {names}.", word=word, names=names)
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


def read_private(text: str) -> tuple[str, bool]:
    """The text without ``#private``, and whether that was in it; every other marker stays text."""
    words = text.split(" ")
    kept = [word[1:] if _escapes_private(word) else word for word in words if not _marks_private(word)]
    return " ".join(kept), len(kept) < len(words)


def escape_private(text: str) -> str:
    """Put a backslash before every word that ``read_private`` would not give back."""
    return " ".join("\\" + word if _marks_private(word) or _escapes_private(word) else word for word in text.split(" "))


def _marks_private(word: str) -> bool:
    return word[:1] == "#" and marker_meaning(word[1:]) == PRIVATE


def _escapes_private(word: str) -> bool:
    bare = word.lstrip("\\")
    return bare != word and _marks_private(bare)


def read_markers(text: str, session: Session, *, with_time: bool = False) -> MarkedText:
    """Read the markers of a text without runs of spaces; a marker that is not clear stays text and adds a problem.

    ``with_time`` also reads the time of day right after a day: `@tue 1 dec 16:00`.
    """
    words = text.split(" ") if text else []
    window = _longest_name(session) + 1
    plain: list[str] = []
    noted: list[str] = []
    raw: list[str] = []
    problems: list[Message] = []
    found = MarkedText("", "", "")
    stars = index = 0
    while index < len(words):
        word, taken = words[index], 1
        text_word: str | None = None
        is_private = False
        if word == "*":
            stars += 1
        elif is_escaped(word, first=not raw):
            text_word = word[1:]
        elif word[:1] == "#":
            meaning = marker_meaning(word[1:])
            if isinstance(meaning, str):
                found, is_private = _with_meaning(found, meaning), meaning == PRIVATE
            else:
                problems += [meaning] if meaning else []
                text_word = word
        elif word[:1] == "@":
            separate = word == "@"  # “@ friday”, with a space after the @
            after = words[index + 1 : index + 1 + MAX_WORDS]
            day = parse_day(after if separate else [word[1:], *after], session.date)
            if day:
                found = replace(found, due=day[0])
                taken = day[1] + separate
                if with_time:
                    found, taken = _with_time(found, words, index, taken)
            else:
                text_word = word
                if not separate:
                    problems.append(say("“{word}” is not a day. Try @friday, @1 dec or @2026-12-01.", word=word))
        elif word[:1] == ">" and word != ">":
            who, taken = _target(words[index : index + window], session)
            if taken:
                found = replace(found, target=who.refs[0] if who else None)
                index += taken
                continue
            taken, text_word = 1, word
            problem = who.problem if who else None
            found = replace(found, ambiguous_target=problem or found.ambiguous_target)
            problems.append(problem or say("“{word}”: whose question? Type one name or seat number.", word=word))
        else:
            text_word = word
        if text_word is not None:
            plain.append(text_word)
            noted.append(text_word)
            raw.append(text_word)
        else:
            noted += words[index : index + taken] if not is_private else ()
            raw += words[index : index + taken]
        index += taken
    return replace(
        found,
        words=" ".join(plain),
        noted=" ".join(noted),
        raw=" ".join(raw),
        stars=stars,
        problems=tuple(problems),
    )


def _with_time(found: MarkedText, words: list[str], index: int, taken: int) -> tuple[MarkedText, int]:
    """Add the time that follows a day, and the words that it takes."""
    time = _time_after_day(words[index + taken : index + taken + 1 + MAX_TIME_WORDS])
    return (replace(found, time=time[0]), taken + time[1]) if time else (found, taken)


def _time_after_day(words: list[str]) -> tuple[dt.time, int] | None:
    before = words[:1] in ([word] for word in BEFORE_TIME)
    time = parse_time(words[before:])
    return (time[0], time[1] + before) if time else None


def begins_with_time(text: str) -> bool:
    """Whether the beginning of a text would be read as a time of day after a day."""
    return _time_after_day(text.split(" ")) is not None


def _longest_name(session: Session) -> int:
    """The number of words of the longest name."""
    return max((name.count(" ") + 1 for name, _, _ in aliases(session)), default=1)


def _target(words: list[str], session: Session) -> tuple[NamedPeople | None, int]:
    """Who is named after the ``>`` of the first word, and how many words name them: 0 if it is not one person."""
    text = " ".join(words)
    who = read_names(re.split(",| en | and ", text[1:])[0], session, loose=True)
    if who is None or who.problem or len(who.refs) != 1 or who.refs[0] == FACILITATOR:
        return who, 0
    end = 1 + who.end
    end += text[end : end + 1] == ","
    taken = text[:end].count(" ") + 1
    if text[end : end + 1] not in (" ", ""):
        return who, 0
    return who, taken


def _with_meaning(found: MarkedText, meaning: str) -> MarkedText:
    if isinstance(meaning, Kind):
        return replace(found, kind=meaning)
    if isinstance(meaning, ReflectionKind):
        return replace(found, reflection=meaning)
    return replace(found, private=True) if meaning == PRIVATE else replace(found, dropped=True)
