"""A second window follows the file: it sees what is saved, and keeps the last when there is nothing to see."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from reciring.ring.session import Session
from reciring.store import atomic_write as save
from reciring.store import files
from reciring.store.toml import encode
from reciring.store.watcher import SessionWatcher

FIRST = Session(date=dt.date(2026, 11, 24), title="first")
SECOND = Session(date=dt.date(2026, 11, 24), title="second")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return files.create_session_file(tmp_path, FIRST)


def test_it_gives_a_session_once(path: Path) -> None:
    follower = SessionWatcher(path)
    assert follower.poll() == FIRST
    assert follower.poll() is None
    save.write_file(path, encode(SECOND))
    assert follower.poll() == SECOND
    assert follower.poll() is None
    assert follower.session == SECOND


def test_an_unchanged_file_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    follower = SessionWatcher(path)
    follower.poll()

    def read(path: Path) -> None:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr("reciring.store.watcher.load_session", read)
    assert follower.poll() is None


def test_a_touched_file_is_no_other_session(path: Path) -> None:
    follower = SessionWatcher(path)
    follower.poll()
    os.utime(path, ns=(0, 0))
    assert follower.poll() is None
    assert follower.error is None


@pytest.mark.parametrize("data", [b"", b"schema = 1\ndate =", b"schema = 99\n", b"\xff"])
def test_a_broken_file_keeps_the_last(path: Path, data: bytes) -> None:
    follower = SessionWatcher(path)
    follower.poll()
    path.write_bytes(data)
    assert follower.poll() is None
    assert follower.session == FIRST
    assert follower.error is not None
    save.write_file(path, encode(FIRST))
    assert follower.poll() is None
    assert follower.error is None


def test_a_file_that_goes_and_comes_back_keeps_the_last(path: Path) -> None:
    follower = SessionWatcher(path)
    follower.poll()
    path.unlink()
    assert follower.poll() is None
    assert "not there" in str(follower.error)
    path.mkdir()
    assert follower.poll() is None
    assert "folder" in str(follower.error)
    path.rmdir()
    save.write_file(path, encode(SECOND))
    assert follower.poll() == SECOND
    assert follower.error is None


def test_a_file_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    follower = SessionWatcher(tmp_path / "later" / "a.toml")
    assert follower.poll() is None
    assert follower.session is None
    assert follower.error is not None
    (tmp_path / "later").mkdir()
    save.write_file(follower.path, encode(FIRST))
    assert follower.poll() == FIRST


def test_what_cannot_be_read_now_is_read_as_soon_as_it_can(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    follower = SessionWatcher(path)

    def closed(path: Path, follow: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("reciring.store.watcher.file_signature", closed)
        assert follower.poll() is None
        assert "may not be read" in str(follower.error)
    assert follower.poll() == FIRST
