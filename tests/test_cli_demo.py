"""``demo``: a ring in the middle of its round on any day, of which nothing stays behind."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from reciring.console.practice import rehearsed
from reciring.ring.check import problems
from reciring.ring.session import Phase, last_fact
from reciring.store.listing import listing
from tests.cli_helper import Reciring, program
from tests.terminal import Terminal


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
def test_the_ring_is_in_the_middle_of_its_round_now(language: str, now: dt.datetime) -> None:
    session = rehearsed(language, now)
    assert list(problems(session)) == []
    assert session.phase is Phase.ROUND
    assert session.language == language
    assert session.asker == "p4"
    newest = last_fact(session)
    assert newest is not None
    assert abs(now - newest) % dt.timedelta(hours=1) == dt.timedelta()
    assert [offer.due for offer in session.offers.values()].count(None) >= 2


@pytest.mark.parametrize("speed", ["0", "-1", "nan", "inf", "fast", "1000"])
def test_a_speed_is_a_number(speed: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = Reciring(capsys, tmp_path)("demo", f"--speed={speed}")
    assert said == (2, "", f"--speed is a number above 0, at most 60; not {speed}.\n")


def test_without_a_terminal_there_is_no_demo() -> None:
    done = program("demo", "--speed", "2,5")
    assert (done.returncode, done.stdout) == (1, "")
    assert "needs a terminal" in done.stderr


@pytest.mark.terminal
@pytest.mark.parametrize("keep", [True, False])
def test_nothing_stays_unless_it_is_asked_for(keep: bool, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    command = [sys.executable, "-m", "reciring", "demo", "--language", "nl", "--sessions", str(tmp_path / "rings")]
    with Terminal.start(command, env={"TMPDIR": str(tmp_path / "tmp")}) as terminal:
        terminal.wait_for("Fatima")
        terminal.key("ctrl+q")
        terminal.wait_for("[j/N]")
        terminal.type("j\r" if keep else "\r")
        assert terminal.wait() == 0
    assert list((tmp_path / "tmp").iterdir()) == []
    assert len(listing(tmp_path / "rings")) == keep


@pytest.mark.terminal
def test_nothing_stays_when_it_is_killed(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    command = [sys.executable, "-m", "reciring", "demo", "--sessions", str(tmp_path / "rings")]
    with Terminal.start(command, env={"TMPDIR": str(tmp_path / "tmp")}) as terminal:
        terminal.wait_for("Fatima")
        terminal.kill()
        terminal.wait()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert list((tmp_path / "tmp").iterdir()) == []
