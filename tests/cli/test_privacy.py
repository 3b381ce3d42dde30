"""``forget`` and ``erase-times`` delete data, also from the backups, and only with consent."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import msgspec
import pytest
from filelock import FileLock

from reciring.store import backups
from reciring.store.files import create_session_file, load_session
from reciring.store.lock import acquire_lock
from tests.support.command_line import CommandLine, write_rehearsal
from tests.support.terminal import Terminal


@pytest.fixture
def rehearsal_file(tmp_path: Path) -> Path:
    path = write_rehearsal(tmp_path / "ring.toml")
    backups.add_backup(path, path.read_bytes(), dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC))
    return path


def test_forget_removes_a_name_everywhere(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    result = cli("forget", "karin", rehearsal_file, "--yes")
    assert (result.code, result.out) == (0, "")
    assert "Karin Smit is removed" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["ring.toml"]
    text = rehearsal_file.read_text("utf-8")
    assert "Karin" not in text
    assert "karin@" not in text
    assert load_session(rehearsal_file)[0].participants["p7"].name == "Deelnemer 7"
    if os.name != "nt":
        assert rehearsal_file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("file", "title", "becomes"),
    [
        ("2026-11-24-afscheid-van-karin", "Afscheid van Karin", "2026-11-24-afscheid-van-deelnemer-7"),
        ("2026-11-24-karins-kring-2", "Karins kring", "2026-11-24-deelnemer-7s-kring"),
        ("karin-smit", "Kring", "2026-11-24-kring"),
        ("smit", "Kring", "smit"),  # perhaps the name of someone else
        ("2026-11-24-kring-van-bo", "Kring van Bo", "2026-11-24-kring-van-bo"),
    ],
)
def test_forget_renames_a_file_with_the_name(
    file: str, title: str, becomes: str, cli: CommandLine, rehearsal_file: Path, tmp_path: Path
) -> None:
    path = create_session_file(tmp_path, msgspec.structs.replace(load_session(rehearsal_file)[0], title=title)).rename(
        tmp_path / f"{file}.toml"
    )
    backups.add_backup(path, path.read_bytes(), dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC))
    rehearsal_file.unlink()
    result = cli("forget", "karin", path, "--yes")
    assert result.code == 0
    assert f"{becomes}.toml" in result.err
    assert load_session(tmp_path / f"{becomes}.toml")[0].participants["p7"].name == "Deelnemer 7"
    assert not [found for found in tmp_path.rglob("*") if "karin" in found.name]


def test_erase_times_removes_all_speaking_times(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    assert load_session(rehearsal_file)[0].turns
    assert cli("erase-times", rehearsal_file, "--yes").code == 0
    assert not load_session(rehearsal_file)[0].turns
    assert [path.name for path in tmp_path.iterdir()] == ["ring.toml"]


@pytest.mark.parametrize("words", [["forget", "karin"], ["erase-times"]])
def test_without_consent_nothing_is_changed(words: list[str], cli: CommandLine, rehearsal_file: Path) -> None:
    before = rehearsal_file.read_bytes()
    result = cli(*words, rehearsal_file)
    assert result.code == 2
    assert result.err.endswith("This cannot be undone: add --yes to agree.\n")
    assert rehearsal_file.read_bytes() == before
    assert backups.list_backups(rehearsal_file)


def test_forget_refuses_a_session_that_is_open(cli: CommandLine, rehearsal_file: Path) -> None:
    with acquire_lock(rehearsal_file):
        result = cli("forget", "karin", rehearsal_file, "--yes")
    assert result.code == 1
    assert "open in another console" in result.err
    assert "Karin Smit" in rehearsal_file.read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Links are for administrators there.")
@pytest.mark.parametrize("words", [["forget", "karin"], ["erase-times"]])
def test_a_link_is_refused(words: list[str], cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(rehearsal_file)
    before = rehearsal_file.read_bytes()
    result = cli(*words, link, "--yes")
    assert result.code == 1
    assert str(rehearsal_file) in result.err
    assert link.is_symlink() and rehearsal_file.read_bytes() == before


def test_forget_refuses_an_unknown_name_and_a_broken_file(
    cli: CommandLine, rehearsal_file: Path, tmp_path: Path
) -> None:
    assert "Did you mean Karin Smit?" in cli("forget", "karn", rehearsal_file, "--yes").err
    (tmp_path / "other.toml").write_text("no")
    assert cli("forget", "karin", tmp_path / "other.toml", "--yes").code == 1
    assert not list(tmp_path.glob(".other*"))


@pytest.mark.terminal
@pytest.mark.parametrize(("answer", "code"), [("j", 0), ("n", 1), ("", 1)])
def test_erase_times_asks_for_consent(answer: str, code: int, rehearsal_file: Path) -> None:
    with Terminal.start(
        [sys.executable, "-m", "reciring", "erase-times", str(rehearsal_file), "--language", "nl"]
    ) as terminal:
        terminal.wait_for("[j/N]")
        terminal.type(f"{answer}\r")
        assert terminal.wait() == code
    assert bool(load_session(rehearsal_file)[0].turns) == bool(code)


def test_copies_beside_the_session_that_still_have_the_name_are_listed(cli: CommandLine, tmp_path: Path) -> None:
    path = write_rehearsal(tmp_path / "ring.toml")
    beside = [
        tmp_path / "ring (conflicted copy 2026-11-24).toml",
        tmp_path / "ring.sync-conflict-20261124-131500-ABCDEFG.toml",
        tmp_path / "ring-LAPTOP.toml",
        tmp_path / "ring.html",
    ]
    for copy in beside:
        copy.write_bytes(path.read_bytes())
    (tmp_path / "ring.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "ring-2.toml").write_text("schema = 1\ndate = 2026-11-24\n")
    result = cli("forget", "Karin Smit", path, "--yes")
    assert result.code == 0
    listed = result.err.partition("may still contain the name:\n")[2]
    for copy in (*beside, tmp_path / "ring.pdf"):
        assert f"  {copy}\n" in listed
    assert "ring-2.toml" not in result.err


@pytest.mark.parametrize("words", [["forget", "karin"], ["erase-times"]])
def test_a_ring_that_is_open_to_phones_is_refused(words: list[str], cli: CommandLine, rehearsal_file: Path) -> None:
    inbox, before = backups.inbox_path(rehearsal_file), rehearsal_file.read_bytes()
    inbox.write_bytes(b"")
    with FileLock(backups.server_lock_path(rehearsal_file)):
        result = cli(*words, rehearsal_file, "--yes")
    assert result.code == 1
    assert "Ctrl+C" in result.err
    assert inbox.exists() and rehearsal_file.read_bytes() == before
