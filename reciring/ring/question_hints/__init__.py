"""Gentle hints toward a question that can be helped, after Wayne Baker's SMART requests.

Specific, Meaningful, asks for an Action, Realistic, has a Time. A hint is about the words at hand, never about the
asker; in doubt there is none. The rules are explained in docs/questions.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from reciring.ring.message import Message, say
from reciring.ring.question_hints import phrases
from reciring.ring.text import fold

Criterion = Literal["specific", "meaningful", "action", "realistic", "time"]

MAX_HINTS: Final = 2
"""More hints than these at once are no help."""

_LONGEST = 1000
_PART = re.compile(r"[:;,.!?()\n–—]+(?:\s|$)")
_WORD = re.compile(r"\d[\d.,:/-]*|[^\W\d_]+(?:['’-]\w+)*|\w+")
_DATE = re.compile(r"20\d\d(?:-\d{1,2}-\d{1,2})?|\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|\d{1,2}:\d\d")
_BARE = 3
"""With so few telling words a question is only the name of a thing."""


class Hint(msgspec.Struct, frozen=True):
    """A suggestion about a question's words, and a question that has what this one misses."""

    key: Criterion
    message: Message
    example: Message


def question_hints(text: str) -> tuple[Hint, ...]:
    """At most MOST hints for the question ``text``, the most useful first; none for an empty one."""
    words = _Words(text[:_LONGEST])
    if not words.folded:
        return ()
    telling = [word for word in words.folded if word not in phrases.STOP_WORDS and not words.is_vague(word)]
    found: list[Hint] = []
    if hint := _specific(words, telling):
        found.append(hint)
    if hint := _action(words):
        found.append(hint)
    asks_something = not found
    if hint := _realistic(words):
        found.append(hint)
    if len(telling) <= _BARE and not words.gives_reason():
        found.append(_meaningful())
    # A day helps only a question that somebody can say yes to.
    if asks_something and not words.find(phrases.TIME_WORDS) and not any(map(_DATE.fullmatch, words.folded)):
        found.append(_time())
    return tuple(found[:MAX_HINTS])


class _Words:
    """A text as its words, folded and as typed."""

    def __init__(self, text: str) -> None:
        self.typed: Sequence[str] = _WORD.findall(text)
        self.folded = [fold(word).rstrip(".,:/-") for word in self.typed]
        self.flat = f" {' '.join(self.folded)} "
        self.is_question = "?" in text
        parts = (_WORD.search(part) for part in _PART.split(text))
        self.openings = f" {' '.join(fold(part[0]) for part in parts if part)} "

    def find(self, table: Sequence[str]) -> str:
        """The first phrase of ``table`` that the text has, as typed; empty without."""
        phrase = next((phrase for phrase in table if phrase in self.flat), "")
        if not phrase:
            return ""
        first = self.flat.count(" ", 0, self.flat.index(phrase))
        return " ".join(self.typed[first : first + len(phrase.split())])

    def open_with(self, table: Sequence[str]) -> bool:
        """Whether a part of the text begins with a word of ``table``."""
        return any(phrase in self.openings for phrase in table)

    def gives_reason(self) -> bool:
        rest = self.flat
        for frame in phrases.REASON_EXCEPTIONS:
            rest = rest.replace(frame, " ")
        return any(phrase in rest for phrase in phrases.REASON_WORDS)

    @staticmethod
    def is_vague(word: str) -> bool:
        return any(phrase in f" {word} " for phrase in phrases.VAGUE_WORDS)


def _specific(words: _Words, telling: Sequence[str]) -> Hint | None:
    vague = "" if words.find(phrases.VAGUE_EXCEPTIONS) else words.find(phrases.VAGUE_WORDS)
    example = say("Who shows me how you keep a team meeting within half an hour?")
    if vague and len(telling) < _BARE:
        return Hint(
            "specific",
            say("“{word}” is different for everybody. What exactly, how much, with whom?", word=vague),
            example,
        )
    if not telling or len(words.folded) < _BARE:
        return Hint("specific", say("Say a little more: what kind, how many, where, for whom?"), example)
    return None


def _action(words: _Words) -> Hint | None:
    asks = words.find(phrases.QUESTION_WORDS) if words.is_question else words.open_with(phrases.QUESTION_WORDS)
    if asks or words.find(phrases.REQUEST_PHRASES):
        return None
    example = say("Who would sit in on my lesson once and tell me what you see?")
    if words.find(phrases.WHY_WORDS):
        return Hint("action", say("A why invites opinions. What may somebody do for you?"), example)
    return Hint(
        "action",
        say("What may somebody do for you? Begin with: who knows ..., who would ... with me, I am looking for ..."),
        example,
    )


def _realistic(words: _Words) -> Hint | None:
    large = "" if words.find(phrases.TOO_LARGE_EXCEPTIONS) else words.find(phrases.TOO_LARGE_PHRASES)
    if not large:
        return None
    return Hint(
        "realistic",
        say("“{words}” is a lot to lift. What is the first step, with a few people?", words=large),
        say("Who helps me bring five neighbours together for coffee this month?"),
    )


def _meaningful() -> Hint:
    return Hint(
        "meaningful",
        say("What is it for, and why does it matter to you? Knowing that, people help sooner."),
        say("I am looking for a photographer for my parents' golden wedding in May."),
    )


def _time() -> Hint:
    return Hint(
        "time",
        say("By when, or for how long? A day makes it easy to say yes."),
        say("Who reads my application letter before Friday?"),
    )
