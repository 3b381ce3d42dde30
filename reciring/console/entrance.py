"""What the start screen asks of the disk, off the screen's thread: each gives what happened, never an exception."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from reciring.clock import Clock
from reciring.console.opening import Opened, open_session
from reciring.ring.message import Message, say
from reciring.store import reasons
from reciring.store.backups import last_good_backup, time_of
from reciring.store.files import create, unreadable
from reciring.store.fresh import new_session
from reciring.store.listing import Entry, listing
from reciring.store.lock import Taken, holder
from reciring.store.restore import restore
from reciring.store.settings import Settings
from reciring.store.toml import BadFile


class Found(NamedTuple):
    """The sessions in the folder, or why that cannot be told."""

    entries: list[Entry]
    problem: Message | None = None


class Asked(NamedTuple):
    """It cannot be done just so: why, and what Enter would do when pressed once more (``""``: nothing)."""

    why: Message
    again: str = ""


LOOK_ON, PUT_BACK = "look", "restore"


def find(folder: Path) -> Found:
    """Every session there is."""
    try:
        return Found(listing(folder))
    except BadFile as bad:
        return Found([], bad.message)


def enter(path: Path, clock: Clock, again: str = "") -> Opened | Asked:
    """Open a session. One that another console has, or that is broken, is opened otherwise when asked ``again``."""
    if again == PUT_BACK and (trouble := _put_back(path, clock.now())):
        return Asked(trouble)
    if not again and (taken := holder(path)):
        return Asked(say("{taken} Enter again: look on, without changing anything.", taken=taken.message), LOOK_ON)
    try:
        return open_session(path, clock, read_only=again == LOOK_ON)
    except BadFile as bad:
        return broken(path, bad.message)


def broken(path: Path, reason: Message) -> Asked:
    """Why a file cannot be opened, and the copy of it that can, if there is one."""
    backup = last_good_backup(path)
    made = time_of(backup) if backup else None
    if made is None:
        return Asked(reason)
    why = say(
        "{reason} Enter again puts the copy of {time} back; the broken file is kept beside it.",
        reason=reason,
        time=made.astimezone(),
    )
    return Asked(why, PUT_BACK)


def _put_back(path: Path, now: dt.datetime) -> Message | None:
    try:
        restore(path, now)
    except Taken as taken:
        return taken.message
    except OSError as error:
        return unreadable(path, error)
    return None


def make(title: str, folder: Path, language: str, settings: Settings, clock: Clock) -> Opened | Asked:
    """A new session of today, opened."""
    session = new_session(title, language, settings, now=clock.now())
    try:
        path = create(folder, session)
    except OSError as error:
        reason = reasons.why(error, folder / "session.toml")
        return Asked(say("No session was made in {folder}: {reason}.", folder=str(folder), reason=reason))
    return enter(path, clock)
