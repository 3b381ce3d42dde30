"""A list that is searched by typing: the base of the help screen and the palette. The ring continues meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from reciring.cells import shorten
from reciring.console.screens.entry_screen import EntryScreen, entry_row, key_hints
from reciring.console.text import content, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets.choice_list import Choice, ChoiceList
from reciring.console.widgets.clock import COUNTDOWN_STYLES, countdown_state, countdown_text
from reciring.console.widgets.entry_line import EntryLine
from reciring.console.widgets.pane import TextBlock
from reciring.console.widgets.rows import Rows
from reciring.ring.schedule import countdown
from reciring.ring.text import squeeze


class SearchScreen(EntryScreen[str], ModalScreen[str]):
    """Its own line has the focus; the line of the ring keeps its text. The result is the key of the choice, or ""."""

    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    SearchScreen { layout: vertical; background: $background; align: center bottom; }
    SearchScreen #panel { height: 100%; background: $background; }
    SearchScreen #title { height: 1; padding: 0 1; background: $panel; }
    SearchScreen #said { height: 1; padding: 0 1; text-overflow: ellipsis; }
    """

    def __init__(self, view: ViewState, title: str) -> None:
        super().__init__()
        self.view, self.heading = view, title
        self.choices = ChoiceList(id="choices")
        self.status, self.answer, self.footer = TextBlock(id="title"), TextBlock(id="said"), TextBlock(id="keys")
        self.line = EntryLine(self)

    def compose(self) -> ComposeResult:
        with Vertical(id="panel"):
            yield self.status
            yield self.choices
            yield self.answer
            yield from entry_row(self.line, "⌕ ")
            yield self.footer

    def on_mount(self) -> None:
        self.set_interval(0.5, self.draw_status)

    async def on_key(self, event: events.Key) -> None:
        """Take keys that come before the line has the focus, so that nothing typed is lost."""
        if self.focused is self.line:
            return
        event.stop()
        if event.is_printable and event.character:
            self.line.value += event.character
            self.line.cursor_position = len(self.line.value)
        else:
            self.press(event.key)

    def on_resize(self, event: events.Resize) -> None:
        self.draw()
        self.call_after_refresh(self.draw)

    # --- what a list defines ---------------------------------------------------------------------------

    def offered(self, query: str) -> Iterable[Choice]:
        """Return the choices that fit the text on the line."""
        raise NotImplementedError

    def meant(self, key: str) -> Content:
        """Return what Enter does with a choice, or why it cannot be done."""
        raise NotImplementedError

    def possible(self, key: str) -> bool:
        """Return whether a choice can be taken now."""
        return True

    def best(self, query: str) -> str:
        """Return the choice that is chosen for the text on the line; "" for the first one."""
        return ""

    # --- drawing -----------------------------------------------------------------------------------------------------

    @property
    def room(self) -> int:
        """The cells for the text of a row."""
        return max(10, self.choices.room - 4)

    def draw(self, chosen: str | None = None) -> None:
        t = self.view.t
        offered = list(self.offered(squeeze(self.line.value)))
        if not any(choice.key for choice in offered):
            offered = [Choice("", content((f"   {t('Nothing found.')}", "$foreground-muted")))]
        self.choices.offer(offered, chosen)
        self.draw_status()
        self.draw_meaning()
        self.footer.show(content(*key_hints(self.ways()), (t("type to search"), "$foreground-muted")))

    def ways(self) -> list[tuple[str, str]]:
        """Return the keys and what they do."""
        t = self.view.t
        return [("Enter", t("choose")), ("↑↓", t("choose another")), ("Esc", t("back to the ring"))]

    def draw_meaning(self) -> None:
        self.answer.show(self.meant(self.choices.chosen) if self.choices.chosen else Content(""))

    def draw_status(self) -> None:
        """The title, and the time of the current question, which continues."""
        session = self.view.session
        count = countdown(session, self.view.controller.now)
        clock = countdown_text(count, self.view.t)
        who = shorten(self.view.seat_and_name(session.asker), 24) if session.asker else ""
        width = self.status.size.width
        title = truncate(self.heading, max(0, width - cell_len(clock) - cell_len(who) - 4))
        gap = " " * max(1, width - cell_len(title) - cell_len(who) - cell_len(clock) - 2)
        self.status.show(content((title, "bold"), gap, who, "  ", (clock, COUNTDOWN_STYLES[countdown_state(count)])))

    # --- the line ----------------------------------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        if self.is_mounted:
            self.draw(self.best(squeeze(text)))

    def press(self, key: str) -> bool:
        steps = {"up": -1, "down": 1, "pageup": -self.choices.page, "pagedown": self.choices.page}
        if key in steps:
            self.choices.step(steps[key])
            self.draw_meaning()
        elif key == "enter":
            self.take(self.choices.chosen)
        elif key in ("escape", "f1", "ctrl+p") or (key == "ctrl+c" and not self.line.selected_text):
            self.leave("")
        else:
            return False
        return True

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click chooses; on what is chosen already it does what Enter does."""
        event.stop()
        if event.key == self.choices.chosen:
            self.take(event.key)
        else:
            self.choices.offer(self.choices.choices, event.key)
            self.draw_meaning()

    def take(self, key: str) -> None:
        """Leave with a choice, if it can be taken."""
        if key and self.possible(key):
            self.leave(key)

    def leave(self, key: str) -> None:
        """Leave with a choice. A key or click that was already on its way finds the screen gone."""
        if self.is_current:
            self.dismiss(key)
