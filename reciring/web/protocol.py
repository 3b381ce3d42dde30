"""Connections with deadlines: uvicorn itself waits forever for a request that does not come, or comes in drops."""

from __future__ import annotations

import asyncio
import socket
from typing import Any, Final

import h11
import msgspec
from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_SECONDS: Final = 12.0
"""A connection on which no whole request head arrives for this long is closed."""
UNANSWERED_SECONDS: Final = 40
"""A connection whose other side acknowledges nothing for this long is closed: the phone has vanished."""


class DeadlineProtocol(H11Protocol):
    """An HTTP/1.1 connection that is closed when its next request takes too long to arrive.

    It uses ``transport`` and ``cycle`` (the request being answered, or None) of uvicorn 0.54.
    """

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        raw = transport.get_extra_info("socket")
        if raw is not None and hasattr(socket, "TCP_USER_TIMEOUT"):
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNANSWERED_SECONDS * 1000)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._deadline:
            self._deadline.cancel()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer a request that is not HTTP as every other refusal, or close if an answer is under way."""
        if self.conn.our_state is h11.IDLE:
            data = msgspec.json.encode({"error": msg})
            headers = [
                ("content-type", "application/json"),
                ("content-length", str(len(data))),
                ("connection", "close"),
            ]
            head = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
            for event in (head, h11.Data(data=data), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event))
        self.transport.close()

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(REQUEST_SECONDS, self._check)

    def _check(self) -> None:
        self._deadline = None
        if not self.cycle or self.cycle.response_complete:
            self.transport.abort()
