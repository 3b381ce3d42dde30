"""The newest state of the ring: reads the session file when it changes, and wakes those who follow it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final

from reciring.clock import Clock
from reciring.ring.session import Session
from reciring.store.atomic_write import file_signature
from reciring.store.watcher import SessionWatcher

POLL_SECONDS: Final = 0.05
"""Seconds between two looks at the session file. A look is one call to the system."""
CLOCK_LOOKS: Final = 20
"""After so many looks the file is read in any case."""
HEARTBEAT_SECONDS: Final = 4.0
"""A stream sends the present state at least this often, so that a page notices when the server is gone."""


class Ring:
    """The session as the console last saved it. ``version`` changes with everything that a page could show."""

    def __init__(self, path: Path, clock: Clock, changed: Callable[[Session], None] = lambda session: None) -> None:
        self._when_changed = changed
        self.watcher = SessionWatcher(path, clock)
        self.path = path
        self.version = 0
        self._changed = asyncio.Event()
        self._closed = False

    @property
    def session(self) -> Session:
        assert self.watcher.session is not None
        return self.watcher.session

    async def load(self) -> None:
        """Read the session for the first time. Raises OSError or InvalidFileError by way of ``watcher.error``."""
        await asyncio.to_thread(self.watcher.poll)

    def touch(self) -> None:
        """Let every stream send its state again: something besides the session changed."""
        self.version += 1
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def close(self) -> None:
        """End all streams."""
        self._closed = True
        self.touch()

    async def follow(self) -> None:
        """Look at the file until cancelled."""
        seen, looks = None, 0
        while True:
            looks += 1
            with contextlib.suppress(OSError):  # The watcher reports it, and what is not saved is tried again.
                signature = file_signature(self.path, follow=True)
                # From time to time in any case: the watcher also follows the clock of the console.
                if signature != seen or looks % CLOCK_LOOKS == 0:
                    seen = signature
                    if session := await asyncio.to_thread(self.watcher.poll):
                        self.touch()
                        self._when_changed(session)
            await asyncio.sleep(POLL_SECONDS)

    async def changes(self) -> AsyncIterator[int]:
        """The version now, then after each change or heartbeat, until the ring is closed.

        A reader that is slow gets the newest version when it comes back; nothing is queued for it.
        """
        while not self._closed:
            changed = self._changed
            yield self.version
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    await changed.wait()
