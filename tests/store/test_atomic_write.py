"""Atomic writing: a file is always complete, and readable by its owner only."""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
from pathlib import Path

import pytest

from reciring.ring.session import Session
from reciring.store import atomic_write, files

DAY = dt.date(2026, 11, 24)
posix_only = pytest.mark.skipif(os.name == "nt", reason="file modes and links as POSIX has them")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix_only
def test_only_the_owner_can_read_a_file(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        path = files.create_session_file(tmp_path / "a" / "b", Session(date=DAY))
        atomic_write.write_file(path, b"x")
    finally:
        os.umask(old)
    assert (mode(path), mode(path.parent), mode(path.parent.parent)) == (0o600, 0o700, 0o700)


@posix_only
def test_write_file_replaces_a_link_and_not_its_target(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    link = tmp_path / "session.toml"
    link.symlink_to(precious)
    atomic_write.write_file(link, b"new")
    assert not link.is_symlink()
    assert (precious.read_bytes(), link.read_bytes()) == (b"mine", b"new")


def test_a_failed_write_leaves_only_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "session.toml"
    atomic_write.write_file(path, b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        atomic_write.write_file(path, b"new")
    with pytest.raises(OSError, match="full"):
        files.create_session_file(tmp_path, Session(date=DAY))
    assert [entry.name for entry in tmp_path.iterdir()] == ["session.toml"]
    assert path.read_bytes() == b"old"


def test_a_new_file_gets_its_name_when_it_is_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, fsync = tmp_path / "ring.toml", os.fsync
    seen: list[bool] = []

    def watched(descriptor: int) -> None:
        fsync(descriptor)
        seen.append(path.exists())

    monkeypatch.setattr(os, "fsync", watched)
    atomic_write.create_file(path, b"all of it")
    assert seen[0] is False and path.read_bytes() == b"all of it"
    with pytest.raises(FileExistsError):
        atomic_write.create_file(path, b"something else")
    assert path.read_bytes() == b"all of it" and os.listdir(tmp_path) == ["ring.toml"]


def test_create_file_works_on_a_disk_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_link(*names: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    path, replace = tmp_path / "ring.toml", os.replace
    monkeypatch.setattr(os, "link", no_link)
    monkeypatch.setattr(os, "replace", no_link)
    with pytest.raises(PermissionError):
        atomic_write.create_file(path, b"all of it")
    assert os.listdir(tmp_path) == []
    monkeypatch.setattr(os, "replace", replace)
    atomic_write.create_file(path, b"all of it")
    with pytest.raises(FileExistsError):
        atomic_write.create_file(path, b"something else")
    assert path.read_bytes() == b"all of it" and os.listdir(tmp_path) == ["ring.toml"]


def test_write_file_does_not_replace_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "session.toml"
    path.mkdir()
    with pytest.raises(OSError):
        atomic_write.write_file(path, b"new")
    assert list(tmp_path.iterdir()) == [path]


def test_write_file_works_when_the_folder_cannot_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, path = os.fsync, tmp_path / "session.toml"

    def no_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not here")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", no_folders)
    atomic_write.write_file(path, b"new")
    assert path.read_bytes() == b"new"


def test_temporary_files_lists_only_those_of_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    mine = tmp_path / ".a.toml.0123456789ab.tmp"
    others = [tmp_path / name for name in (".a.toml.lock", ".a.toml.tmp", ".b.toml.0123456789ab.tmp", "a.toml")]
    for file in [mine, *others]:
        file.touch()
    assert atomic_write.temporary_files(path) == [mine]
    atomic_write.remove_temporary_files(path)
    assert sorted(tmp_path.iterdir()) == sorted(others)
    assert atomic_write.temporary_files(tmp_path / "gone" / "a.toml") == []
