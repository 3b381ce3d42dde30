"""What is pasted or dropped on the line: a list of people, the path of one, or more lines than one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from reciring.console.widgets.entry_line import MAX_LINE
from reciring.live.answer import Answer, Outcome, refused
from reciring.ring.commands import AddParticipant, Command
from reciring.ring.message import say
from reciring.ring.registry import find_command
from reciring.ring.session import Phase
from reciring.ring.text import squeeze

if TYPE_CHECKING:
    from reciring.console.screens.ring import RingScreen
    from reciring.importers.read import ParticipantList

_ESCAPED = re.compile(r"\\(.)")
_LIST = re.compile(r"\.(?:csv|tsv|txt|xlsx?|ods|docx?|eml)$", re.IGNORECASE)
"""A whole path that ends so means a list, even if it is not there: then that is to be said."""
_LONGEST_PATH = 4096


def pasted_lines(text: str) -> list[str]:
    """The lines of pasted text that say something, none longer than the entry line."""
    from reciring.ring.interpret_line import split_lines

    found: list[str] = []
    for raw in split_lines(text):
        found += split_line(squeeze(raw), MAX_LINE)
    return found


def split_line(line: str, longest: int) -> list[str]:
    """A line in pieces that fit, between words where that can be."""
    found: list[str] = []
    start = 0
    while len(line) - start > longest:
        space = line.rfind(" ", start + 1, start + longest + 1)
        end = space if space > 0 else start + longest
        found.append(line[start:end])
        start = end + (space > 0)
    return [*found, line[start:]] if line[start:] else found


def pasted_path(text: str) -> Path | None:
    """The file or folder that dropped or typed text names: bare, between quotes, escaped, or as a URL."""
    text = text.strip()
    if not text or len(text) > _LONGEST_PATH or "\n" in text or "\0" in text:
        return None
    if text[0] in "'\"" and text[-1] == text[0]:
        text = text[1:-1]
    forms = [text, _ESCAPED.sub(r"\1", text)]
    if text.lower().startswith("file:"):
        from urllib.parse import unquote, urlsplit

        forms = [unquote(urlsplit(text).path)]
    missing: Path | None = None
    for form in forms:
        if form[:1] == "/" and find_command(form[1:].split(" ")[0]):
            continue  # a command, even where a folder at the root is called so
        if "/" not in form and "\\" not in form and not re.search(r"\.\w{2,4}$", form):
            continue
        try:
            path = Path(form).expanduser()
            if path.is_file() or (path.is_absolute() and path.is_dir()):
                return path
            if path.is_absolute() and _LIST.search(form):
                missing = path
        except (OSError, RuntimeError, ValueError):
            continue
    return missing


class PasteHandler:
    """Takes pasted text. A list of people is shown before Enter takes it; lines that do not fit wait their turn."""

    def __init__(self, screen: RingScreen) -> None:
        self.screen, self.view = screen, screen.view

    @property
    def people(self) -> ParticipantList | None:
        return self.view.people

    def paste(self, text: str) -> None:
        """Whatever was pasted finds its place; nothing of it is lost."""
        screen, controller = self.screen, self.screen.controller
        preparing = controller.base.phase is Phase.PREPARE and not controller.reading and not controller.mending
        if preparing and (path := pasted_path(text)):
            self._read(path)
            return
        lines = pasted_lines(text)
        if not lines:
            return
        if preparing and len(lines) > 1:
            self._understand(text)
            return
        together = " ".join(lines)
        line = screen.line
        if controller.base.phase is Phase.FORMULATE and len(lines) > 1 and not line.value:
            first, *rest = lines
        elif len(line.value) + len(together) + 1 <= MAX_LINE:
            first, rest = together, []
        else:
            first, rest = "", split_line(together, MAX_LINE)
            if not line.value:
                first, rest = rest[0], rest[1:]
        line.replace(first, *sorted(line.selection))
        controller.add_waiting(rest)
        screen.draw_line()

    def typed_path(self) -> bool:
        """Enter on the path of a file: its people are shown."""
        controller = self.screen.controller
        if controller.base.phase is not Phase.PREPARE or controller.mending or controller.reading:
            return False
        path = pasted_path(controller.text)
        if path is None:
            return False
        controller.leave()
        self.screen.line.forget()
        self._read(path)
        return True

    def _read(self, path: Path) -> None:
        from reciring.importers.read import ParticipantListError, read_participants

        try:
            self._show(read_participants(path))
        except ParticipantListError as problem:
            self.screen.say(refused(problem.message))

    def _understand(self, text: str) -> None:
        from reciring.importers.read import ParticipantListError, parse_participants

        try:
            self._show(parse_participants(text))
        except ParticipantListError as problem:
            self.screen.say(refused(problem.message))

    def _show(self, people: ParticipantList) -> None:
        self.view.people = people
        self.screen.preview.answer = None
        self.screen.draw_all()

    def take(self) -> bool:
        """Enter: the people who were shown come into the circle, as one step."""
        people, controller = self.people, self.screen.controller
        if people is None or squeeze(controller.text):
            return False
        self.view.people = None
        commands: list[Command] = [
            AddParticipant(
                at=controller.now,
                name=person.name,
                organisation=person.organisation,
                email=person.email,
                question=person.question or None,
            )
            for person in people.participants
        ]
        before = len(controller.base.participants)
        reasons = controller.do_all(commands, f"{len(commands)} x /add")
        self.view.told = tuple(reasons)
        added = len(controller.base.participants) - before
        said = say("Came into the circle: {n}.", n=added)
        if reasons:
            said = say("Came into the circle: {n}; not: {others}, see above.", n=added, others=len(reasons))
        self.screen.draw_all()
        self.screen.say(Answer(Outcome.DONE, said))
        return True

    def leave(self) -> bool:
        """Escape: they stay outside; or what waits is let go."""
        controller = self.screen.controller
        if self.people is None and controller.waiting and not squeeze(controller.text) and not controller.mending:
            self.screen.say(Answer(Outcome.DONE, say("Pasted lines let go: {n}.", n=controller.drop_waiting())))
            return True
        if self.people is None:
            return False
        self.view.people = None
        self.screen.draw_all()
        return True

    def next_line(self) -> None:
        """The line is free: the next one that waits comes on it."""
        if line := self.screen.controller.next_line():
            self.screen.line.put(line)
