"""``demo``: the practice ring is in the middle of its round on any day, and is not saved."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from reciring.live.practice import practice_session
from reciring.ring.session import Phase, last_event
from reciring.ring.validate import session_errors
from reciring.store.listing import list_session_files
from tests.support.command_line import CommandLine, run_program
from tests.support.terminal import Terminal


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "now",
    [
        dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC),
        dt.datetime(2026, 12, 31, 23, 5, 0, 250_000, tzinfo=dt.UTC),  # just after midnight, and its start before
        dt.datetime(2027, 3, 28, 1, 10, tzinfo=dt.UTC),  # just after the clocks go forward
        dt.datetime(2027, 10, 31, 1, 10, tzinfo=dt.UTC),  # just after they go back
    ],
    ids=str,
)
def test_the_practice_ring_is_in_the_middle_of_its_round(language: str, now: dt.datetime) -> None:
    session = practice_session(language, now)
    assert list(session_errors(session)) == []
    assert session.phase is Phase.ROUND
    assert session.language == language
    assert session.asker == "p4"
    newest = last_event(session)
    assert newest is not None
    assert abs(now - newest) % dt.timedelta(hours=1) == dt.timedelta()
    assert [offer.due for offer in session.offers.values()].count(None) >= 2


@pytest.mark.parametrize("speed", ["0", "-1", "nan", "inf", "fast", "1000"])
def test_a_wrong_speed_is_refused(speed: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    result = CommandLine(capsys, tmp_path)("demo", f"--speed={speed}")
    assert result == (2, "", f"--speed must be a number above 0, at most 60; not “{speed}”.\n")


def test_demo_without_a_terminal_is_refused() -> None:
    done = run_program("demo", "--speed", "2,5")
    assert (done.returncode, done.stdout) == (1, "")
    assert "needs a terminal" in done.stderr


@pytest.mark.terminal
@pytest.mark.parametrize("keep", [True, False])
def test_the_practice_ring_is_saved_only_on_request(keep: bool, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    command = [sys.executable, "-m", "reciring", "demo", "--language", "nl", "--sessions", str(tmp_path / "rings")]
    with Terminal.start(command, env={"TMPDIR": str(tmp_path / "tmp")}) as terminal:
        terminal.wait_for("Fatima")
        terminal.key("ctrl+q")
        terminal.wait_for("[j/N]")
        terminal.type("j\r" if keep else "\r")
        assert terminal.wait() == 0
    assert list((tmp_path / "tmp").iterdir()) == []
    assert len(list_session_files(tmp_path / "rings")) == keep


@pytest.mark.terminal
def test_a_killed_demo_leaves_no_files(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    command = [sys.executable, "-m", "reciring", "demo", "--sessions", str(tmp_path / "rings")]
    with Terminal.start(command, env={"TMPDIR": str(tmp_path / "tmp")}) as terminal:
        terminal.wait_for("Fatima")
        terminal.kill()
        terminal.wait()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert list((tmp_path / "tmp").iterdir()) == []
