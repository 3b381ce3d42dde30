"""A real network: a laptop and a phone, each in a network namespace of its own.

They need root and Debian's ``iproute2``; elsewhere they are skipped. Nothing leaves the namespaces.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from reciring.ring.command_types import NextQuestion
from reciring.ring.session import Phase
from reciring.store.atomic_write import write_file
from reciring.store.toml import encode
from tests.support.console_driver import console_on, rehearsal_session
from tests.support.line_sessions import minute, session_in_phase, updated
from tests.support.waiting import wait_until
from tests.support.web_pages import CHROMIUM

LAPTOP, PHONE = f"laptop{os.getpid()}", f"phone{os.getpid()}"
WIFI, OTHER, PHONE_ADDRESS = "192.168.178.20", "192.168.50.7", "192.168.178.30"
NOBODY = "02:00:00:00:00:99"
"""The hardware address of no card: what is sent there is lost without a word."""
ASK = """
import http.client, json, sys
host, port, method, path, body, headers = json.loads(sys.argv[1])
connection = http.client.HTTPConnection(host, port, timeout=20)
connection.request(method, path, body, headers)
response = connection.getresponse()
print(json.dumps([response.status, response.read().decode()]))
"""


def ip(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["ip", *words], capture_output=True, text=True)


def _possible() -> bool:
    if os.name == "nt" or os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    name = f"try{os.getpid()}"
    made = ip("netns", "add", name).returncode == 0
    ip("netns", "del", name)
    return made


pytestmark = [
    pytest.mark.skipif(not _possible(), reason="no network namespaces here (root, Debian: iproute2)"),
    pytest.mark.xdist_group("network"),
]


@pytest.fixture
def network() -> Iterator[None]:
    """A laptop with Wi-Fi, containers and a VPN, and a phone on the same Wi-Fi."""
    steps = [
        f"netns add {LAPTOP}",
        f"netns add {PHONE}",
        f"link add wlan0 netns {LAPTOP} type veth peer name wlan0 netns {PHONE}",
        *(f"-n {LAPTOP} link add {card} type veth peer name {card}-far" for card in ("docker0", "tun0")),
        *(f"-n {LAPTOP} link set {card}-far up" for card in ("docker0", "tun0")),
        *(f"-n {LAPTOP} link set {card} up" for card in ("lo", "wlan0", "docker0", "tun0")),
        *(f"-n {PHONE} link set {card} up" for card in ("lo", "wlan0")),
        f"-n {LAPTOP} addr add {WIFI}/24 dev wlan0",
        f"-n {LAPTOP} addr add 172.17.0.1/16 dev docker0",
        f"-n {LAPTOP} addr add 10.8.0.2/24 dev tun0",
        f"-n {LAPTOP} addr add 169.254.94.80/16 dev docker0",
        f"-n {LAPTOP} route add default via 192.168.178.1 dev wlan0",
        f"-n {PHONE} addr add {PHONE_ADDRESS}/24 dev wlan0",
        f"-n {PHONE} addr add 192.168.50.30/24 dev wlan0",
    ]
    try:
        for step in steps:
            done = ip(*step.split())
            assert done.returncode == 0, f"{step}: {done.stderr}"
        yield
    finally:
        ip("netns", "del", LAPTOP)
        ip("netns", "del", PHONE)


@contextlib.contextmanager
def all_packets_lost() -> Iterator[None]:
    """While the block runs, laptop and phone hear nothing of each other, and nothing says so."""
    ends = ((LAPTOP, PHONE_ADDRESS), (PHONE, WIFI))
    for here, there in ends:
        assert ip("-n", here, *f"neigh replace {there} lladdr {NOBODY} nud permanent dev wlan0".split()).returncode == 0
    yield
    for here, there in ends:
        assert ip("-n", here, *f"neigh del {there} dev wlan0".split()).returncode == 0


def program_in(namespace: str, program: str, folder: Path) -> str:
    """The path of a script that runs a program in a network namespace."""
    script = folder / f"{namespace}.sh"
    script.write_text(f'#!/bin/sh\nexec ip netns exec {namespace} "{program}" "$@"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return str(script)


class Server:
    """``reciring serve --json`` on the laptop. ``before`` is Python that runs first."""

    def __init__(self, path: Path, before: str = "") -> None:
        run = f"{before}\nimport sys; from reciring.cli import main; sys.exit(main())"
        command = ["ip", "netns", "exec", LAPTOP, sys.executable, "-c", run, "serve", str(path), "--json"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.facts = self.next_facts()

    def next_facts(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    @property
    def port(self) -> int:
        return int(self.facts["url"].rpartition(":")[2])

    def from_phone(
        self, method: str, path: str, body: object = None, *, host: str = WIFI, **headers: str
    ) -> tuple[int, Any]:
        """What a phone in the room gets."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            sent = {"Content-Type": "application/json", "Origin": f"http://{host}:{self.port}", **sent}
        data = None if body is None else json.dumps(body)
        words = json.dumps([host, self.port, method, path, data, sent])
        command = ["ip", "netns", "exec", PHONE, sys.executable, "-c", ASK, words]
        run = subprocess.run(command, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        status, text = json.loads(run.stdout)
        return status, text

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(20)


@pytest.fixture
def server(network: None, tmp_path: Path) -> Iterator[Server]:
    path = tmp_path / "ring.toml"
    write_file(path, encode(session_in_phase(Phase.ROUND)))
    server = Server(path)
    with contextlib.closing(server):
        yield server


def test_the_address_of_the_wifi_is_chosen_and_a_phone_reaches_it(server: Server) -> None:
    assert server.facts["url"] == f"http://{WIFI}:{server.port}"
    offered = [address["url"] for address in server.facts["addresses"]]
    assert not any("127." in url or "169.254" in url for url in offered)
    assert {address["network"] for address in server.facts["addresses"][1:]} == {"docker0", "tun0"}
    assert server.from_phone("GET", "/")[0] == 200
    assert server.next_facts()["reached"] is True


def test_over_plain_http_a_phone_joins_without_sec_fetch_headers(server: Server) -> None:
    status, answer = server.from_phone("POST", "/api/join", {"code": server.facts["code"], "name": "p1"})
    assert status == 201
    assert "Anne Visser" in answer
    for origin in ("null", "http://evil.example", f"http://{WIFI}:1"):
        assert server.from_phone("POST", "/api/join", {"code": "x"}, Origin=origin)[0] == 403


def test_from_afar_nobody_without_the_code_gets_a_name_or_the_stage(server: Server) -> None:
    for path in ("/api/ring", "/api/ring?role=stage", "/api/ring?view=typist"):
        status, answer = server.from_phone("GET", path)
        assert status == 200
        assert "Visser" not in answer
        assert "wie helpt" not in answer
    for path in ("/api/hand-ins", "/api/me/page?who=p1"):
        assert server.from_phone("GET", path)[0] == 401


def test_the_stage_opens_on_the_laptop_at_every_address_and_does_not_count_as_a_phone(server: Server) -> None:
    code = f"import urllib.request; print(urllib.request.urlopen('{server.facts['url']}/api/ring').read().decode())"
    command = ["ip", "netns", "exec", LAPTOP, sys.executable, "-c", code]
    answer = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert answer["asking"]["asker"] == "Fatima El Amrani"
    assert server.from_phone("GET", "/")[0] == 200
    assert server.next_facts()["reached"] is True, "the laptop itself was taken for a phone"


def test_a_foreign_name_that_leads_here_is_refused(server: Server) -> None:
    for host in ("evil.example", f"{WIFI}.evil.example", "127.0.0.1", "localhost"):
        expected = 421 if "evil" in host else 200
        assert server.from_phone("GET", "/api/ring", Host=f"{host}:{server.port}")[0] == expected


def test_the_server_answers_at_a_new_address_and_says_it(server: Server) -> None:
    server.from_phone("GET", "/")
    assert server.next_facts()["reached"]
    for step in (f"addr del {WIFI}/24 dev wlan0", f"addr add {OTHER}/24 dev wlan0"):
        assert ip("-n", LAPTOP, *step.split()).returncode == 0
    while f"//{OTHER}:" not in server.facts["url"]:
        server.facts = server.next_facts()
    assert server.from_phone("GET", "/api/ring", host=OTHER)[0] == 200
    assert server.from_phone("POST", "/api/join", {"code": server.facts["code"]}, host=OTHER)[0] == 201
    assert server.from_phone("GET", "/api/ring", host=OTHER, Host=f"{WIFI}:{server.port}")[0] == 421


# --- the network fails ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (Debian: chromium)")
def test_after_lost_packets_a_phone_shows_what_is_true_within_three_seconds(server: Server, tmp_path: Path) -> None:
    program = program_in(PHONE, str(CHROMIUM), tmp_path)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.set_default_timeout(30_000)
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{server.facts['url']}/#{server.facts['code']}")
        page.get_by_role("button", name="Anne Visser", exact=True).click()
        expect(page.locator("#asking-name")).to_have_text("Fatima El Amrani")
        assert page.evaluate("window.isSecureContext") is False
        page.fill("#offer-text", "half a sentence")
        with all_packets_lost():
            session = updated(session_in_phase(Phase.ROUND), NextQuestion(at=minute(22), who="p2"))
            write_file(tmp_path / "ring.toml", encode(session))
            expect(page.locator("#status")).not_to_be_empty(timeout=20_000)
        expect(page.locator("#asking-name")).to_have_text("Anneke de Groot", timeout=3_000)
        assert page.input_value("#offer-text") == "half a sentence"
        assert problems == []
        browser.close()


def test_connections_of_a_phone_that_vanished_are_closed(network: None, tmp_path: Path) -> None:
    path = tmp_path / "ring.toml"
    write_file(path, encode(session_in_phase(Phase.ROUND)))
    server = Server(path, "import reciring.web.protocol as p; p.UNANSWERED_SECONDS = 1")
    with contextlib.closing(server):
        pid = server.facts["pid"]
        before = len(os.listdir(f"/proc/{pid}/fd"))
        follow = (
            "import socket, time\n"
            f"all = [socket.create_connection(({WIFI!r}, {server.port})) for _ in range(5)]\n"
            f"for one in all: one.sendall(b'GET /api/live HTTP/1.1\\r\\nHost: {WIFI}\\r\\n\\r\\n')\n"
            "for one in all: one.recv(100)\n"
            "print('following', flush=True); time.sleep(60)\n"
        )
        command = ["ip", "netns", "exec", PHONE, sys.executable, "-c", follow]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as phone:
            assert phone.stdout
            assert phone.stdout.readline() == "following\n"
            assert len(os.listdir(f"/proc/{pid}/fd")) == before + 5
            with all_packets_lost():
                wait_until(lambda: len(os.listdir(f"/proc/{pid}/fd")) == before, "a phone that vanished is still here")
            phone.kill()


async def test_the_console_says_what_may_be_the_cause_until_a_phone_comes(
    network: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program_in(LAPTOP, sys.executable, tmp_path))
    async with console_on(tmp_path, rehearsal_session(-1, "en")) as driver:
        await driver.enter("/join")
        await driver.wait_until_drawn()
        server = driver.screen.view.server
        assert server
        assert server.facts
        assert server.facts.url.startswith(f"http://{WIFI}:")
        with all_packets_lost():
            assert visit(server.facts.url).returncode != 0
            await driver.pass_time(60)
            assert "hotspot" not in driver.reminder
            await driver.pass_time(61)
            assert "mobile data or a firewall" in driver.reminder
        assert visit(server.facts.url).returncode == 0
        wait_until(lambda: server.facts and server.facts.reached, "the phone was not noticed")
        await driver.pass_time(1)
        assert "mobile data" not in driver.reminder
        assert "none has joined" in driver.reminder


def visit(url: str) -> subprocess.CompletedProcess[str]:
    """Open a page from the phone; fails after two seconds without an answer."""
    code = f"import urllib.request; urllib.request.urlopen({url!r}, timeout=2).read()"
    command = ["ip", "netns", "exec", PHONE, "python3", "-c", code]
    return subprocess.run(command, capture_output=True, text=True)
