"""Type a ring at high speed until the process is killed: ``python -m tests.torture.driver FILE FIRST``.

Lines are numbered from FIRST on. It prints ``key N K T`` for key K of line N, typed at the time T of
``time.monotonic``, and ``saved N`` when everything up to line N is on the disk. A key is printed before it is typed;
only the saving thread reports a line as saved.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import msgspec

from reciring.clock import SystemClock
from reciring.ring.session import Draft
from reciring.store.autosave import Autosave, SaveState
from reciring.store.files import load_session
from reciring.store.lock import acquire_lock
from tests.torture.rings import PEOPLE, typed

KEY = 0.002
"""Seconds between two keys: some ten times as fast as a fast typist."""


def line(number: int) -> str:
    """Return line ``number`` of the ring, which contains its number."""
    who = PEOPLE[1 + number % 7]  # not the first person, who is the asker
    return f"{who} stuurt nummer {number:06d} op #{('tip', 'contact', 'tool', 'help')[number % 4]}"


def say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def main(path: Path, first: int) -> None:
    """Type until killed."""
    clock, lock = SystemClock(), acquire_lock(path)
    assert lock.held
    session, seen = load_session(path)
    session = msgspec.structs.replace(session, draft=None)
    lines: dict[int, int] = {}
    """For each submitted version, the last line in it."""
    known = threading.Lock()
    told = first - 1

    def saved(state: SaveState) -> None:
        nonlocal told
        with known:
            number = max((lines[put] for put in lines if put <= state.saved), default=first - 1)
        if number > told:
            told = number
            say(f"saved {number}")

    saver = Autosave(path, seen=seen, now=clock.now, on_change=saved)
    for number in range(first, sys.maxsize):
        begun, text = clock.now(), ""
        for place, key in enumerate(line(number)):
            say(f"key {number} {place} {time.monotonic()}")
            text += key
            put = saver.submit(msgspec.structs.replace(session, draft=Draft(text=text, begun=begun)))
            with known:
                lines[put] = number - 1
            time.sleep(KEY)
        session = typed(session, text, clock.now())
        with known:  # before submit: the saving thread may be faster
            lines[saver.state.submitted + 1] = number
        saver.submit(session)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
