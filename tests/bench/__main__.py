"""``make bench``: measure what must be fast, beside a baseline.

``python -m tests.bench --row keys --quick`` measures one row.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tests.bench.figures import Row, number

GROUPS = {
    "paint": "opening",
    "keys": "keys",
    "save": "saving",
    "idle": "idle",
    "ninety": "ninety",
    "commands": "commands",
    "sums": "sums",
    "paper": "paper",
    "lists": "lists",
    "room": "room",
}
"""The rows, each with the module that measures it."""


def table(rows: Sequence[Row]) -> Table:
    """Return the table of the rows: each beside its baseline, and whether its aim is met."""
    made = Table(title="What must be fast", title_justify="left", box=box.SIMPLE_HEAD)
    for heading in ("row", "against", "ours p50 / p99", "floor p50 / p99", "ratio", "aim", ""):
        words = heading in ("row", "against", "")
        made.add_column(heading, justify="left" if words else "right", no_wrap=not words)
    for it in rows:
        p50, p99 = it.ratios
        floor = "" if it.floor is None else f"{number(it.floor.p50)} / {number(it.floor.p99)}"
        ratio = "" if it.floor is None else f"{p50:.2f} / {p99:.2f}"
        ours = f"{number(it.ours.p50)} / {number(it.ours.p99)} {it.unit}"
        told = "".join(f"\n  {words}: {number(value)}" for words, value in it.notes.items())
        name = Text.assemble(it.name, (told, "dim"))
        made.add_row(name, it.against, ours, floor, ratio, f"{it.aim:g} ({it.judged})", "✓" if it.met else "✗")
    return made


def machine() -> dict[str, Any]:
    """Describe the machine: only figures of the same machine can be compared."""
    import os

    versions = {name: metadata.version(name) for name in ("textual", "rich", "msgspec", "typst")}
    return {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count(), **versions}


def measure(groups: Sequence[str], quick: bool) -> Iterator[Row]:
    for name in groups:
        rows: Callable[[bool], Iterator[Row]] = import_module(f"tests.bench.{GROUPS[name]}").rows
        yield from rows(quick)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--row", action="append", choices=sorted(GROUPS), help="only this group of rows; may be repeated"
    )
    parser.add_argument("--quick", action="store_true", help="a few of each: a look, no figures to keep")
    parser.add_argument("-o", "--output", type=Path, default=Path("build/bench.json"), help="where the JSON goes")
    parser.add_argument("--growth", action="store_true", help="measure how all grows with the offers, and draw it")
    given = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 140)
    if given.growth:
        from tests.bench.growth import picture

        console.print(f"drawn: {picture(given.quick)}")
        return 0
    found: list[Row] = []
    given.output.parent.mkdir(parents=True, exist_ok=True)
    for it in measure(given.row or list(GROUPS), given.quick):
        found.append(it)
        console.print(f"{it.name}: {number(it.ours.p50)} {it.unit}", style="dim", highlight=False)
        # written after each row, so that a run that is stopped early keeps its figures
        told = {"machine": machine(), "quick": given.quick, "rows": [row.plain() for row in found]}
        given.output.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    console.print(table(found))
    missed = sum(not it.met for it in found)
    console.print(f"{len(found) - missed} of {len(found)} aims met; figures in {given.output}", highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
