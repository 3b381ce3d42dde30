"""Write the figures of a run into docs/development/performance.md: ``python -m tests.bench.paged [FILE]``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.bench.figures import number

PAGE = Path(__file__).parents[2] / "docs" / "development" / "performance.md"
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"


def table(told: dict[str, Any]) -> str:
    """Return the table in Markdown, from the JSON of a run."""
    machine = told["machine"]
    versions = ", ".join(f"{name} {machine[name]}" for name in ("textual", "rich", "msgspec", "typst"))
    lines = [
        f"{machine['cores']} cores, {machine['system']}, Python {machine['python']}; {versions}.",
        "",
        "| row | against | ours p50 / p99 | baseline p50 / p99 | ratio | aim | met |",
        "|---|---|---:|---:|---:|---:|---|",
    ]
    for row in told["rows"]:
        ours = f"{number(row['ours']['p50'])} / {number(row['ours']['p99'])} {row['unit']}"
        floor = row["floor"] and f"{number(row['floor']['p50'])} / {number(row['floor']['p99'])}"
        ratio = row["ratio"] and f"{row['ratio']['p50']:.2f} / {row['ratio']['p99']:.2f}"
        aim = f"{row['aim']:g} ({row['judged']})"
        met = "yes" if row["met"] else "**no**"
        lines.append(f"| {row['name']} | {row['against']} | {ours} | {floor or ''} | {ratio or ''} | {aim} | {met} |")
    aside = [
        f"{row['name']}: " + ", ".join(_note(*it) for it in row["notes"].items())
        for row in told["rows"]
        if row["notes"]
    ]
    return "\n".join([*lines, "", *(f"- {words}" for words in aside)]) + "\n"


def _note(words: str, value: float) -> str:
    return f"{words} {number(value)}"


def write(figures: Path) -> None:
    """Replace the table in the page."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{table(json.loads(figures.read_text('utf-8')))}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench.json"))
