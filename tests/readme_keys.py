"""The key table of ``README.md``, from the table of commands. ``python -m tests.readme_keys`` puts it there."""

from __future__ import annotations

from pathlib import Path

from reciring.locale import translator
from reciring.ring.keynames import key_names
from reciring.ring.table import TABLE

PATH = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- keys: made by python -m tests.readme_keys -->\n", "<!-- end of keys -->\n"


def table() -> str:
    """Every command that has a key, in the order of the help screen."""
    t = translator("en")
    rows = ["| key | command | does |", "|---|---|---|"]
    for spec in TABLE:
        if spec.keys:
            keys = ", ".join(f"`{t.message(name)}`" for name in key_names(spec))
            names = " ".join(f"`/{name}`" for name in (spec.name, *spec.dutch))
            rows.append(f"| {keys} | {names} | {t(spec.help)} |")
    return "\n".join(rows) + "\n"


def inserted(text: str) -> str:
    """``text`` with the table between its marks."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PATH.write_text(inserted(PATH.read_text("utf-8")), encoding="utf-8")
