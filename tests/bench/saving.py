"""Measure the time from Enter until the offer is safe on the disk, beside the bare system calls that this takes."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import rings
from tests.bench.figures import Row, row
from tests.bench.keys import RATE
from tests.bench.opening import started
from tests.bench.watched import OFFER
from tests.support.terminal import Terminal

WATCHED = str(Path(__file__).with_name("watched.py"))


def written(path: Path, data: bytes) -> float:
    """Return the milliseconds for a write, an fsync, a rename and an fsync of the folder."""
    begun = time.perf_counter()
    beside = path.with_suffix(".tmp")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return 1000 * (time.perf_counter() - begun)


def saved(notes: Path, folder: Path, offers: int) -> float:
    """Return when a session with ``offers`` offers was on the disk for the first time."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        for line in notes.read_text("utf-8").splitlines():
            instant, there, where = line.split(" ", 2)
            if where == str(folder) and int(there) >= offers:
                return int(instant) / 1e9
        time.sleep(0.05)
    raise LookupError("the offer was not saved")


def durable(terminal: Terminal, words: str, path: Path, notes: Path, offers: int) -> float:
    """Type an offer, press Enter, and return the milliseconds until offer number ``offers`` was safe in ``path``."""
    terminal.type(words, RATE)
    time.sleep(1 / RATE)  # Enter is the next key; drafts are being saved
    since = terminal.key("enter")
    return 1000 * (saved(notes, path.parent, offers) - since)


def measure(folder: Path, offers: int, times: int) -> tuple[list[float], list[float]]:
    """Measure ours and the bare steps, in turn."""
    path, notes = rings.file(folder, offers), folder / "notes"
    notes.write_text("")
    before = path.read_bytes().count(OFFER)
    ours, bare = [], []
    with started([sys.executable, WATCHED, str(path), str(notes)]) as terminal:
        time.sleep(1.5)
        for number in range(times):
            words = f"karin brengt het boek over spreken mee n{number}"
            ours.append(durable(terminal, words, path, notes, before + number + 1))
            time.sleep(0.3)
            bare.append(written(folder / "bare", path.read_bytes()))
    text = path.read_text("utf-8")
    assert all(f"mee n{number}" in text for number in range(times)), "an offer is not in the file"
    return ours, bare


def rows(quick: bool) -> Iterator[Row]:
    for offers in (20, 1000):
        with tempfile.TemporaryDirectory() as name:
            ours, bare = measure(Path(name), offers, 10 if quick else 30)
        name = "Enter to durable on disk" + (f", {offers:,} offers" if offers > 20 else "")
        yield row("save", name, "write, fsync, rename, fsync", 2.0, ours, bare, judged="p99")
