"""What every request must pass before it reaches the API: the Host, the origin, the type and the size.

The limits follow docs/explanation/security.md. A refusal is JSON with one sentence.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Collection
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reciring.ring.message import Message as Sentence
from reciring.ring.message import say

MAX_BODY_BYTES: Final = 16_000
"""The largest request: a text of 4,000 characters in any script, with what JSON puts around it."""
SECURITY_HEADERS: Final = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        b"frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class RequestRefused(Exception):
    """A request that is refused with a status and a sentence."""

    def __init__(self, status: int, reason: Sentence) -> None:
        self.status, self.reason = status, reason
        super().__init__(str(reason))


class Guard:
    """ASGI middleware that refuses requests from other pages than ours, and adds the security headers.

    ``hosts`` gives the addresses of the server now, without port. ``refuse`` makes the answer,
    and ``arrived`` gets the address of each device that asks.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Callable[[], Collection[str]],
        port: Callable[[], int],
        refuse: Callable[[Scope, RequestRefused], Response],
        arrived: Callable[[str, Scope], None],
    ) -> None:
        self.app, self.hosts, self.port, self.refuse, self.arrived = app, hosts, port, refuse, arrived

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] += [pair for pair in SECURITY_HEADERS if pair[0] not in present]
            await send(message)

        if client := scope.get("client"):
            self.arrived(client[0], scope)
        try:
            self.check(scope)
        except RequestRefused as refused:
            await self.refuse(scope, refused)(scope, receive, send_with_headers)
            return
        await self.app(scope, receive, send_with_headers)

    def check(self, scope: Scope) -> None:
        """Raise RequestRefused unless the request may go on."""
        headers = Headers(scope=scope)
        names = headers.getlist("host")
        if len(names) != 1 or not host_matches(names[0], self.hosts(), self.port()):
            raise RequestRefused(421, say("This address does not belong to this ring. Use the address on the screen."))
        if scope["method"] in ("GET", "HEAD"):
            return
        # Over plain HTTP browsers send no Sec-Fetch-Site, so its absence says nothing. They send Origin with POST.
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            raise RequestRefused(403, say("This came from another page, so nothing was done."))
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"http://{names[0].lower()}":
            raise RequestRefused(403, say("This came from another page, so nothing was done."))
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise RequestRefused(415, say("Send JSON."))
        length = headers.get("content-length", "")
        if not length.isdecimal():
            raise RequestRefused(411, say("State the length of the request."))
        if int(length) > MAX_BODY_BYTES:
            raise RequestRefused(413, say("That is too long. Shorten it and send it again."))


def host_matches(text: str, hosts: Collection[str], port: int) -> bool:
    """Whether a Host header names one of our addresses, with our port or none.

    Capitals, a dot at the end and IPv6 in brackets are fine; anything else around the name is not.
    """
    name, given_port = _split_host(text.lower())
    if given_port not in ("", str(port)):
        return False
    name = name.removesuffix(".")
    return name in {host.lower() for host in hosts}


def _split_host(text: str) -> tuple[str, str]:
    """The name and the port of a Host header; IPv6 without its brackets. ("", "?") if it is not one."""
    wrong = ("", "?")
    if text.startswith("["):
        address, bracket, rest = text[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            return wrong
        try:
            return str(ipaddress.IPv6Address(address)), rest[1:]
        except ValueError:
            return wrong
    name, _, port = text.partition(":")
    if ":" in port or not name or any(character in name for character in "@/[] \\?#,"):
        return wrong
    return name, port
