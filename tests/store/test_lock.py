"""Locks: one console per session file, and no lock left by a crash."""

from __future__ import annotations

import datetime as dt
import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import filelock
import pytest

from reciring.store import backups
from reciring.store.lock import SessionLockedError, acquire_lock, find_lock_holder

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
posix_only = pytest.mark.skipif(os.name == "nt", reason="links, modes and signals as POSIX has them")

HOLD_LOCK = """
import sys
from pathlib import Path
from reciring.store.lock import acquire_lock
lock = acquire_lock(Path(sys.argv[1]))
print("held" if lock.held else lock.warning, flush=True)
sys.stdin.read()
lock.release()
"""


def lock_in_other_process(path: Path) -> subprocess.Popen[str]:
    """Another process that has locked the session."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD_LOCK, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "held"
    return process


def test_a_second_lock_raises_an_error_with_the_holder(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    with acquire_lock(path, now=NOON) as lock:
        assert lock.held and lock.warning is None
        with pytest.raises(SessionLockedError) as taken:
            acquire_lock(path)
        assert (taken.value.pid, taken.value.since) == (os.getpid(), NOON)
        assert taken.value.host
        assert str(taken.value).startswith("a.toml is already open in another console, since ")
        assert find_lock_holder(path) is not None
    assert find_lock_holder(path) is None
    assert list(tmp_path.iterdir()) == []


def test_two_sessions_can_be_locked_at_once(tmp_path: Path) -> None:
    with acquire_lock(tmp_path / "a.toml"), acquire_lock(tmp_path / "b.toml") as other:
        assert other.held


def test_release_can_be_called_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    first = acquire_lock(path)
    first.release()
    with acquire_lock(path) as second:
        first.release()
        assert second.held
        with pytest.raises(SessionLockedError):
            acquire_lock(path)


@posix_only
def test_only_the_owner_can_read_the_lock_file(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    hidden = backups.lock_path(path)
    hidden.touch(mode=0o644)
    old = os.umask(0)
    try:
        with acquire_lock(path):
            assert stat.S_IMODE(hidden.stat().st_mode) == 0o600
    finally:
        os.umask(old)


def test_another_process_holds_the_lock_until_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    process = lock_in_other_process(path)
    with pytest.raises(SessionLockedError) as taken:
        acquire_lock(path)
    assert taken.value.pid == process.pid
    process.communicate("")
    assert acquire_lock(path).held


@posix_only
def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    process = lock_in_other_process(path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert backups.lock_path(path).exists()
    assert find_lock_holder(path) is None
    with acquire_lock(path) as lock:
        assert lock.held
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"\n", b"\nrubbish", b"\xff" * 5000, b'\npid = "x"\nhost = 3\nsince = 4\n'])
def test_a_lock_file_with_any_content_locks(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.toml"
    backups.lock_path(path).write_bytes(content)
    with acquire_lock(path) as lock:
        assert lock.held
        backups.lock_path(path).write_bytes(content)
        with pytest.raises(SessionLockedError) as taken:
            acquire_lock(path)
        assert (taken.value.pid, taken.value.since) == (None, None)
        assert str(taken.value) == "a.toml is already open in another console."


def test_the_error_names_another_host(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    with acquire_lock(path):
        backups.lock_path(path).write_text('\npid = 1\nhost = "lap\u202etop\\u001b"\nsince = 2026-11-24T12:00:00Z\n')
        with pytest.raises(SessionLockedError, match="open on laptop, since"):
            acquire_lock(path)


@posix_only
def test_a_link_as_lock_file_is_not_followed(tmp_path: Path) -> None:
    path, precious = tmp_path / "a.toml", tmp_path / "precious"
    precious.write_text("mine")
    backups.lock_path(path).symlink_to(precious)
    with acquire_lock(path) as lock:
        assert not lock.held and lock.warning is not None
    assert precious.read_text() == "mine"
    assert backups.lock_path(path).is_symlink()


@posix_only
def test_a_hard_link_as_lock_file_locks_and_keeps_its_content(tmp_path: Path) -> None:
    path, precious = tmp_path / "a.toml", tmp_path / "precious"
    precious.write_text("mine")
    precious.chmod(0o640)
    backups.lock_path(path).hardlink_to(precious)
    with acquire_lock(path) as lock:
        assert lock.held
        with pytest.raises(SessionLockedError):
            acquire_lock(path)
    assert (precious.read_text(), stat.S_IMODE(precious.stat().st_mode)) == ("mine", 0o640)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EROFS, errno.ESTALE])
def test_a_disk_without_locks_gives_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(self: filelock.FileLock) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(filelock.FileLock, "_acquire", refuse)
    with acquire_lock(tmp_path / "a.toml") as lock:
        assert not lock.held
        assert str(lock.warning).startswith("a.toml cannot be locked, so do not open it twice (")


def test_a_missing_folder_gives_a_warning(tmp_path: Path) -> None:
    lock = acquire_lock(tmp_path / "gone" / "a.toml")
    assert not lock.held and lock.warning is not None
    lock.release()


def test_release_works_when_the_folder_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    lock = acquire_lock(folder / "a.toml")
    if os.name != "nt":
        folder.rename(tmp_path / "moved")
    lock.release()
    assert not lock.held
