"""Measure processor time a minute while nobody types and the countdown runs, beside the bare app at the same time."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.bench import process, rings
from tests.bench.figures import Row, row
from tests.bench.opening import RECIRING, bare, started


def rows(quick: bool) -> Iterator[Row]:
    if not process.KNOWN:
        return
    length, times = (5, 2) if quick else (15, 4)
    spent: dict[str, list[float]] = {"20": [], "1000": [], "bare": []}
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        terminals = {"bare": stack.enter_context(started(bare()))}
        for offers in (20, 1000):
            command = [RECIRING, "open", str(rings.file(folder, offers))]
            terminals[str(offers)] = stack.enter_context(started(command))
        time.sleep(3)
        for _ in range(times):
            before = {name: process.cpu(it.process.pid) for name, it in terminals.items()}
            time.sleep(length)
            for name, it in terminals.items():
                spent[name].append(1000 * (process.cpu(it.process.pid) - before[name]) * 60 / length)
    name = "CPU a minute while nobody types"
    yield row("idle", name, "bare app, one ticking Digits", 1.3, spent["20"], spent["bare"])
    yield row("idle", "the same with 1,000 offers", "bare app, one ticking Digits", 1.3, spent["1000"], spent["bare"])
