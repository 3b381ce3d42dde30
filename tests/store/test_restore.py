"""Restoring a broken session file from its newest good backup."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import stat
from pathlib import Path

import pytest

from reciring.ring.session import Session
from reciring.store import backups, files
from reciring.store.lock import SessionLockedError, acquire_lock
from reciring.store.restore import restore_backup, restore_hint
from reciring.store.toml import encode

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def session_titled(title: str) -> Session:
    return Session(date=NOON.date(), title=title)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A broken file with two good backups and a broken one."""
    path = files.create_session_file(tmp_path, session_titled("made"))
    for minute, data in enumerate((encode(session_titled("old")), encode(session_titled("good")), b"broken too")):
        backups.add_backup(path, data, NOON + dt.timedelta(minutes=minute))
    path.write_bytes(b"broken")
    path.chmod(0o644)
    return path


def test_restore_puts_back_the_newest_good_backup_and_keeps_the_broken_file(path: Path) -> None:
    done = restore_backup(path, NOON)
    assert done is not None and done.broken_file is not None
    assert files.load_session(path)[0].title == "good"
    assert done.broken_file.read_bytes() == b"broken"
    assert backups.list_broken_files(path) == [done.broken_file]
    assert not done.broken_file.name.endswith(".toml")
    assert not backups.lock_path(path).exists()
    if os.name != "nt":
        assert {stat.S_IMODE(found.stat().st_mode) for found in (path, done.broken_file)} == {0o600}
    backups.remove_related_files(path)
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_restore_puts_back_a_missing_file(path: Path) -> None:
    path.unlink()
    done = restore_backup(path, NOON)
    assert done is not None and done.broken_file is None
    assert files.load_session(path)[0].title == "good"


def test_restore_renames_a_folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()
    done = restore_backup(path, NOON)
    assert done is not None and done.broken_file is not None and done.broken_file.is_dir()
    assert files.load_session(path)[0].title == "good"


@pytest.mark.skipif(os.name == "nt", reason="links as POSIX has them")
def test_restore_does_not_change_the_target_of_a_link(path: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    precious.chmod(0o644)
    path.unlink()
    path.symlink_to(precious)
    assert restore_backup(path, NOON) is not None
    assert (precious.read_text(), stat.S_IMODE(precious.stat().st_mode)) == ("mine", 0o644)
    assert not path.is_symlink()


def test_restore_renames_the_broken_file_if_it_cannot_be_linked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(1, "not here")

    monkeypatch.setattr(os, "link", no_links)
    done = restore_backup(path, NOON)
    assert done is not None and done.broken_file is not None and done.broken_file.read_bytes() == b"broken"
    assert files.load_session(path)[0].title == "good"


def test_restore_changes_nothing_without_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"broken")
    assert restore_backup(path, NOON) is None
    assert restore_hint(path) is None
    assert path.read_bytes() == b"broken"
    assert [found.name for found in tmp_path.iterdir()] == ["a.toml"]


def test_restore_refuses_an_open_session(path: Path) -> None:
    with acquire_lock(path), pytest.raises(SessionLockedError):
        restore_backup(path, NOON)
    assert path.read_bytes() == b"broken"


def test_restore_hint_has_the_time_and_the_command(path: Path) -> None:
    message = str(restore_hint(path))
    assert "2026-11-24 13:01" in message
    assert message.endswith(shlex.join(["reciring", "restore", str(path)]))


def test_a_failed_write_leaves_the_broken_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("reciring.store.restore.write_file", full)
    with pytest.raises(OSError, match="full"):
        restore_backup(path, NOON)
    assert path.read_bytes() == b"broken"
