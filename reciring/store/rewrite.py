"""A finished file written anew without something, such that nothing of it is left beside the file either."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reciring.ring.session import Session
from reciring.store import save
from reciring.store.backups import remove_traces
from reciring.store.files import load
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
