"""The guide: gives each topic from the facilitator's own file, and from ours for the parts that it does not have."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from reciring.guide import files
from reciring.guide.errors import find_page_errors
from reciring.guide.markdown import list_markdown, situations_markdown, step_markdown
from reciring.guide.parse import Page, assign_keys, bullets, parse_page, remove_backticks, split_key
from reciring.guide.topics import (
    HEADINGS,
    INVITATION_PARTS,
    PHASES,
    PLACEHOLDERS,
    RELATED_TOPICS,
    SITUATION_WORDS,
    STEP_PARTS,
    TOPICS,
    ChecklistItem,
    GuideStep,
    Situation,
)
from reciring.ring.message import Message, MessageError, say
from reciring.ring.text import fold

T = TypeVar("T")

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PLACEHOLDER_NAMES = {name: english for english, dutch in PLACEHOLDERS.items() for name in (english, dutch)}


class UnknownTopicError(MessageError):
    """The guide has no topic of this name; ``message`` lists those that it has."""


def load_guide(language: str, folder: Path | None = None) -> Guide:
    """The guide in Dutch if ``language`` is ``nl``, ``nl-BE`` and so on; else in English. Reads no files yet.

    ``folder`` has the facilitator's own files, such as ``nl/round.md`` or ``round.md``. A folder that does not exist is
    a problem: pass None if none is set.
    """
    return Guide("nl" if fold(language).startswith("nl") else "en", folder)


class Guide:
    """The guide in one language. Each topic is read once, when it is first asked for.

    A facilitator's file that cannot be used raises no error: our own text is used, and ``problems`` says so.
    """

    def __init__(self, language: str, folder: Path | None = None) -> None:
        self.language = language
        self._folder = folder if folder is not None and os.path.isdir(folder) else None
        self._read: dict[str, tuple[Page, ...]] = {}
        self._problems: list[Message] = []
        if folder is not None and self._folder is None:
            self._problems.append(
                say(
                    "The folder {folder} with guide texts does not exist, so the built-in texts are used.",
                    folder=str(folder),
                )
            )

    @property
    def problems(self) -> tuple[Message, ...]:
        """What is wrong with the facilitator's files that have been read so far."""
        return tuple(self._problems)

    def check(self) -> tuple[Message, ...]:
        """Read all topics and return all problems, including files that are not named after a topic."""
        for topic in TOPICS:
            self._pages(topic)
        if self._folder is None:
            return self.problems
        names = ", ".join(TOPICS)
        return self.problems + tuple(
            say("{file} is not used, because no topic has that name. Topics: {names}.", file=str(path), names=names)
            for path in files.unknown_files(self._folder, self.language, frozenset(TOPICS))
        )

    def step(self, phase: str) -> GuideStep:
        """What to do, say and watch for. Raises KeyError if ``phase`` is not one of PHASES."""
        short_text = self.short_text(phase)
        headings = HEADINGS[self.language]
        do, speak, watch = (
            self._first(phase, partial(_section_part, names=STEP_PARTS[part], take=bullets)) for part in STEP_PARTS
        )
        names = (headings["do"], headings["say"], headings["watch"])
        return GuideStep(self._title(phase), short_text, do, speak, watch, names)

    def short_text(self, phase: str) -> str:
        """One line about a phase, without backticks. Raises KeyError if ``phase`` is not one of PHASES."""
        if phase not in PHASES:
            raise KeyError(phase)
        return remove_backticks(self._first(phase, lambda page: page.first_line))

    @property
    def examples(self) -> tuple[str, ...]:
        return self._list("examples")

    @property
    def round_prompts(self) -> tuple[str, ...]:
        return self._list("round-prompts")

    @property
    def reflection_prompts(self) -> tuple[str, ...]:
        return self._list("reflection-prompts")

    @property
    def ground_rules(self) -> tuple[str, ...]:
        return self._list("ground-rules")

    @property
    def days_before(self) -> tuple[str, ...]:
        """Advice for the days before the ring."""
        return self._list("before")

    @cached_property
    def checklist(self) -> tuple[ChecklistItem, ...]:
        """The checklist of room and materials."""
        return tuple(
            ChecklistItem(key, text) for key, text in assign_keys(split_key(line) for line in self._list("checklist"))
        )

    @property
    def situations(self) -> tuple[Situation, ...]:
        """Our situations. Those of the facilitator replace the ones with the same key or title; new ones come last."""
        found: dict[str, Situation] = {}
        keys: dict[str, str] = {}
        for page in reversed(self._pages("situations")):
            headings = (
                (section.heading, section.key or keys.get(fold(section.heading), "")) for section in page.sections
            )
            for (key, title), section in zip(assign_keys(headings), page.sections, strict=True):
                text = "\n".join(line.strip() for line in section.body.splitlines()).strip()
                if text:
                    found[key] = Situation(key, title or (found[key].title if key in found else key), text)
            keys = {fold(situation.title): key for key, situation in found.items()}
        return tuple(found.values())

    def invitation(
        self, *, title: str = "", date: str = "", time: str = "", place: str = "", facilitator: str = ""
    ) -> str:
        """The invitation: a subject line, an empty line, the text. What is not given appears as ``[place]``."""
        known = {"title": title, "date": date, "time": time, "place": place, "facilitator": facilitator}

        def fill(placeholder: re.Match[str]) -> str:
            name = _PLACEHOLDER_NAMES.get(placeholder[1].lower())
            if name is None:
                return placeholder[0]
            return " ".join(known[name].split()) or f"[{PLACEHOLDERS[name] if self.language == 'nl' else name}]"

        parts = (
            self._first("invitation", partial(_section_part, names=INVITATION_PARTS[part], take=str.strip))
            for part in INVITATION_PARTS
        )
        subject, text = (_PLACEHOLDER.sub(fill, part) for part in parts)
        return f"{HEADINGS[self.language]['subject']}: {' '.join(subject.split())}\n\n{text}\n"

    def topics(self) -> tuple[str, ...]:
        """The names of the topics in this language, in reading order."""
        return tuple(TOPICS.values() if self.language == "nl" else TOPICS)

    def markdown(self, name: str | None = None) -> str:
        """The whole guide as Markdown, or one topic with its related topics, or one situation.

        ``name`` is a name in either language, a title, or words of it. Words can fit several situations; these come
        before topics. Raises UnknownTopicError.
        """
        if name is None:
            return "\n".join(self._topic_markdown(topic) for topic in TOPICS)
        found = self._find(name)
        if isinstance(found, str):
            return "\n".join(self._topic_markdown(topic) for topic in (found, *RELATED_TOPICS.get(found, ())))
        return situations_markdown(found, level=1)

    def _topic_markdown(self, topic: str) -> str:
        title = self._title(topic)
        if topic in PHASES:
            return step_markdown(self.step(topic))
        if topic == "situations":
            return f"# {title}\n\n{situations_markdown(self.situations, level=2)}"
        if topic == "invitation":
            return f"# {title}\n\n{self.invitation()}"
        if topic == "checklist":
            return list_markdown(title, (f"[ ] {item.text}" for item in self.checklist))
        return list_markdown(title, self._list(topic))

    def _find(self, name: str) -> str | list[Situation]:
        """The topic, or the situations, that are meant by ``name``. Raises UnknownTopicError."""
        topics = {each: topic for topic, dutch in TOPICS.items() for each in (topic, dutch, fold(self._title(topic)))}
        wanted = fold(name.strip())
        if wanted in topics:
            return topics[wanted]
        if found := self._find_situations(wanted):
            return found
        # "ground" is enough for "ground-rules", "rules" for "Ground rules".
        starts = {topic for each, topic in topics.items() if wanted and each.startswith(wanted)}
        starts = starts or {topic for each, topic in topics.items() if wanted and f" {wanted}" in each}
        if len(starts) == 1:
            return starts.pop()
        raise UnknownTopicError(
            say(
                "The guide has nothing about “{asked}”. Topics: {topics}. Difficult moments: {situations}.",
                asked=name,
                topics=", ".join(self.topics()),
                situations="; ".join(situation.title for situation in self.situations),
            )
        )

    def _find_situations(self, wanted: str) -> list[Situation]:
        """The situations with this key or title; else those whose title or words have all the words of ``wanted``."""
        exact = [it for it in self.situations if wanted in (it.key, fold(it.title))]
        words = wanted.split()
        if exact or not words:
            return exact
        texts = ((it, f" {fold(it.title)} {it.key} {SITUATION_WORDS.get(it.key, '')}") for it in self.situations)
        return [it for it, text in texts if all(f" {word}" in text for word in words)]

    def _title(self, topic: str) -> str:
        return self._first(topic, lambda page: page.title)

    def _list(self, topic: str) -> tuple[str, ...]:
        return self._first(topic, lambda page: page.bullets)

    def _first(self, topic: str, part: Callable[[Page], T]) -> T:
        """The part from the facilitator's page, or from ours if it is empty there."""
        *own, last = self._pages(topic)
        return next((found for page in own if (found := part(page))), None) or part(last)

    def _pages(self, topic: str) -> tuple[Page, ...]:
        """The facilitator's page, if there is one that can be used, and ours."""
        if topic not in self._read:
            own = self._own_page(topic)
            page = parse_page(files.read_built_in(self.language, topic))
            self._read[topic] = (page,) if own is None else (own, page)
        return self._read[topic]

    def _own_page(self, topic: str) -> Page | None:
        """The facilitator's page about ``topic``; its errors are added to the problems."""
        if self._folder is None:
            return None
        try:
            path = files.find_own_file(self._folder, self.language, topic)
            if path is None:
                return None
            page = parse_page(files.read_own_file(path))
        except files.GuideFileError as error:
            self._problems.append(error.message)
            return None
        self._problems += find_page_errors(topic, page, str(path), self.language)
        return page


def _section_part(page: Page, *, names: tuple[str, ...], take: Callable[[str], T]) -> T:
    """``take`` of the bodies of all sections whose heading is in ``names``, joined."""
    return take("\n".join(section.body for section in page.sections if fold(section.heading) in names))
