"""The summary pane of a ring that is done: the summary, who helped who, and how the time was spent."""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import work
from textual.content import Content, Span

from reciring.cells import shorten
from reciring.console.text import content, display_path
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane
from reciring.console.widgets.rows import Row, Rows
from reciring.locale import Translator
from reciring.ring.session import Session

SIDE_BY_SIDE = 160
"""From this width on the charts are beside the summary."""
CHART_WIDTH, MAX_CHART_WIDTH = 60, 110
"""Columns of a chart beside the summary, and at most below it."""
MAX_EXPORTED = 8
"""Exported files that are listed."""
_COLOURS = {"magenta": "$text-warning", "green": "$text-success"}
"""The theme's colours for those of the terminal summary: doubtful or starred, and with a day."""


class SummaryInputs(NamedTuple):
    """What the rows are calculated from."""

    session: Session
    language: str
    width: int
    times: bool


class Summary(Rows, Pane):
    """The rows are calculated in a thread, because that takes longer than a key press may; PgUp and PgDn scroll."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="summary")
        self.view = view
        made = reversed(view.controller.base.made)
        self.exported: tuple[Path, ...] = tuple(view.saved_in.parent / one.name for one in made)
        """Files written so far, newest first."""
        self._wanted: SummaryInputs | None = None
        self._body: list[Content] = []

    def draw(self, now: dt.datetime) -> None:
        if not self.display or not self.size.width:
            return
        t = self.view.t
        self.border_title = Content(t("Summary"))
        wanted = SummaryInputs(self.view.controller.base, t.language, self.room - 2, self.view.times)
        if wanted != self._wanted:
            self._wanted = wanted
            self._calculate(wanted, t)
            self._show()

    @work(thread=True)
    def _calculate(self, wanted: SummaryInputs, t: Translator) -> None:
        body = summary_rows(wanted, t)
        if self.is_running:
            self.app.call_from_thread(self._calculated, wanted, body)

    def _calculated(self, wanted: SummaryInputs, body: list[Content]) -> None:
        if wanted is self._wanted:  # else newer rows are being calculated
            self._body = body
            self._show()

    def _show(self) -> None:
        """Show the exported files and the rows."""
        lines: list[Content] = []
        if self.exported:
            lines.append(content((self.view.t("Made:"), "bold $text-success")))
            lines += map(self._made, self.exported)
            lines.append(Content(""))
        lines += self._body or [content((self.view.t("One moment …"), "$foreground-muted"))]
        self.show([Row("", content(" ", line)) for line in lines])

    def _made(self, path: Path) -> Content:
        """A file that was made, marked if a later change is not in it."""
        outdated = {self.view.saved_in.parent / made.name for made in self.view.made.outdated()}
        mark = f" · {self.view.t('out of date')}" if path in outdated else ""
        name = path.name if path.parent == self.view.saved_in.parent else display_path(path)
        return content("  ", shorten(name, self.room - 4 - cell_len(mark)), (mark, "$text-warning"))

    def add(self, paths: tuple[Path, ...]) -> None:
        """List exported files above the summary, and scroll to the top."""
        self.exported = tuple(dict.fromkeys((*paths, *self.exported)))[:MAX_EXPORTED]
        self._show()
        self.scroll_home(animate=False)


def summary_rows(wanted: SummaryInputs, t: Translator) -> list[Content]:
    """The summary and its charts, below each other or side by side."""
    # Imported here: the report is loaded only when a ring is done.
    from reciring.report.charts.text_charts import circle_text, timeline_text

    beside = wanted.width >= SIDE_BY_SIDE
    body = _document(wanted, wanted.width - CHART_WIDTH - 4 if beside else wanted.width)
    chart_width = CHART_WIDTH if beside else min(wanted.width, MAX_CHART_WIDTH)
    charts = [*_headed(t("Who helped whom"), circle_text(wanted.session, t, chart_width)), Content("")]
    charts += _headed(t("How the time went (for you only)"), timeline_text(wanted.session, t, chart_width))
    if not beside:
        return [*body, Content(""), *charts]
    width = max(line.cell_length for line in body)
    return [
        content(left, " " * (width - left.cell_length + 4), right)
        for left, right in zip_longest(body, charts, fillvalue=Content(""))
    ]


def _headed(heading: str, lines: list[str]) -> list[Content]:
    rule = content(("─" * max(map(len, lines), default=0), "$foreground-muted"))
    return [content((heading, "bold")), rule, *(Content(line) for line in lines)]


def _document(wanted: SummaryInputs, width: int) -> list[Content]:
    """The summary for a terminal, in the colours of the theme."""
    from reciring.report.options import Options
    from reciring.report.terminal import summary_lines

    options = Options(language=wanted.language, speaking_time=wanted.times)
    return [_line(text) for text in summary_lines(wanted.session, options, width)]


def _line(text: Text) -> Content:
    return Content(text.plain, [Span(start, end, _style(str(style))) for start, end, style in text.spans])


@cache
def _style(name: str) -> str:
    """A Rich style of the terminal summary as a style of the theme."""
    style = Style.parse(name)
    words = [word for word in ("bold", "italic", "reverse") if getattr(style, word)]
    colour = _COLOURS.get(style.color.name, "") if style.color else ""
    return " ".join([*words, "$foreground-muted" if style.dim else colour]).strip()
