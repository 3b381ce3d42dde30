"""The summary for a terminal: in its width and colours, and as plain text where it has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from rich import get_console
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from reciring.report.options import Options
from reciring.report.outline import Entry, EntryRow, Grid, Outline, Section, build_outline
from reciring.report.wording import format_stars
from reciring.ring.session import Session
from reciring.ring.text import clean

# All widths and indents are in columns of the terminal.
NARROW_WIDTH = 60
"""Below this width the text of a row is below its other parts, not next to them."""
MAX_WIDTH = 120
"""Longer lines are hard to read."""
COLUMN_GAP = 2
_MIN_CELL_WIDTH = 2
"""A wide character (Chinese, emoji) needs two columns."""
_INDENT = 4
_MIN_NAME_WIDTH = 8
"""What a name needs next to numbers."""
# These are legible on light and on dark backgrounds, and every terminal has them.
_MISSING_STYLE, _STARS_STYLE = "bold magenta", "magenta"


def print_summary(console: Console, session: Session, options: Options) -> None:
    """Print the group's summary or a personal page on ``console``, in its width and colours."""
    console.print(Text("\n").join(summary_lines(session, options, console.width)), soft_wrap=True, highlight=False)


def render(session: Session, options: Options) -> str:
    """Return the same as plain text, ``options.width`` columns wide."""
    return "".join(f"{line.plain.rstrip()}\n" for line in summary_lines(session, options, options.width))


def summary_lines(session: Session, options: Options, width: int) -> Iterator[Text]:
    """Yield the lines of the summary. Styles are spans with names, which the console maps to its theme."""
    return _Page(build_outline(session, options), min(width, MAX_WIDTH)).lines()


def wrap_line(text: Text, width: int, indent: int = 0) -> Iterator[Text]:
    """Yield ``text`` in indented lines of at most ``width`` columns, indent included."""
    for line in _wrapped(text, width - indent):
        yield Text(" " * indent).append_text(line)


def format_row(cells: Iterable[tuple[Text, int]], indent: int = 0) -> Iterator[Text]:
    """Yield the lines of cells next to each other; each cell is a text and its width.

    A ``rich.table.Table`` gives the same lines, but takes five times as long for a summary, and saves only a few lines
    here.
    """
    texts, widths = zip(*cells, strict=True)
    for parts in zip_longest(*map(_wrapped, texts, widths)):
        line, column, end = Text(), indent, 0
        for part, width in zip(parts, widths, strict=True):
            if part:
                line.append(" " * (column - end)).append_text(part)
                end = column + part.cell_len
            column += width + COLUMN_GAP
        yield line


def _wrapped(text: Text, width: int) -> list[Text]:
    if text.cell_len <= width:
        return [text]
    lines = text.wrap(get_console(), max(width, _MIN_CELL_WIDTH), overflow="fold")
    for line in lines:
        line.rstrip()
    return list(lines)


def _text(text: str, style: str = "") -> Text:
    """Return ``text`` without markup or control characters."""
    return Text(clean(text), style)


def _max_width(texts: Iterable[str]) -> int:
    return max((cell_len(clean(text)) for text in texts), default=0)


class _Page:
    """An outline in ``width`` columns. The columns of all rows on the page are aligned."""

    def __init__(self, outline: Outline, width: int) -> None:
        self.outline = outline
        self.width = width
        rows = [row for section in outline.sections for entry in section.entries for row in entry.rows]
        self.kind_width = _max_width(row.kind for row in rows)
        self.who_width = min(_max_width(row.who for row in rows), width // 4)
        self.when_width = _max_width(row.when for row in rows)

    def lines(self) -> Iterator[Text]:
        outline = self.outline
        if outline.mark:
            yield from self._wrap(_text(outline.mark, "bold reverse"))
            yield Text()
        yield from self._wrap(_text(outline.title, "bold"))
        yield from self._wrap(_text(outline.subtitle))
        if outline.gained:
            yield from self._wrap(_text(outline.gained))
        for section in outline.sections:
            yield from self._section(section)
        yield Text()
        for sentence in outline.footer:
            yield from self._wrap(_text(sentence, "italic dim"))

    def _wrap(self, text: Text, indent: int = 0) -> Iterator[Text]:
        return wrap_line(text, self.width, indent)

    def _section(self, section: Section) -> Iterator[Text]:
        yield Text()
        yield from self._wrap(_text(section.heading, _MISSING_STYLE if section.urgent else "bold"))
        yield from self._wrap(_text("─" * self.width, "dim"))
        for index, entry in enumerate(section.entries):
            if index and entry.text:
                yield Text()
            yield from self._entry(entry)
        if section.grid:
            yield from _grid(section.grid, self.width, 2)
            if section.sentences:
                yield Text()
        for sentence in section.sentences:
            yield from self._wrap(_text(sentence), 2)

    def _entry(self, entry: Entry) -> Iterator[Text]:
        indent = _INDENT if entry.title else 2
        if entry.title:
            title = Text.assemble(
                _text(entry.title, "bold"), _text(f" · {entry.detail}" if entry.detail else "", "dim")
            )
            yield from self._numbered(entry.number, title) if entry.number else self._wrap(title, 2)
        if entry.text:
            yield from self._wrap(_text(entry.text, "" if entry.known else "italic"), indent)
        if entry.rows:
            yield from self._stacked(entry.rows) if self.width < NARROW_WIDTH else self._aligned(entry.rows, indent)
        elif entry.empty_text:
            yield from self._wrap(_text(entry.empty_text, "italic dim"), indent)
        for remark in entry.remarks:
            yield from self._wrap(_text(f"{remark.label}: {remark.text}", "dim"), indent)

    def _numbered(self, number: int, title: Text) -> Iterator[Text]:
        label = f"{number:>2}"
        return format_row([(_text(label, "dim"), len(label)), (title, self.width - len(label) - COLUMN_GAP)])

    def _aligned(self, rows: tuple[EntryRow, ...], indent: int) -> Iterator[Text]:
        """Yield rows in columns; a column that is empty in all rows is left out."""
        checkbox, kind = any(row.checkbox for row in rows), any(row.kind for row in rows)
        who, when = any(row.who for row in rows), any(row.when for row in rows)
        # Without a kind in front, names may use its columns too.
        who_width = (
            self.who_width if kind else min(_max_width(row.who for row in rows), self.who_width + self.kind_width + 2)
        )
        before = [1] * checkbox + [self.kind_width] * kind + [who_width] * who
        after = [self.when_width] * when
        text_width = self.width - indent - sum(width + COLUMN_GAP for width in before + after)
        for row in rows:
            cells = [_text("☐")] * checkbox + [_text(row.kind, "dim")] * kind + [_who(row)] * who
            cells += [_words(row), *[_when(row)] * when]
            yield from format_row(zip(cells, [*before, text_width, *after], strict=True), indent)

    def _stacked(self, rows: tuple[EntryRow, ...]) -> Iterator[Text]:
        """Yield rows with the text below the other parts."""
        for row in rows:
            first = [_text("☐")] * row.checkbox + [_text(row.kind, "dim")] * bool(row.kind)
            first += [_who(row)] * bool(row.who) + [_when(row)] * bool(row.when)
            if first:
                yield from self._wrap(Text(" · ").join(first), 2)
            yield from self._wrap(_words(row), 4)


def _who(row: EntryRow) -> Text:
    return _text(row.who, _MISSING_STYLE if row.who_missing else "")


def _when(row: EntryRow) -> Text:
    return _text(row.when, _MISSING_STYLE if row.day_missing else "green")


def _words(row: EntryRow) -> Text:
    """Return the stars, the text and the detail of a row."""
    parts = [_text(format_stars(row.stars), _STARS_STYLE)] if row.stars else []
    if row.text:
        parts.append(_text(row.text))
    if row.detail:
        parts.append(_text(f"({row.detail})", "dim") if row.text else _text(row.detail))
    return Text(" ").join(parts)


def _grid(grid: Grid, width: int, indent: int) -> Iterator[Text]:
    """Yield a table with right-aligned numbers; if it has no space for names, the numbers are below each name."""
    longest_name, *number_widths = (_max_width(column) for column in zip(grid.heads, *grid.rows, strict=True))
    space = width - indent - sum(width + COLUMN_GAP for width in number_widths)
    if space < min(_MIN_NAME_WIDTH, longest_name):
        yield from _stacked_grid(grid, width, indent)
        return
    widths = [min(longest_name, space), *number_widths]
    for cells in (grid.heads, *grid.rows):
        texts = [_text(cell, "dim" if cells is grid.heads else "") for cell in cells]
        for text, number_width in zip(texts[1:], number_widths, strict=True):
            text.align("right", number_width)
        yield from format_row(zip(texts, widths, strict=True), indent)


def _stacked_grid(grid: Grid, width: int, indent: int) -> Iterator[Text]:
    for name, *numbers in grid.rows:
        yield from wrap_line(_text(name), width, indent)
        labelled = [
            Text.assemble(_text(f"{head} ", "dim"), _text(number))
            for head, number in zip(grid.heads[1:], numbers, strict=True)
            if number
        ]
        yield from wrap_line(Text(" · ").join(labelled), width, indent + 2)
