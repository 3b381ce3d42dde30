"""``replay`` and ``log``: strict, inverse, and never half written."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from reciring.store.files import load
from tests.cli_helper import RING, Reciring


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    return Reciring(capsys, tmp_path)


def test_log_and_replay_are_inverse(reciring: Reciring, tmp_path: Path) -> None:
    first, again, lines = tmp_path / "a.toml", tmp_path / "b.toml", tmp_path / "lines.txt"
    assert reciring("replay", RING, "-o", first) == (0, "", "")
    assert reciring("log", first, "-o", lines) == (0, "", "")
    assert reciring("replay", lines, "-o", again) == (0, "", "")
    assert load(first)[0] == load(again)[0]


def test_without_o_the_result_is_on_stdout(reciring: Reciring, tmp_path: Path) -> None:
    said = reciring("replay", RING)
    reciring("replay", RING, "-o", tmp_path / "ring.toml")
    assert said.out == (tmp_path / "ring.toml").read_text("utf-8")
    lines = reciring("log", tmp_path / "ring.toml").out
    assert lines == reciring("summary", tmp_path / "ring.toml", "--format", "txt").out


def test_a_transcript_may_come_through_a_pipe(reciring: Reciring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"/date 2026-11-24\nAnne\n")))
    said = reciring("replay", "-")
    assert 'name = "Anne"' in said.out


def test_a_line_that_cannot_be_understood_is_told(reciring: Reciring, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("/date 2026-11-24\nAnne\n0:00 /begin\n0:10 /nonsense x\n", "utf-8")
    said = reciring("replay", notes, "-o", tmp_path / "ring.toml")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"{notes}:4: 0:10 /nonsense x: No command is called /nonsense")
    assert list(tmp_path.iterdir()) == [notes]
    assert f"{notes}:4: 0:10 /nonsense x: " in reciring("replay", notes, "--language", "nl").err


@pytest.mark.parametrize("content", [b"\xff\xfe", b"0:00 \xe9", b"\x00" * 10, b"", b"x" * 6_000_000])
def test_what_is_no_transcript(content: bytes, reciring: Reciring, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_bytes(content)
    said = reciring("replay", notes, "-o", tmp_path / "ring.toml")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(str(notes))
    assert not (tmp_path / "ring.toml").exists()


@pytest.mark.parametrize("content", ["", " \n\n\t\n"])
def test_a_transcript_without_a_line(content: str, reciring: Reciring, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(content, "utf-8")
    assert reciring("replay", notes) == (1, "", f"{notes} is empty: there is no line in it.\n")


def test_a_transcript_that_is_not_there_or_a_folder(reciring: Reciring, tmp_path: Path) -> None:
    for path in (tmp_path / "no.txt", tmp_path):
        said = reciring("replay", path)
        assert (said.code, said.out) == (1, "")
        assert str(path) in said.err


def test_what_is_there_is_written_over_only_with_force(reciring: Reciring, tmp_path: Path) -> None:
    path = tmp_path / "ring.toml"
    path.write_text("mine")
    said = reciring("replay", RING, "-o", path)
    assert (said.code, said.err) == (1, f"{path} exists already. To write over it, add --force.\n")
    assert path.read_text() == "mine"
    assert reciring("replay", RING, "-o", path, "--force").code == 0
    assert load(path)[0].title == "Samen slimmer · kennisdag"
    assert reciring("replay", RING, "-o", tmp_path).code == 1
    assert reciring("replay", RING, "-o", tmp_path / "no" / "ring.toml").code == 1
