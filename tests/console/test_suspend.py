"""Going to the shell and coming back, and drawing the screen again, in a real terminal."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from reciring.store.files import create_session_file, load_session
from tests.support.console_driver import EMPTY_SESSION
from tests.support.terminal import Terminal
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.terminal, pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")]


def state_of(process: int) -> str:
    """The letter of the state of a process: T if it is stopped."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def children(process: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def scribble(terminal: Terminal) -> None:
    """Another program writes over the whole screen."""
    terminal.emulator.feed(b"".join(b"\x1b[%d;1H%s" % (row, b"Broadcast " * 10) for row in range(1, 31)))
    assert not any("Preparation" in line for line in terminal.screen())


def test_ctrl_l_repairs_the_picture(tmp_path: Path) -> None:
    path = create_session_file(tmp_path, EMPTY_SESSION)
    with Terminal.start([sys.executable, "-m", "reciring", "open", str(path), "--language", "en"], 100, 30) as terminal:
        terminal.wait_for("Preparation")
        terminal.settle()
        scribble(terminal)
        terminal.key("ctrl+l")
        terminal.wait_for("Preparation")
        assert not any("Broadcast" in line for line in terminal.screen())
        terminal.key("ctrl+q")
        assert terminal.wait() == 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="states of processes as Linux tells them")
def test_the_console_goes_to_the_shell_and_comes_back_whole(tmp_path: Path) -> None:
    path = create_session_file(tmp_path, EMPTY_SESSION)
    with Terminal.start([sys.executable, "-m", "reciring", "open", str(path), "--language", "en"], 100, 30) as terminal:
        terminal.wait_for("Preparation")
        terminal.type("Anne Visser\r")
        terminal.wait_for("new participant")
        terminal.type("half a li")
        terminal.wait_for("half a li")
        terminal.key("escape")
        terminal.wait_until(lambda lines: not any("half a li" in line for line in lines), 10, "the empty line")
        terminal.type("/suspend\r")
        wait_until(lambda: state_of(terminal.process.pid) == "T", "it was not suspended")
        assert len(load_session(path)[0].participants) == 1
        scribble(terminal)
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.wait_for("Preparation")
        terminal.type("Bo Smit\r")
        terminal.wait_for("Bo Smit")
        terminal.key("ctrl+q")
        assert terminal.wait() == 0
    assert len(load_session(path)[0].participants) == 2
