"""Large and endless input files are refused quickly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command_line import CommandLine


@pytest.mark.parametrize("text", ["0:00 x\n" * 6_000, "x" * 5_000_001], ids=["lines", "bytes"])
def test_a_huge_transcript_is_refused_quickly(cli: CommandLine, tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(text)
    result = cli("replay", path)
    assert (result.code, result.out) == (1, "")
    assert "too large for a transcript" in result.err


def test_an_endless_file_is_refused(cli: CommandLine) -> None:
    for words in (("replay", "/dev/zero"), ("new", "A ring", "--no-open", "--participants", "/dev/zero")):
        assert cli(*words).code == 1


def test_a_file_of_twenty_thousand_participants_is_refused_with_a_sentence(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "many.toml"
    people = "".join(f'[participants.p{n}]\nname = "Person {n}"\n' for n in range(1, 20_001))
    path.write_text(f"schema = 1\ndate = 2026-11-24\n{people}")
    for command in ("check", "summary"):
        result = cli(command, path)
        assert result.code == 1
        assert "There are 20000 participants; a ring has at most 500." in result.out + result.err


TOO_MANY = {
    "offers": '[offers.o{n}]\nquestion = "q1"\ntext = "tip {n}"\nkind = "tip"\nat = 2026-11-24T13:00:00Z\n',
    "notes": '[notes.n{n}]\ntext = "note {n}"\nphase = "round"\nat = 2026-11-24T13:00:00Z\n',
    "turns": '[turns.t{n}]\nwho = "p1"\nstart = 2026-11-24T13:00:00Z\nend = 2026-11-24T13:00:01Z\n',
}


@pytest.mark.parametrize("table", TOO_MANY)
def test_a_file_of_more_than_twenty_thousand_entries_is_refused_with_a_sentence(
    cli: CommandLine, tmp_path: Path, table: str
) -> None:
    path = tmp_path / "many.toml"
    people = '[participants.p1]\nname = "Anne"\n[questions.q1]\nasker = "p1"\n'
    entries = "".join(TOO_MANY[table].replace("{n}", str(n)) for n in range(1, 20_001))
    path.write_text(f"schema = 1\ndate = 2026-11-24\n{people}{entries}")
    for command in ("check", "summary"):
        result = cli(command, path)
        assert result.code == 1
        assert "There are 20002 entries and times; a session file has at most 20000." in result.out + result.err


def test_pauses_on_one_line_count_too(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "many.toml"
    pauses = ", ".join(["{ start = 2026-11-24T13:00:00Z, end = 2026-11-24T13:00:00Z }"] * 20_001)
    path.write_text(f"schema = 1\ndate = 2026-11-24\npauses = [{pauses}]\n")
    assert "There are 20001 entries and times; a session file has at most 20000." in cli("check", path).out
