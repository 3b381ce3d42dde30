"""The summary on a terminal: fits its width, speaks in its colours, and is plain text where there are none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reciring.report.layout import GAP, Line, indented, joined, line, plain, row, widest, wrapped
from reciring.report.options import Options
from reciring.report.outline import Document, Entry, Grid, Item, Section, document
from reciring.ring.session import Session

if TYPE_CHECKING:
    from rich.console import Console

NARROW = 60
"""Columns below which nothing stands side by side."""
WIDEST = 120
"""Columns after which lines grow too long to read."""
_INDENT = 4
_NAME = 8
"""Columns that a name needs beside figures."""
# Of the colours that every terminal has these two are read on a light ground as well as on a dark one.
_DOUBT, _STARS = "bold magenta", "magenta"


def show(console: Console, session: Session, options: Options) -> None:
    """Print the summary (or one person's page) on ``console``, in its width and with the colours it has."""
    from rich.segment import Segment, Segments

    segments = []
    for it in _lines(session, options, console.width):
        segments += [Segment(words, console.get_style(style) if style else None) for words, style in it]
        segments.append(Segment.line())
    console.print(Segments(segments), end="", crop=False)


def render(session: Session, options: Options) -> str:
    """The same as plain text, ``options.width`` wide."""
    return "".join(f"{plain(it)}\n" for it in _lines(session, options, options.width))


def _lines(session: Session, options: Options, width: int) -> Iterator[Line]:
    return _Page(document(session, options), min(width, WIDEST)).lines()


class _Page:
    """A document laid out ``width`` columns wide; all its rows stand in the same columns."""

    def __init__(self, document: Document, width: int) -> None:
        self.document = document
        self.width = width
        self.narrow = width < NARROW
        items = [item for section in document.sections for entry in section.entries for item in entry.items]
        self.kind = widest(item.kind for item in items)
        self.who = min(widest(item.who for item in items), width // 4)
        self.when = widest(item.when for item in items)

    def lines(self) -> Iterator[Line]:
        it = self.document
        if it.mark:
            yield from self.text(line(it.mark, "bold reverse"))
            yield []
        yield from self.text(line(it.title, "bold"))
        yield from self.text(line(it.subtitle))
        if it.counts:
            yield from self.text(line(it.counts, "dim"))
        for section in it.sections:
            yield from self.section(section)
        yield []
        for sentence in it.foot:
            yield from self.text(line(sentence, "italic dim"))

    def text(self, it: Line, indent: int = 0) -> Iterator[Line]:
        return indented(wrapped(it, self.width - indent), indent)

    def section(self, it: Section) -> Iterator[Line]:
        yield []
        yield from self.text(line(it.heading, _DOUBT if it.urgent else "bold"))
        yield line("─" * self.width, "dim")
        for number, entry in enumerate(it.entries):
            if number and entry.text:
                yield []
            yield from self.entry(entry)
        if it.grid:
            yield from indented(_grid(it.grid, self.width - 2), 2)
            if it.sentences:
                yield []
        for sentence in it.sentences:
            yield from self.text(line(sentence), 2)

    def entry(self, it: Entry) -> Iterator[Line]:
        indent = _INDENT if it.title else 2
        if it.title:
            title = line(it.title, "bold") + (line(f" · {it.aside}", "dim") if it.aside else [])
            yield from self.numbered(it.number, title) if it.number else self.text(title, 2)
        if it.text:
            yield from self.text(line(it.text, "" if it.known else "italic"), indent)
        if it.items:
            yield from self.stacked(it.items) if self.narrow else self.items(it.items, indent)
        elif it.nothing:
            yield from self.text(line(it.nothing, "italic dim"), indent)
        for remark in it.remarks:
            yield from self.text(line(f"{remark.label}: {remark.text}", "dim"), indent)

    def numbered(self, number: int, title: Line) -> Iterator[Line]:
        label = f"{number:>2}"
        return row([(line(label, "dim"), len(label)), (title, self.width - len(label) - GAP)])

    def items(self, items: tuple[Item, ...], indent: int) -> Iterator[Line]:
        """Rows in columns; where those would be too narrow, they are ``stacked`` instead."""
        box, kind = any(item.box for item in items), any(item.kind for item in items)
        who, when = any(item.who for item in items), any(item.when for item in items)
        # where nothing stands before the names they get that room too
        names = self.who if kind else min(widest(item.who for item in items), self.who + self.kind + 2)
        before = [1] * box + [self.kind] * kind + [names] * who
        after = [self.when] * when
        room = self.width - indent - sum(width + GAP for width in before + after)
        for item in items:
            cells = [line("☐")] * box + [line(item.kind, "dim")] * kind + [_who(item)] * who
            cells += [_words(item), *[_when(item)] * when]
            yield from indented(row(list(zip(cells, [*before, room, *after], strict=True))), indent)

    def stacked(self, items: tuple[Item, ...]) -> Iterator[Line]:
        """The words of each below the rest."""
        for it in items:
            first = [line("☐")] * it.box + [line(it.kind, "dim")] * bool(it.kind)
            first += [_who(it)] * bool(it.who) + [_when(it)] * bool(it.when)
            if first:
                yield from self.text(joined(first, " · "), 2)
            yield from self.text(_words(it), 4)


def _who(it: Item) -> Line:
    return line(it.who, _DOUBT if it.unsure else "")


def _when(it: Item) -> Line:
    return line(it.when, _DOUBT if it.vague else "green")


def _words(it: Item) -> Line:
    parts = [line(it.text)] if it.text else []
    if it.stars:
        parts.insert(0, line("★" * it.stars if it.stars < 6 else f"★×{it.stars}", _STARS))
    if it.aside:
        parts.append(line(f"({it.aside})", "dim") if it.text else line(it.aside))
    return joined(parts, " ")


def _grid(it: Grid, width: int) -> Iterator[Line]:
    """Figures below their heads, to the right of what they are of; where that leaves names no room, below them."""
    names, *figures = (widest(column) for column in zip(it.heads, *it.rows, strict=True))
    room = width - sum(width + GAP for width in figures)
    if room < min(_NAME, names):
        yield from _figures(it, width)
        return
    for cells in (it.heads, *it.rows):
        style = "dim" if cells is it.heads else ""
        aligned = (f"{cell:>{width}}" for cell, width in zip(cells[1:], figures, strict=True))
        yield from row(
            [(line(cells[0], style), min(names, room)), *((line(cell, style), len(cell)) for cell in aligned)]
        )


def _figures(it: Grid, width: int) -> Iterator[Line]:
    for name, *figures in it.rows:
        yield from wrapped(line(name), width)
        told = [line(f"{head} ", "dim") + line(cell) for head, cell in zip(it.heads[1:], figures, strict=True) if cell]
        yield from indented(wrapped(joined(told, " · "), width - 2), 2)
