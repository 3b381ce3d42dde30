"""The stage pane: lays out what the room sees, with digits that fill a third of the screen high."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from reciring.cells import ELLIPSIS
from reciring.console.text import content, fit_cells, truncate
from reciring.console.textual_internals import QuietApp
from reciring.console.view_state import ViewState
from reciring.console.widgets import big_digits
from reciring.console.widgets.clock import COUNTDOWN_COLOURS, used_share
from reciring.console.widgets.pane import Pane
from reciring.console.widgets.rows import Row, Rows
from reciring.console.widgets.stage_content import Item, StagePage, asker_pages, stage_page
from reciring.report.qr import qr_half_rows
from reciring.ring.session import Phase

LEAST_WIDTH = 30
"""Columns that the page keeps beside a QR code; with less there is only the address and the code below it."""
MAX_BAR = 60
"""Columns of the countdown's bar."""
QR_CELLS = {
    (False, False): (" ", "on #ffffff"),
    (True, True): (" ", "on #000000"),
    (True, False): ("▀", "#000000 on #ffffff"),
    (False, True): ("▀", "#ffffff on #000000"),
}
"""How a cell with two modules of a QR code is drawn."""
Lines = list[Content]


class Stage(Rows, Pane):
    """What the room may see. A ring that is done has several pages, turned with PgUp and PgDn."""

    def __init__(self, view: ViewState, *, id: str = "stage") -> None:
        super().__init__(id=id)
        self.view = view
        self.page = 0
        """Index of the page shown of a ring that is done."""
        self._qr: Lines = []
        """The QR code at the right of the page, if phones can join and it fits."""

    def turn(self, by: int) -> None:
        """Turn ``by`` pages; stays at the first page, and (once drawn) at the last."""
        self.page = max(0, self.page + by)

    def draw(self, now: dt.datetime) -> None:
        width, height = self.size
        if self.display and width and height:
            page = self._done_page(now) if self.view.session.phase is Phase.DONE else stage_page(self.view, now)
            self._qr = []
            if invitation := self.view.invitation:
                words = self.view.t("Phones: {url}, code {code}", url=invitation.url, code=invitation.code)
                page = page._replace(foot=words)
                self._qr = self._qr_lines(invitation.link)
                if self._qr and self._hides_items(page):
                    self._qr = []
            self.show([Row("", line) for line in self._lines(page)])

    def _done_page(self, now: dt.datetime) -> StagePage:
        """The page shown of a ring that is done. Offers that do not fit below a question get pages of their own."""
        pages: list[StagePage] = []
        for whole in asker_pages(self.view):
            rest = list(whole.items)
            while True:
                items: list[Item] = []
                room = self._room_for_items(whole)
                while rest and (not items or self._height([*items, rest[0]]) <= room):
                    items.append(rest.pop(0))
                pages.append(whole._replace(items=tuple(items)))
                if not rest:
                    break
        if not pages:
            return stage_page(self.view, now)
        self.page = min(self.page, len(pages) - 1)
        number = f"{self.page + 1}/{len(pages)}"
        return pages[self.page]._replace(right=number, foot=self.view.t("PgUp and PgDn turn the page."))

    # --- a page as lines ---------------------------------------------------------------------------------------------

    @property
    def _margin(self) -> int:
        return 1 if self.size.width < 60 else max(2, self.size.width // 24)

    @property
    def _width(self) -> int:
        """Columns between the margins."""
        return max(10, self.size.width - 2 * self._margin - self._qr_width)

    @property
    def _qr_width(self) -> int:
        """Columns of the QR code and the gap before it."""
        return self._qr[0].cell_length + self._margin if self._qr else 0

    @property
    def _spacious(self) -> bool:
        """Whether there is room for empty lines."""
        return self.size.height >= 30

    def _lines(self, page: StagePage) -> Lines:
        height = self.size.height
        top = self._top(page)
        foot = self._foot(page)
        digits = self._digits(page)
        room = height - len(top) - len(digits) - len(foot)
        head = self._head(page, max(2, room - 2))  # two lines of items stay in sight, even below a long question
        items = self._items(page, room - len(head))
        space = height - len(top) - len(head) - len(digits) - len(items) - len(foot)
        above, between, below = _gaps(space, bool(digits), bool(items))
        lines = [*top, *_empty(above), *head, *_empty(between), *digits, *_empty(below), *items]
        lines += [*_empty(height - len(lines) - len(foot)), *foot]
        for y, line in enumerate(self._qr, (height - len(self._qr)) // 2):
            lines[y] = content(lines[y], " " * (self._width + self._margin - lines[y].cell_length), line)
        return [content(" " * self._margin, line) if line.plain else line for line in lines[:height]]

    def _qr_lines(self, text: str) -> Lines:
        """A QR code, dark on light in every theme; nothing if the terminal cannot show it or there is no room."""
        if isinstance(self.app, QuietApp) and self.app.draws_with_ascii:
            return []
        rows = qr_half_rows(text)
        if len(rows) > self.size.height or len(rows[0]) + LEAST_WIDTH + 3 * self._margin > self.size.width:
            return []
        return [content(*(QR_CELLS[pair] for pair in row)) for row in rows]

    def _hides_items(self, page: StagePage) -> bool:
        """Whether there is no room for all items."""
        room = self.size.height - len(self._top(page)) - len(self._digits(page)) - len(self._foot(page))
        return bool(page.items) and sum(map(len, self._blocks(page.items))) > room - len(self._head(page, room))

    def _foot(self, page: StagePage) -> Lines:
        lines = [page.foot] if page.foot else []
        if invitation := self.view.invitation:
            wifi = " · ".join(filter(None, (invitation.wifi_name, invitation.wifi_password)))
            if self._qr:
                lines = [invitation.url, self.view.t("code {code}", code=invitation.code)]
            lines = [f"Wi-Fi: {wifi}", *lines] if wifi else lines
        return [content((truncate(line, self._width), "bold")) for line in lines]

    def _top(self, page: StagePage) -> Lines:
        if self.size.height < 14:
            return []
        right = truncate(page.right, self._width // 2)
        left = fit_cells(page.left, self._width - cell_len(right))
        line = content((left + right, "$foreground-muted"))
        return [line, Content("")] if self._spacious else [line]

    def _head(self, page: StagePage, max_rows: int) -> Lines:
        """The heading and the text, cut if they need more than ``max_rows`` rows."""
        lines = [content((truncate(page.heading, self._width), "bold $text-accent"))]
        if page.text:
            text_lines = Content(page.text).stylize("bold").wrap(self._width)
            if len(text_lines) > max_rows - 1:
                kept = max(0, max_rows - 2)
                last = set_cell_size(text_lines[kept].plain, self._width - 2).rstrip() + ELLIPSIS
                text_lines = [*text_lines[:kept], content((last, "bold"))]
            lines += text_lines
        return lines

    def _digits(self, page: StagePage) -> Lines:
        """The digits as large as fits, and on a screen with enough rows the bar below them."""
        if not page.digits:
            return []
        third = -(-self.screen.size.height // 3)
        rows = 0
        if big_digits.drawable(page.digits):
            rows = big_digits.max_rows(page.digits, max(3, third), self._width)
        colour = COUNTDOWN_COLOURS[page.state]
        if not rows:
            return [content((page.digits, f"bold {colour}"))]
        indent = " " * max(0, (self._width - big_digits.width(page.digits, rows)) // 2)
        lines = [content(indent, (line, colour)) for line in big_digits.draw(page.digits, rows)]
        if self.size.height >= 18 and page.bar_label:
            lines += [Content("")] * self._spacious + [self._bar(page)]
        return lines

    def _bar(self, page: StagePage) -> Content:
        """How much of the time is used, and of how much."""
        if page.countdown is None:
            return Content("")
        width = max(10, min(MAX_BAR, self._width - cell_len(page.bar_label) - 2))
        used = round(width * used_share(page.countdown))
        indent = " " * max(0, (self._width - width - 1 - cell_len(page.bar_label)) // 2)
        bar = ("▓" * used, COUNTDOWN_COLOURS[page.state]), ("░" * (width - used), "$foreground-muted")
        return content(indent, *bar, " ", (page.bar_label, "$foreground-muted"))

    # --- the items ---------------------------------------------------------------------------------------------------

    def _items(self, page: StagePage, room: int) -> Lines:
        if room <= 0:
            return []
        if not page.items:
            text = truncate(page.no_items, self._width)
            return [content((text, "italic $foreground-muted"))] if page.no_items else []
        blocks = self._blocks(page.items)
        if sum(map(len, blocks)) > room:
            return self._some(blocks, room, page.keep_last)
        spaced = (self._spacious or not page.keep_last) and sum(map(len, blocks)) + len(blocks) - 1 <= room - 2
        lines: Lines = []
        for number, block in enumerate(blocks):
            lines += [Content("")] if spaced and number else []
            lines += block
        return lines

    def _some(self, blocks: list[Lines], room: int, keep_last: bool) -> Lines:
        """As many whole items as fit, the last ones if ``keep_last``, else the first; a line counts the others."""
        t = self.view.t
        taken: list[Lines] = []
        for block in reversed(blocks) if keep_last else blocks:
            if sum(map(len, taken)) + len(block) > room - (room > 1):
                break
            taken.append(block)
        if not taken:
            return (blocks[-1] if keep_last else blocks[0])[:room]
        hidden = len(blocks) - len(taken)
        lines = [line for block in (reversed(taken) if keep_last else taken) for line in block]
        text = t("and {n} earlier", n=hidden) if keep_last else t("and {n} more", n=hidden)
        more = [content((text, "italic $foreground-muted"))] if hidden and room > 1 else []
        return [*more, *lines] if keep_last else [*lines, *more]

    def _blocks(self, items: Iterable[Item]) -> list[Lines]:
        """Each item as lines: its lead, its text wrapped beside it, its trail at the end of the first line."""
        items = list(items)
        lead = min(max(cell_len(item.lead) for item in items), max(8, self._width // 4))
        trail = max(cell_len(item.trail) for item in items)
        room = max(8, self._width - lead - 2 - (trail + 2 if trail else 0))
        blocks = []
        for item in items:
            lines: Lines = []
            for number, text in enumerate(Content(item.text).wrap(room)):
                line = content((fit_cells("" if number else item.lead, lead) + "  ", "bold $text-accent"), text)
                if item.trail and not number:
                    style = "$text-warning" if item.missing else "$text-success"
                    line = content(line, fit_cells("", room - text.cell_length + 2), (item.trail, style))
                lines.append(line)
            blocks.append(lines)
        return blocks

    def _height(self, items: Iterable[Item]) -> int:
        blocks = self._blocks(items)
        return sum(map(len, blocks)) + (len(blocks) - 1) * self._spacious

    def _room_for_items(self, page: StagePage) -> int:
        head = self._head(page, max(2, self.size.height - 4))
        return self.size.height - len(self._top(page)) - len(head) - 3 - self._spacious


def _empty(number: int) -> Lines:
    return [Content("")] * max(0, number)


def _gaps(space: int, digits: bool, items: bool) -> tuple[int, int, int]:
    """How many of ``space`` empty lines go above the head, above the digits, and above the items."""
    if space <= 0:
        return 0, 0, 0
    if space < 4:
        return 0, min(1, space) * digits, min(1, space - 1) * items
    if not digits:
        between = 2 * items if space >= 6 else 1
        return max(1, (space - between) // 3), 0, between  # a little above the middle
    rest = min(6, space - 1)
    return 1, rest // 3, rest // 3 * items
