"""Phones and a second typist, on the screen of a ring: what they handed in, and the server that they use."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from textual.message import Message as TextualMessage
from textual.screen import Screen
from textual.timer import Timer

from reciring.console.actions.reply import Reply, keep_notice
from reciring.console.view_state import ViewState

INBOX_INTERVAL: Final = 0.15
"""Seconds between two looks at what was handed in from phones."""
SERVER_INTERVAL: Final = 2.0
"""Seconds between two looks whether a server for phones was started outside this console."""


class ServerReported(TextualMessage):
    """The server for phones said something, or ended."""


class Phones:
    """Looks at the inbox and at the server. The disk may be slow, so threads look; what is new goes to ``reply``."""

    def __init__(self, screen: Screen[None], view: ViewState, reply: Callable[[Reply | None], None]) -> None:
        self._screen, self._view, self._reply = screen, view, reply
        self._timer: Timer | None = None
        self._reading = asyncio.Lock()

    def start(self) -> None:
        """Begin to look."""
        self._view.open_inbox()
        self.follow()
        self._screen.set_interval(SERVER_INTERVAL, self.look_for_server)

    def follow(self) -> None:
        """Follow the inbox and the server, as far as the ring has them now."""
        if self._timer is None and self._view.inbox:
            self._timer = self._screen.set_interval(INBOX_INTERVAL, self._read_unless_reading)
        if self._view.server:
            self._view.server.changed = self._server_changed

    def stop(self) -> None:
        """Stop a server that this console started, and remove the inbox if nothing waits in it."""
        if self._view.server:
            self._view.server.stop()
        if self._view.inbox:
            self._view.inbox.remove_when_done()

    async def read_inbox(self) -> None:
        """Take in what was handed in."""
        from reciring.console.actions.join import take_in

        async with self._reading:
            if self._view.inbox is None:
                return
            try:
                entries = await asyncio.to_thread(self._view.inbox.reader.read)
            except OSError as error:
                self._reply(take_in(self._view, error))
            else:
                self._reply(take_in(self._view, entries))

    async def _read_unless_reading(self) -> None:
        if not self._reading.locked():
            await self.read_inbox()

    async def look_for_server(self) -> None:
        """Show what a server offers that was started outside this console."""
        if await asyncio.to_thread(self._view.look_for_server):
            self._view.open_inbox()
            self._reply(keep_notice(self._view))

    def _server_changed(self) -> None:
        """Report it to the screen; the server calls this in a thread of its own."""
        self._screen.post_message(ServerReported())
