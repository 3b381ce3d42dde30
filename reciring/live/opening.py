"""A session from its file to the screen and back: the lock, the reading, the saving thread."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from reciring.clock import Clock
from reciring.live.controller import Controller
from reciring.ring.message import Message, say
from reciring.store.atomic_write import remove_temporary_files
from reciring.store.autosave import Autosave
from reciring.store.files import load_session
from reciring.store.lock import SessionLock, SessionLockedError, acquire_lock
from reciring.store.watcher import SessionWatcher

if TYPE_CHECKING:
    from reciring.live.keep_awake import KeepAwake
import datetime as dt
from typing import NamedTuple

from reciring.ring.session import Session
from reciring.store import os_errors as reasons
from reciring.store.backups import backup_time, newest_readable_backup
from reciring.store.files import create_session_file, describe_read_error
from reciring.store.listing import SessionEntry, list_session_files
from reciring.store.lock import find_lock_holder
from reciring.store.new_session import new_session
from reciring.store.restore import restore_backup
from reciring.store.settings import Settings, save_remembered
from reciring.store.toml import InvalidFileError


class OpenSession:
    """A session that is open: the live session, its file, and the lock on it."""

    def __init__(self, path: Path, controller: Controller, lock: SessionLock | None, saver: Autosave | None) -> None:
        self.path, self.controller, self.lock, self.saver = path, controller, lock, saver
        self.awake: KeepAwake | None = None

    def keep_awake(self) -> None:
        """Keep the computer awake while the ring is running. This starts a program: call it after the first paint."""
        from reciring.live.keep_awake import KeepAwake

        if self.saver and self.awake is None:
            self.awake = KeepAwake(self.controller.session)
            self.controller.listeners.append(self.awake)

    def close(self, timeout: float = 5.0) -> bool:
        """Save, and let others have the file; False if not everything could be saved in time."""
        saved = self.controller.close(timeout)
        if self.awake:
            self.awake.release()
        if self.lock:
            # A disk that hangs would keep us here; the lock ends with the program at the latest.
            releasing = threading.Thread(target=self.lock.release, name="release", daemon=True)
            releasing.start()
            releasing.join(min(timeout, 0.5))
        return saved


def open_session(path: Path, clock: Clock, *, read_only: bool = False) -> OpenSession:
    """Open the session in ``path``. Raises BadFile.

    If another console has it, or ``read_only`` is wanted, it can be looked at only.
    """
    reading: Message | None = None
    lock: SessionLock | None = None
    if read_only:
        reading = say("You are looking on: nothing can be changed here.")
    else:
        try:
            lock = acquire_lock(path, now=clock.now())
        except SessionLockedError as taken:
            reading = say("{taken} You are looking on: nothing can be changed here.", taken=taken.message)
    try:
        session, seen = load_session(path)
    except BaseException:
        if lock:
            lock.release()
        raise
    if lock and lock.held:
        remove_temporary_files(path)  # Not beside a file that is broken: they may be all there is.
    saver = None if reading else Autosave(path, seen=seen, now=clock.now)
    controller = Controller(session, clock, saver, reading=reading)
    if reading:
        controller.follower = SessionWatcher(path)
    elif lock and lock.warning:
        controller.notice = say("Take care: {problem}.", problem=lock.warning)
    return OpenSession(path, controller, lock, saver)


def keep_settings(**values: str) -> None:
    """Keep some settings for the next time. That it fails is never worth a word during a ring."""
    threading.Thread(target=save_remembered, kwargs=values, name="remember", daemon=True).start()


def remember_facilitator_and_place(before: Session, after: Session) -> None:
    """A listener of a session that is led: a facilitator or place that was set is the next ring's too."""
    changed = {
        name: value
        for name, was, value in (
            ("facilitator", before.facilitator, after.facilitator),
            ("place", before.place, after.place),
        )
        if value and value != was
    }
    if changed:
        keep_settings(**changed)


class FoundSessions(NamedTuple):
    """The sessions in the folder, or why that cannot be told."""

    entries: list[SessionEntry]
    problem: Message | None = None


class ConfirmationNeeded(NamedTuple):
    """It cannot be done just so: why, and what Enter would do when pressed once more (``""``: nothing)."""

    why: Message
    again: str = ""


OPEN_READ_ONLY, RESTORE_BACKUP = "look", "restore"


def find_sessions(folder: Path) -> FoundSessions:
    """Every session there is."""
    try:
        return FoundSessions(list_session_files(folder))
    except InvalidFileError as bad:
        return FoundSessions([], bad.message)


def open_or_ask(path: Path, clock: Clock, again: str = "") -> OpenSession | ConfirmationNeeded:
    """Open a session. One that another console has, or that is broken, is opened otherwise when asked ``set_follow_up``."""
    if again == RESTORE_BACKUP and (trouble := _put_back(path, clock.now())):
        return ConfirmationNeeded(trouble)
    if not again and (taken := find_lock_holder(path)):
        return ConfirmationNeeded(
            say("{taken} Enter again: look on, without changing anything.", taken=taken.message), OPEN_READ_ONLY
        )
    try:
        return open_session(path, clock, read_only=again == OPEN_READ_ONLY)
    except InvalidFileError as bad:
        return why_broken(path, bad.message)


def why_broken(path: Path, reason: Message) -> ConfirmationNeeded:
    """Why a file cannot be opened, and the copy of it that can, if there is one."""
    backup = newest_readable_backup(path)
    made = backup_time(backup) if backup else None
    if made is None:
        return ConfirmationNeeded(reason)
    why = say(
        "{reason} Enter again puts the copy of {time} back; the broken file is kept beside it.",
        reason=reason,
        time=made.astimezone(),
    )
    return ConfirmationNeeded(why, RESTORE_BACKUP)


def _put_back(path: Path, now: dt.datetime) -> Message | None:
    try:
        restore_backup(path, now)
    except SessionLockedError as taken:
        return taken.message
    except OSError as error:
        return describe_read_error(path, error)
    return None


def create_session(
    title: str, folder: Path, language: str, settings: Settings, clock: Clock
) -> OpenSession | ConfirmationNeeded:
    """A new session of today, opened."""
    session = new_session(title, language, settings, now=clock.now())
    try:
        path = create_session_file(folder, session)
    except OSError as error:
        reason = reasons.describe_os_error(error, folder / "session.toml")
        return ConfirmationNeeded(say("No session was made in {folder}: {reason}.", folder=str(folder), reason=reason))
    return open_or_ask(path, clock)
