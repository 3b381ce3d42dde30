"""The guide itself: asks for a topic, gets ours with the facilitator's own parts laid over it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from reciring.guide import files
from reciring.guide import markdown as render
from reciring.guide.errors import find_page_errors
from reciring.guide.parse import Page, assign_keys, bullets, parse_page, remove_backticks, split_key
from reciring.guide.topics import (
    HEADINGS,
    INVITATION_PARTS,
    PHASES,
    PLACEHOLDERS,
    RELATED_TOPICS,
    STEP_PARTS,
    TOPICS,
    ChecklistItem,
    GuideStep,
    Situation,
)
from reciring.ring.message import Message, say
from reciring.ring.text import fold

T = TypeVar("T")

_GAP = re.compile(r"\{(\w+)\}")
_GAP_NAMES = {name: gap for gap, dutch in PLACEHOLDERS.items() for name in (gap, dutch)}


class UnknownTopicError(Exception):
    """Asked for something the guide does not speak of; ``message`` names what it does."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def load_guide(language: str, folder: Path | None = None) -> Guide:
    """The guide in ``set_language`` (Dutch for ``nl``, ``nl-BE``, ...; else English). Reads nothing yet.

    ``folder`` holds the facilitator's own files, ``nl/round.md`` or ``round.md``. A folder that is not there
    is a problem to be told: pass None when nobody asked for one.
    """
    return Guide("nl" if fold(language).startswith("nl") else "en", folder)


class Guide:
    """Every topic is read when it is asked for, once: a disk that goes away cannot disturb a ring.

    A facilitator's file that cannot be used never raises: our own text stands in, and ``session_errors`` says so.
    """

    def __init__(self, language: str, folder: Path | None = None) -> None:
        self.language = language
        self._folder = folder if folder is not None and os.path.isdir(folder) else None
        self._read: dict[str, tuple[Page, ...]] = {}
        self._problems: list[Message] = []
        if folder is not None and self._folder is None:
            self._problems.append(
                say("There is no folder {folder} with guide texts; our own are used.", folder=str(folder))
            )

    @property
    def problems(self) -> tuple[Message, ...]:
        """What was wrong with the facilitator's files that have been read so far."""
        return tuple(self._problems)

    def check(self) -> tuple[Message, ...]:
        """Read everything and give all problems, also files that no topic is called after."""
        for topic in TOPICS:
            self._pages(topic)
        if self._folder is None:
            return self.problems
        names = ", ".join(TOPICS)
        return self.problems + tuple(
            say("{file} is not used: no topic has that name. The names are: {names}.", file=str(path), names=names)
            for path in files.unknown_files(self._folder, self.language, frozenset(TOPICS))
        )

    def step(self, phase: str) -> GuideStep:
        """What to do, say and watch for; ``phase`` is one of PHASES (KeyError otherwise)."""
        strip = self.short_text(phase)
        headings = HEADINGS[self.language]
        do, speak, watch = (
            self._first(phase, partial(_under, names=STEP_PARTS[part], take=bullets)) for part in STEP_PARTS
        )
        own_words = (headings["do"], headings["say"], headings["watch"])
        return GuideStep(self._title(phase), strip, do, speak, watch, own_words)

    def short_text(self, phase: str) -> str:
        """One line for the console's slim strip, without markup; ``phase`` as in ``step_markdown``."""
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
        """Advice for the days before."""
        return self._list("before")

    @cached_property
    def checklist(self) -> tuple[ChecklistItem, ...]:
        """The room and the things."""
        return tuple(
            ChecklistItem(key, text) for key, text in assign_keys(split_key(line) for line in self._list("checklist"))
        )

    @property
    def situations(self) -> tuple[Situation, ...]:
        """Ours; the facilitator's stand in for those with the same key or title, new ones come behind."""
        found: dict[str, Situation] = {}
        keys: dict[str, str] = {}
        for page in reversed(self._pages("situations")):
            named = assign_keys((part.heading, part.key or keys.get(fold(part.heading), "")) for part in page.sections)
            for (key, title), part in zip(named, page.sections, strict=True):
                text = "\n".join(line.strip() for line in part.body.splitlines()).strip()
                if text:
                    found[key] = Situation(key, title or (found[key].title if key in found else key), text)
            keys = {fold(situation.title): key for key, situation in found.items()}
        return tuple(found.values())

    def invitation(
        self, *, title: str = "", date: str = "", time: str = "", place: str = "", facilitator: str = ""
    ) -> str:
        """The mail: a subject line, an empty line, the text. What is not known stays visible: ``[place]``."""
        known = {"title": title, "date": date, "time": time, "place": place, "facilitator": facilitator}

        def fill(gap: re.Match[str]) -> str:
            name = _GAP_NAMES.get(gap[1].lower())
            if name is None:
                return gap[0]
            return " ".join(known[name].split()) or f"[{PLACEHOLDERS[name] if self.language == 'nl' else name}]"

        parts = (
            self._first("invitation", partial(_under, names=INVITATION_PARTS[part], take=str.strip))
            for part in INVITATION_PARTS
        )
        subject, text = (_GAP.sub(fill, part) for part in parts)
        return f"{HEADINGS[self.language]['subject']}: {' '.join(subject.split())}\n\n{text}\n"

    def topics(self) -> tuple[str, ...]:
        """What can be asked of ``markdown``, in reading order, as this language calls it."""
        return tuple(TOPICS.values() if self.language == "nl" else TOPICS)

    def markdown(self, step: str | None = None) -> str:
        """Everything, or one topic or situation with what belongs beside it, as Markdown.

        Names count in both languages, by their title too, and by any beginning of a word of it that fits one only;
        raises NoSuchTopic.
        """
        if step is None:
            return "\n".join(self._render(topic) for topic in TOPICS)
        key = self._resolve(step)
        if key in TOPICS:
            return "\n".join(self._render(topic) for topic in (key, *RELATED_TOPICS.get(key, ())))
        return next(render.situations_markdown([it], level=1) for it in self.situations if it.key == key)

    def _render(self, topic: str) -> str:
        title = self._title(topic)
        if topic in PHASES:
            return render.step_markdown(self.step(topic))
        if topic == "situations":
            return f"# {title}\n\n{render.situations_markdown(self.situations, level=2)}"
        if topic == "invitation":
            return f"# {title}\n\n{self.invitation()}"
        if topic == "checklist":
            return render.list_markdown(title, (f"[ ] {item.text}" for item in self.checklist))
        return render.list_markdown(title, self._list(topic))

    def _resolve(self, asked: str) -> str:
        names = {name: topic for topic, dutch in TOPICS.items() for name in (topic, dutch)}
        names |= {fold(self._title(topic)): topic for topic in TOPICS}
        for situation in self.situations:
            names.setdefault(situation.key, situation.key)
            names.setdefault(fold(situation.title), situation.key)
        wanted = fold(asked.strip())
        if wanted in names:
            return names[wanted]
        begun = {key for name, key in names.items() if wanted and name.startswith(wanted)}
        # "stilte" is enough for "Een stilte"
        begun = begun or {key for name, key in names.items() if wanted and f" {wanted}" in name}
        if len(begun) == 1:
            return begun.pop()
        raise UnknownTopicError(
            say(
                "The guide has nothing called {asked}. It has: {topics}; and for difficult moments: {situations}.",
                asked=asked,
                topics=", ".join(self.topics()),
                situations=", ".join(situation.title for situation in self.situations),
            )
        )

    def _title(self, topic: str) -> str:
        return self._first(topic, lambda page: page.title)

    def _list(self, topic: str) -> tuple[str, ...]:
        return self._first(topic, lambda page: page.bullets)

    def _first(self, topic: str, part: Callable[[Page], T]) -> T:
        """The part as the facilitator has it, else as we have it."""
        *own, last = self._pages(topic)
        return next((found for page in own if (found := part(page))), None) or part(last)

    def _pages(self, topic: str) -> tuple[Page, ...]:
        """The facilitator's page, if there is a sound one, and ours behind it."""
        if topic not in self._read:
            own = self._own(topic)
            page = parse_page(files.read_built_in(self.language, topic))
            self._read[topic] = (page,) if own is None else (own, page)
        return self._read[topic]

    def _own(self, topic: str) -> Page | None:
        if self._folder is None:
            return None
        try:
            path = files.find_own_file(self._folder, self.language, topic)
            if path is None:
                return None
            page = parse_page(files.read_own_file(path))
        except files.GuideFileError as broken:
            self._problems.append(broken.message)
            return None
        self._problems += find_page_errors(topic, page, str(path), self.language)
        return page


def _under(page: Page, *, names: tuple[str, ...], take: Callable[[str], T]) -> T:
    """What stands below the headings called one of ``name_forms``, several of them put together."""
    return take("\n".join(section.body for section in page.sections if fold(section.heading) in names))
