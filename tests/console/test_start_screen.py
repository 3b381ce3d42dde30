"""The start screen: what is there, opened, begun, looked at, put back, or practised."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from textual import events
from textual.pilot import Pilot

from reciring.clock import ManualClock
from reciring.console.app import ConsoleApp
from reciring.console.screens.ring import RingScreen
from reciring.console.screens.start import StartScreen
from reciring.ring.session import Phase, Session
from reciring.store import backups, settings
from reciring.store.files import create_session_file, load_session
from reciring.store.lock import acquire_lock
from reciring.store.settings import Settings, load_settings
from reciring.store.toml import encode
from tests.support.console_driver import EMPTY_SESSION, START, rehearsal_session, screen_text
from tests.support.goldens import check_golden
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.paths import PROJECT
from tests.support.waiting import WAIT_LIMIT

EXAMPLE = PROJECT / "sessions" / "example.toml"
replace = msgspec.structs.replace
STEERING = {*map(chr, range(32)), *map(chr, range(127, 160)), *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
"""What would steer a terminal, or turn a line around."""


class StartScreenDriver:
    """A start screen that a test sits at."""

    def __init__(self, app: ConsoleApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> StartScreen:
        assert isinstance(self.app.screen, StartScreen)
        return self.app.screen

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    async def settle(self) -> None:
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        self.screen.line.put(text)
        await self.pilot.pause()

    def text(self) -> str:
        return screen_text(self.app)

    @property
    def opened(self) -> Session:
        assert isinstance(self.app.screen, RingScreen)
        return self.app.screen.view.session


@asynccontextmanager
async def start_screen_on(
    folder: Path, *, language: str = "en", size: tuple[int, int] = (80, 24), settings: Settings | None = None
) -> AsyncIterator[StartScreenDriver]:
    app = ConsoleApp(None, folder=folder, language=language, settings=settings or Settings(), clock=ManualClock(START))
    try:
        async with app.run_test(size=size) as pilot:
            at = StartScreenDriver(app, pilot)
            await at.settle()
            yield at
    finally:
        if app.has_session:
            app.opened.close()


def some_rings(folder: Path) -> None:
    for title, session in (
        ("Old ring", rehearsal_session(5000, "en")),
        ("Half a ring", rehearsal_session(2130, "en")),
        ("Ring to come", replace(EMPTY_SESSION, date=dt.date(2026, 12, 8))),
    ):
        create_session_file(folder, replace(session, title=title))
    (folder / "2026-11-01-broken.toml").write_text("schema = 1\ntitle = [", "utf-8")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("language", ["nl", "en"])
async def test_the_start_screen_looks_as_its_goldens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)
    some_rings(Path("sessions"))
    async with start_screen_on(Path("sessions"), language=language, size=size) as at:
        check_golden(f"screens/start-{language}-{size[0]}x{size[1]}.txt", at.text())


async def test_a_long_list_leaves_room_for_its_scroll_bar(tmp_path: Path) -> None:
    async with start_screen_on(tmp_path) as at:
        for number in range(30):
            create_session_file(tmp_path, replace(EMPTY_SESSION, title=f"Ring {number}"))
        at.screen.look()
        await at.settle()
        at_first = at.text()
        at.screen.draw()
        await at.settle()
        assert at.text() == at_first


async def test_unfinished_rings_come_first_and_enter_opens_one(tmp_path: Path) -> None:
    some_rings(tmp_path)
    async with start_screen_on(tmp_path) as at:
        rows = [line for line in at.text().splitlines() if "ring" in line.lower()]
        order = [next(i for i, row in enumerate(rows) if name in row) for name in ("to come", "Half", "Old ring")]
        assert order == sorted(order)
        await at.press("down", "enter")
        assert at.opened.title == "Half a ring"
        assert at.opened.phase is Phase.ROUND
        assert at.app.focused is not None and at.app.focused.id == "line"


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help_opens_before_a_ring_is_open(tmp_path: Path, key: str) -> None:
    async with start_screen_on(tmp_path, language="nl") as at:
        await at.type("Buren" if key == "f1" else "")
        await at.press(key)
        text = screen_text(at.app)
        assert "een titel" in text
        assert "jan stuurt de slides" in text
        await at.press("enter", "/", "p", "a", "u")
        assert "/pauze" in screen_text(at.app)
        assert "Open eerst een kring" in screen_text(at.app)
        await at.press("enter", "escape")
        assert at.screen.line.value == ("Buren" if key == "f1" else "")


async def test_a_title_makes_a_ring_for_today_and_opens_it(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there" / "yet"
    async with start_screen_on(folder, language="nl", settings=Settings(facilitator="Nienke", place="Zaal 2")) as at:
        assert "Nog geen kringen" in at.text()
        await at.type("Buren helpen buren")
        assert "Nieuwe kring: Buren helpen buren" in at.text()
        await at.press("enter")
        made = at.opened
        assert (made.title, made.date, made.language) == ("Buren helpen buren", dt.date(2026, 11, 24), "nl")
        assert (made.facilitator, made.place) == ("Nienke", "Zaal 2")
    path = folder / "2026-11-24-buren-helpen-buren.toml"
    assert load_session(path)[0].title == "Buren helpen buren"
    assert not list(folder.glob("*.lock"))


async def test_keys_after_the_enter_of_a_title_go_to_the_new_ring(tmp_path: Path) -> None:
    async with start_screen_on(tmp_path) as at:
        await at.type("Neighbours")
        line = at.app.screen.query_one("#line")
        for key in ("enter", "A", "n"):  # all of them on their way to this line before the first was heard of
            line.post_message(events.Key(key, "\r" if key == "enter" else key))
        await at.press("n", "e")
        await at.app.workers.wait_for_complete()
        await at.settle()
        screen = at.app.screen
        assert isinstance(screen, RingScreen) and screen.line.value == "Anne"
        assert at.opened.title == "Neighbours"


async def test_typing_finds_a_ring(tmp_path: Path) -> None:
    some_rings(tmp_path)
    async with start_screen_on(tmp_path) as at:
        await at.type("HALF")
        assert "Old ring" not in at.text()
        await at.press("down", "enter")
        assert at.opened.title == "Half a ring"


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_rings_with_the_same_title_show_their_files(tmp_path: Path, size: tuple[int, int]) -> None:
    for title in ("Samen slimmer", "Samen slimmer", "Another"):
        create_session_file(tmp_path, replace(EMPTY_SESSION, title=title))
    async with start_screen_on(tmp_path, size=size) as at:
        rows = [row for row in at.text().splitlines() if "Sam" in row and "…" in row]
        assert len({row.replace("▸", " ") for row in rows}) == 2, rows
        assert any("-2 " in row for row in rows)
        assert "other " in at.text()
        assert "-another" not in at.text()


async def test_while_a_title_is_typed_only_that_is_offered(tmp_path: Path) -> None:
    async with start_screen_on(tmp_path / "none") as at:
        assert "No rings yet" in at.text()
        assert "Enter open" in at.text()
        await at.type("Kennisdag")
        assert "No rings yet" not in at.text()
        assert "Enter new ring" in at.text()


async def test_practice_is_offered_without_rings(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    async with start_screen_on(folder) as at:
        await at.press("enter")
        assert at.opened.phase is Phase.ROUND
        assert at.app.opened.saver is None
        assert "practice" in at.text()
    assert not folder.exists()


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_practice_is_selected_if_every_ring_is_done(tmp_path: Path, language: str) -> None:
    shutil.copy(EXAMPLE, tmp_path)
    async with start_screen_on(tmp_path, language=language) as at:
        check_golden(f"screens/start-newcomer-{language}-80x24.txt", at.text())
        await at.press("enter")
        assert at.app.opened.saver is None
        assert at.opened.language == language


async def test_a_broken_file_says_why_and_its_backup_is_restored(tmp_path: Path) -> None:
    path = create_session_file(tmp_path, replace(EMPTY_SESSION, title="Whole"))
    backups.add_backup(path, encode(replace(EMPTY_SESSION, title="Whole before")), START)
    path.write_text("title = [", "utf-8")
    async with start_screen_on(tmp_path) as at:
        assert "Cannot be opened" in at.text()
        await at.press("enter")
        assert "Press Enter again to restore the backup" in at.screen.said.plain
        await at.press("enter")
        assert at.opened.title == "Whole before"
    assert [kept for kept in tmp_path.iterdir() if kept.is_file() and kept.read_bytes() == b"title = ["]


async def test_a_broken_file_without_a_backup_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("title = [", "utf-8")
    async with start_screen_on(tmp_path) as at:
        await at.press("enter", "enter")
        assert "TOML" in at.screen.said.plain
    assert (tmp_path / "broken.toml").read_text("utf-8") == "title = ["


async def test_a_ring_that_is_open_elsewhere_opens_read_only(tmp_path: Path) -> None:
    path = create_session_file(tmp_path, replace(EMPTY_SESSION, title="Busy"))
    with acquire_lock(path):
        async with start_screen_on(tmp_path) as at:
            await at.press("enter")
            assert "open in another console" in at.screen.said.plain
            await at.press("enter")
            assert at.opened.title == "Busy"
            assert at.app.opened.saver is None
            assert at.app.view.controller.read_only_reason


async def test_choosing_another_ring_cancels_the_second_enter(tmp_path: Path) -> None:
    path = create_session_file(tmp_path, replace(EMPTY_SESSION, title="Busy"))
    with acquire_lock(path):
        async with start_screen_on(tmp_path) as at:
            await at.press("enter", "down", "up", "enter")
            assert "open in another console" in at.screen.said.plain


async def test_a_folder_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("no folder", "utf-8")
    async with start_screen_on(folder) as at:
        assert str(folder)[:20] in at.text()
        await at.type("A ring")
        await at.press("enter")
        assert "The ring could not be created" in at.screen.said.plain


async def test_ctrl_q_leaves_the_start_screen(tmp_path: Path) -> None:
    async with start_screen_on(tmp_path) as at:
        await at.type("not this")
        await at.press("ctrl+c")
        assert "Ctrl+Q" in at.text()
        await at.press("escape")
        assert at.screen.line.value == ""
        await at.pilot.press("ctrl+q")
        assert at.app.return_code == 0


async def test_the_facilitator_is_remembered_for_the_next_ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config"
    monkeypatch.setattr(settings, "settings_folder", lambda: config)
    async with start_screen_on(tmp_path / "rings") as at:
        await at.type("First")
        await at.press("enter")
        screen = at.app.screen
        assert isinstance(screen, RingScreen)
        for line in ("/facilitator Nienke Hof", "/place Zaal De Brug"):
            screen.line.put(line)
            await at.pilot.press("enter")
    for thread in threading.enumerate():
        if thread.name == "remember":
            thread.join(WAIT_LIMIT)
    kept, _ = load_settings()
    assert (kept.facilitator, kept.place) == ("Nienke Hof", "Zaal De Brug")


async def test_hostile_titles_are_shown_as_text(tmp_path: Path) -> None:
    for number, text in enumerate(HOSTILE_TEXTS.values()):
        (tmp_path / f"2026-11-{number % 28 + 1:02}-{number}.toml").write_bytes(
            encode(replace(EMPTY_SESSION, title=text.encode("utf-8", "replace").decode()))
        )
    async with start_screen_on(tmp_path, size=(120, 60)) as at:
        for _ in range(6):
            await at.press("pagedown")
            assert not STEERING & set(at.text().replace("\n", ""))
        assert at.app.is_running
