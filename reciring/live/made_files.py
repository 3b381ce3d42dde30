"""The files that were made of a session, and which of them are out of date."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
from msgspec.structs import replace

from reciring.live.controller import Controller
from reciring.ring.session import MadeFile, Plan, Session


class MadeFiles:
    """Remembers in the session what was made of it, the newest of each kind.

    ``digests`` has all files as they were written since the session was opened.
    """

    def __init__(self, controller: Controller) -> None:
        self.controller = controller
        self.digests: dict[Path, str] = {}
        self._now: tuple[Session, str] | None = None

    def add(self, path: Path, form: str, who: str | None, session: Session) -> None:
        """Remember that ``path`` was made of ``session``."""
        made = MadeFile(
            name=path.name, form=form, who=who, made_of=content_digest(session), digest=self.digests.get(path, "")
        )
        others = [one for one in self.controller.base.made if (one.form, one.who) != (form, who)]
        self.controller.remember(made=(*others, made))

    def outdated(self) -> list[MadeFile]:
        """Return what was made before a change that others would see."""
        session = self.controller.base
        if not session.made:
            return []
        if self._now is None or self._now[0] is not session:
            self._now = session, content_digest(session)
        return [
            made
            for made in session.made
            if made.made_of != self._now[1] and (made.who is None or made.who in session.participants)
        ]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def content_digest(session: Session) -> str:
    """Return a digest of all that a document for participants depends on."""
    shared = replace(
        session,
        draft=None,
        turns={},
        pause=None,
        pauses=(),
        numbered=0,
        ticked=(),
        plan=Plan(),
        handed_in=(),
        reviewed=(),
        made=(),
    )
    return digest(msgspec.json.encode(shared))
