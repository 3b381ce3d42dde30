"""Host names in every spelling: which of them are ours."""

from __future__ import annotations

import pytest

from reciring.web.guards import host_matches

HOSTS = {"192.168.178.20", "127.0.0.1", "localhost", "::1", "fd00::20"}


@pytest.mark.parametrize(
    "host",
    [
        "192.168.178.20:8800",
        "192.168.178.20",
        "localhost:8800",
        "LOCALHOST:8800",
        "localhost.:8800",
        "127.0.0.1:8800",
        "[::1]:8800",
        "[::1]",
        "[FD00::20]:8800",
        "[fd00:0::20]:8800",
    ],
)
def test_our_addresses_match(host: str) -> None:
    assert host_matches(host, HOSTS, 8800)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "[",
        "[::1",
        "[::1]x",
        "::1",
        "evil.example:8800",
        "192.168.178.20.evil.example:8800",
        "evil192.168.178.20:8800",
        "192.168.178.20:8801",
        "192.168.178.20:8800:8800",
        "user@192.168.178.20:8800",
        "192.168.178.20/path",
        "192.168.178.20:8800,evil.example",
        "192.168.178.200:8800",
        "[fd00::21]:8800",
        "local host:8800",
    ],
)
def test_everything_else_does_not(host: str) -> None:
    assert not host_matches(host, HOSTS, 8800)
