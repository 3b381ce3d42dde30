"""The stage: one sheet of the flip chart on the whole pane, its figures at least a third of the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rich.cells import cell_len
from textual.content import Content

from reciring.console.text import content, fit_cells, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets import big_digits as bigdigits
from reciring.console.widgets.pane import Pane
from reciring.console.widgets.rows import Row, Rows
from reciring.console.widgets.stage_content import Item, StagePage, asker_pages, stage_page
from reciring.ring.session import Phase

TONES = {"over": "$text-error", "amber": "$text-warning", "paused": "$foreground", "plain": "$foreground"}
Lines = list[Content]


class Stage(Pane, Rows):
    """What the room may see. In a ring that is done it is turned like the leaves of a flip chart."""

    def __init__(self, view: ViewState, *, id: str = "stage") -> None:
        super().__init__(id=id)
        self.view = view
        self.leaf = 0

    def turn(self, by: int) -> None:
        """Another leaf; there is one before the first nor after the last."""
        self.leaf = max(0, self.leaf + by)

    def draw(self, now: dt.datetime) -> None:
        width, height = self.size
        if self.display and width and height:
            shown = self._leaf() if self.view.session.phase is Phase.DONE else stage_page(self.view, now)
            self.show([Row("", line) for line in self._lines(shown)])

    def _leaf(self) -> StagePage:
        """The leaf that is up. Offers that do not fit below their question go on, on a leaf of their own."""
        t = self.view.t
        leaves: list[StagePage] = []
        for whole in asker_pages(self.view):
            rest = list(whole.items)
            while True:
                here: list[Item] = []
                room = self._room_for_items(whole)
                while rest and (not here or self._tall([*here, rest[0]]) <= room):
                    here.append(rest.pop(0))
                leaves.append(whole._replace(items=tuple(here)))
                if not rest:
                    break
        if not leaves:
            return stage_page(self.view, self.view.controller.now)
        self.leaf = min(self.leaf, len(leaves) - 1)
        place = f"{self.leaf + 1}/{len(leaves)}"
        return leaves[self.leaf]._replace(right=place, foot=t("PgUp and PgDn turn the page."))

    # --- a sheet as lines -------------------------------------------------------------------------------------------

    @property
    def _margin(self) -> int:
        return 1 if self.size.width < 60 else max(2, self.size.width // 24)

    @property
    def _wide(self) -> int:
        return max(10, self.size.width - 2 * self._margin)

    @property
    def _airy(self) -> bool:
        """Whether there is room for empty lines."""
        return self.size.height >= 30

    def _lines(self, it: StagePage) -> Lines:
        height = self.size.height
        top = self._top(it)
        foot = [content((truncate(it.foot, self._wide), "bold"))] if it.foot else []
        figures = self._figures(it)
        room = height - len(top) - len(figures) - len(foot)
        # However long a question is, two lines of what is offered stay in sight.
        head = self._head(it, max(2, room - 2))
        items = self._items(it, room - len(head))
        space = height - len(top) - len(head) - len(figures) - len(items) - len(foot)
        gaps = _share(space, bool(figures), bool(items))
        lines = [*top, *_empty(gaps[0]), *head, *_empty(gaps[1]), *figures, *_empty(gaps[2]), *items]
        lines += [*_empty(height - len(lines) - len(foot)), *foot]
        return [self._indented(line) for line in lines[:height]]

    def _indented(self, line: Content) -> Content:
        return content(" " * self._margin, line) if line.plain else line

    def _top(self, it: StagePage) -> Lines:
        if self.size.height < 14:
            return []
        right = truncate(it.right, self._wide // 2)
        left = fit_cells(it.left, self._wide - cell_len(right))
        line = content((left + right, "$foreground-muted"))
        return [line, Content("")] if self._airy else [line]

    def _head(self, it: StagePage, most: int) -> Lines:
        """Whose question it is, and the question; cut when it is longer than the sheet."""
        lines = [content((truncate(it.name, self._wide), "bold $text-accent"))]
        if it.words:
            words = Content(it.words).stylize("bold").wrap(self._wide)
            if len(words) > most - 1:
                words = [
                    *words[: max(0, most - 2)],
                    content((truncate(words[max(0, most - 2)].plain + " …", 9999), "bold")),
                ]
                last = words[-1].plain
                words[-1] = content((truncate(last, self._wide - 1).removesuffix(" …").removesuffix("…") + "…", "bold"))
            lines += words
        return lines

    def _figures(self, it: StagePage) -> Lines:
        if not it.figures:
            return []
        third = -(-self.screen.size.height // 3)
        rows = bigdigits.tallest(it.figures, max(3, third), self._wide) if bigdigits.drawable(it.figures) else 0
        style = TONES[it.tone]
        if not rows:
            return [content((it.figures, f"bold {style}"))]
        drawn = bigdigits.draw(it.figures, rows)
        left = " " * max(0, (self._wide - bigdigits.width(it.figures, rows)) // 2)
        lines = [content(left, (line, style)) for line in drawn]
        if self.size.height >= 18:
            lines += [Content("")] * self._airy + [self._bar(it)] if it.under else []
        return lines

    def _bar(self, it: StagePage) -> Content:
        """How much of the time is used, and of how much."""
        if it.time is None:
            return Content("")
        room = max(10, min(60, self._wide - cell_len(it.under) - 2))
        share = 0.0 if it.time.total <= 0 else min(1.0, max(0.0, 1 - it.time.remaining / it.time.total))
        done = round(room * share)
        left = " " * max(0, (self._wide - room - 1 - cell_len(it.under)) // 2)
        bar = ("▓" * done, TONES[it.tone]), ("░" * (room - done), "$foreground-muted")
        return content(left, *bar, " ", (it.under, "$foreground-muted"))

    # --- the offers --------------------------------------------------------------------------------------------------

    def _items(self, it: StagePage, room: int) -> Lines:
        if room <= 0:
            return []
        if not it.items:
            return [content((truncate(it.nothing, self._wide), "italic $foreground-muted"))] if it.nothing else []
        blocks = self._blocks(it.items)
        if sum(map(len, blocks)) > room:
            return self._some(blocks, room, it.newest)
        spaced = (self._airy or not it.newest) and sum(map(len, blocks)) + len(blocks) - 1 <= room - 2
        lines: Lines = []
        for number, block in enumerate(blocks):
            lines += [Content("")] if spaced and number else []
            lines += block
        return lines

    def _some(self, blocks: list[Lines], room: int, newest: bool) -> Lines:
        """As many whole items as fit: the newest, or else the first; a line says that there are more."""
        t = self.view.t
        taken: list[Lines] = []
        for block in reversed(blocks) if newest else blocks:
            if sum(map(len, taken)) + len(block) > room - (room > 1):
                break
            taken.append(block)
        if not taken:
            return (blocks[-1] if newest else blocks[0])[:room]
        hidden = len(blocks) - len(taken)
        lines = [line for block in (reversed(taken) if newest else taken) for line in block]
        words = t("and {n} before", n=hidden) if newest else t("and {n} more", n=hidden)
        more = [content((words, "italic $foreground-muted"))] if hidden and room > 1 else []
        return [*more, *lines] if newest else [*lines, *more]

    def _blocks(self, items: Iterable[Item]) -> list[Lines]:
        """Every item with its text wrapped beside what stands in front."""
        items = list(items)
        wide = self._wide
        lead = min(max(cell_len(item.lead) for item in items), max(8, wide // 4))
        trail = max(cell_len(item.trail) for item in items)
        room = max(8, wide - lead - 2 - (trail + 2 if trail else 0))
        blocks = []
        for item in items:
            lines: Lines = []
            for number, words in enumerate(Content(item.text).wrap(room)):
                front = (fit_cells("" if number else item.lead, lead) + "  ", "bold $text-accent")
                style = "$text-warning" if item.open else "$text-success"
                line = content(front, words)
                if item.trail and not number:
                    line = content(line, fit_cells("", room - words.cell_length + 2), (item.trail, style))
                lines.append(line)
            blocks.append(lines)
        return blocks

    def _tall(self, items: Iterable[Item]) -> int:
        blocks = self._blocks(items)
        return sum(map(len, blocks)) + (len(blocks) - 1) * self._airy

    def _room_for_items(self, it: StagePage) -> int:
        head = self._head(it, max(2, self.size.height - 4))
        return self.size.height - len(self._top(it)) - len(head) - 3 - self._airy


def _empty(number: int) -> Lines:
    return [Content("")] * max(0, number)


def _share(space: int, figures: bool, items: bool) -> tuple[int, int, int]:
    """Empty lines before the head, before the figures, and before the items, of those there are."""
    if space <= 0:
        return 0, 0, 0
    if space < 4:
        return 0, min(1, space) * figures, min(1, space - 1) * items
    if not figures:
        # Nothing big holds the sheet together: it stands a little above the middle.
        between = 2 * items if space >= 6 else 1
        return max(1, (space - between) // 3), 0, between
    rest = min(6, space - 1)
    return 1, rest // 3, rest // 3 * items
