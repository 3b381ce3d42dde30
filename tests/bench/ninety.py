"""Type a whole ring of ninety minutes into the console, many times as fast; measure memory and the countdown."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from reciring.ring.session import Session
from reciring.ring.transcript import replay
from reciring.store import atomic_write
from reciring.store.files import load_session
from reciring.store.toml import encode
from tests.bench import process
from tests.bench.countdown import jitter
from tests.bench.figures import Row, row
from tests.bench.opening import bare, started
from tests.bench.saving import WATCHED
from tests.support.terminal import Terminal

RING = Path(__file__).parents[1] / "data" / "ring.txt"
MINUTE = 60.0
PACE = 60.0
"""Keys a second: four times a quick typist, because the ring runs that much faster."""


def script() -> tuple[str, list[tuple[float, str]]]:
    """Return the lines before the start, and the lines after it with their seconds."""
    head, lines = [], []
    for line in RING.read_text("utf-8").splitlines():
        at, _, text = line.partition(" ")
        if line[:1] == "#" or not line.strip():
            continue
        if at.count(":") in (1, 2) and at.replace(":", "").replace(".", "").isdigit():
            seconds = 0.0
            for part in at.split(":"):
                seconds = 60 * seconds + float(part)
            lines.append((seconds, text.strip()))
        elif not line.startswith(("/date", "/until")):
            head.append(line)
    return "\n".join(head) + "\n", lines


def prepared(path: Path) -> None:
    """Return the ring before its start, dated today."""
    head, _ = script()
    session = replay(head, session=Session(date=dt.datetime.now(dt.UTC).date(), timezone="Europe/Amsterdam")).session
    atomic_write.write_file(path, encode(session))


def lead(terminal: Terminal, speed: float, minutes: float) -> list[float]:
    """Type the ring; return its memory in megabytes at every minute."""
    _, lines = script()
    used: list[float] = []
    begun = time.monotonic()

    def wait(until: float) -> None:
        while (left := until / speed - (time.monotonic() - begun)) > 0:
            due = len(used) * MINUTE / speed - (time.monotonic() - begun)
            if due <= 0:
                used.append(process.memory(terminal.process.pid))
            else:
                time.sleep(min(left, due))

    for at, line in lines:
        if at > minutes * MINUTE:
            break
        wait(at)
        terminal.type(line, PACE)
        terminal.key("enter")
    wait(minutes * MINUTE)
    return [*used, process.memory(terminal.process.pid)]


def rows(quick: bool) -> Iterator[Row]:
    if not process.KNOWN:
        return
    speed, minutes = (30.0, 60.0) if quick else (20.0, 90.0)
    with tempfile.TemporaryDirectory() as name:
        path, notes = Path(name) / "ring.toml", Path(name) / "notes"
        prepared(path)
        empty = path.stat().st_size
        with started(bare()) as plain, started([sys.executable, WATCHED, str(path), str(notes), str(speed)]) as console:
            used = lead(console, speed, minutes)
            floor = process.memory(plain.process.pid)
            missed, errors = jitter(console, speed)
        session, data = load_session(path)
    # The ring is done after some 80 minutes: then the summary is loaded and shown.
    half, last = used[len(used) // 3], used[min(78, len(used) - 1)]
    told = {"MB in between": half, "MB before the end": last, "kB the file grew": (len(data) - empty) / 1000}
    told |= {"offers": len(session.offers), "turns": len(session.turns)}
    name = f"memory after {minutes:.0f} minutes of a ring"
    yield row("ninety", name, "bare app", 1.5, used[-1:], [floor], unit="MB", notes=told)
    # At this speed a frame of some tens of milliseconds is longer than a second of the ring. Such a second is skipped;
    # at real speed it would only be late.
    pace = {"seconds seen": float(len(errors)), "skipped": float(missed), "times real speed": speed}
    name = "countdown error over the ring"
    yield row("ninety", name, "a monotonic grid", 50, errors, judged="worst", notes=pace)
