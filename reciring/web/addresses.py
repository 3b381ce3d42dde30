"""The addresses of this computer that a phone in the room can reach.

A phone reaches private addresses of the local network. It does not reach loopback or link-local addresses, nor the
networks of containers, virtual machines and VPNs. Only their names show what these are, so they are offered last.

"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import Final, NamedTuple

import psutil

_VIRTUAL: Final = re.compile(
    r"docker|br-|veth|virbr|vmnet|vbox|vethernet|wsl|tun|tap|wg|utun|zt|tailscale|ham|ppp|bridge|podman|cni|lxc|lxd",
    re.IGNORECASE,
)


class Address(NamedTuple):
    """An address of this computer, and the name of the network card that has it."""

    host: str
    network: str
    likely: bool
    """Whether phones in the room probably reach it."""

    def url(self, port: int) -> str:
        """``http://192.168.178.20:8800``; IPv6 in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{port}"


def local_addresses() -> list[Address]:
    """The addresses that phones may reach now, the best first. Empty without a network."""
    status = psutil.net_if_stats()
    cards = {
        name: [entry.address for entry in entries if entry.family in (socket.AF_INET, socket.AF_INET6)]
        for name, entries in psutil.net_if_addrs().items()
        if name not in status or status[name].isup
    }
    return choose_addresses(cards, default_route_address())


def choose_addresses(cards: dict[str, list[str]], default: str | None) -> list[Address]:
    """Order the addresses of network cards: that of the default route first, then real cards, then virtual ones.

    IPv6 comes after IPv4, which every phone and every typed address can handle.
    """
    reachable = [(card, address) for card, texts in cards.items() for address in _reachable(texts)]
    # A public address is rare in a room, and reaches further than the room: only without a private one.
    private = [(card, address) for card, address in reachable if address.is_private]
    found = [Address(str(address), card, likely=not _VIRTUAL.match(card)) for card, address in private or reachable]
    return sorted(found, key=lambda it: (not it.likely, ":" in it.host, it.host != default))


def _reachable(texts: Iterable[str]) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    addresses = []
    for text in texts:
        try:
            address = ipaddress.ip_address(text.partition("%")[0])
        except ValueError:
            continue
        if not (address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast):
            addresses.append(address)
    return addresses


def default_route_address() -> str | None:
    """The address that this computer uses to reach other networks; None without one. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket only asks the system for the route. 192.0.2.1 is reserved for documentation.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])
