"""``restore`` replaces a broken session file by its last good backup, and ``check`` offers it."""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path

import pytest

from reciring.store import backups
from reciring.store.files import load_session
from reciring.store.lock import acquire_lock
from tests.support.command_line import Reciring, rehearsal


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    path = rehearsal(tmp_path / "ring.toml")
    backups.add_backup(path, path.read_bytes(), dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC))
    path.write_text("schema = 1\ndate =", "utf-8")
    return path


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    return Reciring(capsys, tmp_path)


def test_restore_replaces_a_broken_file_by_its_backup(reciring: Reciring, ring: Path) -> None:
    result = reciring("restore", ring)
    (kept,) = backups.list_broken_files(ring)
    assert (result.code, result.out) == (0, "")
    assert str(kept) in result.err
    assert load_session(ring)[0].title.startswith("Samen slimmer")
    assert kept.read_text("utf-8") == "schema = 1\ndate ="


def test_restore_refuses_a_sound_session(reciring: Reciring, ring: Path) -> None:
    reciring("restore", ring)
    before = ring.read_bytes()
    result = reciring("restore", ring)
    assert result.code == 1 and "can be opened as it is" in result.err
    assert ring.read_bytes() == before


def test_restore_refuses_a_session_without_a_backup(reciring: Reciring, ring: Path) -> None:
    backups.remove_related_files(ring)
    result = reciring("restore", ring)
    assert result.code == 1 and "no copy" in result.err
    assert ring.read_text("utf-8") == "schema = 1\ndate ="


def test_restore_refuses_a_session_that_is_open(reciring: Reciring, ring: Path) -> None:
    with acquire_lock(ring):
        result = reciring("restore", ring)
    assert result.code == 1 and "another console" in result.err


def test_restore_fails_on_a_full_disk(reciring: Reciring, ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reciring.store.atomic_write.write_file", full)
    assert reciring("restore", ring).code == 1


def test_check_offers_the_backup(reciring: Reciring, ring: Path) -> None:
    result = reciring("check", ring)
    assert result.code == 1
    assert shlex.join(["reciring", "restore", str(ring)]) in result.out
