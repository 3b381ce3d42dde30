"""The summary on a terminal: fits its width, speaks in its colours, and is plain text where there are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich import get_console
from rich.cells import cell_len
from rich.text import Text

from reciring.report.options import Options
from reciring.report.outline import Entry, EntryRow, Grid, Outline, Section, build_outline
from reciring.ring.session import Session
from reciring.ring.text import clean

if TYPE_CHECKING:
    from rich.console import Console

NARROW_WIDTH = 60
"""Columns below which nothing stands side by side."""
MAX_WIDTH = 120
"""Columns after which lines grow too long to read."""
COLUMN_GAP = 2
"""Columns between two cells of a row."""
_LEAST = 2
"""Columns without which not every letter fits."""
_INDENT = 4
_NAME = 8
"""Columns that a name needs beside figures."""
# Of the colours that every terminal has these two are read on a light ground as well as on a dark one.
_DOUBT, _STARS = "bold magenta", "magenta"


def print_summary(console: Console, session: Session, options: Options) -> None:
    """Print the summary (or one person's page) on ``console``, in its width and with the colours it has."""
    console.print(Text("\n").join(summary_lines(session, options, console.width)), soft_wrap=True, highlight=False)


def render(session: Session, options: Options) -> str:
    """The same as plain text, ``options.width`` wide."""
    return "".join(f"{it.plain.rstrip()}\n" for it in summary_lines(session, options, options.width))


def summary_lines(session: Session, options: Options, width: int) -> Iterator[Text]:
    """The same line by line; every style is a span with a name, for whoever has other colours for it."""
    return _Page(build_outline(session, options), min(width, MAX_WIDTH)).lines()


def wrap_line(text: Text, width: int, indent: int = 0) -> Iterator[Text]:
    """Lines that end before ``width``, and begin at ``indent``."""
    for it in _folded(text, width - indent):
        yield Text(" " * indent).append_text(it)


def format_row(cells: Iterable[tuple[Text, int]], indent: int = 0) -> Iterator[Text]:
    """Cells side by side, each in columns of its own.

    Rich's tables and paddings do this too, but measure all words over and over: thirty milliseconds for a summary.
    """
    texts, widths = zip(*cells, strict=True)
    for parts in zip_longest(*map(_folded, texts, widths)):
        it, begin, end = Text(), indent, 0
        for part, width in zip(parts, widths, strict=True):
            if part:
                it.append(" " * (begin - end)).append_text(part)
                end = begin + part.cell_len
            begin += width + COLUMN_GAP
        yield it


def _folded(text: Text, width: int) -> list[Text]:
    if text.cell_len <= width:
        return [text]
    found = text.wrap(get_console(), max(width, _LEAST), overflow="fold")
    for it in found:
        it.rstrip()
    return list(found)


def _text(words: str, style: str = "") -> Text:
    """Text as it was typed: no markup, nothing that steers a terminal."""
    return Text(clean(words), style)


def _widest(words: Iterable[str]) -> int:
    return max((cell_len(clean(word)) for word in words), default=0)


class _Page:
    """A document laid out ``width`` columns wide; all its rows stand in the same columns."""

    def __init__(self, document: Outline, width: int) -> None:
        self.document = document
        self.width = width
        self.narrow = width < NARROW_WIDTH
        items = [item for section in document.sections for entry in section.entries for item in entry.items]
        self.kind = _widest(item.kind for item in items)
        self.who = min(_widest(item.who for item in items), width // 4)
        self.when = _widest(item.when for item in items)

    def lines(self) -> Iterator[Text]:
        it = self.document
        if it.mark:
            yield from self.text(_text(it.mark, "bold reverse"))
            yield Text()
        yield from self.text(_text(it.title, "bold"))
        yield from self.text(_text(it.subtitle))
        if it.counts:
            yield from self.text(_text(it.counts, "dim"))
        for section in it.sections:
            yield from self.section(section)
        yield Text()
        for sentence in it.foot:
            yield from self.text(_text(sentence, "italic dim"))

    def text(self, it: Text, indent: int = 0) -> Iterator[Text]:
        return wrap_line(it, self.width, indent)

    def section(self, it: Section) -> Iterator[Text]:
        yield Text()
        yield from self.text(_text(it.heading, _DOUBT if it.urgent else "bold"))
        yield from self.text(_text("─" * self.width, "dim"))
        for number, entry in enumerate(it.entries):
            if number and entry.text:
                yield Text()
            yield from self.entry(entry)
        if it.grid:
            yield from _grid(it.grid, self.width, 2)
            if it.sentences:
                yield Text()
        for sentence in it.sentences:
            yield from self.text(_text(sentence), 2)

    def entry(self, it: Entry) -> Iterator[Text]:
        indent = _INDENT if it.title else 2
        if it.title:
            title = Text.assemble(_text(it.title, "bold"), _text(f" · {it.aside}" if it.aside else "", "dim"))
            yield from self.numbered(it.number, title) if it.number else self.text(title, 2)
        if it.text:
            yield from self.text(_text(it.text, "" if it.known else "italic"), indent)
        if it.items:
            yield from self.stacked(it.items) if self.narrow else self.items(it.items, indent)
        elif it.nothing:
            yield from self.text(_text(it.nothing, "italic dim"), indent)
        for remark in it.remarks:
            yield from self.text(_text(f"{remark.label}: {remark.text}", "dim"), indent)

    def numbered(self, number: int, title: Text) -> Iterator[Text]:
        label = f"{number:>2}"
        return format_row([(_text(label, "dim"), len(label)), (title, self.width - len(label) - COLUMN_GAP)])

    def items(self, items: tuple[EntryRow, ...], indent: int) -> Iterator[Text]:
        """Rows in columns; where those would be too narrow, they are ``stacked`` instead."""
        box, kind = any(item.box for item in items), any(item.kind for item in items)
        who, when = any(item.who for item in items), any(item.when for item in items)
        # where nothing stands before the names they get that room too
        names = self.who if kind else min(_widest(item.who for item in items), self.who + self.kind + 2)
        before = [1] * box + [self.kind] * kind + [names] * who
        after = [self.when] * when
        room = self.width - indent - sum(width + COLUMN_GAP for width in before + after)
        for item in items:
            cells = [_text("☐")] * box + [_text(item.kind, "dim")] * kind + [_who(item)] * who
            cells += [_words(item), *[_when(item)] * when]
            yield from format_row(zip(cells, [*before, room, *after], strict=True), indent)

    def stacked(self, items: tuple[EntryRow, ...]) -> Iterator[Text]:
        """The words of each below the rest."""
        for it in items:
            first = [_text("☐")] * it.box + [_text(it.kind, "dim")] * bool(it.kind)
            first += [_who(it)] * bool(it.who) + [_when(it)] * bool(it.when)
            if first:
                yield from self.text(Text(" · ").join(first), 2)
            yield from self.text(_words(it), 4)


def _who(it: EntryRow) -> Text:
    return _text(it.who, _DOUBT if it.unsure else "")


def _when(it: EntryRow) -> Text:
    return _text(it.when, _DOUBT if it.vague else "green")


def _words(it: EntryRow) -> Text:
    parts = [_text(it.text)] if it.text else []
    if it.stars:
        parts.insert(0, _text("★" * it.stars if it.stars < 6 else f"★×{it.stars}", _STARS))
    if it.aside:
        parts.append(_text(f"({it.aside})", "dim") if it.text else _text(it.aside))
    return Text(" ").join(parts)


def _grid(it: Grid, width: int, indent: int) -> Iterator[Text]:
    """Figures below their heads, to the right of what they are of; where that leaves names no room, below them."""
    names, *figures = (_widest(column) for column in zip(it.heads, *it.rows, strict=True))
    room = width - indent - sum(width + COLUMN_GAP for width in figures)
    if room < min(_NAME, names):
        yield from _figures(it, width, indent)
        return
    widths = [min(names, room), *figures]
    for cells in (it.heads, *it.rows):
        texts = [_text(cell, "dim" if cells is it.heads else "") for cell in cells]
        for text, columns in zip(texts[1:], figures, strict=True):
            text.align("right", columns)
        yield from format_row(zip(texts, widths, strict=True), indent)


def _figures(it: Grid, width: int, indent: int) -> Iterator[Text]:
    for name, *figures in it.rows:
        yield from wrap_line(_text(name), width, indent)
        told = [
            Text.assemble(_text(f"{head} ", "dim"), _text(cell))
            for head, cell in zip(it.heads[1:], figures, strict=True)
            if cell
        ]
        yield from wrap_line(Text(" · ").join(told), width, indent + 2)
