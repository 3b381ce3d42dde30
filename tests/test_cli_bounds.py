"""What comes from elsewhere is bounded: nothing that can be named on the command line takes minutes to refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_helper import Reciring


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    return Reciring(capsys, tmp_path)


@pytest.mark.parametrize("text", ["0:00 x\n" * 6_000, "x" * 5_000_001], ids=["lines", "bytes"])
def test_an_endless_transcript_is_refused_at_once(reciring: Reciring, tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(text)
    said = reciring("replay", path)
    assert (said.code, said.out) == (1, "")
    assert "too big to be a transcript" in said.err


def test_what_never_ends_is_no_transcript_and_no_list(reciring: Reciring) -> None:
    for words in (("replay", "/dev/zero"), ("new", "A ring", "--no-open", "--participants", "/dev/zero")):
        assert reciring(*words).code == 1
