"""Nothing opens a network connection: whatever Python would do of that kind is refused here, and nothing notices."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command_line import write_rehearsal

GUARD = """
import sys
NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.sendto",
           "socket.sendmsg", "urllib.Request", "http.client.connect", "smtplib.connect", "ftplib.connect")
def guard(event, arguments):
    if event in NETWORK and not (event == "socket.connect" and isinstance(arguments[1], (str, bytes))):
        print("NETWORK", event, arguments, file=sys.stderr, flush=True)
        raise OSError("no network")
sys.addaudithook(guard)
from reciring.cli import run
sys.exit(run(sys.argv[1:]))
"""


def guarded(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", GUARD, *map(str, words)], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def test_the_guard_guards() -> None:
    code = GUARD.replace("from reciring.cli import run", "import socket").replace(
        "sys.exit(run(sys.argv[1:]))", "socket.create_connection(('127.0.0.1', 9))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "NETWORK socket." in run.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("check", "{ring}"),
        ("transcript", "{ring}"),
        ("schema",),
        ("new", "A ring", "--no-open", "--sessions", "{folder}/new"),
        *(("summary", "{ring}", "--format", form) for form in ("terminal", "md", "csv", "ics", "chat", "json", "html")),
        ("summary", "{ring}", "--format", "pdf", "-o", "{folder}/a.pdf"),
        ("mail", "{ring}", "-o", "{folder}/mails"),
        ("guide",),
    ],
    ids=lambda words: " ".join(words[:1] + words[2:4]),
)
def test_no_command_opens_a_connection(words: tuple[str, ...], tmp_path: Path) -> None:
    ring = write_rehearsal(tmp_path / "ring.toml")
    run = guarded(*(word.format(ring=ring, folder=tmp_path) for word in words))
    assert "NETWORK" not in run.stderr
    assert run.returncode == 0, run.stderr
