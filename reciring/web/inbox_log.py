"""The inbox as the server keeps it in memory: what was handed in, and the writer that makes it durable."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from pathlib import Path

from reciring.store.inbox import HandIn, InboxEntry, InboxReader, InboxWriter


class InboxLog:
    """Writes entries durably, many at once if they come together, and remembers every hand-in by its id."""

    def __init__(self, path: Path) -> None:
        self.writer = InboxWriter(path)
        self.entries: dict[str, InboxEntry] = {}
        self.by_device: defaultdict[str, dict[str, HandIn]] = defaultdict(dict)
        self.by_person: defaultdict[str, dict[str, HandIn]] = defaultdict(dict)
        for entry in InboxReader(path).read():
            self._remember(entry)
        self._waiting: dict[str, tuple[InboxEntry, asyncio.Future[None]]] = {}
        self._writing: asyncio.Task[None] | None = None

    async def add(self, entry: InboxEntry) -> InboxEntry:
        """Append an entry; return when it is on the disk. Raises OSError.

        If the id was used before, nothing is written, and the result is the entry that has the id.
        """
        if known := self.entries.get(entry.id):
            return known
        if waiting := self._waiting.get(entry.id):
            entry, done = waiting
        else:
            done = asyncio.get_running_loop().create_future()
            self._waiting[entry.id] = (entry, done)
            if self._writing is None:
                self._writing = asyncio.create_task(self._write())
        await asyncio.shield(done)
        return entry

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch = list(self._waiting.values())
                try:
                    await asyncio.to_thread(self.writer.append, [entry for entry, _ in batch])
                except OSError as error:
                    problem: OSError | None = error
                else:
                    problem = None
                for entry, done in batch:
                    del self._waiting[entry.id]
                    if problem:
                        done.set_exception(problem)
                    else:
                        self._remember(entry)
                        done.set_result(None)
        finally:
            self._writing = None

    def _remember(self, entry: InboxEntry) -> None:
        self.entries[entry.id] = entry
        if isinstance(entry, HandIn):
            self.by_device[entry.device][entry.id] = entry
            self.by_person[entry.who][entry.id] = entry

    async def close(self) -> None:
        """Wait for what is being written, and close the file."""
        if self._writing:
            await self._writing
        self.writer.close()
