"""The start screen: the sessions in the folder, the unfinished ones first. A title on the line makes a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Protocol

from rich.cells import cell_len
from textual import events, work
from textual.app import ComposeResult
from textual.content import Content

from reciring.cells import shorten
from reciring.clock import Clock
from reciring.console.screens.entry_screen import EntryScreen, entry_row, key_hints
from reciring.console.screens.help import HelpScreen
from reciring.console.text import content, fit_cells, truncate
from reciring.console.type_ahead import TypeAhead
from reciring.console.view_state import ViewState
from reciring.console.widgets.choice_list import Choice, ChoiceList
from reciring.console.widgets.entry_line import EntryLine
from reciring.console.widgets.pane import TextBlock
from reciring.console.widgets.rows import Rows
from reciring.live.controller import Controller
from reciring.live.opening import (
    ConfirmationNeeded,
    FoundSessions,
    OpenSession,
    create_session,
    find_sessions,
    open_or_ask,
)
from reciring.locale import Translator
from reciring.locale.dates import format_short_date
from reciring.ring.message import N_, say
from reciring.ring.session import Phase, Session
from reciring.ring.text import clean, fold, squeeze
from reciring.store.listing import SessionEntry, progress_text
from reciring.store.settings import Settings

NEW: Final = "+"
PRACTICE: Final = "?"


class StartHost(Protocol):
    """What the start screen needs of the console."""

    folder: Path
    t: Translator
    settings: Settings
    clock: Clock
    type_ahead: TypeAhead

    def begin(self, opened: OpenSession) -> None:
        """Lead a session."""

    def practise(self) -> None:
        """Lead the practice ring."""


class StartScreen(EntryScreen[None]):
    """The line always has the focus: arrows choose, Enter opens, a text is a new title and a search."""

    DEFAULT_CSS = """
    StartScreen { layout: vertical; overflow: hidden; background: $background; }
    StartScreen #head { height: auto; padding: 1 3; }
    StartScreen #choices { margin: 0 0 1 0; }
    StartScreen #said { height: auto; max-height: 4; padding: 0 1; }
    """

    def __init__(self, console: StartHost) -> None:
        super().__init__()
        self.console = console
        self.found: FoundSessions | None = None
        self.said = Content("")
        self.again = ("", "")
        """The choice that was entered, and what a second Enter on it does."""
        self.choices = ChoiceList(id="choices")
        self.head, self.answer, self.footer = TextBlock(id="head"), TextBlock(id="said"), TextBlock(id="keys")
        self.line = EntryLine(self)

    def compose(self) -> ComposeResult:
        yield self.head
        yield self.choices
        yield self.answer
        yield from entry_row(self.line, "› ")
        yield self.footer

    def holds(self, event: events.Key) -> bool:
        """Keep a key for the ring that is being opened."""
        return self.busy and self.console.type_ahead.give_back(event)

    def on_mount(self) -> None:
        self.look()

    def on_resize(self, event: events.Resize) -> None:
        self.draw()
        self.call_after_refresh(self.draw)

    # --- what there is -----------------------------------------------------------------------------------------------

    @work(thread=True)
    def look(self) -> None:
        """List the sessions, in a thread because a disk may be slow."""
        found = find_sessions(self.console.folder)
        if self.is_running:
            self.app.call_from_thread(self.show_found, found)

    def show_found(self, found: FoundSessions) -> None:
        self.found = found
        self.draw()
        # A long list gets a scroll bar, and its rows are one cell narrower then.
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        """Draw everything. Unchanged parts are not drawn again."""
        t = self.console.t
        width = max(10, self.size.width - 6)
        lead = t("Everyone asks one question, everyone helps.")
        title = content(
            ("reciring", "bold $text-accent"), "  ", (truncate(lead, max(0, width - 10)), "$foreground-muted")
        )
        self.head.styles.padding = (1, 3) if self.size.height >= 16 else (0, 3)
        self.head.show(title, layout=True)
        offered = list(self._offered())
        self.choices.offer(offered)
        self.answer.show(self.said if self.said.plain else self._hint(), layout=True)
        self._draw_keys()

    def _offered(self) -> Iterator[Choice]:
        """Rows of the list. The first one that has a key is selected: a new ring, an unfinished ring, or practice.

        Practice comes first when every ring is done, so that a newcomer does not start in the finished example.
        """
        t = self.console.t
        title = squeeze(self.line.value)
        if title:
            yield Choice(
                NEW, content((t("New ring:") + " ", "$text-accent"), (truncate(title, self._room - 14), "bold"))
            )
        if self.found is None:
            yield Choice("", content(("   " + t("Looking for rings …"), "$foreground-muted")))
            return
        if self.found.problem:
            yield Choice("", content(("   ", ""), (t.message(self.found.problem), "$text-warning")))
        wanted = fold(title)
        entries = [entry for entry in self.found.entries if not wanted or wanted in fold(_title(entry))]
        alike = Counter(map(_looks, self.found.entries))
        practice_first = not title and bool(entries) and not any(entry.unfinished for entry in entries)
        if practice_first:
            yield self._practice()
            yield Choice("", Content(""))
        for heading, group in (
            (t("Unfinished"), [entry for entry in entries if entry.progress and entry.unfinished]),
            (t("Cannot be opened"), [entry for entry in entries if not entry.progress]),
            (t("Done"), [entry for entry in entries if not entry.unfinished]),
        ):
            if group:
                yield Choice("", content((f"   {heading}", "$foreground-muted italic")))
                for entry in group:
                    yield Choice(str(entry.path), self._row(entry, named=alike[_looks(entry)] > 1))
                yield Choice("", Content(""))
        if not self.found.entries and not self.found.problem and not title:
            yield Choice(
                "", content(f"   {t('No rings yet. Type a title below to create the first one, or practise:')}")
            )
            yield Choice("", Content(""))
        if not title and not practice_first:
            yield self._practice()

    def _practice(self) -> Choice:
        words = self.console.t("Try the practice ring (nothing is saved)")
        return Choice(PRACTICE, content((truncate(words, self._room), "")))

    @property
    def _room(self) -> int:
        return max(10, self.choices.room - 6)

    def _row(self, entry: SessionEntry, *, named: bool = False) -> Content:
        """Return the row of a session. ``named``: with the name of its file, as another session looks the same."""
        t, progress = self.console.t, entry.progress
        room = self._room
        if progress is None:
            name = shorten(clean(entry.path.name), room // 2)
            why = clean(t.message(entry.error)) if entry.error else ""
            return content(
                ("✗ ", "$text-error"), name, "  ", (truncate(why, room - cell_len(name) - 4), "$foreground-muted")
            )
        how_far = progress_text(progress, t)
        sign = ("✓ ", "$text-success") if progress.phase is Phase.DONE else ("▶ ", "$text-accent")
        day = f"{format_short_date(progress.date, t.language)} {progress.date.year}"
        wide = room - 2 - cell_len(how_far) - 1 if room < 50 else room - (16 + 18 + 4)
        file = f"  {shorten(clean(entry.path.stem), max(8, wide // 2))}" if named else ""
        title = shorten(_title(entry), wide - cell_len(file))
        label = content(title, (file, "$foreground-muted"), " " * max(0, wide - cell_len(title + file)))
        if room < 50:
            return content(sign, label, " ", (how_far, "$foreground-muted"))
        return content(sign, label, "  ", (fit_cells(day, 16), "$foreground-muted"), fit_cells(how_far, 18))

    def _hint(self) -> Content:
        t, key = self.console.t, self.choices.chosen
        if key == NEW:
            return content(t("Enter creates this ring, for today. Arrow keys: choose an existing ring."))
        if key == PRACTICE:
            return content((t("Enter opens the practice ring. Or type a title to create a ring."), "$foreground-muted"))
        return content((t("Enter opens this ring. Or type a title to create a new one."), "$foreground-muted"))

    def _draw_keys(self) -> None:
        t = self.console.t
        opens = t("new ring") if self.choices.chosen == NEW else t("open")
        keys = [("Enter", opens), ("↑↓", t("choose")), ("Esc", t("clear"))]
        keys += [("F1", t("Help").lower()), ("Ctrl+Q", t("quit"))]
        place = shorten(str(self.console.folder), max(0, self.size.width - 70))
        self.footer.show(content(*key_hints(keys), (place, "$foreground-muted") if self.size.width > 90 else ""))

    # --- the line ----------------------------------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        self.said, self.again = Content(""), ("", "")
        if self.is_mounted:
            self.choices.chosen = NEW if squeeze(text) else ""
            self.draw()

    def press(self, key: str) -> bool:
        steps = {"up": -1, "down": 1, "pageup": -self.choices.page, "pagedown": self.choices.page}
        if key in steps:
            self.said, self.again = Content(""), ("", "")
            self.choices.step(steps[key])
            self.draw()
        elif key == "enter":
            self.open(self.choices.chosen)
        elif key == "escape":
            self.line.forget()
        elif key == "f1" or (key == "question_mark" and not self.line.value):
            self.help()
        elif key == "ctrl+q":
            self.app.exit(0)
        elif key == "ctrl+c":
            if self.line.selected_text:
                return False
            self.tell(content(self.console.t("Ctrl+Q quits.")))
        else:
            return False
        return True

    def help(self) -> None:
        """Show what can be done here, and what once a ring is open."""
        self.app.push_screen(StartHelp(empty_view(self.console.t, self.console.settings, self.console.clock)))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click chooses, a second one opens."""
        if event.key == self.choices.chosen:
            self.open(event.key)
        else:
            self.choices.chosen = event.key
            self.said, self.again = Content(""), ("", "")
            self.draw()

    # --- opening -----------------------------------------------------------------------------------------------------

    def open(self, key: str) -> None:
        """Open what was chosen, in a thread."""
        if self.busy or not key:
            return
        if key == PRACTICE:
            self.console.practise()
            return
        self.busy = True
        again = self.again[1] if self.again[0] == key else ""
        self.enter(key, squeeze(self.line.value), again)

    @work(thread=True)
    def enter(self, key: str, title: str, again: str) -> None:
        at = self.console
        if key == NEW:
            came = create_session(title, at.folder, at.t.language, at.settings, at.clock)
        else:
            came = open_or_ask(Path(key), at.clock, again)
        if self.is_running:
            self.app.call_from_thread(self.entered, key, came)
        elif isinstance(came, OpenSession):
            came.close(0)

    def entered(self, key: str, came: OpenSession | ConfirmationNeeded) -> None:
        """Lead the session that was opened, or say why it was not."""
        self.busy = False
        if isinstance(came, OpenSession):
            self.console.begin(came)
            return
        self.again = (key, came.again)
        sign = ("? ", "bold $text-warning") if came.again else ("✗ ", "bold $text-error")
        self.tell(content(sign, self.console.t.message(came.why)))
        self.call_later(self.console.type_ahead.release)

    def tell(self, words: Content) -> None:
        self.said = words
        self.draw()


def _title(entry: SessionEntry) -> str:
    progress = entry.progress
    return clean(progress.title) or entry.path.stem if progress else clean(entry.path.name)


def _looks(entry: SessionEntry) -> tuple[object, ...]:
    """Return what the row of a session shows, to find sessions that look the same."""
    progress = entry.progress
    return (_title(entry), progress.date) if progress else (entry.path,)


HERE = (
    (N_("a title"), N_("creates a ring for today with that title, or finds an existing one")),
    (N_("↑ ↓  Enter"), N_("choose a ring; continue where you stopped")),
    (N_("Esc"), N_("clears the line")),
    (N_("Ctrl+Q"), N_("quits; everything is saved")),
)


def empty_view(t: Translator, settings: Settings, clock: Clock) -> ViewState:
    """Return the state of a view without a ring, for the help screen."""
    session = Session(date=clock.now().date(), language=t.language)
    return ViewState(Controller(session, clock, read_only_reason=say("First open a ring.")), t, settings)


class StartHelp(HelpScreen):
    """The help screen before a ring is open: only to read and search."""

    def offered(self, query: str) -> Iterable[Choice]:
        t = self.view.t
        yield from self.chapter(t("Here"), self.lines(HERE, lambda words: fold(query) in fold(words)))
        yield from super().offered(query)

    def meant(self, key: str) -> Content:
        return content((self.view.t("First open a ring."), "$foreground-muted"))

    def possible(self, key: str) -> bool:
        return False

    def ways(self) -> list[tuple[str, str]]:
        return [("↑↓", self.view.t("more")), ("Esc", self.view.t("back"))]
