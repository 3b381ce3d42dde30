"""However the console ends, its server ends with it: nothing is left behind, and nothing is lost."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from reciring.ring.session import Phase
from reciring.store.access import Access, read_access
from reciring.store.atomic_write import write_file
from reciring.store.files import load_session
from reciring.store.inbox import HandIn, InboxReader
from reciring.store.toml import encode
from reciring.web.access import AccessList
from tests.support.line_sessions import session_in_phase
from tests.support.terminal import Terminal
from tests.support.waiting import wait_until
from tests.support.web_server import DEADLINE, client_elsewhere, running_server

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal here"),
]
PHONES = 60


def access_of(path: Path) -> Access:
    access = read_access(path)
    assert access
    return access


def end(terminal: Terminal, way: str) -> None:
    """End the console, or only the server."""
    match way:
        case "/join off":
            terminal.type("/join off")
            terminal.key("enter")
        case "SIGTERM":
            terminal.kill(signal.SIGTERM)
        case "the window is closed":
            terminal.hang_up()


@pytest.mark.parametrize("way", ["/join off", "SIGTERM", "the window is closed"])
def test_the_server_is_gone_within_two_seconds_with_sixty_phones(tmp_path: Path, way: str) -> None:
    path = tmp_path / "ring.toml"
    write_file(path, encode(session_in_phase(Phase.ROUND)))
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    AccessList(path).keep_address(port, f"http://127.0.0.1:{port}")
    command = [sys.executable, "-m", "reciring", "open", str(path), "--language", "en"]
    with Terminal.start(command, columns=120, rows=40) as terminal:
        terminal.wait_for("Karin")
        terminal.key("escape")
        terminal.type("/join 127.0.0.1")
        terminal.key("enter")
        terminal.wait_for("Phones join at")
        before = access_of(path)
        assert before.port == port
        phone = client_elsewhere(port, before)
        assert phone.join("p5").status == 201
        streams = []
        for _ in range(PHONES):
            stream = socket.create_connection(("127.0.0.1", port), timeout=DEADLINE)
            stream.sendall(f"GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {phone.cookie}\r\n\r\n".encode())
            assert stream.recv(100).startswith(b"HTTP/1.1 200")
            streams.append(stream)
        assert phone.hand_in("knows a hall", who="p5", question="q4").status == 201
        terminal.wait_for("knows a hall")
        terminal.type("half a line")
        terminal.wait_for("half a line")
        wait_until(lambda: "half a line" in path.read_text("utf-8"), "the draft was not saved")
        if way == "/join off":
            for _ in "half a line":
                terminal.key("backspace")
        started = time.monotonic()
        end(terminal, way)
        wait_until(lambda: refused(port), "the server still answers")
        assert time.monotonic() - started < 5  # two seconds on a quiet machine
        for stream in streams:
            stream.close()
        screen = "\n".join(terminal.screen()) if way == "/join off" else ""
        assert "Traceback" not in screen
        assert "uvicorn" not in screen
    session, _ = load_session(path)
    assert [entry.text for entry in InboxReader(path).read() if isinstance(entry, HandIn)] == ["knows a hall"]
    if way == "/join off":
        return
    assert session.draft
    assert session.draft.text == "half a line"
    with running_server(path, port=port) as server:
        phone.server = server
        assert server.access.access.code == before.code
        assert phone.get("/api/hand-ins").status == 200


def refused(port: int) -> bool:
    """Whether nobody listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
