"""Watch a session file that a console is writing, for the stage: a second window that shows it."""

from __future__ import annotations

from pathlib import Path

from reciring.clock import Clock, SystemClock
from reciring.ring.message import Message
from reciring.ring.session import Session, last_event
from reciring.store.atomic_write import FileSignature, file_signature
from reciring.store.files import load_session
from reciring.store.lock import read_clock
from reciring.store.os_errors import describe_read_error
from reciring.store.toml import InvalidFileError


class SessionWatcher:
    """Reads a session file again when it changed. Writes nothing and takes no lock.

    While the file is missing or invalid, the last session stays: someone may be editing the file.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path, self.clock = path, clock
        self.session: Session | None = None
        """The newest session that could be read."""
        self.error: Message | None = None
        """Why the file cannot be read now, if it cannot."""
        self._signature: FileSignature | None = None

    def poll(self) -> Session | None:
        """The session, if it changed since the last call; else None. Sets ``error`` if the file cannot be read.

        The clock follows that of the console that leads, and is never before the last event.
        """
        self._follow_clock()
        try:
            # Taken before reading, so that a change during reading is seen at the next call.
            signature = file_signature(self.path, follow=True)
            if signature is not None and signature == self._signature and self.error is None:
                return None
            session, _ = load_session(self.path)
        except InvalidFileError as invalid:
            self.error = invalid.message
            return None
        except OSError as error:
            self.error = describe_read_error(error, self.path)
            return None
        self._signature, self.error = signature, None
        if session == self.session:
            return None
        self.session = session
        self._follow_clock()
        return session

    def _follow_clock(self) -> None:
        if not isinstance(self.clock, SystemClock):
            return
        reference = read_clock(self.path)
        if reference is not None and reference != self.clock.reference:
            self.clock.follow(reference)
        if self.session and (last := last_event(self.session)):
            self.clock.catch_up(last)
