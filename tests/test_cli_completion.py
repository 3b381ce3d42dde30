"""What Tab offers, and that a real shell understands it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reciring.cli.completion import SCRIPTS
from reciring.cli.table import FORMATS
from tests.cli_helper import Reciring, rehearsal


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    rehearsal(tmp_path / "2026-11-24-samen.toml")
    return Reciring(capsys, tmp_path)


def offered(reciring: Reciring, *words: str) -> list[str]:
    said = reciring("--sessions", reciring.folder, "complete", "--", *words)
    assert (said.code, said.err) == (0, "")
    return [line.partition("\t")[0] for line in said.out.splitlines()]


def test_commands(reciring: Reciring) -> None:
    assert "open" in offered(reciring, "")
    assert "complete" not in offered(reciring, "")
    assert offered(reciring, "summ") == ["summary"]
    assert offered(reciring, "--language", "nl", "summ") == ["summary"]


def test_with_an_explanation_in_the_language(reciring: Reciring) -> None:
    said = reciring("complete", "--language", "nl", "--", "lis")
    assert said.out == "list\tde sessies die er zijn, de onvoltooide eerst\n"


def test_options_and_their_values(reciring: Reciring) -> None:
    assert offered(reciring, "summary", "--fo") == ["--format", "--for", "--force"]
    assert offered(reciring, "summary", "--format", "") == list(FORMATS)
    assert offered(reciring, "summary", "--format", "=", "p") == ["pdf"]
    assert offered(reciring, "--language", "") == ["nl", "en"]
    assert offered(reciring, "summary", "x", "-o", "") == [":files"]


def test_sessions_and_the_people_in_them(reciring: Reciring) -> None:
    folder = ["--sessions", str(reciring.folder)]
    assert offered(reciring, *folder, "open", "2026") == ["2026-11-24-samen", ":files"]
    assert offered(reciring, *folder, "open", "x") == [":files"]
    assert offered(reciring, *folder, "check", "a", "") == ["2026-11-24-samen", ":files"]
    assert offered(reciring, *folder, "summary", "samen", "--for", "jan") == ["Jan de Vries", "Jan-Willem Bos"]


def test_steps_of_the_guide(reciring: Reciring) -> None:
    assert offered(reciring, "guide", "ro") == ["round", "round-prompts"]


@pytest.mark.parametrize("words", [["xyzzy", ""], ["summary", "nowhere", "--for", ""], ["--", ""], ["open", "a", "b"]])
def test_what_makes_no_sense_offers_no_error(words: list[str], reciring: Reciring) -> None:
    offered(reciring, *words)


@pytest.mark.parametrize("shell", sorted(SCRIPTS))
def test_a_script_for_every_shell(shell: str, reciring: Reciring) -> None:
    assert "reciring complete" in reciring("completion", shell).out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_reads_its_script(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed: its script was not read")
    (tmp_path / "script").write_text(SCRIPTS[shell])
    done = subprocess.run([shell, "-n", tmp_path / "script"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_offers_what_we_say(tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed: completion was not tried")
    rehearsal(tmp_path / "2026-11-24-samen.toml")
    (tmp_path / "reciring").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reciring "$@"\n')
    (tmp_path / "reciring").chmod(0o755)
    ask = (
        'compopt() { :; }\n{script}\nCOMP_WORDS=({words}); COMP_CWORD={at}; _reciring; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    for words, expected in (("reciring summary --format p", ["pdf"]), ("reciring open 2026-1", ["2026-11-24-samen"])):
        asked = (
            ask.replace("{script}", SCRIPTS["bash"]).replace("{words}", words).replace("{at}", str(words.count(" ")))
        )
        done = subprocess.run(
            ["bash", "--norc", "-c", asked],
            cwd=tmp_path.parent,
            capture_output=True,
            text=True,
            check=False,
            env={
                **os.environ,
                "PATH": f"{tmp_path}:{os.environ['PATH']}",
                "PYTHONPATH": str(Path(__file__).parents[1]),
                "RECIRING_SESSIONS": str(tmp_path),
            },
        )
        assert done.stdout.splitlines() == expected, done.stderr
