"""What Tab offers, and that a real shell understands it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reciring.cli.arguments import Form
from tests.cli_helper import Reciring, rehearsal

SHELLS = ("bash", "zsh", "fish", "powershell")


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    rehearsal(tmp_path / "2026-11-24-samen.toml")
    return Reciring(capsys, tmp_path)


class Tab:
    """Presses Tab behind some words, as fish does."""

    def __init__(self, reciring: Reciring, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reciring, self.monkeypatch = reciring, monkeypatch

    def said(self, *words: str) -> str:
        typed = " ".join(["reciring", *map(shlex.quote, words[:-1]), words[-1]])
        with self.monkeypatch.context() as patch:
            patch.setenv("_RECIRING_COMPLETE", "complete_fish")
            patch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
            patch.setenv("_TYPER_COMPLETE_ARGS", typed)
            patch.setenv("RECIRING_SESSIONS", str(self.reciring.folder))
            code, out, err = self.reciring()
        assert (code, err) == (0, "")
        return out

    def __call__(self, *words: str) -> list[str]:
        return [line.partition("\t")[0] for line in self.said(*words).splitlines() if line]


@pytest.fixture
def tab(reciring: Reciring, monkeypatch: pytest.MonkeyPatch) -> Tab:
    return Tab(reciring, monkeypatch)


def test_commands(tab: Tab) -> None:
    assert "open" in tab("")
    assert "help" not in tab("")
    assert tab("summ") == ["summary"]
    assert tab("--language", "nl", "summ") == ["summary"]


def test_with_an_explanation_in_the_language(tab: Tab) -> None:
    assert tab.said("--language", "nl", "lis") == "list\tde sessies die er zijn, de onvoltooide eerst\n"
    assert tab.said("log", "--language", "nl", "--forc") == "--force\toverschrijf wat er al is\n"


def test_options_and_their_values(tab: Tab) -> None:
    assert tab("summary", "--fo") == ["--format", "--for", "--force"]
    assert tab("summary", "--format", "") == list(Form)
    assert tab("summary", "--format=p") == ["pdf"]
    assert tab("--language", "") == ["nl", "en"]
    assert tab("list", "--language", "") == ["nl", "en"]
    assert "--sessions" in tab("list", "--")


def test_where_files_are_meant_the_shell_offers_them(tab: Tab) -> None:
    assert tab("summary", "x", "-o", "") == []


def test_sessions_and_the_people_in_them(tab: Tab) -> None:
    folder = ["--sessions", str(tab.reciring.folder)]
    assert tab("open", "2026") == ["2026-11-24-samen"]
    assert tab(*folder, "open", "2026") == ["2026-11-24-samen"]
    assert tab("open", *folder, "2026") == ["2026-11-24-samen"]
    assert tab("open", "x") == []
    assert tab("check", "a", "") == ["2026-11-24-samen"]
    assert tab(*folder, "summary", "samen", "--for", "Jan") == ["Jan de Vries", "Jan-Willem Bos"]


def test_steps_of_the_guide(tab: Tab) -> None:
    assert tab("guide", "ro") == ["round", "round-prompts"]
    assert "rondevragen" in tab("guide", "--language", "nl", "ro")


@pytest.mark.parametrize("words", [["xyzzy", ""], ["summary", "nowhere", "--for", ""], ["--", ""], ["open", "a", "b"]])
def test_what_makes_no_sense_offers_no_error(words: list[str], tab: Tab) -> None:
    tab(*words)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_for_every_shell(shell: str, reciring: Reciring) -> None:
    said = reciring("completion", shell)
    assert (said.code, said.err) == (0, "")
    assert "_RECIRING_COMPLETE" in said.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_reads_its_script(shell: str, reciring: Reciring, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed: its script was not read")
    (tmp_path / "script").write_text(reciring("completion", shell).out)
    done = subprocess.run([shell, "-n", tmp_path / "script"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_offers_what_we_say(reciring: Reciring, tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed: completion was not tried")
    (tmp_path / "reciring").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reciring "$@"\n')
    (tmp_path / "reciring").chmod(0o755)
    (tmp_path / "script").write_text(reciring("completion", "bash").out)
    ask = (
        "source {script}; COMP_WORDS=({words}); COMP_CWORD={at}; "
        '_reciring_completion reciring; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    for words, expected in (("reciring summary --format p", ["pdf"]), ("reciring open 2026-1", ["2026-11-24-samen"])):
        asked = ask.replace("{script}", str(tmp_path / "script")).replace("{words}", words)
        done = subprocess.run(
            ["bash", "--norc", "-c", asked.replace("{at}", str(words.count(" ")))],
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
