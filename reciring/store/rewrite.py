"""A finished file written anew without something, such that nothing of it is left beside the file either."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reciring.ring.session import Session
from reciring.store import save
from reciring.store.backups import remove_traces
from reciring.store.files import create, load
from reciring.store.lock import claim
from reciring.store.toml import encode


def rewrite(path: Path, change: Callable[[Session], Session]) -> Session:
    """Put ``change`` of the session in its file, and remove its backups and all else that is kept of it.

    Raises Taken if a console has it open, BadFile if it is no session, OSError if it cannot be written.
    """
    with claim(path):
        session, _ = load(path)
        changed = change(session)
        save.write(path, encode(changed))
        remove_traces(path)
    return changed


def rename(path: Path, session: Session) -> Path:
    """Give a finished file, which holds ``session``, the name that goes with its title; gives where it is now.

    Raises Taken if a console has it open, OSError if it cannot be written; then it is where it was.
    """
    with claim(path):
        new = create(path.parent, session)
        path.unlink()
        save.sync_folder(path.parent)
        remove_traces(path)
    return new
