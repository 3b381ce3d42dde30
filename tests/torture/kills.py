"""Kill a typing process at random times, check the file, and continue the ring."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from random import Random

from reciring.ring.session import Session
from reciring.store import atomic_write, backups
from reciring.store.files import create_session_file, load_session
from reciring.store.lock import acquire_lock
from reciring.store.toml import InvalidFileError
from tests.support.waiting import WAIT_LIMIT
from tests.torture.driver import line
from tests.torture.figures import Figures
from tests.torture.rings import begun

NUMBER = re.compile(r"nummer (\d{6})")
TOGETHER = 10
"""How many kills one file goes through before a new file is made."""
DRAFT = 1.0
"""How old the saved draft of the entry line may be, in seconds."""


class Typist:
    """A running driver, and what it has printed."""

    def __init__(self, path: Path, first: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.driver", str(path), str(first)],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.first = first
        self.saved = first - 1
        self.keys: dict[tuple[int, int], float] = {}
        self.started = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for said in self.process.stdout:
            word, *rest = said.split()
            if not said.endswith("\n"):  # killed while printing
                return
            if word == "saved":
                self.saved = int(rest[0])
                self.started.set()
            elif word == "key":
                self.keys[int(rest[0]), int(rest[1])] = float(rest[2])

    def kill(self) -> float:
        """Kill it; return the time just before."""
        at = time.monotonic()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._thread.join()
        return at


def kills(tries: int, seed: int = 0, longest: float = 0.4) -> Figures:
    """Kill a typist ``tries`` times, each at a random time up to ``longest`` seconds after its first saved line."""
    random, losses, worst = Random(seed), [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        path, first = Path(), 1
        for number in range(tries):
            if number % TOGETHER == 0:
                path, first = create_session_file(Path(folder), begun()), 1
            typist = Typist(path, first)
            if not typist.started.wait(WAIT_LIMIT):
                losses.append(f"kill {number}: nothing was saved at all")
            watched, whole = _watch(path, random.random() * longest)
            at = typist.kill()
            if not whole:
                losses.append(f"kill {number}: the file was not whole at one of {watched} looks")
            try:
                session, _ = load_session(path)
            except InvalidFileError as bad:
                losses.append(f"kill {number}: {bad.message}")
                path, first = create_session_file(Path(folder), begun()), 1
                continue
            losses += [f"kill {number}: {loss}" for loss in _lost(session, typist)]
            worst = max(worst, _behind(session, typist, at))
            first = max(_numbers(session), default=first - 1) + 1
            losses += [f"kill {number}: {loss}" for loss in _after(path)]
    return Figures("killed while typing", tries, tuple(losses), worst, "age of the draft", DRAFT)


def _watch(path: Path, seconds: float) -> tuple[int, bool]:
    """Read the file again and again, as a second window does; return how often, and whether it was always valid."""
    looks, whole, end = 0, True, time.monotonic() + seconds
    while time.monotonic() < end:
        looks += 1
        try:
            load_session(path)
        except InvalidFileError:
            whole = False
    return looks, whole


def _numbers(session: Session) -> set[int]:
    return {int(found[1]) for offer in session.offers.values() if (found := NUMBER.search(offer.text))}


def _lost(session: Session, typist: Typist) -> list[str]:
    missing = set(range(1, typist.saved + 1)) - _numbers(session)
    return [f"line {number} was called saved and is not there" for number in sorted(missing)]


def _behind(session: Session, typist: Typist, at: float) -> float:
    """Return how many seconds before ``at`` the first key was typed that is not in the file; 0 if none is missing."""
    done = max(_numbers(session), default=typist.first - 1)
    number = done + 1
    text = session.draft.text if session.draft else ""
    if not line(number).startswith(text):
        return float("inf")
    missing = [typed for key, typed in typist.keys.items() if key >= (number, len(text))]
    return max(0.0, at - min(missing)) if missing else 0.0


def _after(path: Path) -> list[str]:
    """Check what a crash leaves behind: no lock, a bounded number of backups, nothing after cleaning up."""
    found = []
    if len(backups.list_backups(path)) > backups.MAX_BACKUPS:
        found.append("backups are not bounded")
    with acquire_lock(path) as lock:
        if not lock.held:
            found.append("the lock was left behind")
        atomic_write.remove_temporary_files(path)
    if len(atomic_write.temporary_files(path)) or backups.list_conflicts(path):
        found.append("something was left behind")
    return found
