"""Write the figures of a run into docs/development/performance.md: ``python -m tests.bench.paged [FILE]``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.bench.figures import number

PAGE = Path(__file__).parents[2] / "docs" / "development" / "performance.md"
ROOM = "room"
"""The group of rows that has a table of its own."""


def table(told: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """Return the table of some rows in Markdown, from the JSON of a run."""
    machine = told["machine"]
    versions = ", ".join(f"{name} {machine[name]}" for name in ("textual", "rich", "msgspec", "typst"))
    lines = [
        f"{machine['cores']} cores, {machine['system']}, Python {machine['python']}; {versions}.",
        "",
        "| row | against | ours p50 / p99 | baseline p50 / p99 | ratio | aim | met |",
        "|---|---|---:|---:|---:|---:|---|",
    ]
    for row in rows:
        ours = f"{number(row['ours']['p50'])} / {number(row['ours']['p99'])} {row['unit']}"
        floor = row["floor"] and f"{number(row['floor']['p50'])} / {number(row['floor']['p99'])}"
        ratio = row["ratio"] and f"{row['ratio']['p50']:.2f} / {row['ratio']['p99']:.2f}"
        aim = f"{row['aim']:g} ({row['judged']})"
        met = "yes" if row["met"] else "**no**"
        lines.append(f"| {row['name']} | {row['against']} | {ours} | {floor or ''} | {ratio or ''} | {aim} | {met} |")
    aside = [f"{row['name']}: " + ", ".join(_note(*it) for it in row["notes"].items()) for row in rows if row["notes"]]
    return "\n".join([*lines, "", *(f"- {words}" for words in aside)]) + "\n"


def _note(words: str, value: float) -> str:
    return f"{words} {number(value)}"


def write(figures: Path) -> None:
    """Replace the tables in the page for which there are rows."""
    told = json.loads(figures.read_text("utf-8"))
    room = [row for row in told["rows"] if row["group"] == ROOM]
    for name, rows in (("figures", [row for row in told["rows"] if row not in room]), (f"{ROOM} figures", room)):
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
        before, _, rest = PAGE.read_text("utf-8").partition(begin)
        if rows:
            PAGE.write_text(f"{before}{begin}\n{table(told, rows)}\n{end}{rest.partition(end)[2]}", "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench.json"))
