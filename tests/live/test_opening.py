"""Opening a session: temporary files that a crash left are removed, and nothing else."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from reciring.clock import ManualClock
from reciring.console.app import ConsoleApp
from reciring.live.opening import open_session
from reciring.ring.message import say
from reciring.ring.session import Session
from reciring.store import atomic_write, files
from reciring.store.lock import SessionLock, acquire_lock
from reciring.store.settings import Settings
from reciring.store.toml import InvalidFileError
from tests.support.waiting import WAIT_LIMIT

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
CLOCK = ManualClock(NOON)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session in whose writing there was a crash; in the same folder another one, of which it is the same."""
    path = files.create_session_file(tmp_path, Session(date=NOON.date(), title="this"))
    other = files.create_session_file(tmp_path, Session(date=NOON.date(), title="another"))
    for file in (path, other):
        file.with_name(f".{file.name}.0123456789ab.tmp").write_text("half of it")
    return path


def left(path: Path) -> list[str]:
    """Of which files there are still leftovers."""
    return [
        file.stem.removeprefix("2026-11-24-")
        for file in sorted(path.parent.glob("*.toml"))
        if atomic_write.temporary_files(file)
    ]


def test_opening_a_session_removes_what_a_crash_left(path: Path) -> None:
    assert left(path) == ["another", "this"]
    opened = open_session(path, CLOCK)
    assert left(path) == ["another"]
    assert opened.close()


def test_opening_read_only_removes_nothing(path: Path) -> None:
    open_session(path, CLOCK, read_only=True).close()
    with acquire_lock(path):
        assert open_session(path, CLOCK).controller.read_only_reason
    assert left(path) == ["another", "this"]


def test_opening_without_a_lock_removes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(path: Path, *, now: dt.datetime) -> SessionLock:
        return SessionLock(path, None, say("no locks here"))

    monkeypatch.setattr("reciring.live.opening.acquire_lock", no_locks)
    open_session(path, CLOCK).close()
    assert left(path) == ["another", "this"]


def test_opening_a_broken_file_removes_nothing(path: Path) -> None:
    path.write_text("broken")
    with pytest.raises(InvalidFileError):
        open_session(path, CLOCK)
    assert left(path) == ["another", "this"]


def test_the_computer_stays_awake_from_the_first_picture_on(path: Path) -> None:
    opened = open_session(path, CLOCK)
    at_first = [opened.awake]
    opened.keep_awake()
    keep_awake = opened.awake
    assert at_first == [None]
    assert keep_awake and keep_awake in opened.controller.listeners
    opened.keep_awake()
    assert opened.awake is keep_awake and opened.controller.listeners.count(keep_awake) == 1
    opened.close()


def test_a_read_only_session_lets_the_computer_sleep(path: Path) -> None:
    opened = open_session(path, CLOCK, read_only=True)
    opened.keep_awake()
    assert opened.awake is None
    opened.close()


async def test_the_console_keeps_the_computer_awake_after_the_first_picture(path: Path) -> None:
    opened = open_session(path, CLOCK)
    console = ConsoleApp(opened, folder=path.parent, language="en", settings=Settings(), clock=CLOCK)
    async with console.run_test(), asyncio.timeout(WAIT_LIMIT):
        while opened.awake is None:  # Comes a moment after the first picture.
            await asyncio.sleep(0.02)
    opened.close()
