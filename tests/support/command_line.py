"""Run the command line: in this process to read what it prints, or as a program to test its streams."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from reciring.cli import run
from reciring.cli.commands import commands
from reciring.locale import Translator
from reciring.ring.transcript import replay
from reciring.store.toml import encode
from tests.support.paths import RING

ENGLISH_WORDS = frozenset(
    "the and with without this that which what where when your you yours file folder name command option options usage "
    "missing known unknown must should can cannot not never only there are were has have for from to".split()
)
"""English words that are not Dutch words."""


class CommandResult(NamedTuple):
    code: int
    out: str
    err: str


class CommandLine:
    """Runs commands in this process; ``folder`` is the folder for sessions."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys = capsys
        self.folder = folder

    def __call__(self, *words: str | Path) -> CommandResult:
        self.capsys.readouterr()
        code = run([str(word) for word in words])
        return CommandResult(code, *self.capsys.readouterr())


def run_program(
    *words: str | Path, env: Mapping[str, str] | None = None, **more: object
) -> subprocess.CompletedProcess[str]:
    """Run the real program, with pipes instead of a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "reciring", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
        check=False,
        stdin=subprocess.DEVNULL,
    )


def write_rehearsal(path: Path) -> Path:
    """Write the sample ring as a session file, and return its path."""
    path.write_bytes(_encoded_rehearsal())
    path.chmod(0o600)
    return path


@functools.cache
def _encoded_rehearsal() -> bytes:
    return encode(replay(RING.read_text("utf-8"), zone="Europe/Amsterdam").session)


def help_page(name: str, t: Translator, width: int) -> str:
    """Return the help page of a command, or the overview if ``name`` is empty."""
    group = commands(t)
    ctx = click.Context(group, info_name="reciring", obj={"t": t}, terminal_width=width)
    if name:
        ctx = click.Context(group.commands[name], info_name=name, parent=ctx)
    return ctx.get_help()
