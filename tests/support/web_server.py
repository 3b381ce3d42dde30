"""A real web server of a ring in a thread, on loopback, and a small client for it."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from reciring.clock import Clock, SystemClock
from reciring.live.join import ServerFacts
from reciring.store.access import Access
from reciring.web.server import CannotServe, RingServer

DEADLINE = 20.0
"""Seconds after which a test gives up; nothing waits this long when all is well."""


class Answer(NamedTuple):
    """The answer to a request."""

    status: int
    headers: dict[str, str]
    body: Any


class Client:
    """A browser without a screen: it keeps its cookie, and sends the headers that our pages send."""

    def __init__(self, server: RingServer) -> None:
        self.server = server
        self.cookie = ""
        self.device = ""

    def request(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=DEADLINE)
        sent = {"Host": f"127.0.0.1:{self.server.port}"}
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent |= {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self.server.port}"}
        if self.cookie:
            sent["Cookie"] = self.cookie
        with contextlib.closing(connection):
            connection.request(method, path, data, {**sent, **(headers or {})})
            response = connection.getresponse()
            text = response.read()
            if cookie := response.getheader("set-cookie"):
                self.cookie = cookie.partition(";")[0]
            kind = response.getheader("content-type", "")
            value = json.loads(text) if kind.startswith("application/json") else text.decode()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, value)

    def get(self, path: str) -> Answer:
        return self.request("GET", path)

    def post(self, path: str, body: Any, **headers: str) -> Answer:
        return self.request("POST", path, body, {name.replace("_", "-"): value for name, value in headers.items()})

    def join(self, who: str = "", code: str | None = None) -> Answer:
        return self.post("/api/join", {"code": code or self.server.access.access.code, "name": who})

    def hand_in(self, text: str, *, id: str = "a1", who: str = "p1", **more: Any) -> Answer:
        return self.post("/api/hand-ins", {"id": id, "who": who, "kind": "offer", "text": text, **more})


_LOOPS: dict[RingServer, asyncio.AbstractEventLoop] = {}


def client_elsewhere(port: int, access: Access | ServerFacts) -> Client:
    """A client of a server in another process. A test knows only its port and codes."""
    return Client(SimpleNamespace(port=port, access=SimpleNamespace(access=access)))  # type: ignore[arg-type]


def tell(server: RingServer, **command: str) -> None:
    """Ask a running server to do something, as the console does."""
    _LOOPS[server].call_soon_threadsafe(server.command, json.dumps(command))


def touch(server: RingServer) -> None:
    """Let a running server send its state to all streams again."""
    _LOOPS[server].call_soon_threadsafe(server.ring.touch)


@contextlib.contextmanager
def running_server(path: Path, clock: Clock | None = None, *, port: int = 0) -> Iterator[RingServer]:
    """Serve the session in ``path`` while the block runs."""
    server = RingServer(path, clock or SystemClock(), host="127.0.0.1", port=port)
    ready, loop, problems = threading.Event(), asyncio.new_event_loop(), []
    stopped = asyncio.Event()

    def serve() -> None:
        try:
            loop.run_until_complete(server.run(ready.set, stopped))
        except (CannotServe, OSError) as error:
            problems.append(error)
        finally:
            ready.set()

    thread = threading.Thread(target=serve, name="web server")
    thread.start()
    assert ready.wait(DEADLINE)
    if problems:
        thread.join(DEADLINE)
        raise problems[0]
    _LOOPS[server] = loop
    try:
        yield server
    finally:
        del _LOOPS[server]
        loop.call_soon_threadsafe(stopped.set)
        thread.join(DEADLINE)
        assert not thread.is_alive()
        loop.close()
    if problems:
        raise problems[0]
