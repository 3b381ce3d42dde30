"""Warnings about session files that other users can read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reciring.store import atomic_write, backups
from reciring.store.permissions import permission_warning

posix_only = pytest.mark.skipif(os.name == "nt", reason="modes and links as POSIX has them")


@posix_only
def test_permission_warning_names_the_files_that_others_can_read(tmp_path: Path) -> None:
    path = tmp_path / "a 'b'.toml"
    tmp_path.chmod(0o755)
    atomic_write.write_file(path, b"x")
    assert permission_warning(path) is None
    path.chmod(0o644)
    assert f"can read {path}. To prevent that: chmod go= " in str(permission_warning(path))
    path.chmod(0o600)
    beside = backups.lock_path(path)
    beside.touch()
    beside.chmod(0o640)
    assert str(beside) in str(permission_warning(path))
    path.chmod(0o640)
    message = str(permission_warning(path))
    assert "the files beside it" in message
    assert os.system(message.partition("To prevent that: ")[2]) == 0
    assert permission_warning(path) is None


@posix_only
def test_permission_warning_is_none_in_a_closed_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.touch()
    path.chmod(0o644)
    tmp_path.chmod(0o700)
    assert permission_warning(path) is None
    tmp_path.chmod(0o711)
    assert permission_warning(path) is not None


def test_permission_warning_reports_a_missing_session(tmp_path: Path) -> None:
    assert permission_warning(tmp_path / "gone.toml") is None
