"""Which of a computer's addresses a phone in the room can reach."""

from __future__ import annotations

from reciring.web.addresses import choose_addresses

WIFI = {"wlan0": ["192.168.178.20", "fe80::1%wlan0"]}
LAPTOP = {
    "lo": ["127.0.0.1", "::1", "127.0.1.1"],
    "docker0": ["172.17.0.1"],
    "tun0": ["10.8.0.2"],
    "vEthernet (WSL)": ["172.28.0.1"],
    "eth9": ["169.254.94.80"],
    **WIFI,
}


def test_the_address_of_the_default_route_is_first_and_virtual_networks_are_last() -> None:
    found = choose_addresses(LAPTOP, "192.168.178.20")
    assert found[0].url(8800) == "http://192.168.178.20:8800"
    assert [it.network for it in found if not it.likely] == ["docker0", "tun0", "vEthernet (WSL)"]
    assert [it.host for it in found] == ["192.168.178.20", "172.17.0.1", "10.8.0.2", "172.28.0.1"]


def test_a_vpn_with_the_default_route_does_not_come_first() -> None:
    assert choose_addresses(LAPTOP, "10.8.0.2")[0].network == "wlan0"


def test_two_real_networks_are_both_likely() -> None:
    cards = {"wlan0": ["192.168.178.20"], "eth0": ["10.0.0.5"]}
    assert [it.host for it in choose_addresses(cards, "10.0.0.5") if it.likely] == ["10.0.0.5", "192.168.178.20"]


def test_ipv6_alone_is_offered_in_brackets_and_link_local_never() -> None:
    found = choose_addresses({"wlan0": ["fe80::1%wlan0", "fd00::20"]}, None)
    assert [it.url(80) for it in found] == ["http://[fd00::20]:80"]


def test_public_addresses_are_offered_only_if_there_is_nothing_else() -> None:
    assert [it.host for it in choose_addresses({"wlan0": ["2a02::5", "192.168.1.5"]}, None)] == ["192.168.1.5"]
    assert [it.host for it in choose_addresses({"wlan0": ["2a02::5"]}, None)] == ["2a02::5"]


def test_no_network_gives_nothing() -> None:
    assert choose_addresses({"lo": ["127.0.0.1", "::1"]}, None) == []
