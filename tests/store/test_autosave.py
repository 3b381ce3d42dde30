"""Saving in a background thread: no session is lost, whatever the disk or another program does.

Threads and files are real. A disk that fails or hangs is a FakeDisk.
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
from reciring.store import atomic_write, backups, files
from reciring.store.atomic_write import FileSignature
from reciring.store.autosave import Autosave, SaveState
from reciring.store.toml import InvalidFileError, decode, encode
from tests.support.waiting import WAIT_LIMIT, wait_until

NEVER = (3600.0,)
"""A retry delay so long that no retry happens."""
IMMEDIATELY = (0.0,)
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
LATER = dt.timedelta(minutes=3)


def session_titled(title: str) -> Session:
    return Session(date=NOON.date(), title=title)


class FakeDisk:
    """Writes files, unless it must fail or hang."""

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
        signature = atomic_write.write_file(path, data)
        self.written.append((path, decode(data).title))
        return signature

    def hang(self) -> None:
        self.entered.clear()
        self.go_on.clear()


class SavingDriver:
    """An Autosave with a fake disk, a manual clock and a queue of all states that it reported."""

    def __init__(self, folder: Path) -> None:
        self.disk, self.clock = FakeDisk(), ManualClock(NOON)
        self.states: SimpleQueue[SaveState] = SimpleQueue()
        self.path = files.create_session_file(folder, session_titled("made"))
        self.autosave = self.opened()

    def opened(self, **more: Any) -> Autosave:
        options: dict[str, Any] = {"retry_delays": NEVER, "hang_seconds": 3600.0, "write": self.disk.write, **more}
        seen = options.pop("seen") if "seen" in options else self.path.read_bytes() if self.path.is_file() else None
        self.autosave = Autosave(self.path, seen=seen, now=self.clock.now, on_change=self.states.put, **options)
        return self.autosave

    def state(self, wanted: Callable[[SaveState], object]) -> SaveState:
        """Wait for the next reported state that makes ``wanted`` true."""
        while True:
            state = self.states.get(timeout=WAIT_LIMIT)
            if wanted(state):
                return state

    def save(self, title: str) -> None:
        self.autosave.submit(session_titled(title))
        assert self.autosave.flush(WAIT_LIMIT), self.autosave.state

    def fail(self, title: str) -> SaveState:
        number = self.autosave.submit(session_titled(title))
        return self.state(lambda state: state.error and state.submitted >= number)

    def on_disk(self, path: Path | None = None) -> str:
        return files.load_session(path or self.path)[0].title


@pytest.fixture
def saving(tmp_path: Path) -> Iterator[SavingDriver]:
    saving = SavingDriver(tmp_path)
    yield saving
    saving.disk.error = None
    saving.disk.go_on.set()
    saving.autosave.close(0)


def file_names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# Without errors


def test_flush_saves_the_newest_session(saving: SavingDriver) -> None:
    assert saving.autosave.submit(session_titled("a")) == 1
    assert saving.autosave.submit(session_titled("b")) == 2
    assert saving.autosave.flush(WAIT_LIMIT)
    assert saving.on_disk() == "b"
    state = saving.autosave.state
    assert (state.submitted, state.saved, state.has_unsaved, state.error, state.failing_since) == (
        2,
        2,
        False,
        None,
        None,
    )


def test_flush_without_a_session_returns_at_once(saving: SavingDriver) -> None:
    before = saving.path.read_bytes()
    assert saving.autosave.flush(0)
    assert saving.autosave.close(0)
    assert saving.path.read_bytes() == before


def test_a_newer_session_replaces_one_that_waits(saving: SavingDriver) -> None:
    saving.disk.hang()
    saving.autosave.submit(session_titled("0"))
    assert saving.disk.entered.wait(WAIT_LIMIT)
    for number in range(1, 1000):
        saving.autosave.submit(session_titled(str(number)))
    saving.disk.go_on.set()
    assert saving.autosave.flush(WAIT_LIMIT)
    assert [title for path, title in saving.disk.written if path == saving.path] == ["0", "999"]


def test_save_creates_a_missing_file(saving: SavingDriver) -> None:
    saving.path.unlink()
    saving.opened(seen=None)
    saving.save("a")
    assert saving.on_disk() == "a"
    assert saving.autosave.state.conflict is None


def test_submit_works_after_close(saving: SavingDriver) -> None:
    saving.save("a")
    assert saving.autosave.close(WAIT_LIMIT)
    saving.save("b")
    assert saving.autosave.close(WAIT_LIMIT)
    assert saving.on_disk() == "b"


def test_eight_threads_can_submit(saving: SavingDriver) -> None:
    threads = [
        threading.Thread(target=lambda: [saving.autosave.submit(session_titled(str(number))) for number in range(50)])
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert saving.autosave.flush(WAIT_LIMIT)
    assert (saving.autosave.state.saved, saving.on_disk()) == (400, "49")


# The disk refuses


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "disk quota"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "not allowed to write"),
        (errno.EPERM, "not allowed to write"),
        (errno.EFBIG, "too large for this disk"),
        (errno.EIO, "broken or unplugged"),
        (errno.ESTALE, "network drive"),
        (errno.ENAMETOOLONG, "too long"),
        (errno.EBUSY, "the system reports"),
    ],
)
def test_a_failed_save_reports_the_reason_until_it_succeeds(saving: SavingDriver, number: int, word: str) -> None:
    saving.save("a")
    saving.disk.error = OSError(number, os.strerror(number))
    state = saving.fail("b")
    assert word in str(state.error)
    assert (state.has_unsaved, state.failing_since, state.hanging) == (True, NOON, False)
    assert saving.autosave.state == state
    assert saving.on_disk() == "a"
    assert file_names(saving.path.parent) == [backups.BACKUP_FOLDER, saving.path.name]


def test_failing_since_is_the_time_of_the_first_failure(saving: SavingDriver) -> None:
    saving.disk.error = OSError(errno.ENOSPC, "full")
    saving.fail("a")
    saving.clock.advance(60)
    saving.disk.error = OSError(errno.EROFS, "read-only")
    state = saving.fail("b")
    assert (state.failing_since, "read-only" in str(state.error)) == (NOON, True)
    saving.disk.error = None
    saving.save("c")
    assert (saving.autosave.state.failing_since, saving.autosave.state.error) == (None, None)
    saving.disk.error = OSError(errno.ENOSPC, "full")
    assert saving.fail("d").failing_since == NOON + dt.timedelta(seconds=60)


def test_a_failed_save_is_tried_again(saving: SavingDriver) -> None:
    saving.opened(retry_delays=IMMEDIATELY)
    saving.disk.error = OSError(errno.ENOSPC, "full")
    saving.autosave.submit(session_titled("a"))
    for _ in range(5):
        assert saving.state(lambda state: state.error).has_unsaved
    saving.disk.error = None
    assert not saving.state(lambda state: not state.has_unsaved).error
    assert saving.on_disk() == "a"


def test_flush_tries_at_once_and_returns_whether_it_saved(saving: SavingDriver) -> None:
    saving.disk.error = OSError(errno.ENOSPC, "full")
    saving.fail("a")
    assert not saving.autosave.flush(0)
    assert not saving.autosave.close(0)
    saving.disk.error = None
    assert saving.autosave.flush(WAIT_LIMIT)
    assert saving.on_disk() == "a"


def test_saving_continues_when_a_removed_folder_is_back(saving: SavingDriver) -> None:
    folder = saving.path.parent / "stick"
    folder.mkdir()
    saving.path = files.create_session_file(folder, session_titled("made"))
    saving.opened()
    saving.save("a")
    folder.rename(folder.with_name("unplugged"))
    assert "no longer exists" in str(saving.fail("b").error)
    folder.with_name("unplugged").rename(folder)
    saving.save("c")
    assert (saving.on_disk(), saving.autosave.state.conflict) == ("c", None)


def test_a_folder_replaced_by_a_file_is_reported(saving: SavingDriver) -> None:
    folder = saving.path.parent / "stick"
    folder.mkdir()
    saving.path = files.create_session_file(folder, session_titled("made"))
    saving.opened()
    shutil.rmtree(folder)
    folder.touch()
    assert "no longer exists" in str(saving.fail("b").error)


def test_a_file_replaced_by_a_folder_is_reported(saving: SavingDriver) -> None:
    moved = saving.path.rename(saving.path.with_name("moved"))
    saving.path.mkdir()
    assert "is now a folder; move it" in str(saving.fail("a").error)
    assert file_names(saving.path) == []
    saving.path.rmdir()
    moved.rename(saving.path)
    saving.save("b")
    assert saving.on_disk() == "b"


def test_a_removed_file_is_not_made_again_in_silence(saving: SavingDriver) -> None:
    saving.save("a")
    renamed = saving.path.rename(saving.path.with_name("renamed.toml"))
    saving.save("b")
    assert not saving.path.exists() and saving.on_disk(renamed) == "a"
    assert (saving.autosave.state.missing, saving.on_disk(conflict(saving))) == (True, "b")
    saving.autosave.keep_own_version().result(WAIT_LIMIT)
    assert (saving.on_disk(), saving.autosave.state.missing, saving.autosave.state.conflict) == ("b", False, None)


def test_a_removed_file_that_comes_back_is_saved_again(saving: SavingDriver) -> None:
    saving.save("a")
    renamed = saving.path.rename(saving.path.with_name("renamed.toml"))
    saving.save("b")
    renamed.rename(saving.path)
    saving.save("c")
    assert (saving.on_disk(), saving.autosave.state.missing, saving.autosave.state.conflict) == ("c", False, None)
    assert backups.list_conflicts(saving.path) == []


def test_another_file_in_the_place_of_a_removed_one_is_a_conflict(saving: SavingDriver) -> None:
    saving.save("a")
    saving.path.unlink()
    saving.save("b")
    saving.path.write_bytes(encode(session_titled("theirs")))
    saving.save("c")
    assert (saving.on_disk(), saving.on_disk(conflict(saving))) == ("theirs", "c")
    assert not saving.autosave.state.missing


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
def test_a_file_that_its_owner_made_read_only_is_not_overwritten(saving: SavingDriver) -> None:
    saving.save("a")
    saving.path.chmod(0o400)
    assert "is read-only; make it writable" in str(saving.fail("b").error)
    assert saving.on_disk() == "a"
    saving.path.chmod(0o600)
    saving.save("c")
    assert saving.on_disk() == "c"


# Looking at the file when there is nothing to save


def test_an_edit_of_another_program_is_noticed_without_a_save(saving: SavingDriver) -> None:
    saving.opened(watch_seconds=0.01)
    saving.path.write_bytes(encode(session_titled("theirs")))
    state = saving.state(lambda state: state.conflict)
    assert (saving.on_disk(), saving.on_disk(state.conflict), state.has_unsaved) == ("theirs", "made", False)
    assert saving.autosave.keep_other_version().result(WAIT_LIMIT).title == "theirs"
    assert backups.list_conflicts(saving.path) == []


def test_a_removed_file_is_noticed_without_a_save_and_again_when_it_is_back(saving: SavingDriver) -> None:
    saving.opened(watch_seconds=0.01)
    saving.save("a")
    renamed = saving.path.rename(saving.path.with_name("renamed.toml"))
    saving.state(lambda state: state.missing)
    assert not saving.path.exists()
    renamed.rename(saving.path)
    assert saving.state(lambda state: not state.missing and state.saved == 1 and not state.conflict).ok
    assert saving.on_disk() == "a"


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
def test_a_file_that_became_read_only_is_noticed_without_a_save(saving: SavingDriver) -> None:
    saving.opened(watch_seconds=0.01)
    saving.save("a")
    saving.path.chmod(0o400)
    assert not saving.state(lambda state: state.error).has_unsaved
    saving.path.chmod(0o600)
    assert saving.state(lambda state: not state.error).ok


def test_a_file_as_we_left_it_is_not_written_again(saving: SavingDriver) -> None:
    looked = threading.Event()
    saving.opened(watch_seconds=0.0)
    saving.save("a")
    before = len(saving.disk.written)
    destination = saving.autosave._destination
    look, looks = destination.changed_elsewhere, []

    def counted() -> bool:
        looks.append(1)
        if len(looks) > 20:
            looked.set()
        return look()

    destination.changed_elsewhere = counted  # type: ignore[method-assign]
    assert looked.wait(WAIT_LIMIT)
    assert (len(saving.disk.written), saving.autosave.state.ok) == (before, True)


def test_looking_at_a_slow_disk_is_not_reported_while_nothing_is_unsaved(saving: SavingDriver) -> None:
    entered, go_on = threading.Event(), threading.Event()
    saving.opened(watch_seconds=0.0, hang_seconds=0.0)
    saving.save("a")

    def slow() -> bool:
        entered.set()
        return not go_on.wait(WAIT_LIMIT)

    saving.autosave._destination.changed_elsewhere = slow  # type: ignore[method-assign]
    assert entered.wait(WAIT_LIMIT)
    assert saving.autosave.state.error is None
    saving.autosave.submit(session_titled("b"))
    assert str(saving.autosave.state.error) == "the disk does not respond"
    go_on.set()
    assert saving.autosave.flush(WAIT_LIMIT)


def test_a_write_that_fails_after_the_rename_is_not_a_conflict(
    saving: SavingDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path) -> None:
        raise OSError(errno.EIO, "no")

    with monkeypatch.context() as patch:
        patch.setattr(atomic_write, "sync_folder", fail)
        assert saving.fail("a").has_unsaved
    assert saving.on_disk() == "a"
    saving.save("b")
    assert (saving.on_disk(), saving.autosave.state.conflict) == ("b", None)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_saving_continues_after_a_bug(saving: SavingDriver) -> None:
    faulty = threading.Event()
    faulty.set()

    def encoder(session: Session) -> bytes:
        if faulty.is_set():
            raise ZeroDivisionError
        return encode(session)

    saving.opened(encode=encoder)
    saving.autosave.submit(session_titled("a"))
    assert not saving.autosave.flush(0)
    wait_until(lambda: saving.autosave.state.error, "the bug is not reported")
    faulty.clear()
    assert saving.autosave.flush(WAIT_LIMIT)
    assert (saving.on_disk(), saving.autosave.state.error) == ("a", None)


# The disk hangs


def test_submit_does_not_wait_for_a_disk_that_hangs(saving: SavingDriver) -> None:
    saving.opened(hang_seconds=0.0)
    saving.disk.hang()
    saving.autosave.submit(session_titled("a"))
    assert saving.disk.entered.wait(WAIT_LIMIT)
    saving.clock.advance(60)
    saving.autosave.submit(session_titled("b"))
    state = saving.autosave.state
    assert (state.hanging, state.failing_since, state.has_unsaved) == (True, NOON, True)
    assert str(state.error) == "the disk does not respond"
    assert not saving.autosave.flush(0)
    assert not saving.autosave.close(0)
    saving.disk.go_on.set()
    assert saving.autosave.flush(WAIT_LIMIT)
    assert not saving.autosave.state.hanging
    assert saving.on_disk() == "b"


def test_a_slow_write_is_not_reported_as_hanging(saving: SavingDriver) -> None:
    saving.disk.hang()
    saving.autosave.submit(session_titled("a"))
    assert saving.disk.entered.wait(WAIT_LIMIT)
    assert not saving.autosave.state.hanging


def test_redirect_saves_elsewhere_while_the_first_disk_hangs(saving: SavingDriver, tmp_path: Path) -> None:
    saving.disk.hang()
    saving.autosave.submit(session_titled("a"))
    assert saving.disk.entered.wait(WAIT_LIMIT)
    other = tmp_path / "other.toml"
    gate, saving.disk.go_on = saving.disk.go_on, threading.Event()
    saving.disk.go_on.set()
    saving.autosave.redirect(other)
    assert saving.autosave.flush(WAIT_LIMIT)
    assert saving.on_disk(other) == "a"
    assert (saving.autosave.state.path, saving.autosave.state.error) == (other, None)
    old = saving.autosave.state
    gate.set()  # The first disk answers: its thread must not change the state of the new file.
    saving.save("b")
    assert saving.on_disk(other) == "b"
    assert saving.autosave.state.saved == old.saved + 1


def test_redirect_does_not_overwrite_another_file(saving: SavingDriver, tmp_path: Path) -> None:
    other = files.create_session_file(tmp_path / "other", session_titled("theirs"))
    saving.autosave.submit(session_titled("a"))
    saving.autosave.redirect(other)
    assert saving.autosave.flush(WAIT_LIMIT)
    conflict = saving.autosave.state.conflict
    assert conflict is not None
    assert (saving.on_disk(other), saving.on_disk(conflict)) == ("theirs", "a")


# Another program changes the file


@pytest.fixture
def saving_in_conflict(saving: SavingDriver) -> SavingDriver:
    """A conflict: another program wrote "theirs" in the file, we wrote "ours" beside it."""
    saving.save("before")
    saving.path.write_bytes(encode(session_titled("theirs")))
    saving.save("ours")
    return saving


def conflict(saving: SavingDriver) -> Path:
    path = saving.autosave.state.conflict
    assert path is not None
    return path


def test_a_conflict_keeps_both_versions(saving_in_conflict: SavingDriver) -> None:
    assert saving_in_conflict.on_disk() == "theirs"
    assert saving_in_conflict.on_disk(conflict(saving_in_conflict)) == "ours"
    assert not saving_in_conflict.autosave.state.has_unsaved
    saving_in_conflict.save("more of ours")
    assert saving_in_conflict.on_disk() == "theirs"
    assert saving_in_conflict.on_disk(conflict(saving_in_conflict)) == "more of ours"
    assert backups.list_conflicts(saving_in_conflict.path) == [conflict(saving_in_conflict)]


def test_keep_own_version_makes_a_backup_of_theirs(saving_in_conflict: SavingDriver) -> None:
    saving_in_conflict.autosave.keep_own_version().result(WAIT_LIMIT)
    assert saving_in_conflict.autosave.state.conflict is None
    assert saving_in_conflict.on_disk() == "ours"
    assert "theirs" in [saving_in_conflict.on_disk(path) for path in backups.list_backups(saving_in_conflict.path)]
    assert backups.list_conflicts(saving_in_conflict.path) == []
    saving_in_conflict.save("on")
    assert (saving_in_conflict.on_disk(), saving_in_conflict.autosave.state.conflict) == ("on", None)


def test_keep_other_version_makes_a_backup_of_ours(saving_in_conflict: SavingDriver) -> None:
    assert saving_in_conflict.autosave.keep_other_version().result(WAIT_LIMIT) == session_titled("theirs")
    assert (saving_in_conflict.autosave.state.conflict, saving_in_conflict.autosave.state.has_unsaved) == (None, False)
    assert saving_in_conflict.on_disk() == "theirs"
    assert "ours" in [saving_in_conflict.on_disk(path) for path in backups.list_backups(saving_in_conflict.path)]
    assert backups.list_conflicts(saving_in_conflict.path) == []
    saving_in_conflict.save("on")
    assert (saving_in_conflict.on_disk(), saving_in_conflict.autosave.state.conflict) == ("on", None)


def test_keep_other_version_rejects_an_invalid_file(saving_in_conflict: SavingDriver) -> None:
    saving_in_conflict.path.write_text("broken")
    with pytest.raises(InvalidFileError):
        saving_in_conflict.autosave.keep_other_version().result(WAIT_LIMIT)
    assert saving_in_conflict.on_disk(conflict(saving_in_conflict)) == "ours"
    saving_in_conflict.autosave.keep_own_version().result(WAIT_LIMIT)
    assert saving_in_conflict.on_disk() == "ours"
    assert b"broken" in [path.read_bytes() for path in backups.list_backups(saving_in_conflict.path)]


@pytest.mark.skipif(os.name == "nt", reason="links as POSIX has them")
def test_keep_own_version_does_not_overwrite_an_unreadable_file(saving_in_conflict: SavingDriver) -> None:
    saving_in_conflict.path.unlink()
    saving_in_conflict.path.symlink_to("/dev/zero")
    with pytest.raises(InvalidFileError):
        saving_in_conflict.autosave.keep_own_version().result(WAIT_LIMIT)
    assert saving_in_conflict.path.is_symlink()
    assert saving_in_conflict.on_disk(conflict(saving_in_conflict)) == "ours"


def test_keep_own_version_works_when_theirs_is_removed(saving_in_conflict: SavingDriver) -> None:
    saving_in_conflict.path.unlink()
    saving_in_conflict.autosave.keep_own_version().result(WAIT_LIMIT)
    assert saving_in_conflict.on_disk() == "ours"


def test_a_conflict_remains_while_the_disk_is_full(saving_in_conflict: SavingDriver) -> None:
    saving_in_conflict.disk.error = OSError(errno.ENOSPC, "full")
    with pytest.raises(OSError, match="full"):
        saving_in_conflict.autosave.keep_own_version().result(WAIT_LIMIT)
    assert saving_in_conflict.on_disk() == "theirs"
    assert saving_in_conflict.on_disk(conflict(saving_in_conflict)) == "ours"
    saving_in_conflict.disk.error = None
    saving_in_conflict.autosave.keep_own_version().result(WAIT_LIMIT)
    assert saving_in_conflict.on_disk() == "ours"


def test_a_change_before_opening_is_not_a_conflict(saving: SavingDriver) -> None:
    saving.path.write_bytes(encode(session_titled("edited by hand")))
    saving.opened()
    saving.save("a")
    assert (saving.on_disk(), saving.autosave.state.conflict) == ("a", None)
    assert "edited by hand" in [saving.on_disk(path) for path in backups.list_backups(saving.path)]


def test_a_change_before_the_first_save_is_a_conflict(saving: SavingDriver) -> None:
    saving.opened()
    saving.path.write_bytes(encode(session_titled("theirs")))
    saving.save("a")
    assert (saving.on_disk(), saving.on_disk(conflict(saving))) == ("theirs", "a")


def test_a_touched_or_copied_file_is_not_a_conflict(saving: SavingDriver) -> None:
    saving.save("a")
    os.utime(saving.path, ns=(0, 0))
    saving.save("b")
    copy = saving.path.with_name("copy")
    shutil.copy(saving.path, copy)
    os.replace(copy, saving.path)
    saving.save("c")
    assert (saving.on_disk(), saving.autosave.state.conflict) == ("c", None)


def test_keep_own_version_does_nothing_without_a_conflict(saving: SavingDriver) -> None:
    saving.save("a")
    saving.autosave.keep_own_version().result(WAIT_LIMIT)
    assert saving.autosave.keep_other_version().result(WAIT_LIMIT) == session_titled("a")
    assert saving.on_disk() == "a"


# Backups


def test_backups_are_few_and_spread_and_only_the_owner_can_read_them(saving: SavingDriver) -> None:
    for number in range(40):
        saving.clock.advance(LATER.total_seconds())
        saving.save(str(number))
    kept = backups.list_backups(saving.path)
    titles = [saving.on_disk(path) for path in kept]
    assert (titles[0], titles[-1], len(titles)) == ("made", "39", backups.MAX_BACKUPS)
    numbers = [int(title) for title in titles[1:]]
    assert numbers == sorted(numbers)
    assert max(b - a for a, b in zip([0, *numbers], numbers, strict=False)) <= 25
    if os.name != "nt":
        assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
        assert kept[0].parent.stat().st_mode & 0o777 == 0o700


def test_backups_are_not_made_for_every_save(saving: SavingDriver) -> None:
    for number in range(30):
        saving.clock.advance(1)
        saving.save(str(number))
    assert [saving.on_disk(path) for path in backups.list_backups(saving.path)] == ["made", "0"][
        : len(backups.list_backups(saving.path))
    ]


def test_backups_stay_in_order_when_the_clock_is_set_back(saving: SavingDriver) -> None:
    saving.save("a")
    saving.clock.advance(-3600)
    saving.save("b")
    saving.clock.advance(LATER.total_seconds())
    saving.save("c")
    assert [saving.on_disk(path) for path in backups.list_backups(saving.path)][-2:] == ["b", "c"]


def test_a_failed_backup_is_reported_and_the_session_saved(saving: SavingDriver) -> None:
    (saving.path.parent / backups.BACKUP_FOLDER).touch()
    saving.save("a")
    state = saving.autosave.state
    assert (saving.on_disk(), state.has_unsaved) == ("a", False)
    assert state.backup_error is not None
    (saving.path.parent / backups.BACKUP_FOLDER).unlink()
    saving.clock.advance(LATER.total_seconds())
    saving.save("b")
    assert saving.autosave.state.backup_error is None


@pytest.mark.skipif(os.name == "nt", reason="links as POSIX has them")
def test_backups_do_not_follow_a_link(saving: SavingDriver, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (saving.path.parent / backups.BACKUP_FOLDER).symlink_to(elsewhere)
    saving.save("a")
    assert (saving.on_disk(), file_names(elsewhere)) == ("a", [])
    assert saving.autosave.state.backup_error is not None


def test_newest_readable_backup_skips_a_broken_one(saving: SavingDriver) -> None:
    for title in ("a", "b", "c"):
        saving.clock.advance(LATER.total_seconds())
        saving.save(title)
    backups.list_backups(saving.path)[-1].write_text("broken")
    found = backups.newest_readable_backup(saving.path)
    assert found is not None
    assert saving.on_disk(found) == "b"
    assert backups.newest_readable_backup(saving.path.with_name("other.toml")) is None


def test_a_file_with_an_impossible_date_is_not_a_backup(saving: SavingDriver) -> None:
    saving.save("a")
    strange = saving.path.parent / backups.BACKUP_FOLDER / f"{saving.path.stem}.99999999T999999999999Z.toml"
    strange.touch()
    for number in range(20):
        saving.clock.advance(LATER.total_seconds())
        saving.save(str(number))
    assert saving.autosave.state.backup_error is None
    assert strange.exists() and strange not in backups.list_backups(saving.path)


def test_remove_related_files_leaves_only_sessions(saving_in_conflict: SavingDriver) -> None:
    backups.lock_path(saving_in_conflict.path).touch()
    saving_in_conflict.path.with_name(f".{saving_in_conflict.path.name}.0123456789ab.tmp").touch()
    other = files.create_session_file(saving_in_conflict.path.parent, session_titled("another"))
    assert len(backups.related_files(saving_in_conflict.path)) >= 4
    backups.remove_related_files(saving_in_conflict.path)
    assert file_names(saving_in_conflict.path.parent) == sorted([saving_in_conflict.path.name, other.name])


# All at once


def test_the_last_session_is_saved_after_many_errors(saving: SavingDriver) -> None:
    saving.opened(retry_delays=IMMEDIATELY)
    for number in range(200):
        if number % 7 == 0:
            saving.disk.error = OSError(errno.ENOSPC, "full")
        if number % 7 == 3:
            saving.disk.error = None
        if number % 31 == 0:
            os.utime(saving.path, ns=(number, number))
        saving.autosave.submit(session_titled(str(number)))
        if saving.disk.error is None and number % 5 == 0:
            assert saving.autosave.flush(WAIT_LIMIT)
            assert saving.on_disk() == str(number)
    saving.disk.error = None
    assert saving.autosave.close(WAIT_LIMIT)
    assert saving.on_disk() == "199"
