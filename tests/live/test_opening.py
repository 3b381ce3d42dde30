"""Opening a session: temporary files that a crash left are removed, and nothing else."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from pathlib import Path

import pytest

from reciring.clock import ManualClock, SystemClock, boot_id
from reciring.console.app import ConsoleApp
from reciring.live.opening import OpenSession, open_session
from reciring.ring.message import say
from reciring.ring.session import Phase, Session, Span
from reciring.store import atomic_write, backups, files
from reciring.store.lock import SessionLock, SessionLockedError, acquire_lock, find_lock_holder
from reciring.store.settings import Settings
from reciring.store.toml import InvalidFileError
from reciring.store.watcher import SessionWatcher
from tests.support.waiting import WAIT_LIMIT

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
CLOCK = ManualClock(NOON)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session in whose writing there was a crash; in the same folder another one, where it is the same."""
    path = files.create_session_file(tmp_path, Session(date=NOON.date(), title="this"))
    other = files.create_session_file(tmp_path, Session(date=NOON.date(), title="another"))
    for file in (path, other):
        file.with_name(f".{file.name}.0123456789ab.tmp").write_text("half of it")
    return path


def left(path: Path) -> list[str]:
    """The files that still have leftovers."""
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


posix_only = pytest.mark.skipif(os.name == "nt", reason="links and modes as POSIX has them")


@posix_only
def test_of_a_link_the_real_file_is_locked_and_saved(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.toml"
    link.parent.mkdir()
    link.symlink_to(path)
    opened = open_session(link, CLOCK)
    with pytest.raises(SessionLockedError):
        acquire_lock(path)
    assert open_session(link, CLOCK).controller.read_only_reason
    assert open_session(path, CLOCK).controller.read_only_reason
    opened.controller.type("/title saved")
    opened.controller.enter()
    assert opened.close()
    assert link.is_symlink() and files.load_session(path)[0].title == "saved"
    assert [file.name for file in link.parent.iterdir()] == ["link.toml"]


@posix_only
def test_a_link_that_leads_nowhere_cannot_be_opened(tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(tmp_path / "gone.toml")
    with pytest.raises(InvalidFileError, match="does not exist"):
        open_session(link, CLOCK)
    link.unlink()
    link.symlink_to(link)
    with pytest.raises(InvalidFileError):
        open_session(link, CLOCK)


@posix_only
def test_a_second_name_of_the_file_is_reported(path: Path) -> None:
    path.with_name("second.toml").hardlink_to(path)
    opened = open_session(path, CLOCK)
    assert "has a second name (a hard link)" in str(opened.controller.notice)
    opened.close()


def test_a_version_that_nobody_chose_is_reported(path: Path) -> None:
    other = backups.timestamped_path(path, ".conflict-", NOON)
    other.write_bytes(path.read_bytes())
    opened = open_session(path, CLOCK)
    assert other.name in str(opened.controller.notice)
    opened.close()


# The lead


def may_lead(opened: OpenSession) -> bool:
    """Whether a console that looks on may take the lead, a second later."""
    opened.controller.tick()
    return opened.controller.may_lead


def looks_on(opened: OpenSession) -> bool:
    return opened.controller.read_only_reason is not None


def test_a_second_console_takes_the_lead_when_the_first_is_gone(path: Path) -> None:
    first, second = open_session(path, CLOCK), open_session(path, CLOCK)
    first.controller.type("/title by the first")
    first.controller.enter()
    first.controller.type("a line that was not ent")
    assert looks_on(second) and not may_lead(second)
    assert first.close()
    assert may_lead(second)
    assert second.take_lead() is None
    assert not looks_on(second)
    assert (second.controller.base.title, second.controller.text) == ("by the first", "a line that was not ent")
    second.controller.type("/title by the second")
    second.controller.enter()
    assert second.close()
    assert files.load_session(path)[0].title == "by the second"


def test_only_one_of_two_read_only_consoles_takes_the_lead(path: Path) -> None:
    first, second, third = (open_session(path, CLOCK) for _ in range(3))
    first.close()
    assert may_lead(second) and may_lead(third)
    assert second.take_lead() is None
    assert "is already open in another console" in str(third.take_lead())
    assert looks_on(third) and not may_lead(third)
    second.close()


def test_the_lead_is_handed_over_and_taken_back(path: Path) -> None:
    first, second = open_session(path, CLOCK), open_session(path, CLOCK)
    first.controller.type("half a li")
    assert first.hand_over(path)
    assert looks_on(first) and first.controller.text == ""
    assert may_lead(second) and second.take_lead() is None
    assert second.controller.text == "half a li"
    assert not may_lead(first)
    assert second.hand_over(path)
    assert may_lead(first) and first.take_lead() is None
    assert first.controller.text == "half a li"
    first.close()


def test_a_console_that_is_read_only_by_choice_never_leads(path: Path) -> None:
    opened = open_session(path, CLOCK, read_only=True)
    assert not may_lead(opened)
    opened.close()


# One time for all processes


class Computer:
    """The wall clock and the counter of a computer; a test moves them."""

    def __init__(self) -> None:
        self.wall = int(NOON.timestamp()) * 1_000_000_000
        self.counter = 5_000_000_000

    def clock(self) -> SystemClock:
        """The clock of a process that starts now."""
        return SystemClock(wall=lambda: self.wall, counter=lambda: self.counter)

    def pass_time(self, seconds: int) -> None:
        self.wall += seconds * 1_000_000_000
        self.counter += seconds * 1_000_000_000

    def set_wall_clock(self, seconds: int) -> None:
        """Set the wall clock so many seconds later."""
        self.wall += seconds * 1_000_000_000


@pytest.fixture
def running(tmp_path: Path) -> Path:
    """A ring that began at noon."""
    phases = {Phase.INTRODUCTION: Span(start=NOON)}
    ring = Session(date=NOON.date(), title="running", phase=Phase.INTRODUCTION, phases=phases)
    return files.create_session_file(tmp_path / "rings", ring)


@pytest.mark.skipif(not boot_id(), reason="this system does not say when it was started")
@pytest.mark.parametrize("step", [90, -90, 7200])
def test_all_processes_show_the_time_of_the_console_that_leads(running: Path, step: int) -> None:
    computer = Computer()
    computer.pass_time(60)
    leading = computer.clock()
    console = open_session(running, leading)
    computer.set_wall_clock(step)
    stage_clock, second_clock = computer.clock(), computer.clock()
    stage = SessionWatcher(running, stage_clock)
    stage.poll()
    second = open_session(running, second_clock)
    assert stage_clock.now() == second_clock.now() == leading.now()
    console.controller.type("a note")
    console.controller.enter()
    assert console.close()
    computer.pass_time(30)
    assert may_lead(second) and second.take_lead() is None
    assert second_clock.now() == leading.now()
    second.close()
    computer.pass_time(30)
    reopened = computer.clock()
    open_session(running, reopened).close()
    assert reopened.now() == leading.now()
    assert find_lock_holder(running) is None


@pytest.mark.skipif(not boot_id(), reason="this system does not say when it was started")
def test_a_stage_that_was_there_first_follows_the_console(running: Path) -> None:
    computer = Computer()
    stage_clock = computer.clock()
    stage = SessionWatcher(running, stage_clock)
    stage.poll()
    computer.set_wall_clock(90)
    leading = computer.clock()
    console = open_session(running, leading)
    assert stage_clock.now() != leading.now()
    stage.poll()
    assert stage_clock.now() == leading.now()
    console.close()


def test_where_no_restart_of_the_computer_can_be_noticed_a_new_console_has_the_time_of_day(
    running: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reciring.store.lock.boot_id", lambda: "")
    computer = Computer()
    leading = computer.clock()
    console = open_session(running, leading)
    computer.set_wall_clock(90)
    stage_clock = computer.clock()
    SessionWatcher(running, stage_clock).poll()
    assert stage_clock.now() == leading.now() == NOON
    console.close()
    computer.wall, computer.counter = computer.wall + 60_000_000_000, 1
    reopened = computer.clock()
    open_session(running, reopened).close()
    assert reopened.now() == NOON + dt.timedelta(seconds=150)


def test_an_old_ring_and_one_that_is_done_have_the_time_of_the_computer(running: Path) -> None:
    computer = Computer()
    open_session(running, computer.clock()).close()
    computer.set_wall_clock(90)
    computer.pass_time(8 * 3600)
    later = computer.clock()
    opened = open_session(running, later)
    assert later.now() == computer.clock().now()
    opened.controller.type("/end")
    opened.controller.enter()
    opened.close()
    assert [file.name for file in running.parent.iterdir() if "lock" in file.name] == []


def test_events_later_than_now_are_reported_and_time_continues_from_the_last_one(running: Path) -> None:
    computer = Computer()
    computer.set_wall_clock(-3600)  # The clock was an hour fast, and was put right.
    clock = computer.clock()
    opened = open_session(running, clock)
    assert "one of the clocks was wrong" in str(opened.controller.notice)
    assert opened.controller.now == NOON
    computer.pass_time(5)
    opened.controller.type("first")
    opened.controller.enter()
    computer.pass_time(5)
    opened.controller.type("second")
    opened.controller.enter()
    first, second = (note.at for note in opened.controller.base.notes.values())
    assert second - first == dt.timedelta(seconds=5)
    opened.close()


def test_a_small_difference_between_clocks_is_not_reported(running: Path) -> None:
    computer = Computer()
    computer.set_wall_clock(-1)
    opened = open_session(running, computer.clock())
    assert opened.controller.now == NOON
    assert "clocks" not in str(opened.controller.notice)
    opened.close()


async def test_the_console_keeps_the_computer_awake_after_the_first_picture(path: Path) -> None:
    opened = open_session(path, CLOCK)
    console = ConsoleApp(opened, folder=path.parent, language="en", settings=Settings(), clock=CLOCK)
    async with console.run_test(), asyncio.timeout(WAIT_LIMIT):
        while opened.awake is None:  # Comes a moment after the first picture.
            await asyncio.sleep(0.02)
    opened.close()
