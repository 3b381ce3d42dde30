"""The computer is kept awake while a ring is running, and the helper for that never outlives the console."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from reciring.live import keep_awake
from reciring.live.keep_awake import KeepAwake, prevent_sleep
from reciring.ring.session import Phase, Session
from tests.torture.rings import NOON


def session(phase: Phase) -> Session:
    return Session(date=NOON.date(), phase=phase)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the system."""
    asked: list[str] = []

    def prevent() -> object:
        asked.append("prevent")
        return lambda: asked.append("allow")

    monkeypatch.setattr(keep_awake, "prevent_sleep", prevent)
    return asked


def test_sleep_is_prevented_from_the_start_of_a_ring_to_its_end(calls: list[str]) -> None:
    keeping = KeepAwake(session(Phase.PREPARE))
    assert calls == []
    for before, after in pairwise(Phase):
        keeping(session(before), session(after))
        assert calls == (["prevent"] if after != Phase.DONE else ["prevent", "allow"])


def test_sleep_is_prevented_again_when_the_end_is_undone(calls: list[str]) -> None:
    keeping = KeepAwake(session(Phase.DONE))
    keeping(session(Phase.DONE), session(Phase.ROUND))
    assert calls == ["prevent"]
    keeping.release()
    keeping.release()
    assert calls == ["prevent", "allow"]


def test_sleep_is_prevented_at_once_in_a_ring_that_is_running(calls: list[str]) -> None:
    KeepAwake(session(Phase.ROUND))
    assert calls == ["prevent"]


# --- the helper ------------------------------------------------------------------------------------------------------

posix = pytest.mark.skipif(os.name == "nt", reason="Windows needs no helper")


@pytest.fixture
def helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A pipe that the program that prevents sleep writes to its arguments. Reading it ends when the program ends."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for name in ("systemd-inhibit", "caffeinate"):
        program = tmp_path / name
        refuse = f'case "$*" in *idle:sleep*) [ ! -e "{tmp_path}/refuse" ] || exit 1;; esac'
        program.write_text(f'#!/bin/sh\n{refuse}\nexec >"{pipe}"\necho "$@"\nexec cat\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    yield pipe


@posix
def test_the_helper_runs_until_sleep_is_allowed(helper: Path) -> None:
    allow_sleep = prevent_sleep()
    with helper.open() as output:
        assert output.readline().endswith(" cat\n")
        allow_sleep()
        assert output.read() == ""


@pytest.mark.skipif(sys.platform != "linux", reason="systemd is asked twice")
def test_only_idle_is_prevented_where_sleep_may_not_be(helper: Path) -> None:
    helper.with_name("refuse").touch()
    allow_sleep = prevent_sleep()
    with helper.open() as output:
        assert "--what=idle " in output.readline()
        allow_sleep()
        assert output.read() == ""


@posix
def test_the_helper_ends_when_the_console_is_killed(helper: Path) -> None:
    command = (
        "import sys; from reciring.live.keep_awake import prevent_sleep; allow = prevent_sleep(); sys.stdin.read()"
    )
    console = subprocess.Popen([sys.executable, "-c", command], stdin=subprocess.PIPE)
    with helper.open() as output:
        assert output.readline().endswith(" cat\n")
        console.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        assert output.read() == ""
    console.communicate()


@posix
def test_a_system_without_the_program_is_not_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    prevent_sleep()()


def test_asking_this_system_never_fails() -> None:
    prevent_sleep()()
