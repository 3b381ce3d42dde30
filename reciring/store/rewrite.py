"""Change a session file that no console has open, and delete the backups of what it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reciring.ring.session import Session
from reciring.store.atomic_write import sync_folder, write_file
from reciring.store.backups import remove_related_files
from reciring.store.files import create_session_file, load_session
from reciring.store.lock import acquire_lock
from reciring.store.toml import encode


def rewrite_session_file(path: Path, change: Callable[[Session], Session]) -> Session:
    """Apply ``change`` to the session in ``path``, then delete its backups and other copies; return the new session.

    Raises SessionLockedError if a console has it open, InvalidFileError if it is not a session, and OSError.
    """
    with acquire_lock(path):
        session, _ = load_session(path)
        changed = change(session)
        write_file(path, encode(changed))
        remove_related_files(path)
    return changed


def rename_session_file(path: Path, session: Session) -> Path:
    """Give the file ``path``, which holds ``session``, the name that goes with its date and title; return the new path.

    Raises SessionLockedError if a console has it open, and OSError; then ``path`` still exists.
    """
    with acquire_lock(path):
        new = create_session_file(path.parent, session)
        path.unlink()
        sync_folder(path.parent)
        remove_related_files(path)
    return new
