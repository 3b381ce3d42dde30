"""``make torture``: the long run of every part, with figures.

``python -m tests.torture kills lines`` runs two parts.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.torture import console, disk, world
from tests.torture.figures import Figures
from tests.torture.fuzz import fuzz
from tests.torture.kills import kills
from tests.torture.machine import machine

CASES = {
    "files": 30_000,
    "bytes": 20_000,
    "transcripts": 10_000,
    "lists": 15_000,
    "lines": 20_000,
    "controllers": 5_000,
    "terminals": 100_000,
}
"""Cases per kind: two hundred thousand in all."""
SIZES = [(columns, rows) for rows in (1, 2, 5, 12, 18, 24, 40, 60) for columns in range(1, 201)]
SIZES += [(columns, rows) for columns in (10, 40, 80, 120, 200) for rows in range(1, 61)]

PARTS: dict[str, Callable[[], Figures]] = {
    "kills": partial(kills, 200),
    **{kind: partial(fuzz, kind, tries, seed=1_000_000) for kind, tries in CASES.items()},
    "rings": partial(machine, 2_000, 60),
    **{name: partial(disk.trouble, name, 20) for name in disk.TROUBLES},
    "console": partial(console.kills, 200),
    **{name: partial(console.ending, name, 20) for name in console.ENDINGS},
    "unentered": partial(console.unentered, 20),
    "early": partial(console.early, 50),
    "ahead": partial(console.ahead, 20),
    "stalled": console.stalled,
    "resize": partial(console.resize, SIZES),
    "flood": partial(console.flood, 1.0),
    "noise": partial(console.noise, 20_000),
    "encoding": console.other_bytes,
    "monkey": partial(console.monkey, 5_000),
    "keys": partial(console.keys, 500),
    "hostile": console.hostile,
    "clock": console.clock_jumps,
    "edited": console.edited,
    "fault": console.fault,
    "hang": console.hanging_disk,
    "hang-ended": console.ended_while_hanging,
    "closed": console.closed_folder,
    "elsewhere": console.elsewhere,
    "two": console.two_consoles,
    **{name: partial(console.terminal, name) for name in console.TERMINALS},
    **world.PARTS,
}


def run(names: list[str]) -> Iterator[Figures]:
    """Run each part and yield its figures."""
    for name in names or PARTS:
        try:
            yield PARTS[name]()
        except disk.Skipped as skipped:
            print(f"{name}: skipped, {skipped}")
        except AssertionError as fault:
            yield Figures(name, 1, (str(fault)[:2000],))


def main(names: list[str]) -> int:
    """Print the figures; return 1 if anything was lost or too slow."""
    if unknown := set(names) - set(PARTS):
        print(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {platform.system()}, seeds are fixed", flush=True)
    begun, lost = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as home:  # not the user's own settings and reports
        os.environ |= {f"XDG_{kind}_HOME": str(Path(home, kind)) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        for figures in run(names):
            print(figures, flush=True)
            lost += len(figures.losses) + figures.too_slow
    print(f"{lost} lost or too slow in all, in {(time.monotonic() - begun) / 60:.0f} minutes")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
