"""Read the tables of an HTML page: also what some systems export as .xls, and what a spreadsheet copies as HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from reciring.importers.rows import MAX_CELL_LENGTH, MAX_COLUMNS, MAX_LINES, Row, Sheet

_MAX_SPAN = 200
_MAX_LENGTH = 600_000
"""Characters of a page that are read."""
_CHUNK = 20_000
_MAX_TAG_LENGTH = 60_000
"""Characters. The parser reads an unfinished tag again with every chunk."""
_HIDDEN = ("script", "style", "template")


def looks_like_html(text: str) -> bool:
    """Whether a text is an HTML page or has an HTML table."""
    start = text[:2000].lstrip().lower()
    tags = ("<!doctype html", "<html", "<table", "<meta", "<head", "<body", "<p>", "<div", "<ul", "<ol")
    return start.startswith(tags) or "<table" in start


def read_html(text: str) -> tuple[list[Sheet], str]:
    """The tables of a page, and the text outside them, in lines. Nothing that the page links to is fetched."""
    parser = _TableParser()
    for start in range(0, min(len(text), _MAX_LENGTH), _CHUNK):
        parser.feed(text[start : start + _CHUNK])
        if parser.rows_read >= MAX_LINES or len(parser.rawdata) > _MAX_TAG_LENGTH:
            break
    parser.end_row()
    return [Sheet("", rows) for rows in parser.tables if rows], "".join(parser.outside)


class _TableParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[Row]] = []
        self.outside: list[str] = []
        """The text outside tables."""
        self._cells: list[str] | None = None
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._below: dict[int, tuple[str, int]] = {}
        """Cells that go on in the next rows: their text and for how many rows."""
        self._hidden = 0
        self.rows_read = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "table":
            self.end_row()
            self.tables.append([])
            self._below = {}
        elif tag == "tr":
            self.end_row()
            self._cells = []
        elif tag in ("td", "th"):
            self._end_cell()
            self._text = []
            self._span = (_number(values.get("colspan")), _number(values.get("rowspan")))
        elif tag in ("br", "p", "div", "li", "h1", "h2", "h3"):
            self.handle_data("\n")
        elif tag == "a" and (link := values.get("href") or "").lower().startswith("mailto:") and self._text is not None:
            self._text.append(f" {link[7:].partition('?')[0]} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self.end_row()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            (self.outside if self._text is None else self._text).append(data)

    def _end_cell(self) -> None:
        if self._text is None:
            return
        text = " ".join("".join(self._text).split())[:MAX_CELL_LENGTH]
        words = text.split(" ")
        if len(words) == 2 and words[0] == words[1]:  # A link that shows its own address.
            text = words[0]
        self._text = None
        if self._cells is None:
            self._cells = []
        self._fill_from_above()
        columns, rows = self._span
        for offset in range(columns):
            if len(self._cells) < MAX_COLUMNS:
                if rows > 1:
                    self._below[len(self._cells)] = (text if offset == 0 else "", rows)
                self._cells.append(text if offset == 0 else "")

    def _fill_from_above(self) -> None:
        assert self._cells is not None
        while len(self._cells) in self._below and len(self._cells) < MAX_COLUMNS:
            self._cells.append(self._below[len(self._cells)][0])

    def end_row(self) -> None:
        """End the row that is being read."""
        self._end_cell()
        if self._cells is None:
            return
        self._fill_from_above()
        self._below = {index: (text, rows - 1) for index, (text, rows) in self._below.items() if rows > 1}
        cells, self._cells = tuple(self._cells), None
        self.rows_read += 1
        if any(cells) and self.rows_read <= MAX_LINES:
            if not self.tables:
                self.tables.append([])
            self.tables[-1].append(Row(self.rows_read, cells))


def _number(value: str | None) -> int:
    return max(1, min(_MAX_SPAN, int(value))) if value and value.isdecimal() and len(value) < 6 else 1
