"""``replay`` and ``log`` are each other's inverse; a wrong transcript writes nothing."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from reciring.store.files import load_session
from tests.support.command_line import CommandLine
from tests.support.paths import RING


def test_log_and_replay_are_inverse(cli: CommandLine, tmp_path: Path) -> None:
    first, again, lines = tmp_path / "a.toml", tmp_path / "b.toml", tmp_path / "lines.txt"
    assert cli("replay", RING, "-o", first) == (0, "", "")
    assert cli("transcript", first, "-o", lines) == (0, "", "")
    assert cli("replay", lines, "-o", again) == (0, "", "")
    assert load_session(first)[0] == load_session(again)[0]


def test_without_output_option_the_result_is_on_stdout(cli: CommandLine, tmp_path: Path) -> None:
    result = cli("replay", RING)
    cli("replay", RING, "-o", tmp_path / "ring.toml")
    assert result.out == (tmp_path / "ring.toml").read_text("utf-8")
    lines = cli("transcript", tmp_path / "ring.toml").out
    assert lines == cli("summary", tmp_path / "ring.toml", "--format", "txt").out


def test_replay_reads_stdin(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"/date 2026-11-24\nAnne\n")))
    result = cli("replay", "-")
    assert 'name = "Anne"' in result.out


def test_replay_reports_every_unclear_line_and_continues(cli: CommandLine, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("/date 2026-11-24\nAnne\n0:00 /begin\n0:10 /nonsense x\n0:20 1 heeft tijd\n", "utf-8")
    result = cli("replay", notes, "-o", tmp_path / "ring.toml")
    assert result.code == 0
    first, second = result.err.splitlines()[:2]
    assert first.startswith(f"{notes}:4: 0:10 /nonsense x: line skipped: There is no command /nonsense")
    assert second == f"{notes}:5: 0:20 1 heeft tijd: A number without a colon is text. For Anne, type 1:"
    assert "1 heeft tijd" in (tmp_path / "ring.toml").read_text("utf-8")


def test_strict_replay_stops_at_the_first_wrong_line(cli: CommandLine, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("/date 2026-11-24\nAnne\n0:00 /begin\n0:10 /nonsense x\n", "utf-8")
    result = cli("replay", notes, "--strict", "-o", tmp_path / "ring.toml")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"{notes}:4: 0:10 /nonsense x: There is no command /nonsense")
    assert list(tmp_path.iterdir()) == [notes]
    assert f"{notes}:4: 0:10 /nonsense x: " in cli("replay", notes, "--strict", "--language", "nl").err


@pytest.mark.parametrize("content", [b"\xff\xfe", b"0:00 \xe9", b"\x00" * 10, b"", b"x" * 6_000_000])
def test_replay_refuses_other_files(content: bytes, cli: CommandLine, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_bytes(content)
    result = cli("replay", notes, "-o", tmp_path / "ring.toml")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(str(notes))
    assert not (tmp_path / "ring.toml").exists()


@pytest.mark.parametrize("content", ["", " \n\n\t\n"])
def test_replay_refuses_an_empty_transcript(content: str, cli: CommandLine, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(content, "utf-8")
    assert cli("replay", notes) == (1, "", f"{notes} is empty.\n")


def test_replay_refuses_a_missing_file_and_a_folder(cli: CommandLine, tmp_path: Path) -> None:
    for path in (tmp_path / "no.txt", tmp_path):
        result = cli("replay", path)
        assert (result.code, result.out) == (1, "")
        assert str(path) in result.err


def test_an_existing_file_is_replaced_only_with_force(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "ring.toml"
    path.write_text("mine")
    result = cli("replay", RING, "-o", path)
    assert (result.code, result.err) == (1, f"{path} already exists. To overwrite it, add --force.\n")
    assert path.read_text() == "mine"
    assert cli("replay", RING, "-o", path, "--force").code == 0
    assert load_session(path)[0].title == "Samen slimmer · kennisdag"
    assert cli("replay", RING, "-o", tmp_path).code == 1
    assert cli("replay", RING, "-o", tmp_path / "no" / "ring.toml").code == 1
