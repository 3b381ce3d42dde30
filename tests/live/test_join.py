"""The web server as a child of the console: it says what it is, and never outlives the console."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from reciring.live.join import JoinServer, ServerFacts
from reciring.ring.session import Phase
from reciring.store.atomic_write import write_file
from reciring.store.inbox import InboxReader, Joined, Left
from reciring.store.toml import encode
from reciring.web.access import AccessList
from tests.support.line_sessions import session_in_phase
from tests.support.waiting import wait_until

HOST = "127.0.0.1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ring.toml"
    write_file(path, encode(session_in_phase(Phase.ROUND)))
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    # A port of its own: tests beside this one would take the default one as soon as it is free.
    AccessList(path).keep_address(port, f"http://{HOST}:{port}")
    return path


def port_of(facts: ServerFacts | None) -> int:
    assert facts
    return int(facts.url.rpartition(":")[2])


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return True
    return False


def is_gone(pid: int) -> bool:
    """Whether a process has ended, or only waits for its parent to notice."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def test_it_says_its_address_and_codes_and_stops_when_asked(path: Path) -> None:
    server = JoinServer(path)
    assert server.start(HOST) is None
    facts = server.facts
    assert facts
    assert facts.url.startswith(f"http://{HOST}:")
    assert len(facts.code) == 6
    connection = http.client.HTTPConnection(HOST, port_of(facts), timeout=20)
    connection.request("GET", "/api/ring")
    assert connection.getresponse().status == 200
    connection.close()
    server.stop()
    assert not server.running
    assert is_free(port_of(facts))
    assert is_gone(facts.pid)


def test_codes_stay_the_same_until_the_ring_is_closed_to_phones(path: Path) -> None:
    codes = []
    for close in (False, True, False):
        server = JoinServer(path)
        assert server.start(HOST) is None
        assert server.facts
        codes.append(server.facts.code)
        (server.close if close else server.stop)()
    assert codes[0] == codes[1] != codes[2]


def test_closing_the_ring_takes_the_names_from_all_phones(path: Path) -> None:
    server = JoinServer(path)
    assert server.start(HOST) is None
    assert server.facts
    connection = http.client.HTTPConnection(HOST, port_of(server.facts), timeout=20)
    body = json.dumps({"code": server.facts.code, "name": "p2"})
    connection.request("POST", "/api/join", body, {"Content-Type": "application/json"})
    assert connection.getresponse().status == 201
    connection.close()
    server.close()
    assert [(type(it), getattr(it, "who", "")) for it in InboxReader(path).read()] == [(Joined, "p2"), (Left, "p2")]


def test_a_second_server_says_where_the_first_one_is(path: Path) -> None:
    first, second = JoinServer(path), JoinServer(path)
    assert first.start(HOST) is None
    assert first.facts
    problem = second.start(HOST)
    first.stop()
    assert problem
    assert "http://127.0.0.1:" in str(problem)
    assert not second.running


def test_a_server_that_was_killed_is_reported_and_can_be_started_again(path: Path) -> None:
    server = JoinServer(path)
    assert server.start(HOST) is None
    assert server.facts
    changes: list[int] = []
    server.changed = lambda: changes.append(1)
    os.kill(server.facts.pid, signal.SIGKILL)
    wait_until(lambda: server.problem, "the end of the server was not noticed")
    assert not server.running
    assert changes
    elsewhere = JoinServer(path)
    assert elsewhere.start(HOST) is None
    assert server.look()
    assert server.problem is None
    elsewhere.stop()
    assert server.start(HOST) is None
    server.stop()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")
def test_it_ends_when_the_console_is_killed(path: Path) -> None:
    code = (
        "import os, pathlib, sys\n"
        "from reciring.live.join import JoinServer\n"
        f"server = JoinServer(pathlib.Path(sys.argv[1])); assert server.start({HOST!r}) is None\n"
        "print(server.facts.pid, server.facts.url, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
    pid, url = run.stdout.split()
    wait_until(lambda: is_gone(int(pid)), "the server lives on without its console")
    assert is_free(int(url.rpartition(":")[2]))
