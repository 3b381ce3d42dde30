"""Processor time and memory of a running program, from /proc. Linux only."""

from __future__ import annotations

from pathlib import Path

PROC = Path("/proc")
KNOWN = (PROC / "self/smaps_rollup").exists()
"""Whether this system has /proc."""


def cpu(pid: int) -> float:
    """Return the processor time of all threads of a program so far, in seconds."""
    nanoseconds = 0
    for thread in (PROC / str(pid) / "task").iterdir():
        nanoseconds += int((thread / "schedstat").read_text().split()[0])
    return nanoseconds / 1e9


def memory(pid: int) -> float:
    """Return the private memory of a program in megabytes: shared libraries do not count."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
