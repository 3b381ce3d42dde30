"""The summary on a terminal: fits its width, speaks in its colours, and is plain text where there are none."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reciring.report.options import Options
from reciring.report.outline import Document, Entry, Grid, Item, Section, document
from reciring.ring.session import Session
from reciring.ring.text import clean

NARROW = 60
"""Columns below which nothing stands side by side."""
WIDEST = 120
"""Columns after which lines grow too long to read."""
_INDENT = 4
# Of the colours that every terminal has these two are read on a light ground as well as on a dark one.
_DOUBT, _STARS = "bold magenta", "magenta"


def show(console: Console, session: Session, options: Options) -> None:
    """Print the summary (or one person's page) on ``console``, in its width and with the colours it has."""
    width = min(console.width, WIDEST)
    for part in _Page(document(session, options), width).parts():
        console.print(part, width=width, highlight=False)


def render(session: Session, options: Options) -> str:
    """The same as plain text, ``options.width`` wide."""
    page = io.StringIO()
    console = Console(file=page, width=options.width, color_system=None, force_terminal=False, legacy_windows=False)
    show(console, session, options)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def _text(words: str, style: str = "") -> Text:
    """Text as it was typed: no markup, nothing that steers a terminal; a word that does not fit is broken."""
    return Text(clean(words), style=style, overflow="fold")


def _widest(words: Iterable[str]) -> int:
    return max((cell_len(clean(word)) for word in words), default=0)


class _Page:
    """A document laid out ``width`` columns wide; all its rows stand in the same columns."""

    def __init__(self, document: Document, width: int) -> None:
        self.document = document
        self.width = width
        self.narrow = width < NARROW
        items = [item for section in document.sections for entry in section.entries for item in entry.items]
        self.kind = _widest(item.kind for item in items)
        self.who = min(_widest(item.who for item in items), width // 4)
        self.when = _widest(item.when for item in items)

    def parts(self) -> Iterator[RenderableType]:
        it = self.document
        if it.mark:
            yield _text(it.mark, "bold reverse")
            yield ""
        yield _text(it.title, "bold")
        yield _text(it.subtitle)
        if it.counts:
            yield _text(it.counts, "dim")
        for section in it.sections:
            yield from self.section(section)
        yield ""
        for line in it.foot:
            yield _text(line, "italic dim")

    def section(self, it: Section) -> Iterator[RenderableType]:
        yield ""
        yield _text(it.heading, _DOUBT if it.urgent else "bold")
        yield Text("─" * self.width, style="dim", no_wrap=True, overflow="crop")
        for number, entry in enumerate(it.entries):
            if number and entry.text:
                yield ""
            yield from self.entry(entry)
        if it.grid:
            yield _grid(it.grid)
        for sentence in it.sentences:
            yield Padding(_text(sentence), (1 if it.grid and sentence == it.sentences[0] else 0, 0, 0, 2))

    def entry(self, it: Entry) -> Iterator[RenderableType]:
        indent = _INDENT if it.title else 2
        if it.title:
            title = _text("").append_text(_text(it.title, "bold"))
            if it.aside:
                title.append_text(_text(f" · {it.aside}", "dim"))
            yield self.beside(f"{it.number:>2}" if it.number else "", title)
        if it.text:
            yield Padding(_text(it.text, "" if it.known else "italic"), (0, 0, 0, indent))
        if it.items:
            yield self.items(it.items, indent)
        elif it.nothing:
            yield Padding(_text(it.nothing, "italic dim"), (0, 0, 0, indent))
        for remark in it.remarks:
            line = _text(f"{remark.label}: {remark.text}", "dim")
            yield Padding(line, (0, 0, 0, indent))

    def beside(self, number: str, title: Text) -> RenderableType:
        if not number:
            return Padding(title, (0, 0, 0, 2))
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_row(_text(number, "dim"), title)
        return table

    def items(self, items: tuple[Item, ...], indent: int) -> RenderableType:
        """Rows in columns; where those would be too narrow, the words of each below the rest."""
        if self.narrow:
            return Padding(Group(*(line for item in items for line in self.stacked(item))), (0, 0, 0, 2))
        box, kind = any(item.box for item in items), any(item.kind for item in items)
        who, when = any(item.who for item in items), any(item.when for item in items)
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        # where nothing stands before the names they get that room too
        names = self.who if kind else min(_widest(item.who for item in items), self.who + self.kind + 2)
        widths = [1] * box + [self.kind] * kind + [names] * who
        for width in widths:
            table.add_column(width=width, overflow="fold")
        table.add_column(ratio=1, overflow="fold")
        if when:
            table.add_column(width=self.when, no_wrap=True)
        for item in items:
            cells = [_text("☐")] * box + [_text(item.kind, "dim")] * kind + [_who(item)] * who
            table.add_row(*cells, _words(item), *[_when(item)] * when)
        return Padding(table, (0, 0, 0, indent))

    def stacked(self, it: Item) -> Iterator[RenderableType]:
        first = [_text("☐")] * it.box + [_text(it.kind, "dim")] * bool(it.kind)
        first += [_who(it)] * bool(it.who) + [_when(it)] * bool(it.when)
        if first:
            yield Text(" · ").join(first)
        yield Padding(_words(it), (0, 0, 0, 2))


def _who(it: Item) -> Text:
    return _text(it.who, _DOUBT if it.unsure else "")


def _when(it: Item) -> Text:
    return _text(it.when, _DOUBT if it.vague else "green")


def _words(it: Item) -> Text:
    words = _text(it.text)
    if it.stars:
        stars = _text("★" * it.stars if it.stars < 6 else f"★×{it.stars}", _STARS)
        words = Text(" ", overflow="fold").join([stars, words])
    if it.aside:
        words = Text(" ", overflow="fold").join(
            [words, _text(f"({it.aside})", "dim")] if it.text else [_text(it.aside)]
        )
    return words


def _grid(it: Grid) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    for number, head in enumerate(it.heads):
        table.add_column(_text(head), justify="right" if number else "left", overflow="fold", no_wrap=bool(number))
    for row in it.rows:
        table.add_row(*map(_text, row))
    return Padding(table, (0, 0, 0, 2))
