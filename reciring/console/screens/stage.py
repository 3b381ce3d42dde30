"""The screen of the stage in its own window. It follows the file of a session, and changes nothing."""

from __future__ import annotations

from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.timer import Timer

from reciring.console.screens.entry_screen import key_hints
from reciring.console.text import content
from reciring.console.theme import next_theme
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import TextBlock
from reciring.console.widgets.second_timer import SecondTimer
from reciring.console.widgets.stage import Stage
from reciring.locale import normalise_language, translator
from reciring.ring.message import Message
from reciring.ring.session import Session
from reciring.store.watcher import SessionWatcher

POLL_SECONDS = 0.4
"""Seconds between two looks at the file."""
KEYS_SHOWN_SECONDS = 8.0
"""Seconds that the keys are shown: at the beginning, and after a key that does nothing."""
FORWARD, BACK = ("pagedown", "right", "down", "space", "enter"), ("pageup", "left", "up", "backspace")
LEAVE = ("escape", "q", "f9", "ctrl+q", "ctrl+c")


class StageScreen(Screen[None]):
    """The stage, and a line above it when the file cannot be read."""

    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    StageScreen { layout: vertical; overflow: hidden; background: $background; layers: room keys; }
    StageScreen Stage { height: 1fr; }
    StageScreen #problem { height: auto; max-height: 2; background: $error; color: auto; display: none; padding: 0 1; }
    StageScreen #problem.-shown { display: block; }
    StageScreen #keys { layer: keys; dock: bottom; height: 1; padding: 0 1; display: none; }
    StageScreen #keys.-shown { display: block; }
    """

    def __init__(self, view: ViewState, follower: SessionWatcher, language: str | None) -> None:
        super().__init__()
        self.view, self.follower, self.language = view, follower, language
        self.ticking = SecondTimer(self, view, self.draw)
        self._hiding: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TextBlock(id="problem")
        yield Stage(self.view)
        yield TextBlock(id="keys")

    def on_mount(self) -> None:
        self.tell_keys()
        self.ticking.tick()
        self.look()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self.draw)

    def tell_keys(self) -> None:
        """Show the keys for a moment. Everyone in the room sees this screen."""
        t = self.view.t
        keys = [("q Esc", t("quit")), ("← →", t("turn pages")), ("t", t("other colours"))]
        footer = self.query_one("#keys", TextBlock)
        footer.show(content(*key_hints(keys)), layout=True)
        footer.add_class("-shown")
        if self._hiding:
            self._hiding.stop()
        self._hiding = self.set_timer(KEYS_SHOWN_SECONDS, self.hide_keys)

    def hide_keys(self) -> None:
        self.query_one("#keys").remove_class("-shown")

    def draw(self) -> None:
        self.query_one(Stage).draw(self.view.controller.now)

    @work(thread=True)
    def look(self) -> None:
        """Look at the file again, in a thread: the clock continues while a disk is slow."""
        session = self.follower.poll()
        problem = self.follower.error
        if self.is_running:
            self.app.call_from_thread(self.seen, session, problem)

    def seen(self, session: Session | None, problem: Message | None) -> None:
        """Show what the file held."""
        if session is not None:
            if normalise_language(self.language) is None:
                self.view.t = translator(session.language)
            self.view.controller.follow(session)
        trouble = self.query_one("#problem", TextBlock)
        trouble.set_class(problem is not None, "-shown")
        if problem is not None:
            trouble.show(content("⚠ ", self.view.t.message(problem)), layout=True)
        self.ticking.tick()
        self.set_timer(POLL_SECONDS, self.look)

    async def on_key(self, event: events.Key) -> None:
        event.stop()
        if event.key in LEAVE:
            self.app.exit(0)
        elif event.key in FORWARD or event.key in BACK:
            self.query_one(Stage).turn(1 if event.key in FORWARD else -1)
            self.draw()
        elif event.key == "t":
            # Which theme reads best depends on the beamer and the daylight.
            self.app.theme = next_theme(self.app.theme)
        else:
            self.tell_keys()
