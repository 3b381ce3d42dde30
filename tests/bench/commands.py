"""Measure commands without a screen, beside a Python that does nothing and one that only imports what is needed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from reciring.ring.transcript import replay
from reciring.store import atomic_write
from reciring.store.toml import encode
from tests.bench.figures import Row, in_turn, row
from tests.bench.ninety import RING
from tests.bench.opening import COMPILED, RECIRING

CORE = "click msgspec tomllib zoneinfo gettext pathlib datetime re"
NEEDED = {
    "--help": "click gettext pathlib re",
    "list": f"{CORE} unicodedata",
    "summary": f"{CORE} rich.console rich.text unicodedata",
    "summary --format json": f"{CORE} json unicodedata",
}
"""Modules of others without which the row's work cannot be done: the reader of the command line, and what we chose."""


def took(argv: Sequence[str]) -> float:
    environment = {name: value for name, value in {**os.environ, **COMPILED}.items() if value is not None}
    begun = time.perf_counter()
    subprocess.run(argv, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment)
    return 1000 * (time.perf_counter() - begun)


def folder_of(folder: Path, sessions: int) -> None:
    """Write the sample ring many times into a folder."""
    atomic_write.write_file(folder / "s0.toml", encode(replay(RING.read_text("utf-8")).session))
    for number in range(1, sessions):
        shutil.copyfile(folder / "s0.toml", folder / f"s{number}.toml")


SESSIONS = 100
"""As many rings as a facilitator leads in some years."""
LIST_LIMIT = 500.0
"""Milliseconds for a list of so many."""


def rows(quick: bool) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder_of(folder, SESSIONS)
        for command, modules in NEEDED.items():
            words, *rest = command.split(" ", 1)
            argv = [
                RECIRING,
                words,
                *([str(folder / "s0.toml")] if words == "summary" else []),
                *" ".join(rest).split(),
            ]
            if words == "list":
                argv += ["--sessions", str(folder)]
            imports = f"import {', '.join(modules.split())}"
            runs = {
                "ours": partial(took, argv),
                "imports": partial(took, [sys.executable, "-c", imports]),
                "pass": partial(took, [sys.executable, "-c", "pass"]),
            }
            in_turn(runs, 1)  # so that everything is compiled
            found = in_turn(runs, 5 if quick else 20)
            bare = {"python -c pass": sorted(found["pass"])[len(found["pass"]) // 2]}
            title = f"reciring {command}" + (f" with {SESSIONS} sessions" if words == "list" else "")
            if words == "list":
                yield row("commands", title, "every file is read", LIST_LIMIT, found["ours"], notes=bare)
            else:
                yield row(
                    "commands", title, "importing what it needs", 1.3, found["ours"], found["imports"], notes=bare
                )
