"""Measure the web server of a ring: hand-ins, changes, memory, idle processor time, and the phone's page.

Also what phones cost the console: a key and its echo, with sixty of them and without.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec.structs import replace

from reciring.live.join import JoinServer
from reciring.store.access import read_access
from reciring.store.atomic_write import write_file
from reciring.store.toml import encode
from tests.bench import process, rings
from tests.bench.figures import Row, row
from tests.bench.keys import SENTENCES, Typist
from tests.bench.opening import RECIRING, started
from tests.support.line_sessions import session_in_phase
from tests.support.web_pages import CHROMIUM

HOST = "127.0.0.1"
PHONES, STREAMS, MANY = 20, 60, 300
SLOW_NETWORK = {"downloadThroughput": 200_000, "uploadThroughput": 93_750, "latency": 150, "offline": False}
"""1.6 Mbit a second, and 150 ms for a request: a phone on a weak connection."""
PAGE = ("/", "/style.css", "/connection.js", "/phone.js")
BARE = """
import os, socket, sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
file = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def post(request):
    os.write(file, b"x" * 200 + b"\\n")
    os.fsync(file)
    return JSONResponse({}, 201)
listening = socket.socket()
listening.bind(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
app = Starlette(routes=[Route("/", post, methods=["POST"])])
config = uvicorn.Config(app, log_config=None, access_log=False)
uvicorn.Server(config).run([listening])
"""


class Phone:
    """A keep-alive connection to a server, with the cookie of a device."""

    def __init__(self, port: int, code: str = "", who: str = "") -> None:
        self.port, self.cookie = port, ""
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        if code:
            self.post("/api/join", {"code": code, "name": who})

    def post(self, path: str, body: object) -> float:
        """Send a request; return the milliseconds until its answer."""
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        start = time.perf_counter()
        self.connection.request("POST", path, json.dumps(body), headers)
        response = self.connection.getresponse()
        response.read()
        took = 1000 * (time.perf_counter() - start)
        assert response.status == 201, response.status
        if cookie := response.getheader("set-cookie"):
            self.cookie = cookie.partition(";")[0]
        return took


Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]
"""Both ends of a connection: a writer that is no longer used would close it."""


async def _open_streams(port: int, cookie: str, number: int) -> list[Stream]:
    streams = []
    for _ in range(number):
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(f"GET /api/live HTTP/1.1\r\nHost: {HOST}:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
        streams.append((reader, writer))
    await asyncio.gather(*(_until(stream, b'"title"') for stream in streams))
    return streams


async def _until(stream: Stream, wanted: bytes) -> None:
    while wanted not in (line := await stream[0].readline()):
        assert line, "the stream ended"


async def _changes(port: int, cookie: str, path: Path, times: int) -> list[float]:
    """Milliseconds from the save of a change until the last stream has it."""
    streams = await _open_streams(port, cookie, STREAMS)
    session, found = session_in_phase(), []
    for number in range(times):
        title = f"change {number}"
        data = encode(replace(session, title=title))
        start = time.perf_counter()
        await asyncio.to_thread(write_file, path, data)
        await asyncio.gather(*(_until(stream, title.encode()) for stream in streams))
        found.append(1000 * (time.perf_counter() - start))
        await asyncio.sleep(0.2)
    return found


def _at_once(phones: list[Phone], path: str, bodies: list[dict[str, object]]) -> list[float]:
    with ThreadPoolExecutor(len(phones)) as pool:
        return list(pool.map(lambda pair: pair[0].post(path, pair[1]), zip(phones, bodies, strict=True)))


def rows(quick: bool) -> Iterator[Row]:
    times = 5 if quick else 40
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        path = Path(name) / "ring.toml"
        write_file(path, encode(session_in_phase()))
        server = JoinServer(path)
        assert server.start(HOST) is None
        stack.callback(server.stop)
        assert server.facts
        facts, port = server.facts, int(server.facts.url.rpartition(":")[2])
        bare = subprocess.Popen([sys.executable, "-c", BARE, str(Path(name) / "bare")], stdout=subprocess.PIPE)
        stack.callback(bare.wait)
        stack.callback(bare.kill)
        assert bare.stdout
        bare_port = int(bare.stdout.readline())

        phones = [Phone(port, facts.code, "p1") for _ in range(PHONES)]
        beside = [Phone(bare_port) for _ in range(PHONES)]
        ours: list[float] = []
        floor: list[float] = []
        for number in range(times):
            hand_in: dict[str, object] = {"id": f"n{number}", "who": "p1", "kind": "offer", "text": "kent een zaal"}
            hand_in["question"] = "q4"
            ours += _at_once(phones, "/api/hand-ins", [hand_in] * PHONES)
            floor += _at_once(beside, "/", [hand_in] * PHONES)
        name_of = f"hand-in to durable, {PHONES} phones at once"
        yield row("room", name_of, "", 100, ours, judged="p99")
        yield row("room", "the same", "a bare starlette POST and fsync", 2, ours, floor, judged="p99")

        reader = Phone(port, facts.code, "p2").cookie
        found = asyncio.run(_changes(port, reader, path, times))
        yield row("room", f"a change to the last of {STREAMS} phones", "", 150, found, judged="p99")

        sizes = []
        for address in PAGE:
            connection = http.client.HTTPConnection(HOST, port, timeout=60)
            connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
            sizes.append(len(connection.getresponse().read()) / 1000)
            connection.close()
        yield row("room", "the phone's page, all files", "", 60, [sum(sizes)], unit="kB")

        if CHROMIUM:
            took = _first_loads(facts.url, 3 if quick else 15)
            yield row("room", "the phone's page, first load at 1.6 Mbit/s", "", 1000, took)

        if process.KNOWN:
            yield from asyncio.run(_idle(port, facts.pid, reader, 3 if quick else 20))

    yield _echo(quick)


def _first_loads(url: str, times: int) -> list[float]:
    """Milliseconds until a phone on a slow network shows where the code goes, each with nothing kept."""
    from playwright.sync_api import sync_playwright

    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for _ in range(times):
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW_NETWORK)
            start = time.perf_counter()
            page.goto(url, wait_until="commit")
            page.wait_for_selector("#code", state="visible")
            found.append(1000 * (time.perf_counter() - start))
            page.close()
        browser.close()
    return found


def _echo(quick: bool) -> Row:
    """The echo of keys in two consoles that are typed in by turns: one has phones, the other one has none."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        typists = {}
        path = Path()
        for size in ("alone", "room"):
            folder = Path(name) / size
            folder.mkdir()
            path = rings.file(folder, 20)
            typists[size] = Typist(stack.enter_context(started([RECIRING, "open", str(path)])), size)
        terminal = typists["room"].terminal
        time.sleep(1.5)
        terminal.type("/join 127.0.0.1")
        terminal.key("enter")
        terminal.wait_for("http://127.0.0.1")
        access = read_access(path)
        assert access
        room = stack.enter_context(Room(access.port, access.code))
        for text in SENTENCES * (1 if quick else 4):
            room.busy.set()
            typists["room"].sentence(text)
            room.busy.clear()
            typists["alone"].sentence(text)
        assert room.handed_in
        echoes = {size: typist.echoes() for size, typist in typists.items()}
    what = f"key to echo in the console, {STREAMS} phones, a hand-in a second"
    return row("room", what, "a console without phones", 1.15, echoes["room"], echoes["alone"], judged="p50")


class Room(contextlib.AbstractContextManager["Room"]):
    """Sixty phones that follow a ring in a thread of their own. While they are ``busy``, one hands in each second."""

    def __init__(self, port: int, code: str) -> None:
        self.busy, self._over = threading.Event(), threading.Event()
        self.handed_in = 0
        self._phone = Phone(port, code, "p1")
        self._thread = threading.Thread(target=lambda: asyncio.run(self._follow()), name="room")
        self._thread.start()

    async def _follow(self) -> None:
        streams = await _open_streams(self._phone.port, self._phone.cookie, STREAMS)
        reading = [asyncio.create_task(_until(stream, b"never sent")) for stream in streams]
        while not self._over.is_set():
            await asyncio.sleep(1)
            if self.busy.is_set():
                self.handed_in += 1
                body = {"id": f"n{self.handed_in}", "who": "p1", "kind": "offer", "text": "knows a hall"}
                await asyncio.to_thread(self._phone.post, "/api/hand-ins", {**body, "question": "q5"})
                self._phone.connection.close()  # The server keeps no idle connection for long.
        for task in reading:
            task.cancel()

    def __exit__(self, *_left_by: object) -> None:
        self._over.set()
        self._thread.join()


async def _idle(port: int, pid: int, cookie: str, seconds: float) -> list[Row]:
    streams = await _open_streams(port, cookie, STREAMS)
    before = process.cpu(pid)
    await asyncio.sleep(seconds)
    share = 100 * (process.cpu(pid) - before) / seconds
    streams += await _open_streams(port, cookie, MANY - STREAMS)
    memory = process.memory(pid)
    return [
        row("room", f"idle processor time with {STREAMS} phones", "", 2, [share], unit="%"),
        row("room", f"memory with {MANY} phones", "", 80, [memory], unit="MB"),
    ]
