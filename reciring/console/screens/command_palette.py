"""The palette: every command, participant and theme, found by a few letters of each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.style import Style

from reciring.console.actions.palette_choice import PERSON, THEME, command_chosen
from reciring.console.screens.help import meaning
from reciring.console.screens.search import SearchScreen
from reciring.console.text import content, fit_cells, truncate
from reciring.console.theme import THEME_NAMES
from reciring.console.view_state import ViewState
from reciring.console.widgets.choice_list import Choice
from reciring.ring.arguments import line_to_type
from reciring.ring.command_registry import COMMAND_SPECS, CommandSpec, find_command, key_names
from reciring.ring.message import Message
from reciring.ring.text import fold


class Entry(NamedTuple):
    """An entry of the palette: its key, name, what it does, the keys for it, and why it cannot be done now."""

    key: str
    name: str
    does: str
    keys: str = ""
    why: Message | None = None
    also: str = ""
    """Other names by which it is found."""
    words: str = ""
    """Other words by which it is found, by their beginning."""


class CommandPalette(SearchScreen):
    """A panel at the foot of the ring, which stays in sight above it."""

    DEFAULT_CSS = """
    CommandPalette, CommandPalette:ansi { background: transparent; }
    CommandPalette #panel { height: 60%; min-height: 10; border-top: solid $text-accent; }
    """

    def __init__(self, view: ViewState) -> None:
        super().__init__(view, view.t("What would you like to do?"))
        self._search = FuzzySearch()
        self._entries: dict[str, Entry] = {entry.key: entry for entry in self._all()}

    def _all(self) -> Iterator[Entry]:
        t, session = self.view.t, self.view.controller.base
        for spec in COMMAND_SPECS:
            keys = " ".join(t.message(name) for name in key_names(spec, session))
            written = t.message(line_to_type(spec, spec.names(t.language)[0]))
            why = spec.why_not(session)
            yield Entry(f"/{spec.name}", written, t(spec.help), keys, why, " ".join(spec.all_names), spec.words)
        for who, person in session.participants.items():
            yield Entry(f"{PERSON}{who}", f"{who[1:]} {person.name}", person.organisation or t("participant"))
        for name, called in THEME_NAMES.items():
            yield Entry(f"{THEME}{name}", t("Theme: {name}", name=t(called)), t("colours of the screen"))

    def offered(self, query: str) -> Iterable[Choice]:
        named = find_command(query.lstrip("/"))
        scored = [(self._score(query, entry, named), entry) for entry in self._entries.values()]
        found = [(score, entry) for score, entry in scored if score > 0]
        # What cannot be done now counts less. Equal scores keep the order of the table.
        found.sort(key=lambda it: -it[0] * (0.6 if it[1].why else 1))
        return [Choice(entry.key, self._row(entry, query)) for _, entry in found]

    def _score(self, query: str, entry: Entry, named: CommandSpec | None) -> float:
        """Return how well an entry fits. The command that is ``named`` counts most, then names, then what it does."""
        if not query:
            return 1.0
        wanted = fold(query.lstrip("/"))
        if not wanted:
            return float(entry.key.startswith("/"))
        if named and command_chosen(entry.key) is named:
            return math.inf
        in_name = self._search.match(wanted, fold(entry.name))[0] + _by_word(wanted, fold(entry.name))
        in_more = self._search.match(wanted, fold(f"{entry.also}"))[0] if entry.also else 0.0
        whole = 1.0 if wanted in fold(entry.does) else 0.0
        in_words = 2.0 * any(word.startswith(wanted) for word in entry.words.split())
        return max(4 * in_name, 3 * in_more, in_words, whole)

    def _row(self, entry: Entry, query: str) -> Content:
        room = self.room
        name_room = min(34, max(16, room * 2 // 5))
        keys_room = 0 if room < 60 else 13
        grey = "$foreground-disabled" if entry.why else ""
        does = self.view.t.message(entry.why) if entry.why else entry.does
        name = Content(fit_cells(entry.name, name_room)).stylize(grey or "$text-accent")
        if not entry.why:
            name = self._marked(name, query)
        rest = max(0, room - name_room - keys_room - 3)
        return content(
            name,
            "  ",
            (fit_cells(truncate(does, rest), rest), grey),
            " ",
            (fit_cells(entry.keys, keys_room), grey or "bold"),
        )

    def _marked(self, name: Content, query: str) -> Content:
        """Return the name with the letters that were found underlined."""
        folded = fold(name.plain)
        if len(folded) != len(name.plain) or not query.strip("/ "):
            return name
        score, places = self._search.match(fold(query.lstrip("/")), folded)
        for place in places if score else ():
            name = name.stylize(Style(underline=True, bold=True), place, place + 1)
        return name

    def meant(self, key: str) -> Content:
        t = self.view.t
        if spec := command_chosen(key):
            return meaning(self.view, spec)
        if key.startswith(PERSON):
            return content(t("Enter puts the seat number on the line; then type on."))
        return content(t("Enter uses this theme, next time too."))

    def possible(self, key: str) -> bool:
        return key in self._entries and self._entries[key].why is None


def _by_word(wanted: str, name: str) -> float:
    """Return points for a whole word, fewer for the beginning of one, none for letters here and there."""
    words = name.lstrip("/").split(" ")
    return 2.0 * (wanted in words) + any(word.startswith(wanted) for word in words)
