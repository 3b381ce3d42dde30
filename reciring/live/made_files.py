"""The files that were made of a session since it was opened, and which of them are out of date."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from reciring.ring.session import Plan, Session


class MadeFile(NamedTuple):
    """A file or folder: what it is, in the words of ``save_summary`` and ``write_drafts``, and of which session."""

    path: Path
    form: str
    who: str | None
    session: Session


class MadeFiles:
    """The newest of each kind, and the digests of all files as they were written."""

    def __init__(self) -> None:
        self.digests: dict[Path, str] = {}
        self._made: dict[tuple[str, str | None], MadeFile] = {}

    def add(self, made: MadeFile) -> None:
        self._made[made.form, made.who] = made

    def outdated(self, session: Session) -> list[MadeFile]:
        """Return what was made before a change that others would see."""
        now = _for_others(session)
        return [
            made for made in self._made.values() if made.session is not session and _for_others(made.session) != now
        ]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _for_others(session: Session) -> Session:
    """The session without what no document for participants depends on."""
    return replace(session, draft=None, turns={}, pause=None, numbered=0, ticked=(), plan=Plan())
