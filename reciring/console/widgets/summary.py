"""The ring that is done, on the whole screen: the summary, who helped whom, and how the time went."""

from __future__ import annotations

import datetime as dt
import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import work
from textual.content import Content, Span

from reciring.console.text import content
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane
from reciring.console.widgets.rows import Row, Rows
from reciring.locale import Translator
from reciring.ring.session import Session

BESIDE = 160
"""Cells from which the pictures stand beside the summary."""
PICTURE = 60
_COLOURS = {"magenta": "$text-warning", "green": "$text-success"}
"""What is doubtful or starred, and what has a day, in the theme's colours: as in the log of offers."""


class SummaryInputs(NamedTuple):
    """Everything the rows depend on."""

    session: Session
    language: str
    width: int
    times: bool


class Summary(Pane, Rows):
    """Reckoned apart from the screen, for it takes as long as some keystrokes; PgUp and PgDn scroll."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="summary")
        self.view = view
        self.made: tuple[Path, ...] = ()
        """What was made of it so far, the newest first."""
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
            self._reckon(wanted, t)
            self._lay()

    @work(thread=True)
    def _reckon(self, wanted: SummaryInputs, t: Translator) -> None:
        body = rows(wanted, t)
        if self.is_running:
            self.app.call_from_thread(self._reckoned, wanted, body)

    def _reckoned(self, wanted: SummaryInputs, body: list[Content]) -> None:
        if wanted is self._wanted:  # Else something newer is on its way.
            self._body = body
            self._lay()

    def _lay(self) -> None:
        """The rows, what was made of them above."""
        lines: list[Content] = []
        if self.made:
            lines.append(content((self.view.t("Made:"), "bold $text-success")))
            lines += (content("  ", _ending(display_path(path), self.room - 4)) for path in self.made)
            lines.append(Content(""))
        lines += self._body or [content((self.view.t("One moment …"), "$foreground-muted"))]
        self.show([Row("", content(" ", line)) for line in lines])

    def add(self, paths: tuple[Path, ...]) -> None:
        """Files were made: tell of them at the top."""
        self.made = tuple(dict.fromkeys((*paths, *self.made)))[:8]
        self._lay()
        self.scroll_home(animate=False)


def display_path(path: Path) -> str:
    """A path as its owner knows it."""
    home = str(Path.home())
    text = str(path)
    return "~" + text[len(home) :] if text.startswith(home + os.sep) else text


def _ending(text: str, width: int) -> str:
    """``text`` in so many cells; of a long one the end, for that is the file's name."""
    while cell_len(text) > width > 1:
        text = "…" + text[max(2, len(text) - width + 1) :]
    return text


def rows(wanted: SummaryInputs, t: Translator) -> list[Content]:
    """The summary and the pictures of it, one below the other or side by side."""
    from reciring.report.charts.text import circle_text, timeline_text

    beside = wanted.width >= BESIDE
    width = wanted.width - PICTURE - 4 if beside else wanted.width
    body = _document(wanted, width)
    room = PICTURE if beside else min(wanted.width, 110)
    pictures = [*_headed(t("Who helped whom"), circle_text(wanted.session, t, room)), Content("")]
    pictures += _headed(t("How the time went (for you alone)"), timeline_text(wanted.session, t, room))
    if not beside:
        return [*body, Content(""), *pictures]
    width = max(line.cell_length for line in body)
    lines = []
    for number in range(max(len(body), len(pictures))):
        left = body[number] if number < len(body) else Content("")
        right = pictures[number] if number < len(pictures) else Content("")
        lines.append(content(left, " " * (width - left.cell_length + 4), right))
    return lines


def _headed(heading: str, lines: list[str]) -> list[Content]:
    rule = content(("─" * max(map(len, lines), default=0), "$foreground-muted"))
    return [content((heading, "bold")), rule, *(Content(line) for line in lines)]


def _document(wanted: SummaryInputs, width: int) -> list[Content]:
    """The terminal's own form of the summary, in the colours of the theme."""
    from reciring.report.options import Options
    from reciring.report.terminal import summary_lines

    options = Options(language=wanted.language, speaking_time=wanted.times)
    return [_line(text) for text in summary_lines(wanted.session, options, width)]


def _line(text: Text) -> Content:
    return Content(text.plain, [Span(start, end, _style(str(style))) for start, end, style in text.spans])


@cache
def _style(name: str) -> str:
    """A style of the terminal's palette as one of the theme's: what is dim is muted, what has a colour is like it."""
    style = Style.parse(name)
    words = [word for word in ("bold", "italic", "reverse") if getattr(style, word)]
    colour = _COLOURS.get(style.color.name, "") if style.color else ""
    return " ".join([*words, "$foreground-muted" if style.dim else colour]).strip()
