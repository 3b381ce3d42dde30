"""Many phones, slow phones and phones that vanish: the others notice nothing, and nothing grows without limit."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from reciring.ring.session import Kind, Phase
from reciring.store.access import Device, Role
from reciring.store.atomic_write import write_file
from reciring.store.inbox import HandIn, HandInKind, InboxWriter
from reciring.store.toml import encode
from reciring.web.server import RingServer
from tests.support.line_sessions import NOW, session_in_phase
from tests.support.waiting import wait_until
from tests.support.web_server import DEADLINE, Client, running_server, touch

OPEN_FILES = Path("/proc/self/fd")
needs_proc = pytest.mark.skipif(not OPEN_FILES.exists(), reason="no /proc here")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ring.toml"
    write_file(path, encode(session_in_phase(Phase.ROUND)))
    return path


@pytest.fixture
def server(path: Path) -> Iterator[RingServer]:
    with running_server(path) as server:
        yield server


def joined(server: RingServer, who: str = "p1") -> Client:
    client = Client(server)
    assert client.join(who).status == 201
    return client


def connect(server: RingServer, request: str = "", *, buffer: int = 0) -> socket.socket:
    """A connection that has sent ``request``."""
    connection = socket.socket()
    if buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    connection.settimeout(DEADLINE)
    connection.connect(("127.0.0.1", server.port))
    connection.sendall(request.encode())
    return connection


def memory() -> int:
    """The bytes that this process has in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@needs_proc
def test_readers_that_stopped_cost_little_delay_nobody_and_get_the_present_state(
    server: RingServer, path: Path
) -> None:
    phone = joined(server)
    request = f"GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {phone.cookie}\r\n\r\n"
    stopped = [connect(server, request, buffer=4096) for _ in range(50)]
    wait_until(lambda: sum(server.api.here.values()) == 50, "not all streams are open")
    before = memory()
    for _ in range(2_000):
        touch(server)
    write_file(path, encode(replace(session_in_phase(Phase.ROUND), title="Present")))
    following = connect(server, request)
    text = b""
    while b"Present" not in text:
        text += following.recv(65536)
    assert memory() - before < 20_000_000
    started = time.monotonic()
    assert phone.hand_in("kent een zaal", question="q4").status == 201
    assert time.monotonic() - started < 1
    woken, text = stopped[0], b""
    while b"Present" not in text:
        text += woken.recv(65536)
    assert text.count(b"data: ") < 200, "changes were queued for a reader that had stopped"
    for connection in (*stopped, following):
        connection.close()


def test_bodies_that_drip_are_refused_and_phones_are_served_meanwhile(
    server: RingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reciring.web.api.BODY_SECONDS", 0.4)
    monkeypatch.setattr("reciring.web.protocol.REQUEST_SECONDS", 1.0)
    phone = joined(server)
    head = (
        f"POST /api/hand-ins HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {phone.cookie}\r\n"
        "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
    )
    dripping = [connect(server, head) for _ in range(20)]
    started = time.monotonic()
    assert phone.hand_in("kent een zaal", question="q4").status == 201
    assert time.monotonic() - started < 1
    for connection in dripping:
        with contextlib.suppress(OSError):
            connection.sendall(b'"')
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while data := connection.recv(4096):
                answer += data
        assert answer.startswith(b"HTTP/1.1 408"), "a body that drips was not refused"
        connection.close()


@needs_proc
def test_connections_that_are_reset_leave_nothing(server: RingServer) -> None:
    phone = joined(server)
    request = f"GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {phone.cookie}\r\n\r\n"
    before = len(list(OPEN_FILES.iterdir()))
    for _ in range(500):
        connection = connect(server, request)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    wait_until(lambda: sum(server.api.here.values()) == 0, "a phone that has gone is counted")
    wait_until(lambda: len(list(OPEN_FILES.iterdir())) <= before, "a connection was left open")


# --- bounds ---------------------------------------------------------------------------------------------------------


def test_an_inbox_of_ten_thousand_is_served_quickly_and_takes_no_more(path: Path) -> None:
    writer = InboxWriter(path)
    writer.append(
        HandIn(
            id=f"d{number // 200}:{number}", device=f"d{number // 200}", at=NOW, who=f"p{1 + number % 12}",
            kind=HandInKind.OFFER, text="x" * 200, question="q4", offer_kind=Kind.TIP,
        )
        for number in range(10_000)
    )  # fmt: skip
    writer.close()
    with running_server(path) as server:
        phone = joined(server)
        answer = phone.hand_in("nog een", question="q4")
        assert answer.status == 429
        assert answer.body["error"].endswith(".")
        state = phone.get("/api/ring")
        assert [it["text"] for it in state.body["me"][0]["handIns"]] == ["x" * 200] * 50
        assert len(str(state.body)) < 40_000
        assert phone.get("/api/ring").status == 200


def test_a_ring_takes_no_more_than_a_thousand_phones(server: RingServer) -> None:
    since = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    devices = {
        f"d{number}": Device(id=f"d{number}", token_hash=str(number), role=Role.PHONE, since=since)
        for number in range(1_000)
    }
    phone = joined(server)
    server.access.access = replace(server.access.access, devices={**server.access.access.devices, **devices})
    answer: Any = Client(server).join("p2")
    assert answer.status == 429
    assert answer.body["error"].endswith(".")
    assert phone.get("/api/hand-ins").status == 200
    assert phone.join("p3").status == 201, "a phone that has joined was refused"
