"""Large and endless input files are refused quickly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command_line import Reciring


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    return Reciring(capsys, tmp_path)


@pytest.mark.parametrize("text", ["0:00 x\n" * 6_000, "x" * 5_000_001], ids=["lines", "bytes"])
def test_a_huge_transcript_is_refused_quickly(reciring: Reciring, tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(text)
    result = reciring("replay", path)
    assert (result.code, result.out) == (1, "")
    assert "too big to be a transcript" in result.err


def test_an_endless_file_is_refused(reciring: Reciring) -> None:
    for words in (("replay", "/dev/zero"), ("new", "A ring", "--no-open", "--participants", "/dev/zero")):
        assert reciring(*words).code == 1
