"""What to do when the file is in trouble: someone else changed it, or it cannot be written."""

from __future__ import annotations

from pathlib import Path

from reciring.console.actions.reply import Job, Progress, Reply, done, refuse
from reciring.console.view_state import ViewState
from reciring.ring.message import Message, say
from reciring.ring.session import Session
from reciring.store.autosave import Autosave
from reciring.store.backups import copy_inbox
from reciring.store.files import create_session_file, user_sessions_folder
from reciring.store.lock import SessionLock, acquire_lock
from reciring.store.os_errors import describe_read_error, describe_write_error
from reciring.store.toml import InvalidFileError, encode


def keep(view: ViewState, argument: str) -> Reply:
    """``/keep mine`` or ``/keep theirs``: keep one version; the other becomes a backup."""
    saver = view.controller.saver
    if not isinstance(saver, Autosave) or saver.state.conflict is None:
        return refuse(say("Nobody else changed the file: there is nothing to choose."))
    return Reply(job=_keep_mine(saver) if argument == "mine" else _keep_theirs(view, saver))


def _keep_mine(saver: Autosave) -> Job:
    saved = saver.keep_own_version()

    def work(progress: Progress) -> Message | None:
        try:
            saved.result()
        except (OSError, InvalidFileError) as error:
            return _reason(error, saver.state.path)
        return None

    def finish(reason: Message | None) -> Reply:
        return refuse(reason) if reason else done(say("You now work in your version. Theirs is a backup."))

    return Job(work, finish)


def _keep_theirs(view: ViewState, saver: Autosave) -> Job:
    found = saver.keep_other_version()

    def work(progress: Progress) -> Session | Message:
        try:
            return found.result()
        except (OSError, InvalidFileError) as error:
            return _reason(error, saver.state.path)

    def finish(session: Session | Message) -> Reply:
        if isinstance(session, Message):
            return refuse(session)
        view.controller.replace_session(session, "/keep theirs")
        return done(say("You now work in their version. Yours is a backup; Ctrl+Z brings it back."))

    return Job(work, finish)


def save_elsewhere(view: ViewState, argument: str) -> Reply:
    """``/saveto [FOLDER]``: save the session there from now on; without a folder in the user's own."""
    saver = view.controller.saver
    if not isinstance(saver, Autosave):
        return refuse(say("This ring is not saved here: it is for practice, or read-only."))
    name = argument.strip()
    folder = Path(name).expanduser() if name else _usual_folder(saver.state.path)
    session, old = view.controller.base, view.saved_in

    # In a thread: the disk of that folder may hang as well.
    def work(progress: Progress) -> tuple[Path, SessionLock] | Message:
        try:
            path = create_session_file(folder, session)
            return path, acquire_lock(path)
        except (OSError, RuntimeError) as error:
            reason = describe_write_error(error, folder / "x") if isinstance(error, OSError) else str(error)
            return say("Cannot save in {folder}: {reason}. Choose another folder.", folder=str(folder), reason=reason)

    def finish(made: tuple[Path, SessionLock] | Message) -> Reply:
        if isinstance(made, Message):
            return refuse(made)
        path, lock = made
        view.locks.append(lock)
        saver.redirect(path, encode(session))
        said = done(say("The ring is now saved in {path}.", path=str(path)))
        return said._replace(job=_take_phones_along(view, old, path)) if view.inbox else said

    return Reply(job=Job(work, finish))


def _take_phones_along(view: ViewState, old: Path, path: Path) -> Job:
    """Serve the file at its new place, with the same codes and with what was handed in.

    After the ring is saved there: the old place may be a disk that does not answer.
    """
    server = view.server

    def work(progress: Progress) -> Message | None:
        try:
            if server:
                return server.move(path)
            copy_inbox(old, path)
        except OSError as error:
            reason = describe_read_error(error, old)
            return say("What phones handed in could not be taken along: {reason}.", reason=reason)
        return None

    def finish(problem: Message | None) -> Reply | None:
        view.inbox = None
        view.open_inbox()
        return refuse(problem) if problem else None

    return Job(work, finish)


def _usual_folder(path: Path) -> Path:
    """Return the folder for a session that cannot stay in ``path``."""
    own = user_sessions_folder()
    return own if path.parent.absolute() != own.absolute() else Path.home()


def _reason(error: OSError | InvalidFileError, path: Path) -> Message:
    return error.message if isinstance(error, InvalidFileError) else describe_read_error(error, path)
