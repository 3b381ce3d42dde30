"""What the system says of a running program. Linux only."""

from __future__ import annotations

from pathlib import Path

PROC = Path("/proc")
KNOWN = (PROC / "self/smaps_rollup").exists()
"""Whether there is anything to ask."""


def cpu(pid: int) -> float:
    """Seconds of processor time that all threads of a program took so far."""
    nanoseconds = 0
    for thread in (PROC / str(pid) / "task").iterdir():
        nanoseconds += int((thread / "schedstat").read_text().split()[0])
    return nanoseconds / 1e9


def memory(pid: int) -> float:
    """Megabytes that a program keeps for itself: libraries that others share are not counted."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def resident(pid: int) -> float:
    """Megabytes of memory that a program has in use, shared or not."""
    lines = (PROC / str(pid) / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
