"""The inbox beside a session file: what participants handed in from their phones, and what a second typist entered.

The web server appends to it, the console reads it. Each entry is one line of JSON. An entry counts as received when it
has been written and flushed to the disk; a line that a crash cut off counts for nothing. The format is described in
docs/reference/inbox.md.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeAlias

import msgspec

from reciring.ring.session import Kind, ReflectionKind
from reciring.store.atomic_write import sync_folder
from reciring.store.backups import inbox_path

MAX_INBOX_BYTES: Final = 50_000_000
"""An inbox of this size takes nothing more: 10,000 hand-ins of the longest text fit."""


class InboxFullError(OSError):
    """The inbox has reached its largest size."""


class HandInKind(StrEnum):
    QUESTION = "question"
    OFFER = "offer"
    REFLECTION = "reflection"


class _Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """A line of the inbox. Unknown keys of later versions are ignored."""

    id: str
    """Unique in the inbox: made by the device that sent it, with the device's own prefix."""
    device: str
    """The device that sent it: see ``store.access``."""
    at: dt.datetime
    """When it happened, by the clock of the server, in UTC."""


class HandIn(_Record, frozen=True, kw_only=True, tag="hand-in"):
    """A question, an offer or a reflection of a participant. ``text`` is never read as a line with markers."""

    who: str
    """The id of the participant."""
    kind: HandInKind
    text: str
    question: str | None = None
    """For an offer: the id of the question that it is for."""
    offer_kind: Kind = Kind.TIP
    due: dt.date | None = None
    private: bool = False
    reflection_kind: ReflectionKind = ReflectionKind.RECEIVED


class TypedLine(_Record, frozen=True, kw_only=True, tag="line"):
    """A line that the second typist entered. ``at`` is when its first letter was typed."""

    text: str
    question: str | None = None
    """The id of the question during which the line was begun."""


class SpeakerTap(_Record, frozen=True, kw_only=True, tag="speaker"):
    """The second typist tapped a name: this participant speaks since ``at``; nobody does if ``who`` is None."""

    who: str | None = None


class Joined(_Record, frozen=True, kw_only=True, tag="joined"):
    """A device chose the name of a participant."""

    who: str


class Left(_Record, frozen=True, kw_only=True, tag="left"):
    """A device gave up the name of a participant, or was sent away."""

    who: str


InboxEntry: TypeAlias = HandIn | TypedLine | SpeakerTap | Joined | Left

_DECODER: Final[msgspec.json.Decoder[InboxEntry]] = msgspec.json.Decoder(InboxEntry)
_ENCODER: Final = msgspec.json.Encoder()


class InboxWriter:
    """Appends entries to the inbox of a session file. Only one process may have one. Raises OSError if it cannot."""

    def __init__(self, path: Path) -> None:
        self.path = inbox_path(path)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        self._file = os.open(self.path, flags, 0o600)
        if hasattr(os, "fchmod"):
            os.fchmod(self._file, 0o600)
        self._drop_torn_line()
        sync_folder(self.path.parent)

    def append(self, entries: Iterable[InboxEntry]) -> None:
        """Write entries and flush them to the disk. On an error none of them counts. Raises OSError."""
        data = b"".join(_ENCODER.encode(entry) + b"\n" for entry in entries)
        size = os.lseek(self._file, 0, os.SEEK_END)
        if size + len(data) > MAX_INBOX_BYTES:
            raise InboxFullError("the inbox is full")
        try:
            written = 0
            while written < len(data):
                written += os.write(self._file, data[written:])
            os.fsync(self._file)
        except OSError:
            os.ftruncate(self._file, size)
            raise

    def _drop_torn_line(self) -> None:
        """Remove what a crash left of a last line: nobody got a message that it was received."""
        whole = 0
        with open(self._file, "rb", closefd=False) as file:
            file.seek(0)
            for line in file:
                whole += len(line) if line.endswith(b"\n") else 0
        os.ftruncate(self._file, whole)

    def close(self) -> None:
        os.close(self._file)


class InboxReader:
    """Reads the inbox of a session file from where the last call ended. Writes nothing."""

    def __init__(self, path: Path) -> None:
        self.path = inbox_path(path)
        self._inode = 0
        self._position = 0

    def read(self) -> list[InboxEntry]:
        """The entries that were added since the last call, oldest first; all, if the file was replaced.

        A last line without a line break is left for a later call. Lines that cannot be read are left out.
        Raises OSError.
        """
        try:
            status = os.stat(self.path)
        except FileNotFoundError:
            self._inode = self._position = 0
            return []
        if status.st_ino != self._inode or status.st_size < self._position:
            self._inode, self._position = status.st_ino, 0
        if status.st_size == self._position:
            return []
        with self.path.open("rb") as file:
            file.seek(self._position)
            data = file.read(MAX_INBOX_BYTES)
        whole = data[: data.rfind(b"\n") + 1]
        self._position += len(whole)
        return [entry for line in whole.splitlines() if (entry := _decode(line))]


def unreadable_lines(path: Path) -> int:
    """How many lines of the inbox of the session file ``path`` cannot be read. Raises OSError."""
    try:
        lines = inbox_path(path).read_bytes().splitlines()
    except FileNotFoundError:
        return 0
    return sum(_decode(line) is None for line in lines)


def _decode(line: bytes) -> InboxEntry | None:
    try:
        return _DECODER.decode(line)
    except msgspec.DecodeError:  # Cut off by a crash, or written by a later version.
        return None
