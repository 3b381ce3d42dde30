"""Exports: readable by the owner only, and never over another file by accident."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.store.export import write_export
from tests.support.hostile_texts import HOSTILE_TEXTS

posix_only = pytest.mark.skipif(os.name == "nt", reason="modes and links as POSIX has them")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix_only
def test_only_the_owner_can_read_an_export(tmp_path: Path) -> None:
    path = tmp_path / "out" / "in" / "summary.md"
    old = os.umask(0)
    try:
        assert write_export(path, "één", parents=True) is None
    finally:
        os.umask(old)
    assert path.read_text("utf-8") == "één"
    assert (mode(path), mode(path.parent), mode(path.parent.parent)) == (0o600, 0o700, 0o700)


def test_write_export_replaces_a_file_only_with_force(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    path.write_text("mine")
    assert "already exists" in str(write_export(path, b"new"))
    assert path.read_text() == "mine"
    assert write_export(path, b"new", force=True) is None
    assert path.read_text() == "new"


def test_write_export_reports_a_missing_folder(tmp_path: Path) -> None:
    assert "does not exist. Create it" in str(write_export(tmp_path / "gone" / "a.md", b"x"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("force", [False, True])
def test_write_export_reports_a_folder(tmp_path: Path, force: bool) -> None:
    assert "is a folder" in str(write_export(tmp_path, b"x", force=force))
    (tmp_path / "file").touch()
    assert write_export(tmp_path / "file" / "a.md", b"x", force=force) is not None
    assert write_export(tmp_path / "file" / "b" / "a.md", b"x", force=force, parents=True) is not None


@posix_only
@pytest.mark.parametrize("force", [False, True])
def test_write_export_does_not_follow_or_replace_a_link(tmp_path: Path, force: bool) -> None:
    precious, link = tmp_path / "precious", tmp_path / "a.md"
    precious.write_text("mine")
    link.symlink_to(precious)
    (tmp_path / "b.md").symlink_to(tmp_path / "nowhere")
    assert "link" in str(write_export(link, b"x", force=force))
    assert "link" in str(write_export(tmp_path / "b.md", b"x", force=force))
    assert link.is_symlink() and precious.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


@posix_only
def test_write_export_does_not_replace_a_pipe_or_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is a device or pipe" in str(write_export(tmp_path / "pipe", b"x", force=True))
    assert "is a device or pipe" in str(write_export(Path("/dev/null"), b"x", force=True))
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("force", [False, True])
def test_write_export_reports_the_reason_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, force: bool
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    message = str(write_export(tmp_path / "a.md", b"x", force=force))
    assert message.startswith(f"{tmp_path / 'a.md'} could not be saved: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "\udceb"])
@pytest.mark.parametrize("force", [False, True])
def test_write_export_reports_an_impossible_name(tmp_path: Path, name: str, force: bool) -> None:
    message = write_export(tmp_path / name, b"x", force=force)
    assert message is not None or (tmp_path / name).exists()


@given(data=st.text())
def test_write_export_accepts_any_text(tmp_path_factory: pytest.TempPathFactory, data: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.md"
    assert write_export(path, data, force=True) is None
    assert path.read_bytes() == data.encode("utf-8", "replace")


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_write_export_accepts_a_hostile_text(tmp_path: Path, text: str) -> None:
    assert write_export(tmp_path / "a.md", text) is None
