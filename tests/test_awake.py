"""The computer stays awake while a ring runs; the helper for that never outlives the console."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reciring.awake import Awake, keep_awake

pytestmark = pytest.mark.skipif(os.name == "nt", reason="helpers as Linux and macOS have them")
PATIENCE = 10.0

OWNER = """
import sys
from reciring.awake import Awake
awake = Awake([sys.argv[1:]])
awake.settled.wait(10)
print(awake.holds, flush=True)
sys.stdin.read()
"""


def helper(fifo: Path) -> list[str]:
    """Holds as systemd-inhibit does; whoever reads ``fifo`` sees its end when the helper ends."""
    os.mkfifo(fifo)
    return ["sh", "-c", f'echo held; exec cat >"{fifo}"']


def test_it_holds_until_released(tmp_path: Path) -> None:
    awake = Awake([helper(tmp_path / "fifo")])
    with (tmp_path / "fifo").open("rb") as end:
        assert awake.settled.wait(PATIENCE)
        assert awake.holds
        awake.release()
        assert end.read() == b""
    awake.release()


def test_released_it_does_not_hold(tmp_path: Path) -> None:
    awake = Awake([helper(tmp_path / "fifo")])
    with (tmp_path / "fifo").open("rb"):
        awake.settled.wait(PATIENCE)
        awake.release()
    assert not awake.holds


def test_the_next_helper_is_tried_when_one_does_not_hold(tmp_path: Path) -> None:
    awake = Awake([["reciring-no-such-program"], ["sh", "-c", "exit 1"], helper(tmp_path / "fifo")])
    with (tmp_path / "fifo").open("rb"):
        assert awake.settled.wait(PATIENCE)
        assert awake.holds
        awake.release()


def test_that_nothing_holds_is_known() -> None:
    awake = Awake([["reciring-no-such-program"], ["sh", "-c", "exit 1"]])
    assert awake.settled.wait(PATIENCE)
    assert not awake.holds
    awake.release()


@pytest.mark.skipif(sys.platform == "win32", reason="a signal that cannot be caught")
def test_no_helper_is_left_behind_by_a_crash(tmp_path: Path) -> None:
    command = helper(tmp_path / "fifo")
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with (tmp_path / "fifo").open("rb") as end:
        assert owner.stdout is not None
        assert owner.stdout.readline().strip() == "True"
        owner.send_signal(signal.SIGKILL)
        assert end.read() == b""  # Comes only when the helper has ended.
    owner.communicate()


def test_asking_this_system_never_fails() -> None:
    awake = keep_awake()
    awake.settled.wait(PATIENCE)
    awake.release()
    assert not awake.holds
