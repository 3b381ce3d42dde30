"""When the file is in trouble: somebody else changed it, or it cannot be written. The facilitator chooses what then."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reciring.live.answer import Answer, Outcome, refused
from reciring.ring.message import Message, say
from reciring.store.autosave import Autosave
from reciring.store.files import create_session_file, describe_read_error, user_sessions_folder
from reciring.store.lock import acquire_lock
from reciring.store.os_errors import describe_os_error
from reciring.store.toml import InvalidFileError, encode

if TYPE_CHECKING:
    from reciring.console.screens.ring import RingScreen

MINE: Final = ("mine", "ours", "mijn", "mijne", "onze")
THEIRS: Final = ("theirs", "other", "hun", "hunne", "ander", "andere")


def keep(screen: RingScreen, argument: str) -> None:
    """``/keep mine`` or ``/keep theirs``: the other version becomes a backup."""
    saver, word = screen.controller.saver, argument.strip().casefold()
    if not isinstance(saver, Autosave) or saver.state.conflict is None:
        screen.say(refused(say("Nobody else changed the file: there is nothing to choose.")))
    elif word in MINE:
        screen.run_worker(_keep_mine(screen, saver))
    elif word in THEIRS:
        screen.run_worker(_keep_theirs(screen, saver))
    else:
        screen.say(refused(say("Say whose version goes on: /keep mine or /keep theirs. The other becomes a backup.")))


async def _keep_mine(screen: RingScreen, saver: Autosave) -> None:
    try:
        await asyncio.wrap_future(saver.keep_own_version())
    except (OSError, InvalidFileError) as error:
        screen.say(refused(_reason(error, saver.state.path)))
    else:
        _done(screen, say("Your version goes on; theirs is a backup."))


async def _keep_theirs(screen: RingScreen, saver: Autosave) -> None:
    try:
        session = await asyncio.wrap_future(saver.keep_other_version())
    except (OSError, InvalidFileError) as error:
        screen.say(refused(_reason(error, saver.state.path)))
    else:
        screen.controller.take(session, "/keep theirs")
        _done(screen, say("Their version goes on; yours is a backup, and Ctrl+Z brings it back."))


def elsewhere(screen: RingScreen, argument: str) -> None:
    """``/elsewhere [FOLDER]``: the session is saved there from now on; without a folder in the user's own."""
    saver = screen.controller.saver
    if not isinstance(saver, Autosave):
        screen.say(refused(say("There is nothing to save here.")))
        return
    folder = Path(argument.strip()).expanduser() if argument.strip() else _usual(saver.state.path)
    screen.run_worker(_elsewhere(screen, saver, folder))


def _usual(path: Path) -> Path:
    """Where a session goes that cannot stay in ``path``."""
    own = user_sessions_folder()
    return own if path.parent.absolute() != own.absolute() else Path.home()


async def _elsewhere(screen: RingScreen, saver: Autosave, folder: Path) -> None:
    session = screen.controller.base
    try:
        # Not in here: this disk may hang as well.
        path = await asyncio.to_thread(create_session_file, folder, session)
        screen.claims.append(await asyncio.to_thread(acquire_lock, path))
    except (OSError, RuntimeError) as error:
        reason = describe_os_error(error, folder / "x") if isinstance(error, OSError) else str(error)
        screen.say(refused(say("Not in {folder}: {reason}. Name another folder.", folder=str(folder), reason=reason)))
    else:
        saver.redirect(path, encode(session))
        _done(screen, say("From now on it is saved in {path}.", path=str(path)))


def _reason(error: OSError | InvalidFileError, path: Path) -> Message:
    return error.message if isinstance(error, InvalidFileError) else describe_read_error(path, error)


def _done(screen: RingScreen, said: Message) -> None:
    screen.draw_all()
    screen.say(Answer(Outcome.DONE, said))
