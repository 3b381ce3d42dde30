"""The command line as tests use it: within this process for what is said, as a program for what streams do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from reciring.cli import run
from reciring.ring.transcript import replay
from reciring.store.toml import encode

RING = Path(__file__).parent / "data" / "ring.txt"
ENGLISH = frozenset(
    "the and with without this that which what where when your you yours file folder name command option options usage "
    "missing known unknown must should can cannot not never only there are were has have for from to".split()
)
"""Words that give English away; none of them is Dutch."""


class Said(NamedTuple):
    code: int
    out: str
    err: str


class Reciring:
    """Runs commands in this process, with a folder of sessions of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys = capsys
        self.folder = folder

    def __call__(self, *words: str | Path) -> Said:
        self.capsys.readouterr()
        code = run([str(word) for word in words])
        return Said(code, *self.capsys.readouterr())


def program(
    *words: str | Path, env: Mapping[str, str] | None = None, **more: object
) -> subprocess.CompletedProcess[str]:
    """The real program, with pipes for a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "reciring", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
        check=False,
        stdin=subprocess.DEVNULL,
    )


def rehearsal(path: Path) -> Path:
    """The rehearsal's ring as a session file."""
    path.write_bytes(encode(replay(RING.read_text("utf-8"), zone="Europe/Amsterdam").session))
    path.chmod(0o600)
    return path
