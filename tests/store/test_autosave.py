"""Saving on a thread of its own: nothing put is lost, whatever the disk or somebody else does to the file.

Real threads and real files; where a disk must fail or hang, its write is held or refused here.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from reciring.clock import ManualClock
from reciring.ring.session import Session
from reciring.store import atomic_write as save
from reciring.store import backups, files
from reciring.store.atomic_write import FileSignature
from reciring.store.autosave import Autosave, SaveState
from reciring.store.toml import InvalidFileError, decode, encode
from tests.support.waiting import WAIT_LIMIT

NEVER = (3600.0,)
"""A retry that no test waits for."""
AT_ONCE = (0.0,)
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
LATER = dt.timedelta(minutes=3)


def ring(title: str) -> Session:
    return Session(date=NOON.date(), title=title)


class Disk:
    """Writes for real, but can be told to refuse or to hang."""

    def __init__(self) -> None:
        self.error: OSError | None = None
        self.before: Callable[[Path, bytes], object] | None = None
        self.entered = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        self.written: list[tuple[Path, str]] = []

    def write(self, path: Path, data: bytes) -> FileSignature:
        self.entered.set()
        assert self.go_on.wait(WAIT_LIMIT)
        if self.error is not None:
            raise self.error
        signature = save.write_file(path, data)
        self.written.append((path, decode(data).title))
        return signature

    def hang(self) -> None:
        self.entered.clear()
        self.go_on.clear()


class Desk:
    """An autosave with a disk and a clock in hand, and every state it told of."""

    def __init__(self, folder: Path) -> None:
        self.disk, self.clock = Disk(), ManualClock(NOON)
        self.states: SimpleQueue[SaveState] = SimpleQueue()
        self.path = files.create_session_file(folder, ring("made"))
        self.autosave = self.opened()

    def opened(self, **more: Any) -> Autosave:
        told: dict[str, Any] = {"retry_delays": NEVER, "hang_seconds": 3600.0, "write": self.disk.write, **more}
        seen = told.pop("seen") if "seen" in told else self.path.read_bytes() if self.path.is_file() else None
        self.autosave = Autosave(self.path, seen=seen, now=self.clock.now, on_change=self.states.put, **told)
        return self.autosave

    def state(self, wanted: Callable[[SaveState], object]) -> SaveState:
        """The next state told of that is as wanted."""
        while True:
            state = self.states.get(timeout=WAIT_LIMIT)
            if wanted(state):
                return state

    def save(self, title: str) -> None:
        self.autosave.submit(ring(title))
        assert self.autosave.flush(WAIT_LIMIT), self.autosave.state

    def fail(self, title: str) -> SaveState:
        number = self.autosave.submit(ring(title))
        return self.state(lambda state: state.error and state.submitted >= number)

    def on_disk(self, path: Path | None = None) -> str:
        return files.load_session(path or self.path)[0].title


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.disk.error = None
    desk.disk.go_on.set()
    desk.autosave.close(0)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# All is well


def test_what_was_put_is_on_the_disk(desk: Desk) -> None:
    assert desk.autosave.submit(ring("a")) == 1
    assert desk.autosave.submit(ring("b")) == 2
    assert desk.autosave.flush(WAIT_LIMIT)
    assert desk.on_disk() == "b"
    state = desk.autosave.state
    assert (state.submitted, state.saved, state.has_unsaved, state.error, state.failing_since) == (
        2,
        2,
        False,
        None,
        None,
    )


def test_nothing_put_is_nothing_to_wait_for(desk: Desk) -> None:
    before = desk.path.read_bytes()
    assert desk.autosave.flush(0)
    assert desk.autosave.close(0)
    assert desk.path.read_bytes() == before


def test_of_many_only_the_newest_is_written(desk: Desk) -> None:
    desk.disk.hang()
    desk.autosave.submit(ring("0"))
    assert desk.disk.entered.wait(WAIT_LIMIT)
    for number in range(1, 1000):
        desk.autosave.submit(ring(str(number)))
    desk.disk.go_on.set()
    assert desk.autosave.flush(WAIT_LIMIT)
    assert [title for path, title in desk.disk.written if path == desk.path] == ["0", "999"]


def test_a_file_that_is_not_there_yet_is_made(desk: Desk) -> None:
    desk.path.unlink()
    desk.opened(seen=None)
    desk.save("a")
    assert desk.on_disk() == "a"
    assert desk.autosave.state.conflict is None


def test_putting_goes_on_after_closing(desk: Desk) -> None:
    desk.save("a")
    assert desk.autosave.close(WAIT_LIMIT)
    desk.save("b")
    assert desk.autosave.close(WAIT_LIMIT)
    assert desk.on_disk() == "b"


def test_many_threads_may_put(desk: Desk) -> None:
    threads = [
        threading.Thread(target=lambda: [desk.autosave.submit(ring(str(number))) for number in range(50)])
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert desk.autosave.flush(WAIT_LIMIT)
    assert (desk.autosave.state.saved, desk.on_disk()) == (400, "49")


# The disk refuses


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "share of the disk"),
        (errno.EROFS, "only be read"),
        (errno.EACCES, "may not be written"),
        (errno.EPERM, "may not be written"),
        (errno.EFBIG, "grow"),
        (errno.EIO, "broken or unplugged"),
        (errno.ESTALE, "network drive"),
        (errno.ENAMETOOLONG, "too long"),
        (errno.EBUSY, "the system says"),
    ],
)
def test_why_it_is_not_saved_is_said_and_stays(desk: Desk, number: int, word: str) -> None:
    desk.save("a")
    desk.disk.error = OSError(number, os.strerror(number))
    state = desk.fail("b")
    assert word in str(state.error)
    assert (state.has_unsaved, state.failing_since, state.hanging) == (True, NOON, False)
    assert desk.autosave.state == state
    assert desk.on_disk() == "a"
    assert names(desk.path.parent) == [backups.BACKUP_FOLDER, desk.path.name]


def test_it_says_since_when(desk: Desk) -> None:
    desk.disk.error = OSError(errno.ENOSPC, "full")
    desk.fail("a")
    desk.clock.advance(60)
    desk.disk.error = OSError(errno.EROFS, "read-only")
    state = desk.fail("b")
    assert (state.failing_since, "only be read" in str(state.error)) == (NOON, True)
    desk.disk.error = None
    desk.save("c")
    assert (desk.autosave.state.failing_since, desk.autosave.state.error) == (None, None)
    desk.disk.error = OSError(errno.ENOSPC, "full")
    assert desk.fail("d").failing_since == NOON + dt.timedelta(seconds=60)


def test_it_tries_again_by_itself_until_it_can(desk: Desk) -> None:
    desk.opened(retry_delays=AT_ONCE)
    desk.disk.error = OSError(errno.ENOSPC, "full")
    desk.autosave.submit(ring("a"))
    for _ in range(5):
        assert desk.state(lambda state: state.error).has_unsaved
    desk.disk.error = None
    assert not desk.state(lambda state: not state.has_unsaved).error
    assert desk.on_disk() == "a"


def test_a_flush_tries_at_once_and_says_whether_it_worked(desk: Desk) -> None:
    desk.disk.error = OSError(errno.ENOSPC, "full")
    desk.fail("a")
    assert not desk.autosave.flush(0)
    assert not desk.autosave.close(0)
    desk.disk.error = None
    assert desk.autosave.flush(WAIT_LIMIT)
    assert desk.on_disk() == "a"


def test_a_folder_that_is_removed_and_comes_back(desk: Desk) -> None:
    folder = desk.path.parent / "stick"
    folder.mkdir()
    desk.path = files.create_session_file(folder, ring("made"))
    desk.opened()
    desk.save("a")
    shutil.rmtree(folder)
    assert "not there any more" in str(desk.fail("b").error)
    folder.mkdir()
    desk.save("c")
    assert desk.on_disk() == "c"


def test_a_folder_that_becomes_a_file(desk: Desk) -> None:
    folder = desk.path.parent / "stick"
    folder.mkdir()
    desk.path = files.create_session_file(folder, ring("made"))
    desk.opened()
    shutil.rmtree(folder)
    folder.touch()
    assert "not there any more" in str(desk.fail("b").error)


def test_a_file_that_becomes_a_folder(desk: Desk) -> None:
    desk.path.unlink()
    desk.path.mkdir()
    assert "move it away" in str(desk.fail("a").error)
    assert names(desk.path) == []
    desk.path.rmdir()
    desk.save("b")
    assert desk.on_disk() == "b"


def test_a_file_that_is_removed_is_written_again(desk: Desk) -> None:
    desk.save("a")
    desk.path.unlink()
    desk.save("b")
    assert desk.on_disk() == "b"
    assert desk.autosave.state.conflict is None


def test_a_write_that_fails_though_the_file_is_there_is_no_conflict(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path) -> None:
        raise OSError(errno.EIO, "no")

    with monkeypatch.context() as patch:
        patch.setattr(save, "sync_folder", fail)
        assert desk.fail("a").has_unsaved
    assert desk.on_disk() == "a"
    desk.save("b")
    assert (desk.on_disk(), desk.autosave.state.conflict) == ("b", None)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_our_own_is_a_state_too_and_saving_goes_on(desk: Desk) -> None:
    faulty = threading.Event()
    faulty.set()

    def encoder(session: Session) -> bytes:
        if faulty.is_set():
            raise ZeroDivisionError
        return encode(session)

    desk.opened(encode=encoder)
    desk.autosave.submit(ring("a"))
    assert not desk.autosave.flush(0)
    faulty.clear()
    assert desk.autosave.flush(WAIT_LIMIT)
    assert (desk.on_disk(), desk.autosave.state.error) == ("a", None)


# The disk hangs


def test_nobody_waits_for_a_disk_that_hangs(desk: Desk) -> None:
    desk.opened(hang_seconds=0.0)
    desk.disk.hang()
    desk.autosave.submit(ring("a"))
    assert desk.disk.entered.wait(WAIT_LIMIT)
    desk.clock.advance(60)
    desk.autosave.submit(ring("b"))
    state = desk.autosave.state
    assert (state.hanging, state.failing_since, state.has_unsaved) == (True, NOON, True)
    assert str(state.error) == "the disk does not answer"
    assert not desk.autosave.flush(0)
    assert not desk.autosave.close(0)
    desk.disk.go_on.set()
    assert desk.autosave.flush(WAIT_LIMIT)
    assert not desk.autosave.state.hanging
    assert desk.on_disk() == "b"


def test_a_write_that_takes_a_while_is_not_called_hanging(desk: Desk) -> None:
    desk.disk.hang()
    desk.autosave.submit(ring("a"))
    assert desk.disk.entered.wait(WAIT_LIMIT)
    assert not desk.autosave.state.hanging


def test_another_place_takes_all_though_the_first_hangs(desk: Desk, tmp_path: Path) -> None:
    desk.disk.hang()
    desk.autosave.submit(ring("a"))
    assert desk.disk.entered.wait(WAIT_LIMIT)
    other = tmp_path / "other.toml"
    gate, desk.disk.go_on = desk.disk.go_on, threading.Event()
    desk.disk.go_on.set()
    desk.autosave.redirect(other)
    assert desk.autosave.flush(WAIT_LIMIT)
    assert desk.on_disk(other) == "a"
    assert (desk.autosave.state.path, desk.autosave.state.error) == (other, None)
    old = desk.autosave.state
    gate.set()  # The first disk comes back: its thread must not tell of the new place.
    desk.save("b")
    assert desk.on_disk(other) == "b"
    assert desk.autosave.state.saved == old.saved + 1


def test_another_place_where_something_stands_is_not_written_over(desk: Desk, tmp_path: Path) -> None:
    other = files.create_session_file(tmp_path / "other", ring("theirs"))
    desk.autosave.submit(ring("a"))
    desk.autosave.redirect(other)
    assert desk.autosave.flush(WAIT_LIMIT)
    conflict = desk.autosave.state.conflict
    assert conflict is not None
    assert (desk.on_disk(other), desk.on_disk(conflict)) == ("theirs", "a")


# Somebody else changes the file


@pytest.fixture
def disputed(desk: Desk) -> Desk:
    """Somebody else wrote "theirs" in the file, and we "ours" beside it."""
    desk.save("before")
    desk.path.write_bytes(encode(ring("theirs")))
    desk.save("ours")
    return desk


def conflict(desk: Desk) -> Path:
    path = desk.autosave.state.conflict
    assert path is not None
    return path


def test_both_versions_survive(disputed: Desk) -> None:
    assert disputed.on_disk() == "theirs"
    assert disputed.on_disk(conflict(disputed)) == "ours"
    assert not disputed.autosave.state.has_unsaved
    disputed.save("more of ours")
    assert disputed.on_disk() == "theirs"
    assert disputed.on_disk(conflict(disputed)) == "more of ours"
    assert backups.list_conflicts(disputed.path) == [conflict(disputed)]


def test_ours_is_kept_and_theirs_is_a_backup(disputed: Desk) -> None:
    disputed.autosave.keep_own_version().result(WAIT_LIMIT)
    assert disputed.autosave.state.conflict is None
    assert disputed.on_disk() == "ours"
    assert "theirs" in [disputed.on_disk(path) for path in backups.list_backups(disputed.path)]
    assert backups.list_conflicts(disputed.path) == []
    disputed.save("on")
    assert (disputed.on_disk(), disputed.autosave.state.conflict) == ("on", None)


def test_theirs_is_kept_and_ours_is_a_backup(disputed: Desk) -> None:
    assert disputed.autosave.keep_other_version().result(WAIT_LIMIT) == ring("theirs")
    assert (disputed.autosave.state.conflict, disputed.autosave.state.has_unsaved) == (None, False)
    assert disputed.on_disk() == "theirs"
    assert "ours" in [disputed.on_disk(path) for path in backups.list_backups(disputed.path)]
    assert backups.list_conflicts(disputed.path) == []
    disputed.save("on")
    assert (disputed.on_disk(), disputed.autosave.state.conflict) == ("on", None)


def test_theirs_that_is_broken_cannot_be_kept(disputed: Desk) -> None:
    disputed.path.write_text("broken")
    with pytest.raises(InvalidFileError):
        disputed.autosave.keep_other_version().result(WAIT_LIMIT)
    assert disputed.on_disk(conflict(disputed)) == "ours"
    disputed.autosave.keep_own_version().result(WAIT_LIMIT)
    assert disputed.on_disk() == "ours"
    assert b"broken" in [path.read_bytes() for path in backups.list_backups(disputed.path)]


@pytest.mark.skipif(os.name == "nt", reason="links as POSIX has them")
def test_theirs_that_cannot_be_read_is_not_written_over(disputed: Desk) -> None:
    disputed.path.unlink()
    disputed.path.symlink_to("/dev/zero")
    with pytest.raises(InvalidFileError):
        disputed.autosave.keep_own_version().result(WAIT_LIMIT)
    assert disputed.path.is_symlink()
    assert disputed.on_disk(conflict(disputed)) == "ours"


def test_theirs_that_is_gone_leaves_ours(disputed: Desk) -> None:
    disputed.path.unlink()
    disputed.autosave.keep_own_version().result(WAIT_LIMIT)
    assert disputed.on_disk() == "ours"


def test_a_conflict_is_not_settled_while_the_disk_refuses(disputed: Desk) -> None:
    disputed.disk.error = OSError(errno.ENOSPC, "full")
    with pytest.raises(OSError, match="full"):
        disputed.autosave.keep_own_version().result(WAIT_LIMIT)
    assert disputed.on_disk() == "theirs"
    assert disputed.on_disk(conflict(disputed)) == "ours"
    disputed.disk.error = None
    disputed.autosave.keep_own_version().result(WAIT_LIMIT)
    assert disputed.on_disk() == "ours"


def test_a_change_while_the_session_was_closed_is_no_conflict(desk: Desk) -> None:
    desk.path.write_bytes(encode(ring("mended by hand")))
    desk.opened()
    desk.save("a")
    assert (desk.on_disk(), desk.autosave.state.conflict) == ("a", None)
    assert "mended by hand" in [desk.on_disk(path) for path in backups.list_backups(desk.path)]


def test_a_change_between_reading_and_the_first_save_is_noticed(desk: Desk) -> None:
    desk.opened()
    desk.path.write_bytes(encode(ring("theirs")))
    desk.save("a")
    assert (desk.on_disk(), desk.on_disk(conflict(desk))) == ("theirs", "a")


def test_a_file_that_was_only_touched_is_no_conflict(desk: Desk) -> None:
    desk.save("a")
    os.utime(desk.path, ns=(0, 0))
    desk.save("b")
    copy = desk.path.with_name("copy")
    shutil.copy(desk.path, copy)
    os.replace(copy, desk.path)
    desk.save("c")
    assert (desk.on_disk(), desk.autosave.state.conflict) == ("c", None)


def test_nothing_to_settle_is_settled(desk: Desk) -> None:
    desk.save("a")
    desk.autosave.keep_own_version().result(WAIT_LIMIT)
    assert desk.autosave.keep_other_version().result(WAIT_LIMIT) == ring("a")
    assert desk.on_disk() == "a"


# Backups


def test_backups_are_few_spread_and_for_the_owner_alone(desk: Desk) -> None:
    for number in range(40):
        desk.clock.advance(LATER.total_seconds())
        desk.save(str(number))
    kept = backups.list_backups(desk.path)
    titles = [desk.on_disk(path) for path in kept]
    assert (titles[0], titles[-1], len(titles)) == ("made", "39", backups.MAX_BACKUPS)
    numbers = [int(title) for title in titles[1:]]
    assert numbers == sorted(numbers)
    assert max(b - a for a, b in zip([0, *numbers], numbers, strict=False)) <= 25
    if os.name != "nt":
        assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
        assert kept[0].parent.stat().st_mode & 0o777 == 0o700


def test_backups_are_not_made_for_every_line(desk: Desk) -> None:
    for number in range(30):
        desk.clock.advance(1)
        desk.save(str(number))
    assert [desk.on_disk(path) for path in backups.list_backups(desk.path)] == ["made", "0"][
        : len(backups.list_backups(desk.path))
    ]


def test_backups_stay_in_order_when_the_clock_is_set_back(desk: Desk) -> None:
    desk.save("a")
    desk.clock.advance(-3600)
    desk.save("b")
    desk.clock.advance(LATER.total_seconds())
    desk.save("c")
    assert [desk.on_disk(path) for path in backups.list_backups(desk.path)][-2:] == ["b", "c"]


def test_a_backup_that_fails_is_told_and_keeps_nothing_from_being_saved(desk: Desk) -> None:
    (desk.path.parent / backups.BACKUP_FOLDER).touch()
    desk.save("a")
    state = desk.autosave.state
    assert (desk.on_disk(), state.has_unsaved) == ("a", False)
    assert state.backup_error is not None
    (desk.path.parent / backups.BACKUP_FOLDER).unlink()
    desk.clock.advance(LATER.total_seconds())
    desk.save("b")
    assert desk.autosave.state.backup_error is None


@pytest.mark.skipif(os.name == "nt", reason="links as POSIX has them")
def test_backups_do_not_follow_a_link(desk: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (desk.path.parent / backups.BACKUP_FOLDER).symlink_to(elsewhere)
    desk.save("a")
    assert (desk.on_disk(), names(elsewhere)) == ("a", [])
    assert desk.autosave.state.backup_error is not None


def test_the_last_good_backup_is_found(desk: Desk) -> None:
    for title in ("a", "b", "c"):
        desk.clock.advance(LATER.total_seconds())
        desk.save(title)
    backups.list_backups(desk.path)[-1].write_text("broken")
    found = backups.newest_readable_backup(desk.path)
    assert found is not None
    assert desk.on_disk(found) == "b"
    assert backups.newest_readable_backup(desk.path.with_name("other.toml")) is None


def test_names_that_only_look_like_ours_are_left_alone(desk: Desk) -> None:
    desk.save("a")
    strange = desk.path.parent / backups.BACKUP_FOLDER / f"{desk.path.stem}.99999999T999999999999Z.toml"
    strange.touch()
    for number in range(20):
        desk.clock.advance(LATER.total_seconds())
        desk.save(str(number))
    assert desk.autosave.state.backup_error is None
    assert strange.exists() and strange not in backups.list_backups(desk.path)


def test_everything_of_a_session_can_be_removed(disputed: Desk) -> None:
    backups.lock_path(disputed.path).touch()
    disputed.path.with_name(f".{disputed.path.name}.0123456789ab.tmp").touch()
    other = files.create_session_file(disputed.path.parent, ring("another"))
    assert len(backups.related_files(disputed.path)) >= 4
    backups.remove_related_files(disputed.path)
    assert names(disputed.path.parent) == sorted([disputed.path.name, other.name])


# A long run of everything at once


def test_the_last_word_is_always_saved_whatever_happens_between(desk: Desk) -> None:
    desk.opened(retry_delays=AT_ONCE)
    for number in range(200):
        if number % 7 == 0:
            desk.disk.error = OSError(errno.ENOSPC, "full")
        if number % 7 == 3:
            desk.disk.error = None
        if number % 31 == 0:
            desk.path.unlink(missing_ok=True)
        desk.autosave.submit(ring(str(number)))
        if desk.disk.error is None and number % 5 == 0:
            assert desk.autosave.flush(WAIT_LIMIT)
            assert desk.on_disk() == str(number)
    desk.disk.error = None
    assert desk.autosave.close(WAIT_LIMIT)
    assert desk.on_disk() == "199"
