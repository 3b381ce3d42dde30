"""Hints for a question, so that others can help: at most two suggestions, each with an example.

The criteria are Wayne Baker's SMART requests: specific, meaningful, action, realistic, time (*All You Have to Do Is
Ask*, 2020). A hint is about the words of the question, not about the asker; a rule that is in doubt gives no hint.
docs/development/question-hints.md lists the rules.
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
"""The most hints for one question. People do not read more."""

_MAX_LENGTH: Final = 1000  # characters of a question that are read
_PART = re.compile(r"[:;,.!?()\n–—]+(?:\s|$)")
_WORD = re.compile(r"\d[\d.,:/-]*|[^\W\d_]+(?:['’-]\w+)*|\w+")
_DATE = re.compile(r"20\d\d(?:-\d{1,2}-\d{1,2})?|\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|\d{1,2}:\d\d")
# A question with so few words that say what it is about only names a thing.
_FEW_TOPIC_WORDS: Final = 3


class Hint(msgspec.Struct, frozen=True):
    """A suggestion about a question, and an example of a question that meets the criterion ``key``."""

    key: Criterion
    message: Message
    example: Message


def question_hints(text: str) -> tuple[Hint, ...]:
    """Return at most ``MAX_HINTS`` hints for the question ``text``, the most useful first; none for an empty text."""
    words = _Words(text[:_MAX_LENGTH])
    if not words.folded:
        return ()
    topic_words = [word for word in words.folded if word not in phrases.STOP_WORDS and not _is_vague(word)]
    hints = [hint for hint in (_specific(words, topic_words), _action(words)) if hint]
    is_clear_request = not hints
    if hint := _realistic(words):
        hints.append(hint)
    if len(topic_words) <= _FEW_TOPIC_WORDS and not words.give_reason():
        hints.append(_meaningful())
    # First the question must be clear. A day only helps once someone can say yes.
    if is_clear_request and not words.find(phrases.TIME_WORDS) and not any(map(_DATE.fullmatch, words.folded)):
        hints.append(_time())
    return tuple(hints[:MAX_HINTS])


class _Words:
    """The words of a text: ``typed`` as they are, and ``folded`` without capitals, accents and punctuation."""

    def __init__(self, text: str) -> None:
        self.typed: Sequence[str] = _WORD.findall(text)
        self.folded = [fold(word).rstrip(".,:/-") for word in self.typed]
        self.joined = f" {' '.join(self.folded)} "
        self.has_question_mark = "?" in text
        first_words = (_WORD.search(part) for part in _PART.split(text))
        self.openings = f" {' '.join(fold(word[0]) for word in first_words if word)} "
        """The first words of all parts between punctuation."""

    def find(self, table: Sequence[str]) -> str:
        """Return the words of the text that match the first phrase found of ``table``; "" without one."""
        phrase = next((phrase for phrase in table if phrase in self.joined), "")
        if not phrase:
            return ""
        first = self.joined.count(" ", 0, self.joined.index(phrase))
        return " ".join(self.typed[first : first + len(phrase.split())])

    def open_with(self, table: Sequence[str]) -> bool:
        """Whether a part of the text begins with a word of ``table``."""
        return any(phrase in self.openings for phrase in table)

    def give_reason(self) -> bool:
        """Whether the text gives a reason, or says who or what it is for."""
        rest = self.joined
        for phrase in phrases.REASON_EXCEPTIONS:
            rest = rest.replace(phrase, " ")
        return any(phrase in rest for phrase in phrases.REASON_WORDS)


def _is_vague(word: str) -> bool:
    return any(phrase in f" {word} " for phrase in phrases.VAGUE_WORDS)


def _specific(words: _Words, topic_words: Sequence[str]) -> Hint | None:
    vague = "" if words.find(phrases.VAGUE_EXCEPTIONS) else words.find(phrases.VAGUE_WORDS)
    example = say("Who can show me how to keep a team meeting under half an hour?")
    if vague and len(topic_words) < _FEW_TOPIC_WORDS:
        return Hint(
            "specific",
            say("“{word}” is different for everyone. What exactly, how much, who with?", word=vague),
            example,
        )
    if not topic_words or len(words.folded) < _FEW_TOPIC_WORDS:
        return Hint("specific", say("Say a little more: what kind, how many, where, who for?"), example)
    return None


def _action(words: _Words) -> Hint | None:
    asks = words.find(phrases.QUESTION_WORDS) if words.has_question_mark else words.open_with(phrases.QUESTION_WORDS)
    if asks or words.find(phrases.REQUEST_PHRASES):
        return None
    example = say("Who would sit in on one of my lessons and tell me what they see?")
    if words.find(phrases.WHY_WORDS):
        return Hint("action", say("A “why” question invites opinions. What could someone do for you?"), example)
    return Hint(
        "action",
        say("What could someone do for you? Start with: who knows ..., who would ... with me, I am looking for ..."),
        example,
    )


def _realistic(words: _Words) -> Hint | None:
    large = "" if words.find(phrases.TOO_LARGE_EXCEPTIONS) else words.find(phrases.TOO_LARGE_PHRASES)
    if not large:
        return None
    return Hint(
        "realistic",
        say("“{words}” is a lot at once. What is the first step, with a few people?", words=large),
        say("Who can help me bring five neighbours together for coffee this month?"),
    )


def _meaningful() -> Hint:
    return Hint(
        "meaningful",
        say("What is it for, and why does it matter to you? People who know that help sooner."),
        say("I am looking for a photographer for my parents' golden wedding in May."),
    )


def _time() -> Hint:
    return Hint(
        "time",
        say("By when, or for how long? A day makes it easy to say yes."),
        say("Who could read my application letter before Friday?"),
    )
