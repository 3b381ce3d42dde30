"""What the tests of the command line share: the command line itself, and a session file to use it on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command_line import CommandLine, write_rehearsal


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    """The command line, with the test's own folder for sessions."""
    return CommandLine(capsys, tmp_path)


@pytest.fixture
def rehearsal_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample ring as a session file, in a folder of its own."""
    return write_rehearsal(tmp_path_factory.mktemp("rings") / "ring.toml")
