"""Addresses of a real network: a laptop and a phone, each in a network namespace of its own.

They need root and Debian's ``iproute2``; elsewhere they are skipped. Nothing leaves the namespaces.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reciring.ring.session import Phase
from reciring.store.atomic_write import write_file
from reciring.store.toml import encode
from tests.support.line_sessions import session_in_phase

LAPTOP, PHONE = f"laptop{os.getpid()}", f"phone{os.getpid()}"
WIFI, OTHER = "192.168.178.20", "192.168.50.7"
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
        f"-n {PHONE} addr add 192.168.178.30/24 dev wlan0",
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


class Server:
    """``reciring serve --json`` on the laptop."""

    def __init__(self, path: Path) -> None:
        command = ["ip", "netns", "exec", LAPTOP, sys.executable, "-m", "reciring", "serve", str(path), "--json"]
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
