"""A session from its file to the screen and back: the lock, the reading, the saving thread."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from reciring.clock import Clock
from reciring.console.live import Live
from reciring.ring.message import Message, say
from reciring.store.autosave import Autosave
from reciring.store.files import load
from reciring.store.follow import Follower
from reciring.store.lock import Lock, Taken, claim
from reciring.store.save import clean_leftovers

if TYPE_CHECKING:
    from reciring.console.vigil import Vigil


class Opened:
    """A session that is open: the live session, its file, and the lock on it."""

    def __init__(self, path: Path, live: Live, lock: Lock | None, saver: Autosave | None) -> None:
        self.path, self.live, self.lock, self.saver = path, live, lock, saver
        self.vigil: Vigil | None = None

    def stay_awake(self) -> None:
        """Keep the computer awake while the ring goes on; that starts a program, once the first picture is there."""
        from reciring.console.vigil import Vigil

        if self.saver and self.vigil is None:
            self.vigil = Vigil(self.live.session)
            self.live.listeners.append(self.vigil)

    def close(self, timeout: float = 5.0) -> bool:
        """Save, and let others have the file; False if not everything could be saved in time."""
        saved = self.live.close(timeout)
        if self.vigil:
            self.vigil.end()
        if self.lock:
            # A disk that hangs would keep us here; the lock ends with the program at the latest.
            releasing = threading.Thread(target=self.lock.release, name="release", daemon=True)
            releasing.start()
            releasing.join(min(timeout, 0.5))
        return saved


def open_session(path: Path, clock: Clock, *, read_only: bool = False) -> Opened:
    """Open the session in ``path``. Raises BadFile.

    If another console has it, or ``read_only`` is wanted, it can be looked at only.
    """
    reading: Message | None = None
    lock: Lock | None = None
    if read_only:
        reading = say("You are looking on: nothing can be changed here.")
    else:
        try:
            lock = claim(path, now=clock.now())
        except Taken as taken:
            reading = say("{taken} You are looking on: nothing can be changed here.", taken=taken.message)
    try:
        session, seen = load(path)
    except BaseException:
        if lock:
            lock.release()
        raise
    if lock and lock.held:
        clean_leftovers(path)  # Not beside a file that is broken: they may be all there is.
    saver = None if reading else Autosave(path, seen=seen, now=clock.now)
    live = Live(session, clock, saver, reading=reading)
    if reading:
        live.follower = Follower(path)
    elif lock and lock.problem:
        live.notice = say("Take care: {problem}.", problem=lock.problem)
    return Opened(path, live, lock, saver)
