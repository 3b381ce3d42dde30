"""Somebody else's session file, followed from afar: for a second window that shows what the console saves."""

from __future__ import annotations

from pathlib import Path

from reciring.ring.message import Message
from reciring.ring.session import Session
from reciring.store.atomic_write import FileSignature, file_signature
from reciring.store.files import describe_read_error, load_session
from reciring.store.toml import InvalidFileError


class SessionWatcher:
    """Looks at a session file now and then; nothing is ever written, and no lock is asked for.

    What was read last stays when the file is gone or broken for a while: somebody may be mending it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.session: Session | None = None
        """The newest session that could be read."""
        self.error: Message | None = None
        """Why the file cannot be read now, if it cannot."""
        self._seen: FileSignature | None = None

    def poll(self) -> Session | None:
        """The session, if it is another than at the last look; None otherwise. Reads only a file that changed."""
        try:
            # Taken before reading: what changes meanwhile is seen at the next look.
            present = file_signature(self.path, follow=True)
            if present is not None and present == self._seen and self.error is None:
                return None
            session, _ = load_session(self.path)
        except InvalidFileError as bad:
            self.error = bad.message
            return None
        except OSError as error:
            self.error = describe_read_error(self.path, error)
            return None
        self._seen, self.error = present, None
        if session == self.session:
            return None
        self.session = session
        return session
