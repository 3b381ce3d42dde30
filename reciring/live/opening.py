"""Open a session from its file and close it again: the lock, reading, and the thread that saves."""

from __future__ import annotations

import datetime as dt
import threading
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from reciring.clock import Clock, SystemClock
from reciring.live.controller import Controller
from reciring.live.keep_awake import KeepAwake
from reciring.ring.message import Message, say
from reciring.ring.session import Phase, Session, last_event
from reciring.ring.validate import NOTICEABLE, later_than_now
from reciring.store.atomic_write import remove_temporary_files
from reciring.store.autosave import WATCH_SECONDS, Autosave
from reciring.store.backups import backup_time, list_conflicts, newest_readable_backup
from reciring.store.files import create_session_file, load_session, real_file
from reciring.store.listing import SessionEntry, list_session_files
from reciring.store.lock import SessionLock, SessionLockedError, acquire_lock, find_lock_holder
from reciring.store.new_session import new_session
from reciring.store.os_errors import describe_read_error, describe_write_error
from reciring.store.restore import restore_backup
from reciring.store.settings import Settings, save_remembered
from reciring.store.toml import InvalidFileError
from reciring.store.watcher import SessionWatcher

_LOOKING_ON: Final = say("Read-only: nothing can be changed here.")


SAME_RING: Final = dt.timedelta(hours=6)
"""A ring in which nothing was noted for longer begins again with the computer's clock."""


class OpenSession:
    """An open session: its file, its controller, the lock on the file, and what saves it."""

    def __init__(self, path: Path, controller: Controller, lock: SessionLock | None, saver: Autosave | None) -> None:
        self.path, self.controller, self.lock, self.saver = path, controller, lock, saver
        self.awake: KeepAwake | None = None
        if saver:
            saver.on_change = lambda state: controller.when_saved()

    def keep_awake(self) -> None:
        """Keep the computer awake while the ring is running. This starts a program: call it after the first picture."""
        if self.saver and self.awake is None:
            self.awake = KeepAwake(self.controller.session)
            self.controller.listeners.append(self.awake)

    def close(self, timeout: float = 5.0) -> bool:
        """Save and release the lock; False if not everything could be saved within ``timeout`` seconds."""
        saved = self.controller.close(timeout)
        if self.awake:
            self.awake.release()
        if self.lock:
            # A disk that hangs would block here. The lock ends with the program at the latest.
            release = partial(self.lock.release, keep_clock=_is_running(self.controller.base))
            releasing = threading.Thread(target=release, name="release", daemon=True)
            releasing.start()
            releasing.join(min(timeout, 0.5))
        return saved

    def take_lead(self) -> Message | None:
        """Lead the session from here, as its file is now; return why that is not possible, or None."""
        clock = self.controller.clock
        try:
            lock = acquire_lock(self.path, now=clock.now())
            session, seen = _load_or_release(self.path, lock)
        except SessionLockedError as taken:
            return taken.message
        except InvalidFileError as bad:
            return bad.message
        _share_clock(clock, lock, session)
        self.lock, self.saver = lock, Autosave(self.path, seen=seen, now=clock.now, watch_seconds=WATCH_SECONDS)
        self.saver.on_change = lambda state: self.controller.when_saved()
        self.controller.lead(session, self.saver)
        self.keep_awake()
        return None

    def hand_over(self, path: Path, timeout: float = 2.0) -> bool:
        """Let another console lead the session in ``path`` and go on read-only; False if it could not be saved."""
        if not self.close(timeout):
            return False
        self.path, self.lock, self.saver = path, None, None
        if self.awake:
            self.controller.listeners.remove(self.awake)
            self.awake = None
        self._look_on(say("You handed over the lead: nothing can be changed here."))
        return True

    def _look_on(self, reason: Message) -> None:
        """Follow the file while another console leads, and notice when none does."""
        watcher = SessionWatcher(self.path, self.controller.clock)
        self.controller.look_on(reason, watcher, lambda: find_lock_holder(self.path) is None)
        self.controller.follow_file()  # Now, so that the first picture has the time of the console that leads.


def open_session(path: Path, clock: Clock, *, read_only: bool = False) -> OpenSession:
    """Open the session in ``path``; of a link, the file that it leads to. Raises InvalidFileError.

    With ``read_only``, or if another console leads it, nothing can be changed.
    """
    path = real_file(path)
    if read_only:
        session, _ = load_session(path)
        controller = Controller(session, clock, read_only_reason=_LOOKING_ON)
        controller.follower = SessionWatcher(path, clock)
        controller.follow_file()
        return OpenSession(path, controller, None, None)
    try:
        lock = acquire_lock(path, now=clock.now())
    except SessionLockedError as taken:
        session, _ = load_session(path)
        opened = OpenSession(path, Controller(session, clock, read_only_reason=_LOOKING_ON), None, None)
        opened._look_on(say("{taken} It is read-only here.", taken=taken.message))
        return opened
    session, seen = _load_or_release(path, lock)
    if lock.held:
        remove_temporary_files(path)  # Not before the file was read: beside a broken file they may be all there is.
    ahead = _share_clock(clock, lock, session)
    saver = Autosave(path, seen=seen, now=clock.now, watch_seconds=WATCH_SECONDS)
    controller = Controller(session, clock, saver)
    controller.notice = _opening_warning(path, lock) or ahead or controller.notice
    return OpenSession(path, controller, lock, saver)


def _load_or_release(path: Path, lock: SessionLock) -> tuple[Session, bytes]:
    """Read the session; release the lock if that fails. Raises InvalidFileError."""
    try:
        return load_session(path)
    except BaseException:
        lock.release()
        raise


def _is_running(session: Session) -> bool:
    return session.phase not in (Phase.PREPARE, Phase.DONE)


def _share_clock(clock: Clock, lock: SessionLock, session: Session) -> Message | None:
    """Set the clock of this console as that of the ring, and let other processes know; return what to say about it.

    A running ring has the time of the console that had it open before, whatever happened to the computer's
    clock since. If its last event is later than now (that clock was fast), time continues from that event.
    """
    if not isinstance(clock, SystemClock):
        return None
    last, own = last_event(session), clock.reference
    if lock.clock is not None and last and _is_running(session):
        clock.follow(lock.clock)
        if clock.now() - last > SAME_RING:
            clock.follow(own)
    now = clock.now()
    ahead = clock.catch_up(last) if last else dt.timedelta()
    lock.share_clock(clock.reference)
    return later_than_now(session, now) if ahead > NOTICEABLE else None


def _opening_warning(path: Path, lock: SessionLock) -> Message | None:
    """What is wrong with the files of a session that is opened, the most urgent first; None if nothing is."""
    if lock.warning:
        return say("Warning: {problem}.", problem=lock.warning)
    try:
        conflicts, names = list_conflicts(path), path.stat().st_nlink
    except OSError:
        return None  # The file was just read. What happens to it from here on, the saver notices.
    if conflicts:
        return say(
            "There is another version of {file}: {other}. Open it to compare; delete it when done.",
            file=path.name,
            other=conflicts[-1].name,
        )
    if names > 1:
        return say(
            "{file} has a second name (a hard link). What is saved here does not reach that file.",
            file=path.name,
        )
    return None


def keep_settings(**values: str | bool) -> None:
    """Save settings for the next time, in a thread. A failure is not reported: nothing of the ring depends on it."""
    threading.Thread(target=save_remembered, kwargs=values, name="remember", daemon=True).start()


def remember_facilitator_and_place(before: Session, after: Session) -> None:
    """Remember a facilitator or place that was set, for the next ring. A listener of the controller."""
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
    """The sessions in a folder, or why they cannot be listed."""

    entries: list[SessionEntry]
    problem: Message | None = None


class ConfirmationNeeded(NamedTuple):
    """Why a session cannot be opened, and what a second Enter would do (``""``: nothing)."""

    why: Message
    again: str = ""


OPEN_READ_ONLY, RESTORE_BACKUP = "look", "restore"


def find_sessions(folder: Path) -> FoundSessions:
    """Return the sessions in a folder."""
    try:
        return FoundSessions(list_session_files(folder))
    except InvalidFileError as bad:
        return FoundSessions([], bad.message)


def open_or_ask(path: Path, clock: Clock, again: str = "") -> OpenSession | ConfirmationNeeded:
    """Open a session, or return why not. ``again`` is what a second Enter does: read only, or restore a backup."""
    path = real_file(path)
    if again == RESTORE_BACKUP and (trouble := _restore(path, clock.now())):
        return ConfirmationNeeded(trouble)
    if not again and (taken := find_lock_holder(path)):
        return ConfirmationNeeded(
            say("{taken} Press Enter again to open it read-only.", taken=taken.message), OPEN_READ_ONLY
        )
    try:
        return open_session(path, clock, read_only=again == OPEN_READ_ONLY)
    except InvalidFileError as bad:
        return why_broken(path, bad.message)


def why_broken(path: Path, reason: Message) -> ConfirmationNeeded:
    """Return why a file cannot be opened, and the offer to restore its newest backup, if there is one."""
    backup = newest_readable_backup(path)
    made = backup_time(backup) if backup else None
    if made is None:
        return ConfirmationNeeded(reason)
    why = say(
        "{reason} Press Enter again to restore the backup of {time}. The broken file is kept.",
        reason=reason,
        time=made.astimezone(),
    )
    return ConfirmationNeeded(why, RESTORE_BACKUP)


def _restore(path: Path, now: dt.datetime) -> Message | None:
    try:
        restore_backup(path, now)
    except SessionLockedError as taken:
        return taken.message
    except OSError as error:
        return describe_read_error(error, path)
    return None


def create_session(
    title: str, folder: Path, language: str, settings: Settings, clock: Clock
) -> OpenSession | ConfirmationNeeded:
    """Create a session for today and open it."""
    session = new_session(title, language, settings, now=clock.now())
    try:
        path = create_session_file(folder, session)
    except OSError as error:
        reason = describe_write_error(error, folder / "session.toml")
        return ConfirmationNeeded(
            say("The ring could not be created in {folder}: {reason}.", folder=str(folder), reason=reason)
        )
    return open_or_ask(path, clock)
