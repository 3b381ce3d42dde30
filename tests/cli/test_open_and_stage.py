"""``open`` and ``stage`` show the right screen in a real terminal, or print why they cannot."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine, write_rehearsal
from tests.support.terminal import Terminal


@pytest.fixture
def rings(tmp_path: Path) -> Path:
    write_rehearsal(tmp_path / "2026-11-24-samen-slimmer.toml")
    return tmp_path


def start(rings: Path, *words: str, **env: str) -> Terminal:
    command = [sys.executable, "-m", "reciring", *words, "--sessions", str(rings), "--language", "nl"]
    return Terminal.start(command, env=env)


@pytest.mark.terminal
@pytest.mark.parametrize(
    "words", [["open", "samen"], ["open", "samen", "--read-only"], ["stage", "samen"]], ids=" ".join
)
def test_open_finds_a_session_by_its_name(words: list[str], rings: Path) -> None:
    before = next(rings.glob("*.toml")).read_bytes()
    with start(rings, *words) as terminal:
        terminal.wait_for("Samen")
        terminal.key("ctrl+q")
        assert terminal.wait() == 0
    assert next(rings.glob("*.toml")).read_bytes() == before


@pytest.mark.terminal
def test_reciring_alone_lists_the_sessions(rings: Path) -> None:
    with start(rings) as terminal:
        terminal.wait_for("Samen slimmer")
        terminal.key("ctrl+q")
        assert terminal.wait() == 0


@pytest.mark.terminal
@pytest.mark.parametrize("command", ["open", "stage"])
def test_a_broken_session_is_reported_without_a_traceback(command: str, rings: Path) -> None:
    (rings / "broken.toml").write_text("schema = 1\nwhere = 2\n")
    with start(rings, command, "broken") as terminal:
        assert terminal.wait() == 1
        terminal.settle()
        shown = "".join(terminal.screen())  # A long path continues in the next row.
    assert "broken.toml" in shown
    assert "Traceback" not in shown


@pytest.mark.terminal
def test_a_dumb_terminal_is_refused(rings: Path) -> None:
    with start(rings, "open", "samen", TERM="dumb") as terminal:
        assert terminal.wait() == 1
        terminal.settle()
        assert "kan geen scherm tonen" in "\n".join(terminal.screen())


def test_without_a_terminal_nothing_is_drawn(rings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli = CommandLine(capsys, rings)
    for words in (["open", "samen"], ["stage", "samen"], []):
        result = cli(*words, "--sessions", rings)
        assert (result.code, result.out) == (1, "")
        assert "needs a terminal" in result.err
