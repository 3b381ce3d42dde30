"""The watcher sees what is saved, and keeps the last session while the file cannot be read."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from reciring.clock import SystemClock
from reciring.ring.session import Session
from reciring.store import atomic_write, files
from reciring.store.toml import encode
from reciring.store.watcher import SessionWatcher

FIRST = Session(date=dt.date(2026, 11, 24), title="first")
SECOND = Session(date=dt.date(2026, 11, 24), title="second")

CLOCK = SystemClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return files.create_session_file(tmp_path, FIRST)


def test_poll_gives_a_session_once(path: Path) -> None:
    follower = SessionWatcher(path, CLOCK)
    assert follower.poll() == FIRST
    assert follower.poll() is None
    atomic_write.write_file(path, encode(SECOND))
    assert follower.poll() == SECOND
    assert follower.poll() is None
    assert follower.session == SECOND


def test_poll_does_not_read_an_unchanged_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    follower = SessionWatcher(path, CLOCK)
    follower.poll()

    def read(path: Path) -> None:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr("reciring.store.watcher.load_session", read)
    assert follower.poll() is None


def test_poll_gives_nothing_for_a_touched_file(path: Path) -> None:
    follower = SessionWatcher(path, CLOCK)
    follower.poll()
    os.utime(path, ns=(0, 0))
    assert follower.poll() is None
    assert follower.error is None


@pytest.mark.parametrize("data", [b"", b"schema = 1\ndate =", b"schema = 99\n", b"\xff"])
def test_a_broken_file_keeps_the_last_session(path: Path, data: bytes) -> None:
    follower = SessionWatcher(path, CLOCK)
    follower.poll()
    path.write_bytes(data)
    assert follower.poll() is None
    assert follower.session == FIRST
    assert follower.error is not None
    atomic_write.write_file(path, encode(FIRST))
    assert follower.poll() is None
    assert follower.error is None


def test_a_missing_file_keeps_the_last_session(path: Path) -> None:
    follower = SessionWatcher(path, CLOCK)
    follower.poll()
    path.unlink()
    assert follower.poll() is None
    assert "does not exist" in str(follower.error)
    path.mkdir()
    assert follower.poll() is None
    assert "folder" in str(follower.error)
    path.rmdir()
    atomic_write.write_file(path, encode(SECOND))
    assert follower.poll() == SECOND
    assert follower.error is None


def test_poll_gives_a_session_once_its_file_exists(tmp_path: Path) -> None:
    follower = SessionWatcher(tmp_path / "later" / "a.toml", CLOCK)
    assert follower.poll() is None
    assert follower.session is None
    assert follower.error is not None
    (tmp_path / "later").mkdir()
    atomic_write.write_file(follower.path, encode(FIRST))
    assert follower.poll() == FIRST


def test_poll_reads_a_file_once_it_can_be_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    follower = SessionWatcher(path, CLOCK)

    def closed(path: Path, follow: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("reciring.store.watcher.file_signature", closed)
        assert follower.poll() is None
        assert "do not have permission to read" in str(follower.error)
    assert follower.poll() == FIRST
