"""Run the web server of a ring: sockets, addresses, and what it reports to the program that started it."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, Final

import msgspec
import uvicorn
from filelock import FileLock, Timeout
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Scope

from reciring.clock import Clock
from reciring.ring.message import Message, MessageError, say
from reciring.store.access import Device
from reciring.store.backups import server_lock_path
from reciring.store.inbox import InboxEntry, Left
from reciring.store.settings import load_settings
from reciring.web.access import AccessList
from reciring.web.addresses import Address, local_addresses
from reciring.web.api import LOOPBACK, Api, event_id, is_own_address
from reciring.web.guards import Guard, RequestRefused
from reciring.web.inbox_log import InboxLog
from reciring.web.live import Ring
from reciring.web.pages import build, page_routes
from reciring.web.protocol import DeadlineProtocol

DEFAULT_PORT: Final = 8800
LAST_PORT: Final = DEFAULT_PORT + 20
"""Up to here ports are tried, unless the user names one."""
NETWORK_SECONDS: Final = 2.0
"""Seconds between two looks at the addresses of this computer, and at the Wi-Fi in the settings."""


class CannotServe(MessageError):
    """The server cannot be started; ``message`` says why and what to do."""


class ServerCommand(msgspec.Struct):
    """What the console asks: to ``confirm`` a participant's name on a device, to ``send_away`` the phone of a
    participant, to ``close`` the ring. Closing makes all codes and tokens worthless.
    """

    do: str
    device: str = ""
    who: str = ""


def bind(host: str | None, port: int | None, preferred: int | None = None) -> list[socket.socket]:
    """Listening sockets on ``host`` (default: all addresses of this computer).

    ``port`` is the user's choice. Without it ``preferred`` is tried, then the first free one from DEFAULT_PORT upwards.
    Raises CannotServe.
    """
    numbers = [port] if port is not None else [*([preferred] if preferred else []), *range(DEFAULT_PORT, LAST_PORT)]
    for number in numbers:
        try:
            return _bind_all(host, number)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CannotServe(_bind_error(error, host, number)) from None
            if port is not None:
                raise CannotServe(
                    say("Port {port} is in use by another program. Choose another one.", port=port)
                ) from None
    raise CannotServe(say("No port is free. Choose one with --port."))


def _bind_all(host: str | None, port: int) -> list[socket.socket]:
    """One socket per family. Raises OSError."""
    sockets: list[socket.socket] = []
    try:
        for family, address in _listen_addresses(host):
            listening = socket.socket(family, socket.SOCK_STREAM)
            sockets.append(listening)
            if os.name != "nt":  # On Windows it would let two servers have the same port.
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            # With port 0 the system chooses one, which the second family gets as well.
            listening.bind((address, port or (sockets[0].getsockname()[1] if len(sockets) > 1 else 0)))
    except OSError:
        for listening in sockets:
            listening.close()
        raise
    return sockets


def _listen_addresses(host: str | None) -> list[tuple[socket.AddressFamily, str]]:
    if host is not None:
        return [(socket.AF_INET6 if ":" in host else socket.AF_INET, host)]
    return [(socket.AF_INET, "0.0.0.0"), *([(socket.AF_INET6, "::")] if _has_ipv6() else [])]


def _has_ipv6() -> bool:
    """Whether this computer has IPv6 at all; it can be switched off."""
    if not socket.has_ipv6:
        return False
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def _bind_error(error: OSError, host: str | None, port: int) -> Message:
    if error.errno in (errno.EACCES, errno.EPERM):
        return say("The system does not allow port {port}. Choose one above 1024.", port=port)
    if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT) or isinstance(error, socket.gaierror):
        return say("This computer does not have the address {host}.", host=host or "")
    return say("The server cannot start: {reason}.", reason=error.strerror or str(error))


def _wifi() -> tuple[str, str]:
    """The name and the password of the Wi-Fi in the user's settings."""
    settings, _ = load_settings()
    return settings.wifi_name, settings.wifi_password


def _nobody(request: Request, error: Exception) -> Response:
    """The answer to a request whose sender is gone."""
    return Response(status_code=400)


class RingServer:
    """The server of one ring, from ``open`` to the end of ``run``."""

    def __init__(self, path: Path, clock: Clock, *, host: str | None = None, port: int | None = None) -> None:
        self.path, self.clock, self.host = path, clock, host
        self._lock = self._take_lock()
        self.access = AccessList(path)
        self.sockets = bind(host, port, self.access.access.port or None)
        self.port: int = self.sockets[0].getsockname()[1]
        self.addresses = self._addresses()
        if not self.addresses:
            raise CannotServe(
                say("There is no network, so phones cannot join. Connect to Wi-Fi, or make your phone a hotspot.")
            )
        self.access.keep_address(self.port, self.url)
        self.ring = Ring(path, clock, lambda session: self.access.drop_missing(session.participants))
        self.inbox = InboxLog(path)
        self.api = Api(self.ring, self.access, self.inbox, clock, lambda: self.url, build(), lambda: self.reports())
        self.api.wifi = _wifi()
        self.reached = False
        """Whether a device other than this computer has asked for anything."""
        self._leaving: list[asyncio.Task[InboxEntry]] = []
        self.reports: Callable[[], None] = lambda: None
        """Called when what ``description`` says changed."""

    def _take_lock(self) -> FileLock:
        """Keep a second server of the same ring out. Raises CannotServe."""
        lock = FileLock(server_lock_path(self.path), mode=0o600, thread_local=False, fallback_to_soft=False)
        try:
            lock.acquire(timeout=0.5)  # A console that looks whether there is a server has it for a moment.
        except Timeout:
            where = AccessList(self.path).access.url
            raise CannotServe(say("The ring is already open to phones, at {url}.", url=where)) from None
        return lock

    # --- addresses --------------------------------------------------------------------------------------------------

    def _addresses(self) -> list[Address]:
        if self.host is not None:
            return [Address(self.host, "", likely=True)]
        return local_addresses()

    def hosts(self) -> Collection[str]:
        """The host names that requests to this computer can use now."""
        names = {address.host for address in self.addresses}
        if self.host is None or self.host in LOOPBACK:
            names |= set(LOOPBACK)
        return names

    @property
    def url(self) -> str:
        return self.addresses[0].url(self.port)

    def description(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        local = Address(self.host or "127.0.0.1", "", likely=True).url(self.port)
        access = self.access.access
        return {
            "url": self.url,
            "code": access.code,
            "stage": f"{local}/stage",
            "typist": f"{local}/typist",
            "typist_code": access.typist_code,
            "pid": os.getpid(),
            "reached": self.reached,
            "doubles": [
                {"device": device.id, "who": place.who}
                for device in access.devices.values()
                for place in device.seats
                if not place.confirmed
            ],
            "addresses": [{"url": it.url(self.port), "network": it.network} for it in self.addresses],
        }

    async def _watch_network(self) -> None:
        """Notice that the computer got another address, and that another Wi-Fi is in the settings."""
        while True:
            await asyncio.sleep(NETWORK_SECONDS)
            found, wifi = await asyncio.to_thread(lambda: (self._addresses(), _wifi()))
            if wifi != self.api.wifi:
                self.api.wifi = wifi
                self.ring.touch()
            if found and found != self.addresses:
                self.addresses = found
                self.access.keep_address(self.port, self.url)
                self.ring.touch()
                self.reports()

    def command(self, line: str) -> None:
        """Do what the console asks, a ServerCommand as JSON. What cannot be read is ignored."""
        try:
            command = msgspec.json.decode(line, type=ServerCommand)
        except msgspec.DecodeError:
            return
        if command.do == "close":
            self._note_left(list(self.access.access.devices.values()))
            self.access.revoke_all()
            self.ring.touch()
            return
        if command.do == "send_away":
            self._note_left(self.access.send_away(command.who), command.who)
        elif command.do == "confirm" and (device := self.access.access.devices.get(command.device)):
            self.access.confirm(device, command.who)
        self.ring.touch()
        self.reports()

    def _note_left(self, devices: Iterable[Device], who: str = "") -> None:
        """Write into the inbox that devices give up the name of a participant, or all their names."""
        now = self.clock.now()
        for device in devices:
            for place in device.seats:
                if not who or place.who == who:
                    left = Left(id=event_id(device, now, place.who), device=device.id, at=now, who=place.who)
                    self._leaving.append(asyncio.get_running_loop().create_task(self.inbox.add(left)))

    # --- running ----------------------------------------------------------------------------------------------------

    async def run(self, started: Callable[[], None], stopped: asyncio.Event) -> None:
        """Serve until ``stopped`` is set or the process gets a signal. ``started`` is called when phones can come."""
        await self.ring.load()
        if self.ring.watcher.session is None:
            raise CannotServe(self.ring.watcher.error or say("The session file cannot be read."))
        server = uvicorn.Server(
            uvicorn.Config(
                self.app(),
                http=DeadlineProtocol,
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                log_level="error",
                proxy_headers=False,  # Anyone could claim to be this computer with them.
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=1,
            )
        )
        serving = asyncio.create_task(server.serve(self.sockets))
        following = [asyncio.create_task(it) for it in (self.ring.follow(), self._watch_network())]
        ending = asyncio.create_task(stopped.wait())
        try:
            while not (server.started or serving.done()):
                await asyncio.sleep(0.01)
            started()
            while not (serving.done() or server.should_exit or ending.done()):
                await asyncio.sleep(0.05)
            server.should_exit = True
            self.ring.close()
            await serving
        finally:
            for task in (*following, ending):
                task.cancel()
            await asyncio.gather(*self._leaving, return_exceptions=True)
            await self.inbox.close()
            self._lock.release()

    def app(self) -> Guard:
        routes = [*self.api.routes(), *page_routes(self.api)]
        app = Starlette(
            routes=routes,
            exception_handlers={
                RequestRefused: self._refuse,
                ClientDisconnect: _nobody,
                404: self._not_found,
                405: self._not_found,
            },
        )
        app.router.redirect_slashes = False
        return Guard(app, self.hosts, lambda: self.port, self._refusal, self._arrived)

    def _arrived(self, host: str, scope: Scope) -> None:
        """Note that a device has reached the server, whether or not it joins."""
        if not self.reached and not is_own_address(host, scope):
            self.reached = True
            self.reports()

    def _refuse(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestRefused)
        return self.api.refusal(request, error)

    def _not_found(self, request: Request, error: Exception) -> Response:
        return self.api.refusal(request, RequestRefused(404, say("There is nothing at this address.")))

    def _refusal(self, scope: Scope, refused: RequestRefused) -> Response:
        return self.api.refusal(Request(scope), refused)
