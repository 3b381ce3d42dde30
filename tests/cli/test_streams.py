"""The program as other programs use it: results on stdout, messages on stderr, exit codes, and never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reciring.cli import run, streams
from tests.support.command_line import run_program
from tests.support.waiting import WAIT_LIMIT, wait_until

RECIRING = [sys.executable, "-m", "reciring"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 1),
        (["--version"], 0),
        (["list"], 0),
        (["schema"], 0),
        (["guide", "round"], 0),
        (["guide", "xyzzy"], 1),
        (["completion", "fish"], 0),
        (["check"], 2),
        (["check", "nowhere.toml"], 1),
        (["--nonsense"], 2),
        (["summary", "nowhere.toml", "--format", "nonsense"], 2),
    ],
    ids=str,
)
def test_results_messages_and_exit_codes(words: list[str], code: int, tmp_path: Path) -> None:
    done = run_program(*words, env={"RECIRING_SESSIONS": str(tmp_path)})
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert bool(done.stdout) == (code == 0 and words != ["list"])
    assert bool(done.stderr) == (code != 0 or words == ["list"])


def test_without_a_terminal_the_message_is_one_line() -> None:
    done = run_program("--language", "nl")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("reciring heeft een terminal met een toetsenbord nodig")
    assert done.stderr.count("\n") == 1


def test_a_reader_that_stops_is_not_an_error(rehearsal_file: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*RECIRING, "transcript", str(rehearsal_file)], stdout=write, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.skipif(os.name == "nt", reason="a shell that closes streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["--help", "list", "check nowhere.toml", "", "schema"])
def test_closed_streams_cause_no_traceback(closed: str, words: str, tmp_path: Path) -> None:
    command = f'"$0" -m reciring {words} {closed}'
    environment = {**os.environ, "RECIRING_SESSIONS": str(tmp_path)}
    done = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    if words in ("--help", "schema") and closed == ">&-":
        assert done.returncode == 1
        assert done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
@pytest.mark.parametrize("words", [["--help"], ["schema"], ["guide"]])
def test_a_full_disk_is_reported_in_one_line(words: list[str]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([*RECIRING, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "The system reports: No space left on device.\n"


def test_characters_outside_the_encoding_become_question_marks(rehearsal_file: Path) -> None:
    done = subprocess.run(
        [*RECIRING, "summary", str(rehearsal_file)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 0
    assert b"Zo? van Dijk" in done.stdout


def test_files_are_utf_8_in_any_locale(rehearsal_file: Path) -> None:
    done = subprocess.run(
        [*RECIRING, "summary", str(rehearsal_file), "--format", "md"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    )
    assert "Zoë van Dijk" in done.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_causes_no_traceback() -> None:
    waiting = subprocess.Popen(
        [*RECIRING, "replay", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that starts the tests in the background lets all their processes ignore the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert waiting.stdin and waiting.stderr
    # The signal comes while stdin is read: an earlier one would interrupt an import.
    waiting.stdin.write("0:00 ")
    waiting.stdin.flush()
    wait_until(lambda: waiting.poll() is not None or _reads_stdin(waiting.pid), "the program does not read")
    waiting.send_signal(signal.SIGINT)
    _, err = waiting.communicate(timeout=WAIT_LIMIT)
    assert (waiting.returncode, err.strip()) == (130, "Stopped.")


def _reads_stdin(pid: int) -> bool:
    """Return whether the process waits in a read of a pipe; True on systems that do not show it."""
    try:
        return "pipe" in Path(f"/proc/{pid}/wchan").read_text() or Path(f"/proc/{pid}/syscall").read_text().startswith(
            "0 0x0"
        )
    except OSError:
        return True


def test_a_bug_is_reported_in_a_file_without_names(tmp_path: Path) -> None:
    code = (
        "import sys, reciring.cli as cli, reciring.cli.list as module\n"
        "def broken(context): raise RuntimeError('Anne Visser said so')\n"
        "module.list_sessions = broken\n"
        "sys.argv = ['reciring', 'list', '--language', 'nl']\n"
        "cli.main()"
    )
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 1
    assert done.stderr.startswith("reciring is gestopt")
    (report,) = tmp_path.rglob("fault-*.txt")
    assert str(report) in done.stderr
    assert "Anne" not in done.stderr + report.read_text()


def test_an_os_error_is_reported_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(text: str) -> None:
        raise PermissionError(13, "Permission denied", "somewhere")

    monkeypatch.setattr(streams, "out", refuse)
    assert run(["--version"]) == 1
    assert capsys.readouterr().err == "somewhere: the system reports: Permission denied.\n"


def test_list_imports_no_slow_packages(tmp_path: Path) -> None:
    code = (
        "import sys, reciring.cli as cli\n"
        f"cli.run(['list', '--sessions', {str(tmp_path)!r}])\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    slow = {"textual", "pydantic", "babel", "jinja2", "typst", "icalendar", "openpyxl", "fontTools"}
    assert slow.isdisjoint(eval(done.stdout))
