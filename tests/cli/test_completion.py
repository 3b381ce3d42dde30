"""What Tab offers, and how bash, zsh and fish use it. PowerShell's script is only read: it is not in Debian."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reciring.cli.commands import FORMATS
from tests.support.command_line import CommandLine, run_program, write_rehearsal
from tests.support.paths import PROJECT
from tests.support.terminal import Terminal


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    write_rehearsal(tmp_path / "2026-11-24-samen.toml")
    return CommandLine(capsys, tmp_path)


class Tab:
    """Asks what Tab offers for the last word of a command line, as fish asks it."""

    def __init__(self, cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cli, self.monkeypatch = cli, monkeypatch

    def output(self, *words: str) -> str:
        with self.monkeypatch.context() as patch:
            patch.setenv("_RECIRING_COMPLETE", "fish_complete")
            patch.setenv("COMP_WORDS", " ".join(["reciring", *map(shlex.quote, words[:-1]), words[-1]]))
            patch.setenv("COMP_CWORD", words[-1])
            patch.setenv("RECIRING_SESSIONS", str(self.cli.folder))
            self.cli.capsys.readouterr()
            with pytest.raises(SystemExit) as end:
                self.cli()
        out, err = self.cli.capsys.readouterr()
        assert (end.value.code, err) == (0, "")
        return out

    def __call__(self, *words: str) -> list[str]:
        lines = [line.partition("\t")[0] for line in self.output(*words).splitlines()]
        return [line.removeprefix("plain,") for line in lines if line.startswith("plain,")]


@pytest.fixture
def tab(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Tab:
    return Tab(cli, monkeypatch)


def test_commands_are_offered(tab: Tab) -> None:
    assert "open" in tab("")
    assert "help" not in tab("")
    assert tab("summ") == ["summary"]
    assert tab("--language", "nl", "summ") == ["summary"]


def test_explanations_are_in_the_language(tab: Tab) -> None:
    assert tab.output("--language", "nl", "lis") == "plain,list\ttoon je kringen, de onvoltooide eerst\n"
    assert tab.output("transcript", "--language", "nl", "--forc") == "plain,--force\toverschrijf bestaande bestanden\n"


def test_options_and_their_values_are_offered(tab: Tab) -> None:
    assert tab("summary", "--fo") == ["--format", "--for", "--force"]
    assert tab("summary", "--format", "") == list(FORMATS)
    assert tab("summary", "--format=p") == ["pdf"]
    assert tab("--language", "") == ["nl", "en"]
    assert tab("list", "--language", "") == ["nl", "en"]
    assert "--sessions" in tab("list", "--")


def test_the_shell_offers_files_and_folders(tab: Tab) -> None:
    assert tab("summary", "x", "-o", "") == []
    assert tab.output("summary", "x", "-o", "a") == "file,a\n"
    assert tab.output("replay", "a") == "file,a\n"
    assert tab.output("open", "x") == "file,x\n"
    assert tab.output("list", "--sessions", "a") == "dir,a\n"


def test_sessions_and_people_are_offered(tab: Tab) -> None:
    folder = ["--sessions", str(tab.cli.folder)]
    assert tab("open", "2026") == ["2026-11-24-samen"]
    assert tab(*folder, "open", "2026") == ["2026-11-24-samen"]
    assert tab("open", *folder, "2026") == ["2026-11-24-samen"]
    assert tab("open", "x") == []
    assert tab("check", "a", "") == ["2026-11-24-samen"]
    assert tab(*folder, "summary", "samen", "--for", "Jan") == ["Jan de Vries", "Jan-Willem Bos"]


def test_steps_of_the_guide_are_offered(tab: Tab) -> None:
    assert tab("guide", "ro") == ["round", "round-prompts"]
    assert "rondevragen" in tab("guide", "--language", "nl", "ro")


@pytest.mark.parametrize("words", [["xyzzy", ""], ["summary", "nowhere", "--for", ""], ["--", ""], ["open", "a", "b"]])
def test_a_wrong_command_line_is_not_an_error(words: list[str], tab: Tab) -> None:
    tab(*words)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_has_a_script(shell: str, cli: CommandLine) -> None:
    result = cli("completion", shell)
    assert (result.code, result.err) == (0, "")
    assert "_RECIRING_COMPLETE" in result.out
    assert f"{shell}_complete" in result.out
    if shell == "powershell":
        assert "Register-ArgumentCompleter -Native -CommandName reciring" in result.out


def test_powershell_gets_three_lines_for_each_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {
        "_RECIRING_COMPLETE": "powershell_complete",
        "COMP_WORDS": "reciring --language n",
        "COMP_CWORD": "2",
    }
    done = run_program(env=environment)
    assert (done.returncode, done.stdout) == (0, "plain\nnl\nNederlands\n")


# For each shell: how to start it, and how to read the script.
SHELLS = {
    "bash": (["bash", "--norc", "-i"], "source {script}"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -D -u; source {script}"),
    "fish": (["fish", "--no-config", "-i"], "source {script}"),
}


@pytest.mark.terminal
@pytest.mark.parametrize("shell", SHELLS)
def test_tab_completes_in_a_real_shell(shell: str, cli: CommandLine, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed: its completion was not tried")
    start, load = SHELLS[shell]
    script, executable = tmp_path / "script", tmp_path / "bin" / "reciring"
    script.write_text(cli("completion", shell).out + "echo lo''aded\n")
    executable.parent.mkdir()
    executable.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reciring "$@"\n')
    executable.chmod(0o755)
    environment = {
        "HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "PATH": f"{executable.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(PROJECT),
        "RECIRING_SESSIONS": str(tmp_path),
    }
    with Terminal.start(start, columns=120, env=environment) as terminal:
        terminal.type(load.format(script=script) + "\r")
        terminal.wait_for("loaded")
        terminal.type("reciring summ\t")
        terminal.wait_for("reciring summary")
        terminal.type("2026-1\t")
        terminal.wait_for("reciring summary 2026-11-24-samen")
        terminal.type("--format p\t")
        terminal.wait_for("--format pdf")
        terminal.type("--for Kar\t")
        terminal.wait_for(lambda rows: any("--for Karin" in row and "Smit" in row for row in rows))


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_can_parse_its_script(shell: str, cli: CommandLine, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed: its script was not parsed")
    (tmp_path / "script").write_text(cli("completion", shell).out)
    done = subprocess.run([shell, "-n", tmp_path / "script"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
