"""``restore`` replaces a broken session file by its last good backup, and ``check`` offers it."""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path

import pytest

from reciring.ring.session import Phase, Session, Span
from reciring.store import backups
from reciring.store.files import load_session
from reciring.store.lock import acquire_lock
from reciring.store.toml import encode
from tests.support.command_line import CommandLine, write_rehearsal


@pytest.fixture
def rehearsal_file(tmp_path: Path) -> Path:
    path = write_rehearsal(tmp_path / "ring.toml")
    backups.add_backup(path, path.read_bytes(), dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC))
    path.write_text("schema = 1\ndate =", "utf-8")
    return path


def test_restore_replaces_a_broken_file_by_its_backup(cli: CommandLine, rehearsal_file: Path) -> None:
    result = cli("restore", rehearsal_file)
    (kept,) = backups.list_broken_files(rehearsal_file)
    assert (result.code, result.out) == (0, "")
    assert str(kept) in result.err
    assert load_session(rehearsal_file)[0].title.startswith("Samen slimmer")
    assert kept.read_text("utf-8") == "schema = 1\ndate ="


def test_restore_refuses_a_file_that_can_be_opened(cli: CommandLine, rehearsal_file: Path) -> None:
    cli("restore", rehearsal_file)
    before = rehearsal_file.read_bytes()
    result = cli("restore", rehearsal_file)
    assert result.code == 1 and "can be opened, so nothing was changed" in result.err
    assert rehearsal_file.read_bytes() == before


def test_restore_refuses_a_session_without_a_backup(cli: CommandLine, rehearsal_file: Path) -> None:
    backups.remove_related_files(rehearsal_file)
    result = cli("restore", rehearsal_file)
    assert result.code == 1 and "no backup can be opened" in result.err
    assert rehearsal_file.read_text("utf-8") == "schema = 1\ndate ="


def test_restore_refuses_a_session_that_is_open(cli: CommandLine, rehearsal_file: Path) -> None:
    with acquire_lock(rehearsal_file):
        result = cli("restore", rehearsal_file)
    assert result.code == 1 and "another console" in result.err


def test_restore_fails_on_a_full_disk(cli: CommandLine, rehearsal_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reciring.store.restore.write_file", full)
    assert cli("restore", rehearsal_file).code == 1


def test_check_offers_the_backup(cli: CommandLine, rehearsal_file: Path) -> None:
    result = cli("check", rehearsal_file)
    assert result.code == 1
    assert shlex.join(["reciring", "restore", str(rehearsal_file)]) in result.out


def test_check_reports_entries_that_are_later_than_now(cli: CommandLine, tmp_path: Path) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=2)
    ring = Session(date=later.date(), phase=Phase.INTRODUCTION, phases={Phase.INTRODUCTION: Span(start=later)})
    path = tmp_path / "fast.toml"
    path.write_bytes(encode(ring))
    path.chmod(0o600)
    result = cli("check", path)
    assert result.code == 1
    assert "one of the clocks was wrong. The ring's time continues from the last event." in result.out


@pytest.mark.parametrize("words", [["summary"], ["transcript"], ["open", "--plain"]])
def test_a_command_that_cannot_read_the_file_says_how_to_restore_it(
    words: list[str], cli: CommandLine, rehearsal_file: Path
) -> None:
    result = cli(*words, rehearsal_file)
    assert result.code == 1 and "is not valid TOML" in result.err
    assert f"To restore it: {shlex.join(['reciring', 'restore', str(rehearsal_file)])}\n" in result.err
