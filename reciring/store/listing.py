"""List the sessions in a folder with their progress, for the start screen and ``reciring list``."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import msgspec

from reciring.locale import Translator
from reciring.ring.message import Message
from reciring.ring.session import PHASE_TITLES, Phase, Session
from reciring.store.files import load_session
from reciring.store.os_errors import describe_read_error
from reciring.store.toml import InvalidFileError


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What a list shows of a session."""

    title: str
    date: dt.date
    phase: Phase
    asked: int
    """Questions that have had their turn, including the current one."""
    total: int
    """Those, and all participants who can still ask: present and not skipped."""


class SessionEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A session file in a folder: its progress, or why it cannot be opened."""

    path: Path
    modified: dt.datetime
    """When the file was last written, in UTC."""
    progress: Progress | None = None
    error: Message | None = None

    @property
    def unfinished(self) -> bool:
        return self.progress is None or self.progress.phase is not Phase.DONE


def list_session_files(folder: Path) -> list[SessionEntry]:
    """The sessions in ``folder``, unfinished ones first, then the newest first; empty if the folder does not exist.

    Every file is read in full. A file that is not a valid session has an entry with the error. Raises InvalidFileError
    if the folder cannot be read.
    """
    try:
        with os.scandir(folder) as found:
            files = [file for file in found if file.name.endswith(".toml") and file.name[0] != "." and file.is_file()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InvalidFileError(describe_read_error(error, folder)) from None
    entries = [entry for file in files if (entry := _entry(file))]
    return sorted(entries, key=lambda entry: (entry.unfinished, _date(entry), entry.modified), reverse=True)


def _entry(file: os.DirEntry[str]) -> SessionEntry | None:
    """The entry of a file; None if the file was removed meanwhile, or if its date is not a real one."""
    path = Path(file.path)
    try:
        modified = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
    except (OSError, ValueError, OverflowError):
        return None
    try:
        session, _ = load_session(path)
    except InvalidFileError as invalid:
        return SessionEntry(path=path, modified=modified, error=invalid.message)
    return SessionEntry(path=path, modified=modified, progress=session_progress(session))


def _date(entry: SessionEntry) -> dt.date:
    return entry.progress.date if entry.progress else entry.modified.date()


def session_progress(session: Session) -> Progress:
    """The progress of a session."""
    asked = {question.asker for question in session.questions.values() if question.started and not question.parked}
    can_ask = {ref for ref, person in session.participants.items() if not person.away and not person.passed}
    return Progress(
        title=session.title, date=session.date, phase=session.phase, asked=len(asked), total=len(asked | can_ask)
    )


def progress_text(progress: Progress, t: Translator) -> str:
    """The phase, and during the round how many have asked: ``Round 3/12``."""
    phase = t(PHASE_TITLES[progress.phase])
    return f"{phase} {progress.asked}/{progress.total}" if progress.phase is Phase.ROUND else phase
