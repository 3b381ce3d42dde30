"""The console with somebody watching: ``python watched.py FILE NOTES [SPEED]``.

NOTES gets a line for every file that is safe on the disk: nanoseconds of the monotonic clock, how many offers are in
the file, and its folder. With a SPEED the clock goes so much faster.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from reciring.clock import Clock, FastClock, SystemClock
from reciring.console.app import run
from reciring.store import save
from reciring.store.settings import Settings
from reciring.store.signature import Signature

OFFER = b"\n[offers."


def watch(notes: Path) -> None:
    """Note every file that was written, once its folder was brought to the disk: the last step of a save."""
    there = notes.open("a", buffering=1)
    write, sync = save._beside, save.sync_folder
    offers = 0

    def written(path: Path, data: bytes) -> tuple[Path, Signature]:
        nonlocal offers
        offers = data.count(OFFER)
        return write(path, data)

    def synced(folder: Path) -> None:
        sync(folder)
        there.write(f"{time.monotonic_ns()} {offers} {folder}\n")

    save._beside, save.sync_folder = written, synced


def main(file: str, notes: str, speed: str = "1") -> int:
    path = Path(file)
    clock: Clock = SystemClock() if speed == "1" else FastClock(SystemClock(), float(speed))
    watch(Path(notes))
    return run(path, folder=path.parent, language="en", settings=Settings(), clock=clock)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
