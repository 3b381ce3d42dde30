"""What the console says about its file: saved or not, changed by someone else, led by another console."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from reciring.store.autosave import SaveState
from reciring.store.files import load_session
from reciring.store.lock import acquire_lock
from reciring.store.toml import encode
from tests.support.console_driver import EMPTY_SESSION, ConsoleDriver, console_for, console_on, rehearsal_session
from tests.support.waiting import WAIT_LIMIT


@contextmanager
def slow_fsync(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Make every fsync wait until the function is called."""
    go_on, fsync = threading.Event(), os.fsync

    def slow(descriptor: int) -> None:
        assert go_on.wait(WAIT_LIMIT)
        fsync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", slow)
        try:
            yield go_on.set
        finally:
            go_on.set()


def full(descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "full")


def footer(driver: ConsoleDriver) -> str:
    return driver.row(-1)


async def noticed(driver: ConsoleDriver) -> None:
    """Wait until the saver looked at the file, and the screen shows what it found."""
    saver = driver.app.opened.saver
    assert saver
    reported = threading.Event()
    report = saver.on_change

    def noted(state: SaveState) -> None:
        if report:
            report(state)
        reported.set()

    saver.on_change = noted
    with saver._changed:
        saver._watch_at = 0.0
        saver._changed.notify_all()
    assert reported.wait(WAIT_LIMIT)
    await driver.wait_until_drawn()


async def test_saved_comes_back_when_a_slow_disk_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console_on(tmp_path) as driver:
        for number in range(3):
            with slow_fsync(monkeypatch) as go_on:
                await driver.enter(f"Person{number} Smit")
                assert "saved" not in footer(driver)
                go_on()
                assert driver.saved_session().participants
                await driver.wait_until_drawn()
            assert footer(driver).endswith("saved")


async def test_saved_comes_back_after_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console_on(tmp_path) as driver:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            await driver.enter("Anne Visser")
            assert driver.app.opened.saver and not driver.app.opened.saver.flush(0.2)
            await driver.wait_until_drawn()
            assert "NOT SAVED since" in driver.screen_text and "saved" not in footer(driver)
        driver.saved_session()
        await driver.wait_until_drawn()
        assert "NOT SAVED" not in driver.screen_text and footer(driver).endswith("saved")


async def test_an_edit_elsewhere_is_shown_without_a_key_and_asked_about_on_leaving(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        driver.path.write_bytes(encode(msgspec.structs.replace(EMPTY_SESSION, title="theirs")))
        await noticed(driver)
        assert "Someone else changed" in driver.screen_text
        await driver.press("ctrl+q")
        assert "Two versions: choose /keep mine or /keep theirs." in driver.preview
        assert driver.app.is_running
        await driver.enter("/keep theirs")
        await driver.wait_until_drawn()
        assert driver.session.title == "theirs"
        await driver.press("ctrl+q")
        assert not driver.app.is_running


async def test_leaving_twice_keeps_both_versions(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        driver.path.write_bytes(encode(msgspec.structs.replace(EMPTY_SESSION, title="theirs")))
        await noticed(driver)
        await driver.press("ctrl+q", "ctrl+q")
        assert not driver.app.is_running
    assert load_session(driver.path)[0].title == "theirs"
    [other] = tmp_path.glob("*.conflict-*.toml")
    assert load_session(other)[0].title == ""


async def test_a_deleted_file_is_said_and_not_made_again(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        driver.path.unlink()
        await noticed(driver)
        assert "is gone: deleted, renamed or moved" in driver.screen_text
        await driver.enter("Anne Visser")
        assert not driver.path.exists()
        await driver.enter("/keep mine")
        await driver.wait_until_drawn()
        assert "is gone" not in driver.screen_text
        assert [person.name for person in load_session(driver.path)[0].participants.values()] == ["Anne Visser"]


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
async def test_a_read_only_file_is_said_before_anything_is_lost(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        driver.path.chmod(0o400)
        await noticed(driver)
        assert "New changes cannot be saved" in driver.screen_text
        await driver.enter("Anne Visser")
        await driver.wait_until_drawn()
        assert "NOT SAVED since" in driver.screen_text
        driver.path.chmod(0o600)
        assert driver.saved_session().participants


async def test_enter_takes_the_lead_when_the_other_console_is_gone(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(700, "en"), seconds=700) as first:
        app = console_for(first.path, first.clock)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            second = ConsoleDriver(app, pilot, first.clock, first.path)
            await second.pass_time(1)
            assert "is already open in another console" in second.reminder and "read-only" in footer(second)
            await second.enter("a note of the second")
            assert not second.app.opened.saver
            await second.press("escape")
            await first.enter("/handover")
            assert "Handed over" in first.preview and "read-only" in footer(first)
            await second.pass_time(1)
            assert "Enter take the lead" in second.reminder
            await second.press("enter")
            assert "You now lead the ring" in second.preview
            await second.enter("/note by the second")
            assert [note.text for note in second.saved_session().notes.values()][-1] == "by the second"
            await first.pass_time(1)
            assert [note.text for note in first.session.notes.values()][-1] == "by the second"
            assert not first.screen.controller.may_lead
        app.opened.close()
    with acquire_lock(first.path) as lock:
        assert lock.held


async def test_nothing_is_done_once_leaving_began(tmp_path: Path) -> None:
    for key in ("f9", "f4", "f1", "ctrl+p", "f7"):
        async with console_on(tmp_path, rehearsal_session(700, "en"), seconds=700) as driver:
            await driver.press("ctrl+q", key)
            assert not driver.app.is_running
        assert driver.app.fault is None
