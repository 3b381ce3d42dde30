"""The help screen: how a line is written, and every command with its keys; grey with the reason if not now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

from textual.content import Content

from reciring.console.actions.palette_choice import PUT, command_chosen
from reciring.console.screens.search import SearchScreen
from reciring.console.text import content, fit_cells
from reciring.console.view_state import ViewState
from reciring.console.widgets.choice_list import Choice
from reciring.locale import Translator
from reciring.ring.arguments import line_to_type
from reciring.ring.command_registry import COMMAND_SPECS, CommandSpec, HelpChapter, find_command, key_names
from reciring.ring.message import N_
from reciring.ring.text import fold

LINES: Final = (
    (N_("jan sends the slides #tool @fri"), N_("who, then what: an offer by Jan, a tool, promised for Friday")),
    (N_("jan"), N_("Jan is speaking; Enter on the empty line: the asker again")),
    (N_("anne, bo and tom  7+4  7:  0"), N_("several helpers, by name or seat; 0: helper not known yet")),
    (N_("fat: text"), N_("the start of a name is enough, with a colon or completed with Tab")),
    (N_("#tip #contact #tool #help"), N_("the kind of offer; without one it is a tip")),
    (N_("#private"), N_("private: only the asker and the helpers see it on paper")),
    (N_("#no  *"), N_("not useful to the asker; a star for an offer that stands out")),
    (N_("@tomorrow  @fri  @1 dec"), N_("the promised day; Tab also takes a day from the sentence")),
    (N_(">anne"), N_("for Anne's question, even if it is not the current one")),
    (
        N_("#received #surprised #next"),
        N_("in the reflection: what someone got, what surprised them, their next step"),
    ),
    (N_(".jan sends slides"), N_("start with a dot to note something late: the speaker does not change")),
    (N_("12=karin 12=@fri =#tip"), N_("correct only this in entry 12; without a number, in the newest")),
    (N_("Shift+drag"), N_("select text with the mouse; with mouse = false in settings.toml, without Shift")),
    (N_("12=-  4==5  12="), N_("delete 12; merge 5 into 4; edit 12 on the line")),
)
"""Examples of lines, and what they mean."""


class HelpScreen(SearchScreen):
    """Typing searches it; Enter puts a command on the line."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(view, view.t("Help"))

    def offered(self, query: str) -> Iterable[Choice]:
        t, words = self.view.t, fold(query).replace("/", " ").split()
        yield from self.chapter(t("The entry line"), self.lines(LINES, lambda line: _fits(words, line)))
        for group in HelpChapter:
            specs = [spec for spec in COMMAND_SPECS if spec.group is group and _fits(words, _all_words(spec, t))]
            yield from self.chapter(t(group.value), chain.from_iterable(map(self._command, specs)))

    def chapter(self, heading: str, rows: Iterable[Choice]) -> Iterator[Choice]:
        """Yield a heading, its rows and an empty row; nothing if there are no rows."""
        if found := list(rows):
            yield Choice("", content((f" {heading}", "bold $text-accent")))
            yield from found
            yield Choice("", Content(""))

    def lines(self, lines: Iterable[tuple[str, str]], fits: Callable[[str], bool]) -> Iterator[Choice]:
        """Yield the rows of the lines that fit the search: what to type, and what it does."""
        for line, does in lines:
            written, means = self.view.t(line), self.view.t(does)
            if fits(f"{written} {means}"):
                yield from self._wrapped("", ("", written, means), "")

    def best(self, query: str) -> str:
        """Return the command with that name: it may come after others that have the word in what they do."""
        spec = find_command(query.removeprefix("/"))
        return f"/{spec.name}" if spec else ""

    def _command(self, spec: CommandSpec) -> Iterator[Choice]:
        t = self.view.t
        why = spec.why_not(self.view.controller.base)
        names = spec.names(t.language)
        keys = " ".join(t.message(name) for name in key_names(spec, self.view.controller.base))
        does = t(spec.help)
        if len(names) > 1:
            does += " · " + " ".join(f"/{name}" for name in names[1:])
        written = t.message(line_to_type(spec, names[0]))
        if why:
            does += f" ({t.message(why)})"
        yield from self._wrapped(f"/{spec.name}", (keys, written, does), "$foreground-disabled" if why else "")

    def _wrapped(self, key: str, cells: tuple[str, str, str], grey: str) -> Iterator[Choice]:
        """Yield the rows of an entry: keys, what to type, and what it does, which wraps below if it is long."""
        keys, written, does = cells
        keys_room, room = (0 if self.room < 60 or not key else 13), self.room
        typed_room = min(30, max(14, (room - 13) * 2 // 5)) + (0 if key or room < 60 else 13)
        narrow = Content(written).cell_length > typed_room
        words = Content(does).wrap(max(10, room - keys_room - typed_room - 2))
        lead = (fit_cells(keys, keys_room), grey or "bold")
        style = grey or "$text-accent"
        pad = "" if key else "   "
        if narrow:
            yield Choice(key, content(pad, lead, (fit_cells(written, room - keys_room).rstrip(), style)))
        else:
            first = content(lead, (fit_cells(written, typed_room), style), "  ", (words[0].plain, grey))
            yield Choice(key, content(pad, first))
        for more in words if narrow else words[1:]:
            yield Choice("", content(" " * (3 + keys_room + typed_room + 2), (more.plain, grey)))

    def meant(self, key: str) -> Content:
        spec, t = command_chosen(key), self.view.t
        if spec is None:
            return Content("")
        if why := spec.why_not(self.view.controller.base):
            return content(("✗ ", "bold $text-error"), t.message(why))
        return _on_the_line(self.view, spec)

    def possible(self, key: str) -> bool:
        spec = command_chosen(key)
        return spec is not None and spec.why_not(self.view.controller.base) is None

    def take(self, key: str) -> None:
        """Put the command on the line instead of running it: people who read do not want to run it at once."""
        if self.possible(key):
            self.leave(PUT + key)


def meaning(view: ViewState, spec: CommandSpec | None) -> Content:
    """Return what Enter does with a command."""
    t = view.t
    if spec is None:
        return Content("")
    if why := spec.why_not(view.controller.base):
        return content(("✗ ", "bold $text-error"), t.message(why))
    if needs_more(spec):
        return _on_the_line(view, spec)
    return content(t("Enter: {does}", does=t(spec.help)))


def _on_the_line(view: ViewState, spec: CommandSpec) -> Content:
    t = view.t
    line = t.message(line_to_type(spec, spec.names(t.language)[0]))
    return content(t("Enter puts it on the line: {line}", line=line))


def needs_more(spec: CommandSpec) -> bool:
    """Return whether a command needs arguments."""
    return any(not field.endswith("?") for field, _ in spec.args)


def _all_words(spec: CommandSpec, t: Translator) -> str:
    keys = " ".join(t.message(name) for name in key_names(spec))
    return " ".join([*spec.all_names, t(spec.help), spec.words, keys, t(spec.group.value)])


def _fits(words: list[str], text: str) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)
