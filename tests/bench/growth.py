"""Measure how first paint, key echo, save and memory grow with the offers, and draw the chart in docs/."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench import process, rings
from tests.bench.chart import Line, draw
from tests.bench.keys import SENTENCES, Typist
from tests.bench.opening import RECIRING, bare, paint, started
from tests.bench.saving import WATCHED, durable
from tests.bench.watched import OFFER

SIZES = (10, 100, 1_000, 10_000)
DOCS = Path(__file__).parents[2] / "docs"
FIGURES = Path("build/growth.json")
TITLES = {
    "paint": "open to first full paint, ms",
    "echo": "key to echo, ms",
    "save": "Enter to durable on disk, ms",
    "memory": "memory of its own, MB",
}


def measure(quick: bool) -> dict[str, dict[str, float]]:
    """Medians per size; ``bare`` is the bare app with twenty offers, where it can be measured."""
    times = 1 if quick else 3
    found: dict[str, dict[str, float]] = {name: {} for name in TITLES}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found["paint"]["bare"] = statistics.median(paint(bare()) for _ in range(times + 1))
        for size in SIZES:
            open_it = [RECIRING, "open", str(folder / f"ring-{size}.toml")]

            def once(size: int = size, open_it: list[str] = open_it) -> float:
                rings.file(folder, size)
                return paint(open_it)

            found["paint"][str(size)] = statistics.median(once() for _ in range(times))
        with started(bare()) as terminal:
            typed = _typed(terminal, times)
            found["echo"]["bare"] = typed
            if process.KNOWN:
                found["memory"]["bare"] = process.memory(terminal.process.pid)
        for size in SIZES:
            _one(folder, size, times, found)
    return found


def _typed(terminal: Any, times: int) -> float:
    typist = Typist(terminal, "g")
    time.sleep(1)
    for number in range(times):
        typist.sentence(SENTENCES[number % len(SENTENCES)])
    return statistics.median(typist.echoes())


def _one(folder: Path, size: int, times: int, found: dict[str, dict[str, float]]) -> None:
    path, notes = rings.file(folder, size), folder / "notes"
    notes.write_text("")
    with started([sys.executable, WATCHED, str(path), str(notes)]) as terminal:
        found["echo"][str(size)] = _typed(terminal, times)
        took = []
        before = path.read_bytes().count(OFFER)
        for number in range(2 * times):
            took.append(durable(terminal, f"karin brengt het boek mee m{number}", path, notes, before + number + 1))
        found["save"][str(size)] = statistics.median(took)
        if process.KNOWN:
            found["memory"][str(size)] = process.memory(terminal.process.pid)


def picture(quick: bool) -> Path:
    """Measure and draw the chart; the figures are saved in build/."""
    found = measure(quick)
    FIGURES.parent.mkdir(parents=True, exist_ok=True)
    FIGURES.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return drawn(found)


def drawn(found: dict[str, dict[str, float]]) -> Path:
    lines = [
        Line(TITLES[name], [(size, it[str(size)]) for size in SIZES if str(size) in it], it.get("bare"))
        for name, it in found.items()
        if len(it) > 1
    ]
    path = DOCS / "pictures" / "growth.svg"
    path.write_text(draw(lines), "utf-8")
    return path


if __name__ == "__main__":
    print(drawn(json.loads(FIGURES.read_text("utf-8"))))
