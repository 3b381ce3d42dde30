"""The console, with every save recorded: ``python watched.py FILE NOTES [SPEED]``.

NOTES gets a line for every folder that is safe on the disk: nanoseconds of the monotonic clock, how many offers FILE
holds then, and the folder. With a SPEED the clock goes so much faster.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from reciring.clock import Clock, FastClock, SystemClock
from reciring.console.app import run_console
from reciring.store import atomic_write
from reciring.store.settings import Settings

OFFER = b"\n[offers."


def watch(path: Path, notes: Path) -> None:
    """Record every fsync of a folder, the last step of a save, and what ``path`` holds then."""
    there = notes.open("a", buffering=1)
    sync = atomic_write.sync_folder

    def watched(folder: Path) -> None:
        sync(folder)
        instant = time.monotonic_ns()
        there.write(f"{instant} {path.read_bytes().count(OFFER)} {folder}\n")

    atomic_write.sync_folder = watched


def main(file: str, notes: str, speed: str = "1") -> int:
    path = Path(file)
    clock: Clock = SystemClock() if speed == "1" else FastClock(SystemClock(), float(speed))
    watch(path, Path(notes))
    return run_console(path, folder=path.parent, language="en", settings=Settings(), clock=clock)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
